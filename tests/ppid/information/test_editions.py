"""Editions: frozen by the PPID alone, numbered without gap, never changed, checked before they are shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.refusal import Refusal
from portal.officials.models import Appointment, Official, Position
from portal.sop.models import StepRecord
from ppid.information.catalogue import editions
from ppid.information.catalogue.editions import next_number, why_not_sign
from ppid.information.models import CataloguePage, Edition, InformationPage
from ppid.information.models.editions import Immutable
from tests.conftest import ROLES, build_house, make_official

from .catalogue_pages import make_page
from .edition_acts import ADDRESS, filled, frozen, official

__all__ = ["filled", "official"]  # fixtures: a test asks for them by name

DECREE = {"decree_number": "800/12/PPID/2026", "decree_date": "2026-02-03"}


def press(client, page, **changes):
    """Freeze as the form on the desk does it, following to what the person then reads."""
    data = {**DECREE, "number": next_number(page), **changes}
    return client.post(reverse("freeze_edition", args=[page.pk]), data, follow=True)


def words_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def appoint(user, kind: str) -> None:
    today = timezone.localdate()
    official, _ = Official.objects.get_or_create(user=user, defaults={"name": "Contoh Pengganti"})
    Appointment.objects.create(
        position=Position.objects.get(code="ppid"),
        official=official,
        kind=kind,
        valid_from=today,
        valid_to=today,
        decree_number="821/1",
    )


# --- freezing -----------------------------------------------------------------------------------------------------


def test_the_ppid_freezes_the_whole_catalogue(as_, filled):
    response = press(as_("ppid"), filled)
    [edition] = Edition.objects.all()
    content = json.loads(edition.content)

    assert "Daftar informasi publik, edisi 1 sudah dibekukan." in words_of(response)
    assert (edition.kind, edition.number, edition.row_count) == ("catalogue", 1, 2)
    assert (edition.decree_number, edition.decree_date) == ("800/12/PPID/2026", dt.date(2026, 2, 3))
    assert [row["title"] for row in content["rows"]] == ["Profil dinas", "Renstra"]
    assert content["rows"] == list(filled.edition_rows())
    assert edition.sha256 == hashlib.sha256(edition.content.encode()).hexdigest()
    assert edition.signature["name"] == "dr. Contoh Pejabat, M.Kes."


def test_the_act_stands_in_the_register(as_, people, filled):
    press(as_("ppid"), filled)
    record = StepRecord.objects.about(filled).get()

    assert (record.step, record.outcome, record.actor) == ("Pembekuan edisi 1", "decided", people["ppid"])
    assert (record.role, record.office) == ("ppid", Position.objects.get(code="ppid").name)
    assert "800/12/PPID/2026" in record.comment
    assert Edition.objects.get().sha256 in record.comment


def test_an_edition_without_its_record_is_none(as_, people, filled, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the register cannot be written")

    monkeypatch.setattr(editions.recording, "note_act", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        frozen(filled, people["ppid"])

    assert not Edition.objects.exists()


@pytest.mark.parametrize("who", [*(role for role in ROLES if role != "ppid"), "outsider", "superuser"])
def test_nobody_else_freezes(as_, people, filled, who):
    assert "Hanya PPID" in words_of(press(as_(who), filled))
    with pytest.raises(Refusal):
        frozen(filled, people[who])

    assert not Edition.objects.exists()
    assert not StepRecord.objects.about(filled).exists()


@pytest.mark.parametrize("who", [role for role in ROLES if role != "ppid"] + ["superuser"])
def test_nobody_else_is_offered_it(as_, filled, who):
    assert "Bekukan edisi" not in as_(who).get(reverse("sop_desk")).content.decode()
    assert "/bekukan/" not in as_(who).get(reverse("choose_edition")).content.decode()
    assert "Hanya PPID" in words_of(as_(who).get(reverse("freeze_edition", args=[filled.pk]), follow=True))


def test_a_stranger_is_asked_to_log_in(client, filled):
    response = press(client, filled)

    assert response.redirect_chain[0][0].startswith("/admin/login/")
    assert not Edition.objects.exists()


def test_the_way_in_stands_on_the_desk_of_the_ppid(as_, filled, exempt_list):
    desk = as_("ppid").get(reverse("choose_edition")).content.decode()
    form = as_("ppid").get(reverse("freeze_edition", args=[filled.pk])).content.decode()

    assert f'href="{reverse("freeze_edition", args=[filled.pk])}">Bekukan edisi daftar informasi publik</a>' in desk
    assert "Bekukan edisi daftar informasi yang dikecualikan" in desk
    assert "Bekukan edisi 1 dari daftar informasi publik" in form


@pytest.mark.parametrize(
    ("kind", "signs_catalogue", "signs_exempt_list"),
    [("definitive", True, True), ("plt", True, True), ("pj", True, True), ("plh", True, False)],
)
def test_who_stands_in_for_the_ppid(people, filled, exempt_list, kind, signs_catalogue, signs_exempt_list):
    """UU 30/2014 Pasal 14: a Plh. does routine work, and an exempt list is none."""
    from portal.officials.roles import hats_of

    appoint(people["kabag"], kind)
    hats = hats_of(people["kabag"], timezone.localdate())

    assert (not why_not_sign(hats, plh_may_sign=filled.plh_may_sign)) == signs_catalogue
    assert (not why_not_sign(hats, plh_may_sign=exempt_list.plh_may_sign)) == signs_exempt_list
    if signs_catalogue:
        edition = frozen(filled, people["kabag"])
        prefix = {"plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. "}.get(kind, "")
        assert json.loads(edition.content)["signed_by"][0].startswith(f"{prefix}PPID")


def test_a_plh_is_refused_for_the_exempt_list_by_http(as_, people, filled, exempt_list):
    appoint(people["kabag"], "plh")
    desk = as_("kabag").get(reverse("choose_edition")).content.decode()
    response = press(as_("kabag"), exempt_list)

    assert "Bekukan edisi daftar informasi publik" in desk
    assert "Bekukan edisi daftar informasi yang dikecualikan" not in desk
    assert "tidak dapat ditandatangani Plh." in words_of(response)
    assert not Edition.objects.exists()


def test_an_appointment_that_ended_signs_nothing(people, filled):
    appoint(people["kabag"], "plt")
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Appointment.objects.update(valid_from=yesterday, valid_to=yesterday)

    with pytest.raises(Refusal):
        frozen(filled, people["kabag"])


def test_numbers_follow_one_another_in_each_list(people, filled):
    numbers = [frozen(filled, people["ppid"]).number for _ in range(3)]

    assert numbers == [1, 2, 3]
    assert Edition.objects.filter(kind=Edition.Kind.EXEMPT).count() == 0


def test_a_button_pressed_twice_freezes_once(as_, filled):
    press(as_("ppid"), filled, number=1)
    response = press(as_("ppid"), filled, number=1)

    assert "Edisi 1 sudah dibekukan" in words_of(response)
    assert Edition.objects.count() == StepRecord.objects.about(filled).count() == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"decree_number": ""}, "Nomor surat keputusan"),
        ({"decree_number": "x" * 256}, "Nomor surat keputusan"),
        ({"decree_number": "a\0b"}, "Nomor surat keputusan"),
        ({"decree_date": "2026-02-31"}, "Tanggal surat keputusan"),
        ({"decree_date": "9999-12-31"}, "tidak boleh setelah hari ini"),
        ({"number": "x"}, ""),
        ({"number": "9" * 30}, "sudah dibekukan"),
    ],
)
def test_what_makes_no_decree_freezes_nothing(as_, filled, changes, told):
    response = press(as_("ppid"), filled, **changes)

    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Edition.objects.exists()


def test_an_empty_catalogue_is_not_frozen(as_, catalogue, official):
    assert "masih kosong" in words_of(press(as_("ppid"), catalogue))
    assert not Edition.objects.exists()


def test_a_page_that_is_no_list_has_no_editions(as_, filled, periodic):
    for pk in (periodic.pk, 10**12):
        assert as_("ppid").post(reverse("freeze_edition", args=[pk]), DECREE).status_code == 404


def test_without_a_name_nothing_is_signed(people, filled):
    Official.objects.all().delete()
    user = people["ppid"]
    edition = frozen(filled, user)
    user.first_name = user.last_name = ""
    user.save()

    assert json.loads(edition.content)["signed_by"][1] == "Contoh ppid"
    with pytest.raises(Refusal, match="belum tercatat"):
        frozen(filled, user)


@pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
    reason="SQLite's tests share one connection in memory; its one write lock is no row lock",
)
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_freeze_at_once_one_wins(transactional_db):
    from home.models import HomePage
    from ppid.information.models import InformationIndexPage
    from ppid.information.structure import ensure_structure

    build_house()
    ensure_structure(HomePage.objects.get())
    make_page(InformationIndexPage.objects.get(slug="informasi-berkala"), 1)
    page = CataloguePage.objects.get()
    barrier, told = threading.Barrier(2), []

    def race(user):
        client = Client()
        client.force_login(user)
        barrier.wait()
        # What the browser got: the test client's contexts are shared by all threads.
        told.append(press(client, page, number=1).content.decode())
        connections.close_all()

    racers = [threading.Thread(target=race, args=[make_official(name, "ppid")]) for name in ("ppid1", "ppid2")]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted("Edisi 1 sudah dibekukan. Muat ulang" in words for words in told) == [False, True]
    assert [edition.number for edition in Edition.objects.all()] == [1]
    assert StepRecord.objects.about(page).count() == 1


# --- what is frozen stays -----------------------------------------------------------------------------------------


def test_an_edition_stays_when_pages_change_or_go(client, as_, people, filled):
    press(as_("ppid"), filled)
    before = Edition.objects.get()
    shown = client.get(f"{ADDRESS}edisi/1/").content.decode()
    downloads = {kind: b"".join(client.get(f"{ADDRESS}edisi/1/{kind}/")) for kind in ("csv", "json")}
    pdf = client.get(f"{ADDRESS}edisi/1/pdf/").content

    first, second = InformationPage.objects.order_by("number")
    first.title, first.summary, first.live = "Judul lain", "Ringkasan lain", False
    first.save()
    second.delete()
    Official.objects.all().delete()
    people["ppid"].delete()

    after = Edition.objects.get()
    assert (after.content, after.sha256, after.signature) == (before.content, before.sha256, before.signature)
    assert client.get(f"{ADDRESS}edisi/1/").content.decode() == shown
    assert {kind: b"".join(client.get(f"{ADDRESS}edisi/1/{kind}/")) for kind in downloads} == downloads
    assert client.get(f"{ADDRESS}edisi/1/pdf/").content == pdf
    assert client.get(ADDRESS).context["rows"] == []


def test_an_edition_is_neither_changed_nor_removed(people, filled):
    edition = frozen(filled, people["ppid"])
    before = Edition.objects.values().get()
    everything = Edition.objects.all()
    edition.decree_number = "lain"
    acts = [
        edition.save,
        lambda: edition.save(update_fields=["decree_number"]),
        lambda: edition.save(force_insert=True),
        edition.delete,
        everything.delete,
        lambda: everything.update(decree_number="lain"),
        lambda: Edition._base_manager.update(decree_number="lain"),
        lambda: Edition._default_manager.bulk_update([edition], ["decree_number"]),
        lambda: everything.update_or_create(defaults={"decree_number": "lain"}, kind="catalogue", number=1),
        lambda: Edition.objects.bulk_create([edition], update_conflicts=True),
    ]
    for act in acts:
        with pytest.raises(Immutable), transaction.atomic():
            act()

    assert Edition.objects.values().get() == before


def test_a_superuser_signs_once_he_holds_the_office(filled, people):
    """Rule 2: it is the office that counts."""
    user = people["superuser"]
    with pytest.raises(Refusal):
        frozen(filled, user)
    user.groups.add(Group.objects.get(position__code="ppid"))
    user.first_name = "Contoh"
    user.save()

    assert frozen(filled, user).number == 1
