"""The download itself: a ZIP with its list of contents first, each file as it was kept, and the hash of each."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from wagtail.models import Site

from portal.core import vault
from portal.core.models import AgencyIdentity
from portal.core.paper import render_pdf
from portal.workdays.calendar import local_date

from ..history import told
from ..letters.receipt import receipt_of
from ..objections.visibility import aspects
from ..visibility import Aspect
from .contents import Paper, Part, parts_of

if TYPE_CHECKING:
    from ..actors import Person
    from ..models import HistoryRow, Objection

TYPST = Path(__file__).parent / "typst" / "case_file.typ"
CONTENTS = "00-daftar-isi.pdf"
IN_MEMORY = 4 * 1024 * 1024
PURPOSE = "Berkas perkara"


def bundle(objection: Objection, person: Person, now: datetime) -> IO[bytes]:
    """The case's file as this person may have it; every reading is on record. Raises ``Refusal``, ``vault.Unreadable``.

    Receipts prove that request and objection were made: those that nobody asked for yet are made now.
    One file is in memory at a time; the archive itself goes to disk past a few megabytes.
    """
    for case in filter(None, (objection.request, objection)):
        receipt_of(case)
    parts = parts_of(objection, person)
    named = list(_named(parts))
    archive = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the response, which closes it
    with ZipFile(archive, "w", ZIP_DEFLATED) as file:
        file.writestr(CONTENTS, contents_pdf(objection, parts, named, person, now))
        for name, paper in named:
            file.writestr(name, vault.read(paper.file, person.user, person.office, PURPOSE))
    archive.seek(0)
    return archive


def contents_pdf(
    objection: Objection, parts: list[Part], named: list[tuple[str, Paper]], person: Person, now: datetime
) -> bytes:
    """What is in the file, how each date was reckoned, and what happened, with the hashes that bind it."""
    day, identity = local_date(now), AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    return render_pdf(
        TYPST,
        {
            "agency": identity.name,
            "number": objection.number,
            "made": _moment(now),
            "year": day.year,
            "month": day.month,
            "day": day.day,
            "reader": person.office,
            "summary": _summary(objection, person),
            "papers": [[name, _titled(paper), paper.file.sha256] for name, paper in named],
            "parts": [_part(part, person) for part in parts],
        },
        standard=("a-2a", "ua-1"),
    )


def _named(parts: list[Part]) -> Iterator[tuple[str, Paper]]:
    papers = [paper for part in parts for paper in part.papers]
    for place, paper in enumerate(papers, 1):
        yield (
            f"{place:02}-{slugify(paper.title.replace('/', '-'))[:80]}{PurePath(paper.file.name).suffix.lower()}",
            paper,
        )


def _titled(paper: Paper) -> str:
    """What it is and of which case; a receipt bears the number of its case already."""
    return paper.title if paper.of in paper.title else f"{paper.title} ({paper.of})"


def _summary(objection: Objection, person: Person) -> list[tuple[str, str]]:
    dispute = getattr(objection, "dispute", None)
    outcome = objection.get_outcome_display() if Aspect.ANSWER in aspects(objection, person) else ""
    rows = [
        ("Nomor permohonan", objection.request.number if objection.request else "Tanpa permohonan"),
        ("Nomor keberatan", objection.number),
        ("Pemohon", objection.applicant_name),
        ("Kuasa", objection.representative_name),
        ("Alasan keberatan", "\n".join(f"{letter}. {words}" for letter, words in objection.reason_labels)),
        ("Informasi yang diminta", objection.information),
        ("Kasus posisi", objection.facts),
        ("Keadaan keberatan", objection.get_state_display()),
        ("Putusan", outcome),
        ("Batas mengajukan sengketa", _day(objection.dispute_due_on)),
        ("Nomor di Komisi Informasi", dispute.commission_number if dispute else ""),
    ]
    return [row for row in rows if row[1]]


def _part(part: Part, person: Person) -> Mapping[str, Any]:
    return {
        "heading": part.heading,
        "clocks": [[what, list(lines)] for what, lines in part.clocks],
        "told": [[told.subject, _moment(told.sent_at) if told.sent_at else "belum terkirim"] for told in part.told],
        "history": [
            [str(row.sequence), _moment(row.at), told(row), _actor(row, person), row.hash] for row in part.history
        ],
        "whole": "Rantai riwayat utuh."
        if part.broken is None
        else f"Rantai riwayat tidak utuh sejak baris {part.broken.sequence}.",
    }


def _actor(row: HistoryRow, person: Person) -> str:
    """The applicant reads offices; who held them is the agency's to name."""
    if person.applicant_of:
        return row.office or row.actor_name
    return ", ".join(dict.fromkeys(filter(None, (row.actor_name, row.office))))


def _day(day) -> str:
    return date_format(day, "l, j F Y") if day else ""


def _moment(moment: datetime) -> str:
    return f"{date_format(timezone.localtime(moment), 'j F Y, H.i')} WITA"
