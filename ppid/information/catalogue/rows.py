"""The catalogue's columns (the customary form, UU 14/2008 Pasal 11), and one information page as a row of them.

Table, exports and editions all rest on these rows: plain values by column name, which JSON can hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from os.path import basename
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from ..formats import labels_of
from ..models import Category, InformationDocument, InformationPage

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath

# Pages that an export holds in memory at once.
CHUNK = 100
FIELDS = (
    "number",
    "title",
    "summary",
    "unit__name",
    "responsible",
    "made_on",
    "made_at",
    "formats",
    "retention",
    "category",
)


@dataclass(frozen=True)
class Column:
    """``kind`` says what a value is: "text", "number", "date" (ISO text) or "links" (title and address of each)."""

    name: str
    label: str
    kind: str = "text"


COLUMNS = (
    Column("number", "Nomor", "number"),
    Column("title", "Judul"),
    Column("summary", "Ringkasan isi informasi"),
    Column("unit", "Pejabat/unit yang menguasai informasi"),
    Column("responsible", "Penanggung jawab pembuatan atau penerbitan"),
    Column("made_on", "Waktu pembuatan", "date"),
    Column("made_at", "Tempat pembuatan"),
    Column("formats", "Format informasi yang tersedia"),
    Column("retention", "Jangka waktu penyimpanan atau retensi arsip"),
    Column("category", "Kategori informasi"),
    Column("address", "Alamat halaman"),
    Column("documents", "Dokumen", "links"),
)


@dataclass(frozen=True)
class PrintedColumn:
    """A column on paper: the values of ``names`` below one another, the first perhaps bold; its share of the width."""

    label: str
    width: float
    names: tuple[str, ...]
    headed: bool = False


PRINTED_COLUMNS = (
    PrintedColumn("Nomor", 0.9, ("number",)),
    PrintedColumn("Ringkasan isi informasi", 5, ("title", "summary"), headed=True),
    PrintedColumn("Pejabat/unit yang menguasai informasi", 2.2, ("unit",)),
    PrintedColumn("Penanggung jawab pembuatan atau penerbitan", 2.2, ("responsible",)),
    PrintedColumn("Waktu dan tempat pembuatan", 1.9, ("made_on", "made_at")),
    PrintedColumn("Format informasi yang tersedia", 1.5, ("formats",)),
    PrintedColumn("Jangka waktu penyimpanan atau retensi arsip", 1.9, ("retention",)),
    PrintedColumn("Kategori informasi", 1.6, ("category",)),
)


def live_pages() -> PageQuerySet[InformationPage]:
    """Every information page that everybody may read, in the order of its number."""
    return InformationPage.objects.live().public().order_by("number", "pk")


def listed_pages() -> PageQuerySet[InformationPage]:
    """The same, for keys and counts, which one index of the database answers; whoever gives out asks ``live``."""
    return InformationPage.objects.filter(shown=True).public().order_by("number", "pk")


def rows_of(pages: Sequence[int], site: SiteRootPath, *, absolute: bool = True) -> Iterator[dict[str, Any]]:
    """The rows of the pages with these keys in their order, one after another, with ``CHUNK`` of them in memory.

    No open cursor, which a slow reader would keep for as long as he loads. A page that was taken down meanwhile is
    passed over. Two queries for each chunk.
    """
    for start in range(0, len(pages), CHUNK):
        chunk = pages[start : start + CHUNK]
        rows = rows_by_key(InformationPage.objects.filter(pk__in=chunk), site, absolute=absolute)
        yield from (rows[pk] for pk in chunk if pk in rows)


def rows_by_key(
    pages: PageQuerySet[InformationPage], site: SiteRootPath, *, absolute: bool = True
) -> dict[int, dict[str, Any]]:
    """The rows of those ``pages`` that are live, in their order, by key.

    Plain values and no page objects, of which ten thousand would take seconds. Absolute addresses carry the name that
    the site has in its settings, whatever host was asked.
    """
    root = site.root_url if absolute else ""
    values = list(pages.live().values("pk", "url_path", *FIELDS))
    files = _files_of([page["pk"] for page in values], root)
    return {page["pk"]: _row(page, files[page["pk"]], site.root_path, root) for page in values}


def _row(page: dict[str, Any], files: list[dict[str, str]], root_path: str, root: str) -> dict[str, Any]:
    return {
        "number": page["number"],
        "title": page["title"],
        "summary": page["summary"],
        "unit": page["unit__name"] or "",
        "responsible": page["responsible"],
        "made_on": page["made_on"].isoformat() if page["made_on"] else None,
        "made_at": page["made_at"],
        "formats": ", ".join(labels_of(page["formats"])),
        "retention": page["retention"],
        "category": Category(page["category"]).label,
        "address": root + reverse("wagtail_serve", args=[page["url_path"].removeprefix(root_path)]),
        "documents": files,
    }


def site_of(page: Page) -> SiteRootPath:
    """Where addresses of the site begin on which ``page`` stands."""
    return next(site for site in Site.get_site_root_paths() if page.url_path.startswith(site.root_path))


def _files_of(pages: Sequence[int], root: str) -> defaultdict[int, list[dict[str, str]]]:
    """By page, title and address of each file that no newer one replaced."""
    files = defaultdict(list)
    current = InformationDocument.objects.filter(page__in=pages, replaced_on=None).order_by("sort_order", "pk")
    told = current.values_list("page", "title", "document__title", "document", "document__file")
    for page, title, document_title, document, name in told:
        address = reverse("wagtaildocs_serve", args=[document, basename(name)])
        files[page].append({"title": title or document_title, "address": root + address})
    return files


def readable_row(columns: Iterable[Column], row: dict[str, Any]) -> dict[str, Any]:
    """The same row with its dates as dates, which templates can write out."""
    days = [column.name for column in columns if column.kind == "date" and row.get(column.name)]
    return row | {name: date.fromisoformat(row[name]) for name in days}
