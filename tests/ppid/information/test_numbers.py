"""The number of a piece of information: given once, when it first goes public."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from ppid.information.models import InformationIndexPage, InformationPage
from ppid.information.structure import ensure_structure
from tests import verbs
from tests.conftest import build_house, make_official, needs_row_locks

from .conftest import FLOW_B

pytestmark = pytest.mark.django_db


def number_of(page) -> int | None:
    return verbs.fresh(page).number


def test_a_draft_has_none_until_it_is_public(as_, draft):
    verbs.submit(as_("petugas"), draft)
    for role in FLOW_B:
        assert number_of(draft) is None
        verbs.act(as_(role), draft)
    assert number_of(draft) == 1


def test_the_next_one_follows_the_highest(as_, unit, periodic, anytime, through_flow_b):
    first = through_flow_b(verbs.write_information(as_("petugas"), periodic, "Satu", unit=unit.pk))
    InformationPage.objects.filter(pk=first.pk).update(number=17)
    second = through_flow_b(verbs.write_information(as_("petugas"), anytime, "Dua", unit=unit.pk))
    assert number_of(second) == 18


def test_it_outlives_corrections_and_a_taking_down(as_, published, through_flow_b):
    assert published.number == 1
    verbs.edit(as_("petugas"), published, summary="Konsep perbaikan.")
    assert verbs.fresh(published).get_latest_revision_as_object().number == 1
    assert through_flow_b(published).number == 1

    as_("pejabat").post(reverse("sop_take_down", args=[published.pk]), {"comment": "Keliru."})
    assert not verbs.fresh(published).live
    assert number_of(published) == 1
    verbs.edit(as_("petugas"), published, summary="Diperbaiki.")
    assert number_of(published) == 1
    assert through_flow_b(published).number == 1


def test_a_number_from_an_existing_catalogue_stays(as_, draft, through_flow_b):
    InformationPage.objects.filter(pk=draft.pk).update(number=40)
    assert through_flow_b(draft).number == 40


def test_the_browser_cannot_set_it(as_, draft, through_flow_b):
    assert through_flow_b(draft, number="99").number == 1


def test_a_copy_is_another_piece_of_information(as_, published, through_flow_b):
    as_("petugas").post(
        reverse("wagtailadmin_pages:copy", args=[published.pk]),
        {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": published.get_parent().pk},
    )
    copy = InformationPage.objects.get(slug="salinan")
    assert (copy.number, copy.get_latest_revision_as_object().number) == (None, None)
    assert (number_of(published), through_flow_b(copy).number) == (1, 2)


@pytest.fixture
def two_waiting(transactional_db):
    """Two pages of which the Webmaster has only to publish each, in a database that commits; and two Webmasters."""
    from home.models import HomePage

    build_house()
    ensure_structure(HomePage.objects.get())
    index = InformationIndexPage.objects.get(slug="informasi-berkala")
    clients = {}
    for name in ("petugas", "timit", "webmaster", "pejabat"):
        clients[name] = Client()
        clients[name].force_login(make_official(name, name))
    from portal.officials.models import Official, Unit

    unit = Unit.objects.create(code="program", name="Bagian Program")
    Official.objects.create(name="Petugas", user_id=clients["petugas"].session["_auth_user_id"], unit=unit)
    pages = [verbs.write_information(clients["petugas"], index, title, unit=unit.pk) for title in ("Satu", "Dua")]
    for page in pages:
        verbs.submit(clients["petugas"], page)
        for role in FLOW_B[:-1]:
            verbs.act(clients[role], page)
        assert verbs.waits_for(page) == "webmaster"
    return pages, [make_official(name, "webmaster") for name in ("webmaster2", "webmaster3")]


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_publications_at_once_take_two_numbers(two_waiting):
    pages, webmasters = two_waiting
    states = [verbs.current_task_state(page) for page in pages]
    barrier = threading.Barrier(2)

    def publish(user, state):
        client = Client()
        client.force_login(user)
        barrier.wait()
        client.post(reverse("sop_decide", args=[state.pk]), {"act": "approve", "comment": ""})
        connections.close_all()

    threads = [threading.Thread(target=publish, args=pair) for pair in zip(webmasters, states, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(verbs.fresh(page).live for page in pages)
    assert sorted(number_of(page) for page in pages) == [1, 2]
