"""Who holds which position on a day: by group, by appointment, and never by being a superuser."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.officials.models import Official, Position
from portal.officials.roles import Hat, hats_of, holders_of

from .conftest import ON


def test_a_member_of_the_group_has_the_position(user, position):
    user.groups.add(position.group)
    assert hats_of(user, ON) == (Hat(position),)
    hat = hats_of(user, ON)[0]
    assert (hat.label, hat.decree, hat.is_acting) == ("Kepala Bidang Contoh", "", False)


def test_somebody_without_group_or_appointment_has_none(user, position):
    assert hats_of(user, ON) == ()


@pytest.mark.parametrize(
    ("kind", "label", "acting"),
    [
        ("definitive", "Kepala Bidang Contoh", False),
        ("plt", "Plt. Kepala Bidang Contoh", True),
        ("plh", "Plh. Kepala Bidang Contoh", True),
        ("pj", "Pj. Kepala Bidang Contoh", True),
    ],
)
def test_an_appointment_of_any_kind_gives_the_position(user, position, appoint, kind, label, acting):
    appointment = appoint(kind, decree_number="800/contoh/2026")
    (hat,) = hats_of(user, ON)
    assert hat == Hat(position, appointment)
    assert (hat.label, hat.decree, hat.is_acting) == (label, "800/contoh/2026", acting)


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2026, 6, 7), False),
        (date(2026, 6, 8), True),
        (date(2026, 6, 12), True),
        (date(2026, 6, 13), False),
    ],
)
def test_the_first_and_the_last_day_count_and_no_other(user, position, appoint, on, holds):
    appointment = appoint("plh")
    assert bool(hats_of(user, on)) is holds
    assert holders_of(position, on).filter(pk=user.pk).exists() is holds
    assert appointment.is_in_force(on) is holds


def test_an_appointment_without_end_goes_on(user, position, appoint):
    appoint("plt", valid_to=None)
    assert [hat.position for hat in hats_of(user, date(2036, 1, 1))] == [position]
    assert list(holders_of(position, date(2036, 1, 1))) == [user]


def test_a_definitive_appointment_goes_before_membership_and_both_before_acting(user, position, appoint):
    acting = appoint("plh")
    assert hats_of(user, ON) == (Hat(position, acting),)
    user.groups.add(position.group)
    assert hats_of(user, ON) == (Hat(position),)
    definitive = appoint("definitive")
    assert hats_of(user, ON) == (Hat(position, definitive),)


def test_own_positions_come_before_acting_ones(user, position, other_position, appoint):
    user.groups.add(other_position.group)
    appoint("plh")
    assert [hat.label for hat in hats_of(user, ON)] == ["Sekretaris Contoh", "Plh. Kepala Bidang Contoh"]


def test_a_position_without_group_is_held_by_appointment_only(user, official, appoint):
    alone = Position.objects.create(code="tanpa-grup", name="Tanpa Grup")
    assert not holders_of(alone, ON).exists()
    appoint("plt", position=alone)
    assert list(holders_of(alone, ON)) == [user]
    assert [hat.position for hat in hats_of(user, ON)] == [alone]


def test_a_deactivated_user_holds_nothing(user, position, appoint):
    user.groups.add(position.group)
    appoint("definitive")
    user.is_active = False
    user.save()
    assert hats_of(user, ON) == ()
    assert not holders_of(position, ON).exists()


def test_an_anonymous_visitor_holds_nothing(db):
    assert hats_of(AnonymousUser(), ON) == ()


def test_a_superuser_has_no_role_by_being_superuser(django_user_model, position):
    superuser = django_user_model.objects.create_superuser("atasan-segalanya", password="rahasia")
    assert hats_of(superuser, ON) == ()
    assert superuser not in holders_of(position, ON)


def test_an_official_without_account_lends_his_appointment_to_nobody(position, appoint):
    appoint("definitive", official=Official.objects.create(name="Tanpa Akun"))
    assert not holders_of(position, ON).exists()


def test_holders_are_named_once(user, position, appoint):
    user.groups.add(position.group)
    appoint("definitive")
    appoint("plh")
    assert list(holders_of(position, ON)) == [user]


def test_the_answer_costs_two_queries_whatever_the_number_of_hats(
    user, position, other_position, appoint, django_assert_num_queries
):
    with django_assert_num_queries(2):
        hats_of(user, ON)
    user.groups.add(other_position.group)
    appoint("plh")
    appoint("definitive")
    with django_assert_num_queries(2):
        hats_of(user, ON)
    with django_assert_num_queries(1):
        list(holders_of(position, ON))


def test_an_appointment_that_ended_is_not_remembered_on_the_user(user, appoint):
    appointment = appoint("plh")
    assert hats_of(user, ON)
    appointment.delete()
    assert not hats_of(user, ON)
