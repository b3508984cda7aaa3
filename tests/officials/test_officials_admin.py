"""Positions, officials and appointments in the Wagtail admin, by HTTP."""

from datetime import date

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from portal.officials.models import Appointment, Official, Position


@pytest.fixture
def superuser_client(admin_client):
    return admin_client


@pytest.fixture
def appointment_form(position, official) -> dict:
    return {
        "position": position.pk,
        "official": official.pk,
        "kind": "plh",
        "valid_from": "2026-06-08",
        "valid_to": "2026-06-12",
        "decree_number": "800/contoh/2026",
        "decree_date": "2026-06-05",
    }


def test_a_superuser_cannot_delete_the_group_of_a_position(superuser_client, position):
    response = superuser_client.post(reverse("wagtailusers_groups:delete", args=[position.group_id]), follow=True)
    assert Group.objects.filter(pk=position.group_id).exists()
    assert "Tidak dihapus, karena masih dipakai oleh 1 jabatan." in response.content.decode()
    assert not ModelLogEntry.objects.filter(action="wagtail.delete").exists()


def test_a_group_that_no_position_rests_on_can_still_be_deleted(superuser_client):
    group = Group.objects.create(name="Sementara")
    superuser_client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    assert not Group.objects.filter(pk=group.pk).exists()


@pytest.mark.parametrize("view", ["positions:delete", "officials:delete"])
def test_what_an_appointment_rests_on_cannot_be_deleted(superuser_client, appoint, view):
    appointment = appoint("plh")
    pk = appointment.position_id if view.startswith("positions") else appointment.official_id
    superuser_client.post(reverse(view, args=[pk]))
    appointment.refresh_from_db()
    assert Position.objects.filter(pk=appointment.position_id).exists()
    assert Official.objects.filter(pk=appointment.official_id).exists()


def test_a_row_in_use_that_the_reference_index_does_not_know_ends_in_a_message(superuser_client, position, official):
    Appointment.objects.bulk_create([Appointment(position=position, official=official, valid_from=date(2026, 6, 8))])
    response = superuser_client.post(reverse("officials:delete", args=[official.pk]), follow=True)
    assert Official.objects.filter(pk=official.pk).exists()
    assert "Tidak dihapus, karena masih dipakai oleh 1 penunjukan." in response.content.decode()


def test_an_appointment_is_written_changed_and_ended_on_record(superuser_client, appointment_form):
    superuser_client.post(reverse("appointments:add"), appointment_form)
    appointment = Appointment.objects.get()
    assert (appointment.kind, appointment.valid_to) == ("plh", date(2026, 6, 12))

    appointment_form["valid_to"] = "2026-06-10"
    superuser_client.post(reverse("appointments:edit", args=[appointment.pk]), appointment_form)
    appointment.refresh_from_db()
    assert appointment.valid_to == date(2026, 6, 10)

    superuser_client.post(reverse("appointments:delete", args=[appointment.pk]))
    assert not Appointment.objects.exists()

    log = ModelLogEntry.objects.filter(object_id=str(appointment.pk), content_type__model="appointment")
    assert sorted(log.values_list("action", flat=True)) == [
        "wagtail.create",
        "wagtail.delete",
        "wagtail.edit",
    ]
    assert all(entry.user.is_superuser for entry in log)


def test_an_acting_appointment_without_decree_is_refused_with_a_reason(superuser_client, appointment_form):
    appointment_form["decree_number"] = ""
    response = superuser_client.post(reverse("appointments:add"), appointment_form)
    assert not Appointment.objects.exists()
    assert "Plt., Plh., dan Pj. memerlukan nomor surat." in response.content.decode()


def test_an_empty_form_is_refused_without_losing_the_page(superuser_client, db):
    response = superuser_client.post(reverse("appointments:add"), {})
    assert not Appointment.objects.exists()
    assert 'name="valid_from"' in response.content.decode()


def test_the_code_of_a_position_stays_when_it_is_edited(superuser_client, position):
    superuser_client.post(
        reverse("positions:edit", args=[position.pk]),
        {"code": "lain", "name": "Nama Baru", "group": position.group_id, "superior": ""},
    )
    position.refresh_from_db()
    assert (position.code, position.name, position.single_holder) == ("kabid-contoh", "Nama Baru", False)


@pytest.mark.parametrize("name", ["positions", "officials", "appointments"])
def test_a_list_shows_its_rows_and_costs_the_same_for_more(
    superuser_client, appoint, django_user_model, django_assert_max_num_queries, name
):
    appoint("plh")
    superuser_client.get(reverse(f"{name}:index"))
    with django_assert_max_num_queries(50) as one:
        html = superuser_client.get(reverse(f"{name}:index")).content.decode()
    assert "Kepala Bidang Contoh" in html or "dr. Budi Contoh, M.Kes." in html

    for n in range(5):
        group = Group.objects.create(name=f"Grup {n}")
        position = Position.objects.create(code=f"p{n}", name=f"Jabatan {n}", group=group)
        user = django_user_model.objects.create_user(f"orang{n}")
        appoint("plt", position=position, official=Official.objects.create(name=f"Orang {n}", user=user))
    with django_assert_max_num_queries(len(one)):
        superuser_client.get(reverse(f"{name}:index"))


def test_the_nip_is_not_in_the_list_of_officials(superuser_client, official):
    assert official.employee_number not in superuser_client.get(reverse("officials:index")).content.decode()


def test_somebody_who_may_only_enter_the_admin_appoints_nobody(client, user, appointment_form):
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    client.post(reverse("appointments:add"), appointment_form)
    assert not Appointment.objects.exists()
