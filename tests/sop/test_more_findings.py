"""Further ways that people found by trying, closed one by one."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal.sop.models import StepRecord
from tests import verbs
from tests.conftest import make_official
from tests.sop.test_holes import EVERYBODY

pytestmark = pytest.mark.django_db


@pytest.fixture
def information(as_, home):
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    return page


def test_nobody_judges_words_of_his_own_that_another_saved_after_him(as_, people, information):
    """The rule asks for every author since the text was last public, not for the last one alone."""
    people["webmaster"].groups.add(Group.objects.get(position__code="pejabat"))
    other = make_official("webmaster2", "webmaster")
    verbs.act(as_("timit"), information)
    verbs.edit(as_("webmaster"), information, lead="Kata-kata webmaster.")
    second = Client()
    second.force_login(other)
    verbs.edit(second, information, lead="Kata-kata webmaster!")
    verbs.act(second, information)
    assert verbs.waits_for(information) == "pejabat"
    verbs.act(as_("webmaster"), information)
    assert verbs.waits_for(information) == "pejabat"
    verbs.act(as_("pejabat"), information)
    assert verbs.waits_for(information) == "webmaster"


def test_an_author_of_what_was_public_before_may_judge_a_correction_by_another(as_, people, information):
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        verbs.act(as_(role), information)
    assert verbs.fresh(information).live
    people["petugas"].groups.set(people["pejabat"].groups.all())
    second = make_official("petugas2", "petugas")
    writer = Client()
    writer.force_login(second)
    verbs.submit(writer, information, lead="Diperbarui.")
    verbs.act(as_("timit"), information)
    verbs.act(as_("webmaster"), information)
    verbs.act(as_("petugas"), information)
    assert verbs.waits_for(information) == "webmaster"


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_locks_a_page_beside_the_sop(as_, people, information, who):
    as_(who).post(reverse("wagtailadmin_pages:lock", args=[information.pk]))
    assert not verbs.fresh(information).locked


def test_those_who_edit_find_the_editor_from_their_desk(as_, information):
    editor = reverse("wagtailadmin_pages:edit", args=[information.pk])
    decide = reverse("sop_decide", args=[verbs.current_task_state(information).pk])
    assert f'href="{editor}"' in as_("timit").get(decide).content.decode()
    verbs.act(as_("timit"), information)
    verbs.act(as_("webmaster"), information)
    decide = reverse("sop_decide", args=[verbs.current_task_state(information).pk])
    assert f'href="{editor}"' not in as_("pejabat").get(decide).content.decode()


def test_what_one_did_can_be_read_again_without_the_office(as_, people, information):
    state = verbs.current_task_state(information)
    verbs.act(as_("timit"), information)
    people["timit"].groups.set(people["pelaksana"].groups.all())
    page = as_("timit").get(reverse("sop_decide", args=[state.pk]))
    assert page.context["record"] == StepRecord.objects.get(task_state_id=state.pk)
    assert not page.context["is_open"]


def test_the_quality_book_counts_what_was_declared_unfit_and_says_why(as_, information):
    verbs.act(as_("timit"), information)
    verbs.act(as_("webmaster"), information)
    verbs.decide(as_("pejabat"), information, "unfit", "Memuat data pasien.")
    page = as_("pejabat").get(reverse("sop_quality")).content.decode()
    assert "Memuat data pasien." in page
    assert "tidak layak tayang" in page
