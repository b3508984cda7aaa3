"""The quality book in the admin: who reads it, what it shows, what it costs, and its spreadsheets."""

import csv
import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.sop.models import StepRecord
from tests.conftest import ROLES
from tests.load.traffic import simulate
from tests.sop.test_quality_periods import FOREIGN

pytestmark = pytest.mark.django_db
MARCH = {"dari": "2026-03-01", "sampai": "2026-03-31"}
KINDS = ("pdf", "xlsx", "csv")
HOSTILE = (
    '=HYPERLINK("http://contoh.invalid")',
    "+62811",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    " =1",
    "＝1",
    "\r\n=1",
    "<script>alert(1)</script>",
)


def page(client: Client, **asked):
    return client.get(reverse("sop_quality"), asked)


def download(client: Client, kind: str, **asked):
    return client.get(reverse("sop_quality_download", args=[kind]), asked)


def moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


def make_row(took: int | None = 20, **changes) -> StepRecord:
    """A step of 30 minutes that began on Monday 2 March 2026 at 09.00 and took so many office minutes."""
    begun = moment("2026-03-02 09:00")
    values = {
        "object_type": "wagtailcore.page",
        "object_id": "1",
        "story": "wagtailcore.page:1",
        "title": "Berita contoh",
        "sop": "SOP contoh",
        "flow": "A",
        "order": 2,
        "step": "Disposisi Kadivmin",
        "role_name": "Kadivmin",
        "standard": "30 menit",
        "started_at": begun,
        "due_at": begun + timedelta(minutes=30),
    }
    if took is not None:
        values |= {
            "finished_at": begun + timedelta(minutes=took),
            "outcome": StepRecord.Outcome.APPROVED,
            "actor_name": "Contoh Kadivmin",
            "office": "Kadivmin",
        }
    return StepRecord.objects.create(**values | changes)


def make_rows(count: int, **changes) -> None:
    """So many rows like one, at once."""
    made = make_row(**changes)
    fields = [field.attname for field in StepRecord._meta.concrete_fields if not field.primary_key]
    values = {name: getattr(made, name) for name in fields}
    StepRecord.objects.bulk_create([StepRecord(**values) for _ in range(count - 1)])


# --- who may read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [*ROLES, "superuser", "outsider"])
def test_who_may_read_the_register_may_read_its_report_and_nobody_else(as_, people, who):
    may = people[who].has_perm("sop.view_steprecord")
    assert may == (who != "outsider")
    make_row(title="Judul rahasia", outcome=StepRecord.Outcome.RETURNED)
    answer = page(as_(who), **MARCH)
    assert ("Judul rahasia" in answer.content.decode()) == may
    assert answer.status_code == (200 if may else 302)
    for kind in KINDS:
        assert (download(as_(who), kind, **MARCH).status_code == 200) == may
    menu_entry = reverse("sop_quality") in as_(who).get(reverse("wagtailadmin_home")).content.decode()
    assert menu_entry == may


def test_who_is_not_logged_in_reads_nothing(db, client):
    for answer in (page(client, **MARCH), *(download(client, kind, **MARCH) for kind in KINDS)):
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")


def test_the_report_is_read_and_never_written(as_):
    assert as_("kabag").post(reverse("sop_quality")).status_code == 405
    assert as_("kabag").get(reverse("sop_quality_download", args=["exe"])).status_code == 404


# --- what it shows -------------------------------------------------------------------------------------------


def test_the_page_tells_the_figures_of_the_period(as_):
    make_row(20)
    make_row(45, outcome=StepRecord.Outcome.RETURNED, comment="Foto <b>kabur</b>.", office="Plh. Kadivmin")
    make_row(None, title="Belum selesai")
    make_row(20, order=6, step="Verifikasi", standard="belum ditetapkan", due_at=None)
    text = page(as_("kabag"), **MARCH).content.decode()
    assert "50,0% (1 dari 2); 1 belum ditetapkan" in text
    assert "1, di antaranya 1 lewat waktu" in text
    assert "32,5 menit" in text
    assert "Foto &lt;b&gt;kabur&lt;/b&gt;." in text
    assert "Plh. Kadivmin" in text
    assert "Belum selesai" in text
    assert "2 Maret 2026, 09.45 WITA" in text


def test_only_the_period_asked_for_counts(as_):
    make_row(20, started_at=moment("2026-04-01 07:30"), finished_at=moment("2026-04-01 08:00"), title="April")
    make_row(20, started_at=moment("2026-03-31 15:50"), finished_at=moment("2026-04-01 07:40"), title="Peralihan")
    march = page(as_("kabag"), **MARCH).context_data
    assert dict(march["summary"])["Langkah selesai"] == "0"
    assert dict(march["summary"])["Masih terbuka"] == "1, di antaranya 1 lewat waktu"
    april = page(as_("kabag"), dari="2026-04-01", sampai="2026-04-30").context_data
    assert dict(april["summary"])["Langkah selesai"] == "2"
    assert dict(april["summary"])["Masih terbuka"] == "0, di antaranya 0 lewat waktu"


def test_the_chart_can_be_heard_and_writes_no_styles_into_the_page(as_):
    make_row(20)
    text = page(as_("kabag"), **MARCH).content.decode()
    chart = text[text.index("<svg") : text.rindex("</svg>")]
    assert 'role="img"' in chart
    assert "<title" in chart
    assert "A2 Disposisi Kadivmin: median 20 menit, persentil 90 20 menit, waktu baku 30 menit" in chart
    assert 'width="66.0%"' in chart
    assert "style=" not in text
    assert "<script" not in text


@pytest.mark.parametrize("asked", FOREIGN)
def test_an_address_that_makes_no_sense_is_answered_in_words(as_, asked):
    answer = page(as_("kabag"), **asked)
    assert answer.status_code == 200
    assert "Yang ditampilkan adalah bulan ini." in answer.content.decode()
    assert all(download(as_("kabag"), kind, **asked).status_code == 200 for kind in KINDS)


def test_a_step_from_a_year_without_calendar_does_not_stop_the_report(as_):
    make_row(None, started_at=moment("2019-05-06 09:00"), due_at=None, due_note="belum dimuat")
    summary = dict(page(as_("kabag"), **MARCH).context_data["summary"])
    assert summary["Masih terbuka"] == "1, di antaranya 0 lewat waktu"


# --- what it costs -------------------------------------------------------------------------------------------


def test_the_report_takes_the_same_queries_for_10_and_for_200_stories(as_):
    reader = as_("kabag")

    def queries() -> list[int]:
        counts = []
        for address in (reverse("sop_quality"), *(reverse("sop_quality_download", args=[kind]) for kind in KINDS)):
            with CaptureQueriesContext(connection) as captured:
                assert reader.get(address, MARCH).status_code == 200
            counts.append(len(captured))
        return counts

    queries()  # What the cache keeps for all requests is read once.
    simulate(10, moment("2026-03-01"))
    ten = queries()
    simulate(190, moment("2026-03-01"), seed=2)
    assert StepRecord.objects.filter(finished_at__lt=moment("2026-04-01")).count() > 900
    assert queries() == ten
    # Ten for the report, and what the reader is today: he is told only of the texts that he may read.
    assert max(ten) <= 10 + 4


def test_the_page_stays_small_however_many_returns_there_are(as_):
    make_rows(120, outcome=StepRecord.Outcome.RETURNED, comment="Mohon diperbaiki.")
    text = page(as_("kabag"), **MARCH).content.decode()
    assert text.count("Mohon diperbaiki.") == 50
    assert "Masih ada 70 baris lain" in text


# --- spreadsheets ---------------------------------------------------------------------------------------------


def workbook(answer) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_workbook_holds_each_table_with_numbers_and_local_times(as_):
    make_row(20)
    make_row(45, outcome=StepRecord.Outcome.RETURNED, comment="Foto kabur.")
    make_row(None)
    answer = download(as_("kabag"), "xlsx", **MARCH)
    assert 'filename="buku-kendali-mutu-2026-03-01-2026-03-31.xlsx"' in answer["Content-Disposition"]
    book = workbook(answer)
    assert book.sheetnames == [
        "Ringkasan",
        "Per langkah",
        "Per peran",
        "Per jabatan",
        "Penantian terlama, selesai",
        "Penantian terlama, terbuka",
        "Pengembalian dan alasannya",
        "Rincian",
    ]
    headings, line = book["Per langkah"].iter_rows(values_only=True)
    told = dict(zip(headings, line, strict=True))
    assert told["Langkah"] == "A2 Disposisi Kadivmin"
    assert (told["Selesai"], told["Median (menit kerja)"], told["Persentil 90 (menit kerja)"]) == (2, 32.5, 45)
    assert (told["Dalam waktu baku"], told["Terlambat"], told["Waktu baku belum ditetapkan"]) == (1, 1, 0)
    assert (told["Masih terbuka"], told["Terbuka dan lewat waktu"]) == (1, 1)
    headings, *lines = book["Rincian"].iter_rows(values_only=True)
    assert len(lines) == 3
    assert lines[0][headings.index("Mulai")] == moment("2026-03-02 09:00").replace(tzinfo=None)
    assert [line[headings.index("Keadaan")] for line in lines] == ["selesai", "selesai", "terbuka"]


def test_a_workbook_of_very_many_steps_says_what_it_leaves_out(as_, monkeypatch):
    monkeypatch.setattr("portal.sop.quality.exports.MOST_STEPS", 2)
    make_rows(3)
    book = workbook(download(as_("kabag"), "xlsx", **MARCH))
    assert book["Rincian"].max_row == 1 + 2
    assert dict(book["Ringkasan"].iter_rows(values_only=True))["Rincian"].startswith("Hanya 2 langkah pertama.")
    assert dict(book["Ringkasan"].iter_rows(values_only=True))["Langkah selesai"] == "3"


def test_the_csv_holds_the_figures_per_step_role_and_office(as_):
    make_row(20)
    make_row(40, order=6, step="Verifikasi", standard="belum ditetapkan", due_at=None, office="Plh. Kadivmin")
    answer = download(as_("kabag"), "csv", **MARCH)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(line["Menurut"], line["Nama"], line["Median (menit kerja)"]) for line in lines] == [
        ("langkah", "A2 Disposisi Kadivmin", "20"),
        ("langkah", "A6 Verifikasi", "40"),
        ("peran", "Kadivmin", "30.0"),
        ("jabatan", "Kadivmin", "20"),
        ("jabatan", "Plh. Kadivmin", "40"),
    ]
    assert (lines[1]["Waktu baku"], lines[1]["Waktu baku belum ditetapkan"]) == ("belum ditetapkan", "1")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_an_export_is_ever_run(as_, text):
    fields = ("title", "step", "role_name", "office", "actor_name", "comment", "standard", "sop")
    make_row(20, outcome=StepRecord.Outcome.RETURNED, **dict.fromkeys(fields, text))
    book = workbook(download(as_("kabag"), "xlsx", **MARCH))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert not [cell.value for cell in cells if cell.value.lstrip()[:1] in ("=", "+", "@", "＝", "-")]
    assert len([cell for cell in cells if text.strip() in cell.value]) >= len(fields)
    content = download(as_("kabag"), "csv", **MARCH).content.decode("utf-8-sig")
    values = [cell for line in csv.reader(io.StringIO(content, newline="")) for cell in line]
    assert not [value for value in values if value.lstrip()[:1] in ("=", "+", "@", "＝", "-") and value]
    assert any(text.strip() in value for value in values)
