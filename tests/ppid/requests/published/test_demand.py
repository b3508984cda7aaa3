"""The third request for the same thing raises a task, once, and the PPID answers it."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from ppid.information.models import InformationPage
from ppid.requests import jobs
from ppid.requests.models import RepeatedDemand
from ppid.requests.published import demand as demand_module
from ppid.requests.published.demand import alike, raise_tasks, telling_words
from tests.conftest import needs_row_locks

from .. import cases

pytestmark = pytest.mark.django_db

ALIKE = (
    "Rekapitulasi stok vaksin campak seluruh kabupaten tahun 2025",
    "Mohon rekapitulasi stok vaksin campak kabupaten 2025",
    "rekapitulasi stok vaksin campak di seluruh kabupaten",
)


@pytest.fixture
def asked():
    def ask(*texts: str, **more):
        for text in texts:
            cases.a_request(items=[text], **more)

    return ask


def look() -> int:
    now = timezone.now()
    return raise_tasks(now - timedelta(days=1), now)


def test_two_are_chance_and_three_are_a_task(asked):
    asked(*ALIKE[:2])
    assert look() == 0
    asked(ALIKE[2])
    assert look() == 1

    demand = RepeatedDemand.objects.get()
    assert demand.items.count() == 3


def test_looking_again_raises_nothing_and_a_fourth_joins(asked):
    asked(*ALIKE)
    look()
    assert look() == 0
    asked(ALIKE[0])
    assert look() == 0

    assert RepeatedDemand.objects.get().items.count() == 4


def test_the_same_request_asking_three_times_is_one_request(asked):
    cases.a_request(items=list(ALIKE))

    assert look() == 0


def test_what_shares_a_common_word_is_not_the_same(asked):
    asked("Data stok obat 2025", "Data pegawai puskesmas 2025", "Data anggaran kegiatan 2025")

    assert look() == 0


def test_names_and_numbers_of_applicants_do_not_make_requests_alike(asked):
    asked("Daftar rumah sakit", "Laporan keuangan", "Struktur organisasi", applicant_name="Contoh Nama Panjang Sekali")

    assert look() == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ALIKE[0], ALIKE[1], True),
        ("stok vaksin campak", "stok vaksin polio", False),
        ("vaksin", "vaksin", False),
        ("", "", False),
    ],
)
def test_alike_is_two_words_and_most_of_them(one, other, same):
    assert alike(telling_words(one), telling_words(other)) == same


def test_the_day_s_job_raises_it(asked):
    asked(*ALIKE)

    assert jobs.review(timezone.now()).raised == 1
    assert jobs.review(timezone.now()).raised == 0


@pytest.fixture
def demand(asked):
    asked(*ALIKE)
    look()
    return RepeatedDemand.objects.get()


def send(client, demand, **data):
    return client.post(reverse("requests_demand", args=[demand.pk]), data)


@pytest.mark.parametrize("who", ["petugas", "kadis", "outsider", "superuser"])
def test_only_the_ppid_answers_it(as_, demand, who):
    assert send(as_(who), demand, outcome="declined", reason="x").status_code == 404
    assert as_(who).get(reverse("requests_demands")).status_code == 404
    demand.refresh_from_db()

    assert demand.outcome == ""


def test_it_is_drafted(as_, demand, anytime):
    send(as_("ppid"), demand, outcome="drafted", title="Stok vaksin campak 2025")
    demand.refresh_from_db()

    assert InformationPage.objects.get(pk=demand.page_id).title == "Stok vaksin campak 2025"


@pytest.mark.parametrize("outcome", ["published", "drafted", "declined", "lainnya", ""])
def test_each_answer_wants_its_word(as_, demand, outcome):
    assert send(as_("ppid"), demand, outcome=outcome).status_code == 422
    demand.refresh_from_db()

    assert demand.outcome == ""


def test_it_is_answered_once(as_, demand):
    send(as_("ppid"), demand, outcome="declined", reason="Sudah ada di laporan tahunan.")
    answer = send(as_("ppid"), demand, outcome="declined", reason="Lagi.")
    demand.refresh_from_db()

    assert answer.status_code == 409
    assert demand.reason == "Sudah ada di laporan tahunan."


# --- two at once -----------------------------------------------------------------------------------------------------


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_jobs_at_once_raise_one_task(asked, monkeypatch):
    asked(*ALIKE)
    together, real = Barrier(2), demand_module._candidates

    def found_together(*args):
        found = real(*args)
        with suppress(BrokenBarrierError):
            together.wait(timeout=3)
        return found

    monkeypatch.setattr(demand_module, "_candidates", found_together)

    def job() -> None:
        look()
        connections.close_all()

    threads = [Thread(target=job) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RepeatedDemand.objects.count() == 1
    assert RepeatedDemand.objects.get().items.count() == 3
