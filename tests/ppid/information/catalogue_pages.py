"""Live information pages, made the short way: how they get live is tested with the SOP."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from portal.core.models import AgencyDocument
from portal.officials.models import Unit
from ppid.information.models import InformationDocument, InformationPage
from tests.core import files


def make_unit(code: str, name: str) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_page(parent, number: int, title: str = "", **fields) -> InformationPage:
    """A live page with all seven columns; ``fields`` say what is different."""
    fields = {
        "summary": f"Ringkasan nomor {number}.",
        "unit": make_unit("p2p", "Bidang Pencegahan Penyakit"),
        "responsible": "Kepala Bidang",
        "made_on": dt.date(2026, 3, 14),
        "made_at": "Samarinda",
        "formats": "pdf cetak",
        "retention": "5 tahun",
        "live": True,
        "first_published_at": timezone.now(),
        **fields,
    }
    page = InformationPage(title=title or f"Informasi {number}", number=number, **fields)
    parent.add_child(instance=page)
    return page


def add_file(page: InformationPage, title: str, **fields) -> InformationDocument:
    document = AgencyDocument(title=title)
    document.file.save("berkas.pdf", ContentFile(files.pdf()), save=True)
    return InformationDocument.objects.create(page=page, document=document, title=title, **fields)
