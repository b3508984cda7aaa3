"""A catalogue that can be frozen, and the act of freezing it without a browser."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from portal.officials.models import Official
from ppid.information.catalogue.editions import Decree, freeze, next_number
from ppid.information.models import Edition

from .catalogue_pages import add_file, make_page

ADDRESS = "/ppid/daftar-informasi-publik/"
NIP = "198001012005011001"


@pytest.fixture
def official(people):
    return Official.objects.create(
        name="dr. Contoh Pejabat, M.Kes.", user=people["ppid"], employee_number=NIP, rank="Pembina"
    )


@pytest.fixture
def filled(catalogue, periodic, official):
    add_file(make_page(periodic, 1, "Profil dinas"), "Profil")
    make_page(periodic, 2, "Renstra")
    return catalogue


def frozen(page, user, **fields) -> Edition:
    return freeze(page, Decree("SK/1", dt.date(2026, 2, 3)), user, next_number(page), timezone.now(), **fields)
