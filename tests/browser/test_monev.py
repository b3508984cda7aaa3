"""The PPID answers an item of the self-check and reads the report, on a phone and on a screen."""

from __future__ import annotations

import pytest

from ppid.monev.models import ItemAnswer
from tests.conftest import make_official

from .conftest import shoot
from .test_deadline_calculator import assert_citizens_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TARGETS = ".button, .desk-back, .desk-jumps a, .desk-levels a, .error-summary a, .form select, .form textarea"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_ppid_answers_and_reads(browse, house, width):
    make_official("ppid", "ppid")
    ppid = browse("ppid", width=width, scripts=False)
    ppid.goto("/admin/reports/monev/butir/E1/")
    ppid.fill("[name=addresses]", "bukan alamat")
    ppid.click("button:has-text('Simpan')")
    assert "Alamat ini tidak terbaca" in ppid.inner_text(".error-summary")
    ppid.select_option("[name=answer]", "B")
    ppid.fill("[name=addresses]", "/\n/tidak-ada/\nhttps://lain.invalid/profil")
    ppid.fill("[name=responsible]", "Bagian Contoh")
    ppid.click("button:has-text('Simpan')")
    ppid.wait_for_url("**/reports/monev/")
    answer = ItemAnswer.objects.get()
    assert list(answer.evidence.values_list("state", flat=True)) == ["alive", "dead", "foreign"]
    shoot(ppid, f"monev-report-{width}")


@pytest.mark.parametrize("width", [360, 1280])
def test_everybody_can_use_the_pages(browse, house, width):
    make_official("ppid", "ppid")
    ppid = browse("ppid", width=width)
    for name, address in (("report", ""), ("item", "butir/E1/")):
        ppid.goto(f"/admin/reports/monev/{address}")
        assert_citizens_can_use(ppid, TARGETS)
        if name == "item":
            shoot(ppid, f"monev-item-{width}")
