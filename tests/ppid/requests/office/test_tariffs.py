"""Tariffs are kept by the PPID alone; without one nothing is charged."""

import pytest

from ppid.requests.models import Tariff
from tests.sop.test_holes import EVERYBODY

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Fotokopi",
    "unit": "lembar",
    "rupiah": "500",
    "legal_basis": "Peraturan contoh",
    "valid_from": "2026-01-01",
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_the_ppid_keeps_tariffs(as_, people, who):
    client = as_(who)
    client.raise_request_exception = False
    client.post("/admin/permohonan/tarif/new/", FORM)
    assert Tariff.objects.exists() == (who == "ppid")
    assert (client.get("/admin/permohonan/tarif/").status_code == 200) == (who == "ppid")


def test_a_term_that_ends_before_it_begins_is_refused_in_words(as_, people):
    response = as_("ppid").post("/admin/permohonan/tarif/new/", {**FORM, "valid_to": "2025-01-01"})
    assert "tidak boleh sebelum" in response.content.decode()
    assert not Tariff.objects.exists()
