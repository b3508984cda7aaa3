"""Thousands of live information pages with their files, written without the acts that would publish them.

The same number always gives the same pages.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from portal.core.models import AgencyDocument
from portal.officials.models import Unit
from ppid.information.formats import FORMATS
from ppid.information.models import Category, InformationDocument, InformationIndexPage, InformationPage

from .bulk import BATCH, count_children, insert, of_tree

WORDS = """
laporan kinerja anggaran dinas kesehatan provinsi imunisasi balita ibu hamil gizi malaria tuberkulosis rumah sakit
puskesmas pelayanan rujukan obat vaksin tenaga medis perawat bidan rencana strategis realisasi semester tahunan profil
ringkasan daftar standar pelaksanaan pengadaan barang jasa hasil survei kepuasan masyarakat kabupaten kota
""".split()  # noqa: SIM905 - a list of 43 quoted words reads worse


def fill(total: int, seed: int = 1) -> None:
    """Add live pages until there are ``total``; half of them periodic, half at any time, one file each."""
    have = InformationPage.objects.count()
    units = [Unit.objects.get_or_create(code=f"unit-{n}", defaults={"name": f"Bidang {n}"})[0] for n in range(20)]
    files = list(AgencyDocument.objects.order_by("pk")) or AgencyDocument.objects.bulk_create(
        AgencyDocument(title=f"Berkas {n}", file=f"documents/{n:024x}/berkas-{n}.pdf", file_size=1) for n in range(100)
    )
    parents = [InformationIndexPage.objects.get(category=kind) for kind in (Category.PERIODIC, Category.ANYTIME)]
    for first in range(have + 1, total + 1, BATCH):
        pages = [
            _page(number, parents[number % 2], units, random.Random(seed * 1_000_003 + number))
            for number in range(first, min(first + BATCH, total + 1))
        ]
        insert(pages)
        InformationDocument.objects.bulk_create(
            InformationDocument(page=page, document=files[page.number % len(files)], title="", sort_order=0)
            for page in pages
        )
    for parent in parents:
        count_children(parent)


def _page(number: int, parent: InformationIndexPage, units: list[Unit], chance: random.Random) -> InformationPage:
    title = f"{' '.join(chance.choices(WORDS, k=6)).capitalize()} {number}"
    return InformationPage(
        **of_tree(InformationPage, parent, number, title, f"informasi-{number}", chance),
        number=number,
        shown=True,
        summary=" ".join(chance.choices(WORDS, k=45)).capitalize() + ".",
        unit=chance.choice(units),
        responsible=f"Kepala {' '.join(chance.choices(WORDS, k=2))}",
        made_on=date(2018, 1, 1) + timedelta(days=chance.randrange(3000)),
        made_at="Samarinda",
        formats=" ".join(chance.sample(list(FORMATS), 2)),
        retention=f"{chance.randint(1, 10)} tahun",
        category=parent.category,
        body=[],
    )
