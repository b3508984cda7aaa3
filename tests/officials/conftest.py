from datetime import date

import pytest
from django.contrib.auth.models import Group

from portal.officials.models import Appointment, Official, Position

ON = date(2026, 6, 10)


@pytest.fixture
def position(db) -> Position:
    """A position of a single holder, with its group."""
    group = Group.objects.create(name="Kepala Bidang Contoh")
    return Position.objects.create(code="kabid-contoh", name="Kepala Bidang Contoh", group=group)


@pytest.fixture
def other_position(db) -> Position:
    group = Group.objects.create(name="Sekretaris Contoh")
    return Position.objects.create(code="sekretaris-contoh", name="Sekretaris Contoh", group=group)


@pytest.fixture
def user(db, django_user_model):
    return django_user_model.objects.create_user("budi", password="rahasia")


@pytest.fixture
def official(user) -> Official:
    return Official.objects.create(
        name="dr. Budi Contoh, M.Kes.", user=user, employee_number="1" * 18, rank="Pembina (IV/a)"
    )


@pytest.fixture
def appoint(position, official):
    """``appoint("plh")``: an appointment from 8 to 12 June 2026, unless told otherwise."""

    def make(kind: str, **fields) -> Appointment:
        values = {
            "position": position,
            "official": official,
            "kind": kind,
            "valid_from": date(2026, 6, 8),
            "valid_to": date(2026, 6, 12),
            "decree_number": "" if kind == "definitive" else "800/contoh/2026",
        }
        appointment = Appointment(**values | fields)
        appointment.full_clean()
        appointment.save()
        return appointment

    return make
