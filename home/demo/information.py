"""The demonstration's public information: pages of the PPID tree with files, brought along flow B."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from home.models import HomePage, StandardPage
from portal.core.models import AgencyDocument
from portal.officials.models import Official, Unit
from ppid.information.items import item
from ppid.information.models import InformationDocument, InformationPage, PpidPage
from ppid.information.seeding import index_of, seed

from .acting import INFORMATION_OFFICIALS, People, pass_along, publish_information, rewrite, submit, write
from .bodies import body_of_information, body_of_parts
from .papers import WRITERS, Table
from .texts import MARK

_DATA = tomllib.loads(Path(__file__).with_name("information.toml").read_text(encoding="utf-8"))
PAGES: list[dict] = _DATA["pages"]
TEXT_PAGE: dict = _DATA["text_page"]
UNIT = f"{MARK}Bidang Program"


def load(people: People) -> None:
    """Write everything; ``people`` are the users by user name."""
    seed(HomePage.objects.get())
    unit = _unit_of(people)
    ppid = PpidPage.objects.get()
    for told in PAGES:
        index = index_of(item(told["item"]).category, ppid)
        page = write(index, _page(told, unit), people["petugas"])
        _bring_along(page, told, people)
    _fill_a_text_page(people)


def _unit_of(people: People) -> Unit:
    """The unit whose information the Petugas compiles."""
    unit, _ = Unit.objects.get_or_create(code="contoh-program", defaults={"name": UNIT})
    petugas = people["petugas"]
    Official.objects.get_or_create(user=petugas, defaults={"name": petugas.get_full_name(), "unit": unit})
    return unit


def _page(told: dict, unit: Unit) -> InformationPage:
    today = timezone.localdate()
    page = InformationPage(
        title=f"{MARK}{told['title']}",
        slug=told["slug"],
        summary=told["summary"],
        unit=unit,
        responsible=f"{MARK}Kepala Bidang Program",
        made_on=today - timedelta(days=30),
        made_at="Kota Contoh",
        formats=" ".join([*told["files"], "html"]),
        retention="Contoh: 5 tahun",
        legal_item=told["item"],
        body=body_of_information([told["columns"], *told["rows"]], told["title"]),
    )
    page.tags.add(*told["tags"])
    page.documents = [_file(told, kind) for kind in told["files"]]
    return page


def _file(told: dict, kind: str) -> InformationDocument:
    table = Table(f"{MARK}{told['title']}", told["columns"], told["rows"])
    content = ContentFile(WRITERS[kind](table), name=f"{told['slug']}.{kind}")
    document = AgencyDocument.objects.create(title=table.title, file=content, file_size=content.size)
    return InformationDocument(document=document, year=timezone.localdate().year)


def _bring_along(page: InformationPage, told: dict, people: People) -> None:
    if told["state"] == "review":
        submit(page, people["petugas"])
        pass_along(page, people, INFORMATION_OFFICIALS[:2])
    elif told["state"] == "live":
        publish_information(page, people)
    elif told["state"] == "renewed":
        publish_information(page, people)
        publish_information(_renewed(page, told, people), people)


def _renewed(page: InformationPage, told: dict, people: People) -> InformationPage:
    """A correction with new files; those that citizens read so far stay as older versions."""
    older = list(page.get_latest_revision_as_object().documents.all())
    for row in older:
        row.replaced_on = timezone.localdate()
    return rewrite(page, people["petugas"], documents=[*older, *(_file(told, kind) for kind in told["files"])])


def _fill_a_text_page(people: People) -> None:
    """One of the seeded drafts is taken up and published; the others wait for their writers."""
    draft = StandardPage.objects.get(legal_item=TEXT_PAGE["item"])
    filled = rewrite(draft, people["petugas"], lead=TEXT_PAGE["lead"], body=body_of_parts(TEXT_PAGE["parts"]))
    publish_information(filled, people)
