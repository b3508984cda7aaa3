"""Flow A as the SOP tells it: written by the Pelaksana, up four levels, then public."""

import pytest

from portal.sop.models import StepRecord
from tests import verbs

pytestmark = pytest.mark.django_db


def test_news_is_public_only_after_the_fourth_official_approved(as_, client, submitted):
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        assert verbs.waits_for(submitted) == role
        assert not verbs.fresh(submitted).live
        assert client.get(submitted.url).status_code == 404
        verbs.act(as_(role), submitted)
    assert verbs.fresh(submitted).live
    assert "Isi berita contoh." in client.get(submitted.url).content.decode()


@pytest.mark.parametrize("returner", ["kasub", "kabag", "kadivmin", "kadis"])
def test_returned_at_any_step_it_goes_to_its_writer_and_starts_again_at_the_first(as_, waiting_at, returner):
    page = waiting_at(returner)
    verbs.act(as_(returner), page, "reject", "Sumber belum disebut.")
    assert verbs.waits_for(page) == ""
    assert not verbs.fresh(page).live

    verbs.submit(as_("pelaksana"), page, lead="Ringkasan yang diperbaiki.")
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        assert verbs.waits_for(page) == role
        verbs.act(as_(role), page)
    assert verbs.fresh(page).live
    assert verbs.fresh(page).lead == "Ringkasan yang diperbaiki."


def test_another_writer_may_repair_and_resubmit_a_returned_text(as_, waiting_at):
    page = waiting_at("kabag")
    verbs.act(as_("kabag"), page, "reject", "Perbaiki judul.")
    verbs.submit(as_("pelaksana2"), page, title="Judul baru")
    assert verbs.waits_for(page) == "kasub"


def test_a_live_page_is_corrected_the_same_way(as_, client, published):
    verbs.submit(as_("pelaksana"), published, lead="Ralat: ringkasan yang benar.")
    for role in ("kasub", "kabag", "kadivmin"):
        verbs.act(as_(role), published)
        assert "Ralat" not in client.get(published.url).content.decode()
    verbs.act(as_("kadis"), published)
    assert "Ralat" in client.get(published.url).content.decode()


def test_every_step_stands_in_the_register_with_time_actor_and_office(as_, people, waiting_at):
    page = waiting_at("kadis")
    verbs.act(as_("kadis"), page, comment="Baik.")
    rows = StepRecord.objects.about(page).exclude(order=None).order_by("order")
    assert [(row.order, row.role, row.actor, row.office, row.outcome) for row in rows] == [
        (5, "pelaksana", people["pelaksana"], "Pelaksana", "submitted"),
        (6, "kasub", people["kasub"], "Kasub HTI dan RB", "approved"),
        (7, "kabag", people["kabag"], "Kabag Program dan Humas", "approved"),
        (8, "kadivmin", people["kadivmin"], "Kadivmin", "approved"),
        (9, "kadis", people["kadis"], "Kadis", "approved"),
    ]
    assert all(row.started_at <= row.finished_at for row in rows)
    assert rows.last().comment == "Baik."
    published = StepRecord.objects.about(page).get(outcome="published")
    assert published.actor == people["kadis"]


def test_the_writers_turn_after_a_return_is_on_record_too(as_, people, waiting_at):
    page = waiting_at("kabag")
    verbs.act(as_("kabag"), page, "reject", "Perbaiki judul.")
    returned = StepRecord.objects.about(page).get(outcome="returned")
    assert (returned.role, returned.actor, returned.comment) == ("kabag", people["kabag"], "Perbaiki judul.")
    assert StepRecord.objects.about(page).open().get().role == "pelaksana"

    verbs.submit(as_("pelaksana"), page)
    assert StepRecord.objects.about(page).filter(role="pelaksana", outcome="submitted").count() == 2
    assert StepRecord.objects.about(page).open().get().role == "kasub"


def test_the_desk_lists_what_waits_and_acts_on_it(as_, submitted):
    assert verbs.waiting_on_desk(as_("kasub")) == [submitted.title]
    assert verbs.waiting_on_desk(as_("kabag")) == []
    verbs.decide(as_("kasub"), submitted)
    assert verbs.waits_for(submitted) == "kabag"
    assert verbs.waiting_on_desk(as_("kasub")) == []
    assert verbs.waiting_on_desk(as_("kabag")) == [submitted.title]
