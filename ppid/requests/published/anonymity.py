"""What would tell in a public text who asked (UU 27/2022): found, named, and never let out.

It finds what the case itself knows of its applicant and what looks like a number or an address of anybody; whoever
decides still reads the text, and so do those who moderate the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wagtail.models import Site

from portal.core.models import AgencyIdentity

from ..registration import words_of

if TYPE_CHECKING:
    from ..models import InformationRequest

# What the names of legal entities share: their forms, fields and places of work.
GENERIC = frozenset((Path(__file__).parent.parent / "definitions" / "kata-badan.txt").read_text("utf-8").split())
SHORTEST_NAME = 4
SHORTEST_NUMBER = 6
_NIK = re.compile(r"(?<!\d)\d{4}[ .-]?\d{4}[ .-]?\d{4}[ .-]?\d{4}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE = re.compile(r"(?<!\d)(?:\+62|62|0)[ .-]?8\d(?:[ .-]?\d){7,11}(?!\d)")


def faults_of(text: str, request: InformationRequest) -> list[str]:
    """What in ``text`` points to a person, one Indonesian sentence each."""
    return [*_of_anybody(text), *_of_the_applicant(text, request)]


def _of_anybody(text: str) -> Iterator[str]:
    if _NIK.search(text):
        yield "Ada deretan 16 angka yang tampak seperti NIK."
    if _MAIL.search(text):
        yield "Ada alamat surel."
    if _PHONE.search(text):
        yield "Ada nomor telepon."


def _of_the_applicant(text: str, request: InformationRequest) -> Iterator[str]:
    said = words_of(text)
    names = _telling_parts_of_names(request)
    if found := sorted(name for name in names & said if len(name) >= SHORTEST_NAME and not name.isdigit()):
        yield f"Ada kata dari nama pemohon atau pemberi kuasa: {', '.join(found)}."
    plain, phone = _squeezed(text), _digits(request.phone)
    if request.applicant_name and _squeezed(request.applicant_name) in plain:
        yield "Ada nama pemohon."
    if request.represented_name and _squeezed(request.represented_name) in plain:
        yield "Ada nama pemberi kuasa."
    if len(phone) >= SHORTEST_NUMBER and phone in _digits(text):
        yield "Ada nomor telepon pemohon."
    if request.address and _squeezed(request.address) in plain:
        yield "Ada alamat pemohon."
    if request.number in text:
        yield "Ada nomor pendaftaran permohonan."


def _telling_parts_of_names(request: InformationRequest) -> set[str]:
    """Each word of a person's name tells who he is; of a legal entity's name only those that are its own.

    "Yayasan", "kesehatan" and what the agency itself is called stand in many answers and point to nobody.
    """
    of_applicant = words_of(request.applicant_name)
    if request.applicant_kind == request.ApplicantKind.ENTITY:
        of_applicant -= GENERIC | _words_of_the_agency()
    return of_applicant | words_of(request.represented_name)


def _words_of_the_agency() -> set[str]:
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    return words_of(identity.name, identity.parent_name)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _squeezed(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split())
