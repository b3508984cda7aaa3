"""The public page that reckons a deadline and tells why: /permohonan/tenggat/."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.workdays.models import CalendarDay, CalendarYear
from ppid.requests.clocks import rules
from ppid.requests.deadline_calculator.questions import QUESTIONS
from tests.language import visible, words

pytestmark = pytest.mark.django_db

ADDRESS = "/permohonan/tenggat/"
LAST_OF_ALL = "9999-12-31"


def ask(client, **asked):
    return client.get(ADDRESS, asked)


def read(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def errors(response) -> dict[str, list[str]]:
    assert response.context["form"].is_bound
    return response.context["form"].errors


# --- what it answers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "day", "due"),
    [
        ("jawaban", "2026-03-21", "Rabu, 8 April 2026"),
        ("perpanjangan", "2026-03-21", "Jumat, 17 April 2026"),
        ("melengkapi", "2026-03-06", "Rabu, 11 Maret 2026"),
        ("keberatan", "2026-03-06", "Senin, 27 April 2026"),
        ("keberatan-tanpa-jawaban", "2026-03-05", "Senin, 27 April 2026"),
        ("tanggapan", "2026-05-25", "Jumat, 10 Juli 2026"),
        ("sengketa", "2026-12-11", "Rabu, 6 Januari 2027"),
        ("sengketa-tanpa-tanggapan", "2026-12-11", "Rabu, 6 Januari 2027"),
    ],
)
def test_it_tells_the_date_of_the_law_reference(client, question, day, due):
    html = read(ask(client, tenggat=question, tanggal=day))
    assert f'<h2 id="hasil">Jatuh tempo: {due}</h2>' in html
    assert f"<title>Jatuh tempo {due} – " in html


def test_every_question_has_its_date_tested_above():
    tested = test_it_tells_the_date_of_the_law_reference.pytestmark[0].args[1]
    assert {question for question, _, _ in tested} == QUESTIONS.keys()


def test_it_tells_the_whole_explanation_and_that_the_date_may_change(client):
    response = ask(client, tenggat="perpanjangan", tanggal="2026-03-06")
    html = read(response)
    sentences = response.context["reckoned"].explanation()
    assert len(sentences) == 14
    assert all(sentence in html for sentence in sentences)
    assert "tenggat dihitung ulang" in html
    assert rules.clock("C05").missed in html


def test_a_completed_request_shows_both_dates(client):
    html = read(ask(client, tenggat="jawaban", tanggal="2026-03-04", lengkap="2026-03-11"))
    assert "Jatuh tempo: Rabu, 1 April 2026" in html
    assert "Dihitung sejak diterima</dt><dd>Rabu, 25 Maret 2026" in html


def test_a_date_that_rests_on_estimates_says_so(client):
    html = read(ask(client, tenggat="jawaban", tanggal="2027-03-05"))
    assert "Hari Raya Idul Fitri (perkiraan)" in html
    assert "Hari yang bertanda (perkiraan) belum ditetapkan" in html


def test_a_year_whose_cuti_bersama_is_not_decreed_is_named(client):
    assert "belum ditetapkan." not in read(ask(client, tenggat="jawaban", tanggal="2026-12-11"))
    CalendarYear.objects.filter(year=2027).update(status=CalendarYear.Status.PROVISIONAL)
    assert "Cuti bersama tahun 2027 belum ditetapkan." in read(
        ask(client, tenggat="perpanjangan", tanggal="2026-12-11")
    )


def test_a_day_that_the_agency_enters_counts_at_once(client):
    CalendarDay.objects.create(
        date=date(2026, 1, 14), name="Kantor ditutup", kind="office_closure", decree="Edaran contoh 1/2026"
    )
    html = read(ask(client, tenggat="jawaban", tanggal="2026-01-05"))
    assert "Jatuh tempo: Rabu, 21 Januari 2026" in html
    assert "Rabu, 14 Januari 2026, tidak dihitung: Kantor ditutup, Edaran contoh 1/2026." in html


@pytest.mark.parametrize("day", ["2026-03-06", "6-3-2026", "06/03/2026"])
def test_a_date_may_be_written_as_people_write_it(client, day):
    assert "Jatuh tempo: Jumat, 27 Maret 2026" in read(ask(client, tenggat="jawaban", tanggal=day))


def test_the_empty_form_asks_and_lists_what_an_applicant_meets(client):
    html = read(client.get(ADDRESS))
    assert "Galat:" not in html and "error-summary" not in html and "Jatuh tempo:" not in html
    for clock_id in ("C03", "C04", "C05", "C06", "C07", "C08"):
        assert rules.clock(clock_id).what in html
    assert "Jawaban tertulis atas permohonan: 10 hari kerja" in html


@pytest.mark.parametrize(
    "asked", [{}, {"tanggal": "kapan"}, {"tenggat": "perpanjangan", "tanggal": "2027-03-05", "lengkap": "2027-03-08"}]
)
def test_nobody_meets_an_english_word(client, asked):
    response = ask(client, **asked)
    met = visible.texts(response.content.decode(), response["Content-Type"])
    assert [text for text in met if words.english_in(text)] == []


def test_what_others_add_to_an_address_is_no_question(client):
    assert "error-summary" not in read(ask(client, utm_source="surat"))


# --- what is wrong ---------------------------------------------------------------------------------------------------


def test_faults_are_told_at_the_top_at_the_field_and_in_the_title(client):
    html = read(ask(client, tenggat="", tanggal=""))
    assert "<title>Galat: Hitung tenggat – " in html
    assert '<div class="error-summary" role="alert"' in html
    for link, told in (("#id_tenggat_0", "Pilih salah satu tenggat."), ("#id_tanggal", "Isi tanggal mulai.")):
        assert f'<a href="{link}">{told}</a>' in html
        assert f'id="{link[1:]}"' in html
        assert html.count(told) == 2


@pytest.mark.parametrize(
    ("asked", "field", "fault"),
    [
        ({"tenggat": "C04", "tanggal": "2026-03-06"}, "tenggat", "Pilih salah satu"),
        ({"tenggat": "jawaban", "tanggal": "2026-02-30"}, "tanggal", "Tulis tanggal yang ada"),
        ({"tenggat": "jawaban", "tanggal": "1999-12-31"}, "tanggal", "sejak 1 Januari 2000"),
        ({"tenggat": "jawaban", "tanggal": LAST_OF_ALL}, "tanggal", "sampai 31 Desember 2100"),
        ({"tenggat": "jawaban", "tanggal": "2100-12-31"}, "tanggal", "tahun 2101 belum dimuat"),
        ({"tenggat": "jawaban", "tanggal": "2027-12-20"}, "tanggal", "tahun 2028 belum dimuat"),
        ({"tenggat": "jawaban", "tanggal": "2026-03-06", "lengkap": "2026-03-05"}, "lengkap", "sebelum diterima"),
        ({"tenggat": "jawaban", "tanggal": "2026-03-06", "lengkap": LAST_OF_ALL}, "lengkap", "sampai 31 Desember"),
        ({"tenggat": "keberatan", "tanggal": "2026-03-06", "lengkap": "2026-03-09"}, "lengkap", "Kosongkan"),
    ],
)
def test_each_fault_stands_at_its_field(client, asked, field, fault):
    response = ask(client, **asked)
    assert fault in errors(response)[field][0]
    assert "Jatuh tempo:" not in read(response)


def test_without_a_calendar_nothing_is_guessed(client):
    CalendarYear.objects.update(status=CalendarYear.Status.FILLING)
    response = ask(client, tenggat="jawaban", tanggal="2026-03-06")
    assert errors(response)["tanggal"] == [
        "Kalender kerja tahun 2026 belum dimuat, sehingga tanggal tidak dapat dihitung. Pilih tanggal lain."
    ]


HOSTILE = [
    "\0",
    "\ud800",
    "<script>alert(1)</script>",
    "' OR 1=1--",
    "9" * 5000,
    "-1",
    "²026-03-06",
    "0000-00-00",
    "%s",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["tenggat", "tanggal", "lengkap"])
def test_no_input_is_an_error_and_none_is_run(client, field, text):
    asked = {"tenggat": "jawaban", "tanggal": "2026-03-06", field: text}
    query = "&".join(
        f"{name}={''.join(f'%{byte:02X}' for byte in value.encode('utf-8', 'surrogatepass'))}"
        for name, value in asked.items()
    )
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert field in errors(response)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(), st.text(), st.text())
def test_no_text_whatever_is_an_error(client, tenggat, tanggal, lengkap):
    assert ask(client, tenggat=tenggat, tanggal=tanggal, lengkap=lengkap).status_code == 200


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(sorted(QUESTIONS)), st.dates(), st.none() | st.dates())
def test_no_date_whatever_is_an_error(client, tenggat, tanggal, lengkap):
    assert ask(client, tenggat=tenggat, tanggal=tanggal, lengkap=lengkap or "").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_only_read(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_it_takes_no_transaction_and_few_queries(client):
    ask(client, tenggat="perpanjangan", tanggal="2026-03-06")  # fills the cache of the page's chrome
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(client, tenggat="perpanjangan", tanggal="2026-03-06")
    statements = [query["sql"] for query in queries]
    assert len(statements) <= 5
    assert not any("SAVEPOINT" in sql or "BEGIN" in sql for sql in statements)


def test_an_answer_is_kept_out_of_search_engines_and_the_page_is_not(client):
    noindex = '<meta name="robots" content="noindex">'
    assert noindex in read(ask(client, tenggat="jawaban", tanggal="2026-03-06"))
    assert noindex not in read(client.get(ADDRESS))
