"""An answer goes public by the PPID's decision, after the time to object, naming nobody, and through moderation."""

import pytest
from django.urls import reverse

from ppid.information.models import InformationPage
from ppid.information.public import matching
from ppid.requests.models import HistoryRow, PublishedAnswer

from .. import cases
from ..objections import cases as objections

pytestmark = pytest.mark.django_db

WORDS = {"title": "Laporan kinerja dinas tahun 2025", "summary": "Laporan kinerja tahun 2025 tersedia dalam PDF."}
AFTER = "2026-04-24"  # the time to object to an answer of 4 March 2026 ended on 23 April


@pytest.fixture
def answered(people, anytime):
    request = cases.a_request(cases.at("2026-03-02"), applicant_name="Siti Contohwati")
    return cases.bring_to(request, "notified", people, cases.at("2026-03-04"))


@pytest.fixture
def item(answered):
    return answered.items.first()


def send(client, item, **words):
    return client.post(reverse("requests_publish", args=[item.request_id, item.pk]), {**WORDS, **words})


def test_it_becomes_a_draft_that_is_moderated_like_any(time_machine, as_, item):
    time_machine.move_to(cases.at(AFTER))
    send(as_("ppid"), item)

    answer = PublishedAnswer.objects.get(item=item)
    page = InformationPage.objects.get(pk=answer.page_id)
    assert (page.live, page.title, page.summary) == (False, WORDS["title"], WORDS["summary"])
    assert page.unit == item.request.unit
    assert HistoryRow.objects.filter(request=item.request, event="publish").count() == 1
    assert item.request.number not in page.slug + page.guidance


def test_once_live_it_is_offered_to_whoever_asks_next(time_machine, as_, item):
    time_machine.move_to(cases.at(AFTER))
    send(as_("ppid"), item)
    assert matching(["laporan", "kinerja"], 5) == []
    page = InformationPage.objects.get(title=WORDS["title"])
    InformationPage.objects.filter(pk=page.pk).update(live=True)

    assert [found.pk for found in matching(["laporan", "kinerja"], 5)] == [page.pk]


@pytest.mark.parametrize("who", ["petugas", "kadis", "webmaster", "outsider", "superuser"])
def test_nobody_but_the_ppid_decides_it(time_machine, as_, item, who):
    time_machine.move_to(cases.at(AFTER))
    assert send(as_(who), item).status_code == 404

    assert not PublishedAnswer.objects.exists()


def test_not_before_the_time_to_object_is_over(time_machine, as_, item):
    time_machine.move_to(cases.at("2026-04-23"))
    send(as_("ppid"), item)

    assert not PublishedAnswer.objects.exists()


def test_not_while_an_objection_runs(time_machine, as_, item):
    objections.an_objection(item.request, "d", cases.at("2026-03-10"))
    time_machine.move_to(cases.at(AFTER))
    send(as_("ppid"), item)

    assert not PublishedAnswer.objects.exists()


@pytest.mark.parametrize("summary", ["Untuk Siti Contohwati", "NIK 6472010101900001", "hubungi siti@contoh.invalid"])
def test_words_that_name_somebody_are_refused(time_machine, as_, item, summary):
    time_machine.move_to(cases.at(AFTER))
    assert send(as_("ppid"), item, summary=summary).status_code == 422

    assert not PublishedAnswer.objects.exists()
    assert not InformationPage.objects.filter(title=WORDS["title"]).exists()


def test_it_is_decided_once(time_machine, as_, item):
    time_machine.move_to(cases.at(AFTER))
    for _ in range(2):
        send(as_("ppid"), item)

    assert PublishedAnswer.objects.count() == InformationPage.objects.filter(title=WORDS["title"]).count() == 1


def test_a_refused_item_is_not_published(time_machine, as_, item):
    item.outcome = "not-held"
    item.save()
    time_machine.move_to(cases.at(AFTER))
    send(as_("ppid"), item)

    assert not PublishedAnswer.objects.exists()


def test_the_case_page_offers_it_to_the_ppid_alone(time_machine, as_, item):
    time_machine.move_to(cases.at(AFTER))
    address = reverse("requests_case", args=[item.request_id])

    assert "Umumkan jawaban" in as_("ppid").get(address).content.decode()
    assert "Umumkan jawaban" not in as_("petugas").get(address).content.decode()


def test_of_another_request_it_is_not_found(time_machine, as_, item):
    other = cases.a_request(cases.at("2026-03-02"))
    time_machine.move_to(cases.at(AFTER))
    answer = as_("ppid").post(reverse("requests_publish", args=[other.pk, item.pk]), WORDS)

    assert answer.status_code == 404
    assert not PublishedAnswer.objects.exists()
