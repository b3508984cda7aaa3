"""What is published: figures that are right, nothing of few, nothing before the PPID says so."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from ppid.survey.models import FollowUp, SurveyResult
from tests.ppid.requests.cases import at

from .conftest import CODES, answers, read

pytestmark = pytest.mark.django_db

RESULTS = "/survei/hasil/"
DAY = date(2026, 2, 3)


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(at("2026-03-10"), tick=False):
        yield


def publish(year: int = 2026, counted_to: str = "", **fields) -> SurveyResult:
    return SurveyResult.objects.create(
        year=year, counted_to=date.fromisoformat(counted_to or f"{year}-03-01"), **{"published": True, **fields}
    )


def words() -> str:
    return " ".join(read(Client().get(RESULTS)).split())


@pytest.mark.parametrize(
    ("score", "index", "grade"), [(4, "100,00", "Mutu A (sangat baik)"), (3, "75,00", "Mutu C (kurang baik)")]
)
def test_all_four_is_100_and_a_and_all_three_is_75_and_c(home, score, index, grade):
    answers(12, DAY, dict.fromkeys(CODES, score))
    publish()
    page = words()
    assert f"<strong>{index}</strong>" in page and f"{grade}, dari 12 responden sampai 1 Maret 2026" in page


def test_nothing_is_shown_before_the_ppid_publishes(home):
    answers(12, DAY)
    publish(published=False)
    assert "Belum ada hasil yang diumumkan." in words() and "100,00" not in words()
    assert Client().get(f"{RESULTS}2026/").status_code == 404


def test_only_the_days_of_the_year_up_to_the_set_one_are_counted(home):
    answers(10, date(2026, 1, 1))
    answers(5, date(2026, 3, 1))
    answers(20, date(2026, 3, 2), dict.fromkeys(CODES, 1))
    answers(20, date(2025, 12, 31), dict.fromkeys(CODES, 1))
    publish()
    assert "<strong>100,00</strong>" in words() and "dari 15 responden" in words()


def test_of_fewer_than_the_threshold_nothing_is_told_but_that(home, settings):
    answers(9, DAY, gender="Perempuan", occupation="Wirausaha")
    publish()
    page = words()
    assert "kurang dari 10 responden" in page
    assert "100,00" not in page and "Wirausaha" not in page and 'class="bars"' not in page and "<table" not in page
    settings.PORTAL_SURVEY_SMALLEST_GROUP = 9
    assert "<strong>100,00</strong>" in words()


def test_a_group_below_the_threshold_is_never_shown(home):
    answers(20, DAY, gender="Perempuan", occupation="Pegawai swasta")
    answers(12, DAY, gender="Laki-laki", occupation="Pegawai swasta")
    answers(1, DAY, gender="Perempuan", occupation="Wirausaha")
    publish()
    page = words()
    assert "<dt>Perempuan</dt><dd>21</dd>" in page and "<dt>Laki-laki</dt><dd>12</dd>" in page
    assert "Wirausaha" not in page and "Pegawai swasta" not in page


def test_each_element_has_its_mean_index_and_grade_in_table_and_chart(home):
    answers(10, DAY, {**dict.fromkeys(CODES, 4), "U3": 2})
    answers(10, DAY, {code: 4 for code in CODES if code != "U3"})
    publish()
    page = words()
    assert '<th scope="row">U3 Waktu penyelesaian</th><td>10</td><td>2,00</td><td>50,00</td><td>D</td>' in page
    assert '<th scope="row">U1 Persyaratan</th><td>20</td><td>4,00</td><td>100,00</td><td>A</td>' in page
    assert "U3 Waktu penyelesaian</span> 2,00 dari 4" in page and 'class="bars__bar" width="50.0%"' in page


def test_an_element_without_an_answer_leaves_no_index(home):
    answers(10, DAY, {"U1": 4})
    publish()
    assert "Indeks belum dapat dihitung" in words() and "Mutu A (sangat baik), dari" not in words()


def test_answers_to_another_definition_are_not_counted(home):
    answers(10, DAY)
    from ppid.survey.models import SurveyAnswer

    SurveyAnswer.objects.update(definition="pengganti")
    publish()
    assert "kurang dari 10 responden" in words()


def test_the_follow_up_plan_stands_beside_the_figures(home):
    result = publish(note="Survei diisi di meja layanan dan di situs.")
    FollowUp.objects.create(
        result=result,
        element="U3",
        plan="Loket kedua",
        responsible="Bagian Contoh",
        due_on="2026-12-31",
        state="running",
    )
    page = words()
    promise = "Waktu penyelesaian. Bagian Contoh. Target 31 Desember 2026. Status: dikerjakan."
    assert f"<b>Loket kedua</b><p>{promise}</p>" in page
    assert "Survei diisi di meja layanan" in page


def test_each_published_year_has_its_page_and_the_newest_comes_first(home):
    publish(2025, "2025-12-31")
    publish(2026)
    assert "<h1>Hasil survei kepuasan tahun 2026</h1>" in words()
    older = read(Client().get(f"{RESULTS}2025/"))
    assert "<h1>Hasil survei kepuasan tahun 2025</h1>" in older and f'href="{RESULTS}2026/"' in older
    assert Client().get(f"{RESULTS}2024/").status_code == 404


def test_the_page_costs_the_same_for_one_answer_and_many(home, django_assert_num_queries):
    publish()
    answers(11, DAY)
    Client().get(RESULTS)
    with django_assert_num_queries(4):
        Client().get(RESULTS)
    answers(500, DAY)
    with django_assert_num_queries(4):
        Client().get(RESULTS)


def test_who_has_answered_is_led_to_what_is_published(home):
    assert RESULTS not in read(Client().get("/survei/terima-kasih/"))
    publish()
    assert f'href="{RESULTS}"' in read(Client().get("/survei/terima-kasih/"))
