"""What may not be written down about positions, officials and appointments."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.officials.models import Appointment, Official, Position


@pytest.fixture
def successor(db) -> Official:
    return Official.objects.create(name="Siti Contoh")


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        ("definitive", {"valid_to": date(2026, 6, 7)}, "tidak boleh sebelum"),
        ("plt", {"decree_number": ""}, "memerlukan nomor surat"),
        ("plh", {"decree_number": ""}, "memerlukan nomor surat"),
        ("pj", {"decree_number": ""}, "memerlukan nomor surat"),
        ("plh", {"valid_to": None}, "isi tanggal “berlaku sampai”"),
    ],
)
def test_an_appointment_that_cannot_be_is_refused_by_form_and_database(
    position, official, appoint, kind, fields, message
):
    with pytest.raises(ValidationError, match=message):
        appoint(kind, **fields)
    values = {"valid_from": date(2026, 6, 8), "valid_to": date(2026, 6, 12), "decree_number": "1"} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(position=position, official=official, kind=kind, **values)


def test_an_appointment_of_one_day_is_possible(appoint):
    assert appoint("plh", valid_to=date(2026, 6, 8)).pk


@pytest.mark.parametrize(
    ("valid_from", "valid_to"),
    [
        (date(2026, 6, 1), date(2026, 6, 8)),
        (date(2026, 6, 12), None),
        (date(2026, 6, 9), date(2026, 6, 10)),
        (date(2026, 1, 1), None),
    ],
)
def test_a_position_of_a_single_holder_has_no_second_one(appoint, successor, valid_from, valid_to):
    appoint("definitive")
    with pytest.raises(ValidationError, match=r"sudah dipegang dr\. Budi Contoh"):
        appoint("definitive", official=successor, valid_from=valid_from, valid_to=valid_to)


def test_a_successor_begins_the_day_after(appoint, successor):
    appoint("definitive")
    assert appoint("definitive", official=successor, valid_from=date(2026, 6, 13), valid_to=None).pk
    assert appoint("definitive", valid_from=date(2026, 5, 1), valid_to=date(2026, 6, 7)).pk


def test_an_appointment_does_not_stand_in_its_own_way(appoint):
    appointment = appoint("definitive")
    appointment.valid_to = None
    appointment.full_clean()


def test_somebody_may_act_beside_the_definitive_holder(appoint, successor):
    appoint("definitive")
    assert appoint("plh", official=successor).pk


def test_a_function_may_have_many_holders(position, appoint, successor):
    position.single_holder = False
    position.save()
    appoint("definitive")
    assert appoint("definitive", official=successor).pk


@pytest.mark.parametrize("number", ["123", "1" * 17, "1" * 19, "19700101 199503 1 001", "1" * 17 + "x"])
def test_a_nip_has_18_digits(number):
    with pytest.raises(ValidationError) as caught:
        Official(name="Contoh", employee_number=number).full_clean()
    assert "employee_number" in caught.value.message_dict


def test_two_officials_may_be_without_nip_but_not_share_one(official):
    Official(name="Tanpa NIP").full_clean()
    Official.objects.create(name="Juga tanpa NIP")
    with pytest.raises(ValidationError, match="sudah dipakai pejabat lain"):
        Official(name="Kembar", employee_number=official.employee_number).full_clean()


def test_nobody_stands_above_himself(position, other_position):
    other_position.superior = position
    other_position.save()
    position.superior = other_position
    with pytest.raises(ValidationError, match="atasan dirinya sendiri"):
        position.full_clean()


def test_an_official_and_his_appointments_survive_his_account(user, official, appoint):
    appointment = appoint("definitive")
    user.delete()
    assert Official.objects.get(pk=official.pk).user is None
    assert Appointment.objects.filter(pk=appointment.pk).exists()


def test_a_code_is_given_once(position):
    with pytest.raises(ValidationError):
        Position(code=position.code, name="Lain").full_clean()
