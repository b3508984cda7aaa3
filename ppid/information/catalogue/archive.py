"""The public archive of a list's editions: each as a page, as PDF and as data, checked before it is shown."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header

from ..models import Edition
from ..models.editions import EditionPaper
from . import paper
from .editions import Frozen, read
from .exports import TYPES, as_file, labelled
from .rows import readable_row

if TYPE_CHECKING:
    from ..models.editions import ListWithEditions

log = logging.getLogger(__name__)

PER_PAGE = 50


def show_archive(page: ListWithEditions, request: HttpRequest) -> HttpResponse:
    editions = Edition.objects.filter(kind=page.edition_kind).defer("content", "signature")
    more = {"here": {"title": "Edisi"}, "editions": editions}
    return _answer(request, "information/edition_archive.html", page, "edisi/", more)


def show_edition(page: ListWithEditions, request: HttpRequest, number: int) -> HttpResponse:
    """The edition as it was frozen; if its content no longer agrees with its SHA-256, that instead of its rows."""
    edition = _find(page, number)
    frozen = _checked(page, edition)
    columns = frozen.columns if frozen else []
    entries = Paginator(frozen.rows if frozen else [], PER_PAGE).get_page(request.GET.get("halaman"))
    rows = [readable_row(columns, row) for row in entries]
    more = {
        "here": {"title": f"Edisi {number}"},
        "edition": edition,
        "frozen": frozen,
        "kinds": TYPES,
        "volumes": range(1, paper.volumes_of(edition.row_count) + 1),
        "entries": entries,
        "columns": columns,
        "rows": rows,
        "lines": [[(column, row.get(column.name)) for column in columns] for row in rows],
    }
    return _answer(request, "information/edition.html", page, f"edisi/{number}/", more)


def show_paper(page: ListWithEditions, number: int, volume: int) -> HttpResponse:
    """One volume of the edition as PDF/A. It is made when it is first asked for, and kept."""
    edition = _find(page, number)
    if not 1 <= volume <= paper.volumes_of(edition.row_count):
        raise Http404
    frozen = _checked(page, edition)
    if frozen is None:
        raise Http404
    kept = EditionPaper.objects.filter(edition=edition, volume=volume).first()
    if kept is None:
        pdf = paper.edition_pdf(edition, frozen, page.printed_columns(), volume)
        kept, _ = EditionPaper.objects.get_or_create(edition=edition, volume=volume, defaults={"pdf": pdf})
    name = _file_name(page, edition) + (f"-jilid-{volume}" if volume > 1 else "")
    response = HttpResponse(bytes(kept.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf")
    return response


def download(page: ListWithEditions, number: int, kind: str) -> HttpResponseBase:
    """The frozen rows as data; JSON is the very text over which the SHA-256 was reckoned."""
    edition = _find(page, number)
    frozen = _checked(page, edition)
    if frozen is None:
        raise Http404
    name = _file_name(page, edition)
    if kind == "json":
        return labelled(HttpResponse(edition.content), kind, name)
    return as_file(kind, name, frozen.head, frozen.columns, frozen.rows)


def _find(page: ListWithEditions, number: int) -> Edition:
    return get_object_or_404(Edition, kind=page.edition_kind, number=number)


def _checked(page: ListWithEditions, edition: Edition) -> Frozen | None:
    frozen = read(edition, page.edition_columns())
    if frozen is None:
        log.error("%s is no longer what was frozen", edition)
    return frozen


def _file_name(page: ListWithEditions, edition: Edition) -> str:
    return f"{page.slug}-edisi-{edition.number}-{edition.decree_date.isoformat()}"


def _answer(
    request: HttpRequest, template: str, page: ListWithEditions, below: str, more: dict[str, Any]
) -> TemplateResponse:
    above = page.get_ancestors(inclusive=True).filter(depth__gt=1).defer_streamfields()
    return TemplateResponse(
        request,
        template,
        {
            "page": page,
            "trail": [(ancestor.title, ancestor.get_url(request)) for ancestor in above],
            "canonical_url": f"{page.get_full_url(request)}{below}",
            **more,
        },
    )
