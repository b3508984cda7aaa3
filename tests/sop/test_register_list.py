"""The step register in the admin: who reads it, filters, exports; and the screens' query budgets."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.sop.models import StepRecord
from tests import verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(submitted):
    return StepRecord.objects.about(submitted).open().get()


def listed(client, **filters) -> str:
    return client.get(reverse("buku_kendali:index"), filters).content.decode()


def test_the_roles_of_the_sop_read_the_register_and_outsiders_do_not(as_, row):
    assert row.title in listed(as_("kabag"))
    assert row.title in listed(as_("superuser"))
    assert row.title not in listed(as_("outsider"))


@pytest.mark.parametrize(
    ("hit", "miss"),
    [
        ({"flow": "A"}, {"flow": "B"}),
        ({"role_name": "Kasub HTI dan RB"}, {"role_name": "Tim IT"}),
        ({"step": "Verifikasi"}, {"step": "Penyaringan"}),
        ({"late": "true"}, {"late": "false"}),
        ({"period_from": "2026-01-05"}, {"period_to": "2026-01-05"}),
        ({"outcome": "approved"}, {"outcome": "returned"}),
    ],
)
def test_it_is_filtered_by_period_flow_step_role_outcome_and_lateness(as_, row, hit, miss):
    StepRecord.objects.exclude(pk=row.pk).delete()
    now = timezone.now()
    StepRecord.objects.create(
        object_type="news.other",
        object_id="1",
        title="Pembanding",
        started_at=now,
        step="Penyaringan",
        flow="B",
        role_name="Tim IT",
        outcome="returned",
        finished_at=now,
    )
    StepRecord.objects.filter(pk=row.pk).update(due_at=now - timedelta(hours=1), finished_at=now, outcome="approved")
    assert f"buku_kendali/inspect/{row.pk}/" in listed(as_("kabag"), **hit)
    assert f"buku_kendali/inspect/{row.pk}/" not in listed(as_("kabag"), **miss)


def test_exports_are_inert_and_tell_local_time(as_, row):
    at = timezone.datetime(2026, 11, 30, 22, 30, tzinfo=timezone.get_fixed_timezone(0))
    StepRecord.objects.filter(pk=row.pk).update(title='=HYPERLINK("x")', comment="@SUM(1)", started_at=at)
    response = as_("kabag").get(reverse("buku_kendali:index"), {"export": "csv"})
    cells = [cell for line in csv.reader(io.StringIO(response.getvalue().decode())) for cell in line]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert any("HYPERLINK" in cell for cell in cells)
    assert any("2026-12-01 06:30" in cell or "01-12-2026 06.30" in cell for cell in cells)

    response = as_("kabag").get(reverse("buku_kendali:index"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    values = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in values if cell.data_type == "f"]
    assert any(str(cell.value).startswith(("2026-12-01 06:30", "01-12-2026 06.30")) for cell in values)


# --- budgets: the same number of queries for 1 row and for 50 ------------------------------------------------


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_screens_take_the_same_queries_for_1_and_for_50_texts(as_, news_index):
    addresses = {
        "dashboard": reverse("wagtailadmin_home"),
        "desk": reverse("sop_desk"),
        "explorer": reverse("wagtailadmin_explore", args=[news_index.pk]),
        "register": reverse("buku_kendali:index"),
    }
    looked_at = (
        *(("kasub", "dashboard"), ("pelaksana", "dashboard"), ("superuser", "dashboard")),
        *(("kasub", "desk"), ("pelaksana", "desk")),
        *(("pelaksana", "explorer"), ("superuser", "explorer"), ("kabag", "register")),
    )

    def add(number):
        page = verbs.write_news(as_("pelaksana"), news_index, f"Berita {number}")
        if number % 2 == 0:
            verbs.submit(as_("pelaksana"), page)

    def queries() -> dict:
        return {(who, screen): queries_of(as_(who), addresses[screen]) for who, screen in looked_at}

    add(0)
    add(1)
    one = queries()
    for number in range(2, 52):
        add(number)
    fifty = queries()
    assert fifty == one
    assert all(count <= 20 for (_, screen), count in fifty.items() if screen == "desk")
