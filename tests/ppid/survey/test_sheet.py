"""The public sheet: what is kept of an answer, what is not, and what keeps robots and double clicks away."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pypdf
import pytest
import time_machine
from django.db import connection
from django.test import Client

from portal.core.models import RobotCaught
from portal.core.robots import TRAP
from ppid.survey import receiving
from ppid.survey.models import SurveyAnswer
from tests.ppid.requests.cases import at

from .conftest import ALL_FOUR, CODES, SHEET, THANKS, Respondent, hidden, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(at("2026-03-10"), tick=False) as travelling:
        yield travelling


def test_a_sheet_is_kept_with_its_date_and_its_answers_alone(clock, home, respondent):
    taken = respondent.answer(**{**ALL_FOUR, "U4": "", "gender": "Perempuan", "service": "Meja layanan"})
    assert taken["Location"] == THANKS
    kept = SurveyAnswer.objects.get()
    assert kept.scores == {code: 4 for code in CODES if code != "U4"}
    assert kept.about == {"gender": "Perempuan", "service": "Meja layanan"}
    assert kept.answered_on.isoformat() == "2026-03-10" and kept.channel == "site"
    assert kept.definition == "permenpan-rb-14-2017"


def test_a_row_holds_nothing_by_which_it_could_be_led_back():
    columns = {field.name: field.get_internal_type() for field in SurveyAnswer._meta.concrete_fields}
    assert columns == {
        "id": "UUIDField",
        "answered_on": "DateField",
        "channel": "CharField",
        "definition": "CharField",
        "scores": "JSONField",
        "about": "JSONField",
        # Whether its day was mixed yet: the same for all sheets of a day that is over.
        "mixed": "BooleanField",
    }
    assert not [field for field in SurveyAnswer._meta.get_fields() if field.is_relation]


def test_keys_tell_nothing_of_the_order_in_which_sheets_came(home, respondent):
    for number in range(1, 9):
        respondent.answer(U1=str(1 + number % 4), U2=str(1 + number // 4))
    keys = list(SurveyAnswer.objects.values_list("pk", flat=True))
    assert len(keys) == 8 and {key.version for key in keys} == {4}
    assert SurveyAnswer._meta.ordering == ["pk"]


def test_nothing_else_that_is_written_knows_the_answer_or_its_key(home, respondent):
    """Whatever a sheet leaves in the database beside its own row bears neither."""
    respondent.answer(**{**ALL_FOUR, "occupation": "Wirausaha"})
    key = SurveyAnswer.objects.get().pk
    others = [table for table in connection.introspection.table_names() if table != SurveyAnswer._meta.db_table]
    with connection.cursor() as cursor:
        for table in others:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - the test's own words
            rows = repr(cursor.fetchall())
            assert str(key) not in rows and key.hex not in rows and "Wirausaha" not in rows, table


def test_nobody_gets_a_cookie_that_lasts_or_a_session(home, respondent):
    respondent.answer()
    assert set(respondent.client.cookies) <= {"csrftoken"}


def test_an_empty_sheet_is_asked_again_and_one_answer_is_enough(home, respondent):
    again = respondent.answer(gender="Perempuan")
    page = read(again)
    assert again.status_code == 422 and "Jawab sedikitnya satu pertanyaan." in page and "<title>Galat: " in page
    assert '<option value="Perempuan" selected>' in page
    assert not SurveyAnswer.objects.exists()
    respondent.answer(U7="1")
    assert SurveyAnswer.objects.get().scores == {"U7": 1}


def test_a_rating_that_was_taken_back_is_kept_as_not_answered(home, respondent):
    again = respondent.answer(U1="")
    chosen = [tag for tag in re.findall(r"<input[^>]*>", read(again)) if " checked" in tag]
    assert again.status_code == 422 and len(chosen) == 1 and 'name="U1" value=""' in chosen[0]
    respondent.answer(**{**ALL_FOUR, "U1": "", "U9": ""})
    assert SurveyAnswer.objects.get().scores == {code: 4 for code in CODES if code not in ("U1", "U9")}


@pytest.mark.parametrize(
    "hostile", [{"U1": "5"}, {"U1": "0"}, {"U1": "x"}, {"U1": "4", "gender": "<script>"}, {"U1": "²"}]
)
def test_an_answer_that_was_not_offered_is_not_taken(home, respondent, hostile):
    refused = respondent.answer(**hostile)
    assert refused.status_code == 422 and "Pilih salah satu jawaban yang tersedia." in read(refused)
    assert not SurveyAnswer.objects.exists()


def test_a_field_beyond_all_measure_is_refused(home, respondent):
    assert respondent.answer(U1="4", gender="x" * 20_001).status_code == 413
    assert not SurveyAnswer.objects.exists()


# --- once -----------------------------------------------------------------------------------------------------


def test_a_sheet_sent_twice_counts_once_and_another_counts_too(home, respondent):
    page = respondent.open()
    assert respondent.answer(page)["Location"] == THANKS
    assert respondent.answer(page)["Location"] == THANKS
    assert SurveyAnswer.objects.count() == 1
    assert respondent.answer()["Location"] == THANKS
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.parametrize("change", [{"lembar": "buatan-sendiri"}, {"dibuka": "1:x"}, {"lembar": ""}, {"dibuka": ""}])
def test_nobody_makes_up_a_number(home, respondent, change):
    again = respondent.client.post(SHEET, {**hidden(respondent.open()), **ALL_FOUR, **change})
    assert again.status_code == 422 and "terlalu lama terbuka" in read(again)
    assert not SurveyAnswer.objects.exists()
    assert respondent.answer(again)["Location"] == THANKS
    assert SurveyAnswer.objects.count() == 1


def test_a_page_older_than_a_day_is_put_anew_with_everything_in_it(clock, home, respondent):
    page = respondent.open()
    clock.shift(receiving.MOST)
    again = respondent.answer(page)
    assert again.status_code == 422 and read(again).count(" checked") == 9
    assert respondent.answer(again)["Location"] == THANKS


# --- robots and the impatient ---------------------------------------------------------------------------------


def test_a_sheet_faster_than_a_person_is_asked_again_with_everything_in_it(
    clock, home, respondent, patience, monkeypatch
):
    monkeypatch.setattr(receiving, "LEAST", patience)
    page = respondent.open()
    again = respondent.answer(page)
    assert again.status_code == 422 and "lebih cepat" in read(again) and read(again).count(" checked") == 9
    assert not SurveyAnswer.objects.exists()
    clock.shift(patience)
    assert respondent.answer(again)["Location"] == THANKS
    assert SurveyAnswer.objects.count() == 1


def test_a_robot_in_the_trap_is_thanked_and_counted_and_nothing_is_kept(home, respondent):
    assert respondent.answer(**{**ALL_FOUR, TRAP: "x"})["Location"] == THANKS
    assert not SurveyAnswer.objects.exists() and RobotCaught.objects.get().count == 1


def test_from_one_line_only_so_many_an_hour(clock, home, monkeypatch):
    monkeypatch.setattr(receiving, "SENT_AN_HOUR", 3)
    one = Respondent(REMOTE_ADDR="192.0.2.1")
    for _ in range(3):
        assert one.answer()["Location"] == THANKS
    page = one.open()
    clock.shift(timedelta(minutes=18))
    refused = one.answer(page)
    assert refused.status_code == 429 and refused["Retry-After"] == str(42 * 60)
    assert "Coba lagi 42 menit lagi" in read(refused) and SurveyAnswer.objects.count() == 3
    assert Respondent(REMOTE_ADDR="192.0.2.2").answer()["Location"] == THANKS
    clock.shift(timedelta(minutes=42))
    assert one.answer(page)["Location"] == THANKS
    assert SurveyAnswer.objects.count() == 5


def test_a_sheet_of_another_site_is_refused(home):
    stranger = Respondent(Client(enforce_csrf_checks=True))
    page = stranger.open()
    assert stranger.answer(page).status_code == 403 and not SurveyAnswer.objects.exists()
    taken = stranger.answer(page, **ALL_FOUR, csrfmiddlewaretoken=str(page.context["csrf_token"]))
    assert taken["Location"] == THANKS


# --- the page -------------------------------------------------------------------------------------------------


def test_the_page_asks_for_nobody_and_is_kept_by_no_cache(home, respondent):
    page = respondent.open()
    words = read(page)
    assert page["Cache-Control"] == "private, no-store" and page["X-Robots-Tag"] == "noindex"
    assert words.count("<fieldset") == 9 and words.count('type="radio"') == 9 * (4 + 1)
    assert " checked" not in words, "nobody has answered yet"
    assert not [name for name in ("nama", "email", "telepon", "nomor") if f'name="{name}"' in words]


def test_the_page_costs_the_same_however_many_have_answered(home, respondent, django_assert_max_num_queries):
    respondent.open()
    with django_assert_max_num_queries(4):
        respondent.open()


def test_the_sheet_for_paper_has_every_question(home):
    answer = Client().get("/survei/lembar.pdf")
    assert answer["Content-Type"] == "application/pdf"
    pdf = pypdf.PdfReader(io.BytesIO(answer.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"] and pdf.trailer["/Root"]["/Lang"] == "id"
    assert len(pdf.pages) == 1
    words = " ".join(pdf.pages[0].extract_text().split())
    for question in ("Sesuaikah syarat", "Seberapa mudah", "Bagaimana biayanya", "Jenis kelamin", "Pekerjaan"):
        assert question in words


@pytest.mark.parametrize("address", [SHEET, THANKS, "/survei/lembar.pdf", "/survei/hasil/"])
def test_only_the_sheet_takes_what_is_sent(home, address):
    assert Client().post(address).status_code == (422 if address == SHEET else 405)
    assert Client().put(address).status_code == 405
