"""What the templates of public information need besides core's tags."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django import template

from portal.core.chrome import Chrome
from ppid.information import formats, structured
from ppid.information.models import InformationDocument, InformationPage

register = template.Library()


@dataclass(frozen=True)
class Files:
    """The documents of a page: those in use, and the older versions that they replaced."""

    current: list[InformationDocument]
    older: list[InformationDocument]


@register.simple_tag
def files_of(page: InformationPage) -> Files:
    """The documents of ``page`` in one query."""
    files = list(page.documents.select_related("document"))
    return Files(
        current=[file for file in files if file.replaced_on is None],
        older=[file for file in files if file.replaced_on is not None],
    )


@register.simple_tag
def dataset_of(page: InformationPage, files: Files, chrome: Chrome) -> dict[str, Any]:
    """The page for search engines, to be written out by ``json_ld``."""
    return structured.dataset(page, files.current, chrome)


@register.filter
def format_names(stored: str) -> str:
    """The forms in which information can be had, as a reader sees them."""
    return ", ".join(formats.labels_of(stored))


@register.filter
def file_kind(address: str) -> str:
    """What a download is by its ending: "PDF"."""
    return PurePosixPath(address).suffix[1:].upper() or "Berkas"
