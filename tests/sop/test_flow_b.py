"""Flow B: compiled by a Petugas, edited by Tim IT and the Webmaster, filtered by the Pejabat, then published."""

import pytest

from portal.sop.models import StepRecord
from tests import verbs
from tests.sop.test_holes import state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def information(as_, home):
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    assert verbs.waits_for(page) == "timit"
    return page


def bring(as_, page, *roles):
    for role in roles:
        verbs.act(as_(role), page)


def test_information_is_public_only_after_the_webmaster_published_it(as_, client, information):
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        assert verbs.waits_for(information) == role
        assert not verbs.fresh(information).live
        verbs.act(as_(role), information)
    assert verbs.fresh(information).live
    orders = StepRecord.objects.about(information).exclude(order=None).values_list("order", flat=True)
    assert sorted(orders) == [1, 2, 3, 4, 5]


def test_tim_it_and_the_webmaster_may_change_the_text_each_in_his_turn(as_, information):
    verbs.edit(as_("webmaster"), information, lead="Belum gilirannya.")
    assert verbs.fresh(information).get_latest_revision_as_object().lead != "Belum gilirannya."
    verbs.act_in_editor(as_("timit"), information, lead="Disunting Tim IT.")
    assert verbs.waits_for(information) == "webmaster"
    verbs.edit(as_("timit"), information, lead="Gilirannya sudah lewat.")
    verbs.act_in_editor(as_("webmaster"), information, lead="Disunting Webmaster.")
    assert verbs.waits_for(information) == "pejabat"
    bring(as_, information, "pejabat", "webmaster")
    assert verbs.fresh(information).live
    assert verbs.fresh(information).lead == "Disunting Webmaster."


@pytest.mark.parametrize("who", ["petugas", "timit", "webmaster", "pejabat", "superuser", "outsider"])
def test_from_the_filter_on_the_text_is_frozen(as_, information, who):
    bring(as_, information, "timit", "webmaster")
    before = state_of(information)
    verbs.edit(as_(who), information, lead="Diubah diam-diam.")
    assert state_of(information) == before
    verbs.act(as_("pejabat"), information)
    before = state_of(information)
    verbs.edit(as_(who), information, lead="Diubah diam-diam.")
    assert state_of(information) == before


def test_tidak_sends_it_back_for_repair(as_, information):
    bring(as_, information, "timit", "webmaster")
    verbs.act(as_("pejabat"), information, "reject", "Gambar kurang jelas.")
    assert verbs.waits_for(information) == ""
    verbs.submit(as_("petugas"), information)
    assert verbs.waits_for(information) == "timit"


@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
def test_tidak_layak_tayang_ends_the_flow_with_a_reason_and_publishes_nothing(as_, people, information, way):
    bring(as_, information, "timit", "webmaster")
    before = state_of(information)
    way(as_("pejabat"), information, "unfit", " ")
    assert state_of(information) == before

    way(as_("pejabat"), information, "unfit", "Memuat data pribadi.")
    page = verbs.fresh(information)
    assert not page.live
    assert page.current_workflow_state is None
    row = StepRecord.objects.about(information).get(outcome="unfit")
    assert (row.actor, row.comment) == (people["pejabat"], "Memuat data pribadi.")


def test_only_the_filter_can_declare_a_text_unfit(as_, information):
    for role in ("timit", "webmaster"):
        before = state_of(information)
        verbs.decide(as_(role), information, "unfit", "Tidak layak.")
        assert state_of(information) == before
        verbs.act(as_(role), information)


def test_the_publishing_step_does_not_shut_out_its_editor(as_, information):
    verbs.act(as_("timit"), information)
    verbs.act_in_editor(as_("webmaster"), information, lead="Disunting Webmaster.")
    bring(as_, information, "pejabat", "webmaster")
    assert verbs.fresh(information).live


def test_the_standards_of_the_sop_give_each_step_its_due_time(information):
    row = StepRecord.objects.about(information).open().get()
    assert row.standard == "1–3 jam"
    assert row.due_at is not None
    draft = StepRecord.objects.about(information).get(order=1)
    assert draft.standard == "1 hari"
    assert draft.due_at is not None


def test_the_news_writer_does_not_write_in_this_tree_and_the_petugas_not_in_the_news(as_, home, news_index):
    assert verbs.write_standard_page(as_("pelaksana"), home) is None
    assert verbs.write_news(as_("petugas"), news_index) is None
