"""A step on which no official may act is said aloud: to the writer, to the next level up, and on the desks."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from portal.officials.models import Appointment, Official, Position
from portal.sop.models import Notice
from tests import verbs
from tests.conftest import make_official

pytestmark = pytest.mark.django_db


@pytest.fixture
def verified(as_, news_index):
    """A story that the Kasub is about to pass to the Kabag."""
    page = verbs.write_news(as_("pelaksana"), news_index)
    verbs.submit(as_("pelaksana"), page)
    return page


def told(kind="stuck"):
    return sorted(Notice.objects.filter(kind=kind).values_list("recipient__username", flat=True))


def dismiss(person):
    person.is_active = False
    person.save()


def test_a_step_that_somebody_may_take_tells_nobody_that_it_is_stuck(as_, verified):
    verbs.act(as_("kasub"), verified)
    assert told() == []
    assert "tidak ada pejabat" not in as_("pelaksana").get(reverse("sop_desk")).content.decode()


def test_a_role_without_holder_is_told_to_the_writer_and_to_the_next_level_up(as_, people, verified):
    dismiss(people["kabag"])
    verbs.act(as_("kasub"), verified)
    assert told() == ["kadivmin", "pelaksana"]
    assert told("step-opened") == ["kasub"]
    body = Notice.objects.get(kind="stuck", recipient=people["pelaksana"]).body
    assert "tidak ada pejabat yang dapat mengerjakannya" in body
    assert "belum ada pemegangnya" in body


def test_holders_who_have_acted_already_are_no_help(as_, people, verified):
    """In a small office the Kasub may be Plh. Kabag as well, and then nobody is left (rule 1 of docs/rules.md)."""
    dismiss(people["kabag"])
    today = timezone.localdate()
    Appointment.objects.create(
        position=Position.objects.get(code="kabag"),
        official=Official.objects.create(name="Contoh Kasub", user=people["kasub"]),
        kind="plh",
        valid_from=today,
        valid_to=today + timedelta(days=3),
        decree_number="800/1/contoh",
    )
    verbs.act(as_("kasub"), verified)
    assert told() == ["kadivmin", "pelaksana"]
    assert "sudah bertindak" in Notice.objects.filter(kind="stuck").first().body


def test_who_takes_the_office_afterwards_is_told_and_the_desks_say_no_more(as_, people, verified):
    dismiss(people["kabag"])
    verbs.act(as_("kasub"), verified)
    call_command("remind_officials", verbosity=0)
    assert told() == ["kadivmin", "pelaksana"]

    make_official("kabag-baru", "kabag")
    for _ in range(2):
        call_command("remind_officials", verbosity=0)
    assert told("step-opened") == ["kabag-baru", "kasub"]
    assert "tidak ada pejabat yang" not in as_("pelaksana").get(reverse("sop_desk")).content.decode()


def test_a_step_whose_last_official_leaves_is_told_once(as_, people, verified):
    verbs.act(as_("kasub"), verified)
    dismiss(people["kabag"])
    for _ in range(2):
        call_command("remind_officials", verbosity=0)
    assert told() == ["kadivmin", "pelaksana"]
    assert "tidak ada pejabat yang" in as_("pelaksana").get(reverse("sop_desk")).content.decode()


def test_the_desks_say_it_until_the_step_is_over(as_, people, verified):
    dismiss(people["kabag"])
    verbs.act(as_("kasub"), verified)
    for who in ("pelaksana", "kadivmin"):
        assert "tidak ada pejabat yang dapat mengerjakannya" in as_(who).get(reverse("sop_desk")).content.decode()
    people["kabag"].is_active = True
    people["kabag"].save()
    as_("kabag").force_login(people["kabag"])
    verbs.act(as_("kabag"), verified)
    assert verbs.waits_for(verified) == "kadivmin"
    assert "tidak ada pejabat yang" not in as_("pelaksana").get(reverse("sop_desk")).content.decode()
