"""The screens on which officers handle requests, and what an applicant sees of a late and of a refused one.

Each is looked at on a phone and on a desk, in light and dark: no axe violation, no target too small, nothing to scroll
sideways.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core import vault
from portal.officials.models import Official
from ppid.requests.letters.receipt import receipt_of
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest, RequestedItem, RequestFile
from tests.conftest import build_house, make_official
from tests.core.hostile_files import pdfs
from tests.ppid.information import withholding
from tests.ppid.requests import cases

from .conftest import shoot
from .test_desk import assert_everybody_can_use
from .test_tracking import assert_citizens_can_use, follow

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LATE_BY = timedelta(days=35)
FINDINGS = [{"code": "hidden-sheet", "text": "Lembar “Gaji” tersembunyi."}]


@pytest.fixture
def house(transactional_db, live_server):
    """PPID, unit, leader, and a classification decision by which a request may be refused."""
    build_house()
    people = {role: make_official(role, role) for role in ("ppid", "petugas", "kadis")}
    unit = cases.a_unit()
    Official.objects.create(name="Contoh Petugas", user=people["petugas"], unit=unit)

    def as_(who: str) -> Client:
        client = Client()
        client.force_login(people[who])
        return client

    decision = withholding.withheld(as_, unit=unit.pk)
    live_server.people, live_server.decision = people, decision
    return live_server.url


@pytest.fixture
def requests(house, live_server) -> dict[str, InformationRequest]:
    """One of each kind that an officer meets on a working day."""
    people, now = live_server.people, timezone.now()
    long_ago = now - LATE_BY
    late = cases.bring_to(cases.a_request(long_ago), State.DRAFTING, people, long_ago)
    to_sign = cases.bring_to(cases.a_request(long_ago), State.DRAFTED, people, long_ago)
    drafting = cases.bring_to(cases.a_request(channel="post", email=""), State.DRAFTING, people)
    drafting.files.filter(kind=RequestFile.Kind.RELEASED).update(findings=FINDINGS)
    long_words = cases.a_request(
        now - timedelta(days=3),
        applicant_name="Perkumpulan Pemerhati Pelayanan Kesehatan Masyarakat Pesisir dan Kepulauan Contoh",
        applicant_kind=InformationRequest.ApplicantKind.ENTITY,
        items=["Salinan dokumen pengadaan alat kesehatan beserta seluruh lampirannya " * 6] * 3,
        is_foreign=True,
    )
    cases.do(long_words, "assign", cases.person(people["ppid"]), officer=people["petugas"])
    incomplete = cases.bring_to(cases.a_request(), State.INCOMPLETE, people)
    return {
        "late": late,
        "to-sign": to_sign,
        "drafting": drafting,
        "long": long_words,
        "incomplete": incomplete,
        "refused": _refused(people, live_server.decision),
    }


def _refused(people: dict, decision) -> InformationRequest:
    """Both items withheld; its notice came back signed, twice."""
    request = cases.bring_to(cases.a_request(), State.DISPOSED, people)
    ppid, petugas = cases.person(people["ppid"]), cases.person(people["petugas"])
    refused = {
        "outcome": RequestedItem.Outcome.REFUSED,
        "decision_id": decision.pk,
        "answer": "Rekam medis pasien tidak dapat diberikan.",
    }
    cases.do(request, "draft", petugas, items=dict.fromkeys(request.items.all(), refused))
    for code in ("hand-in", "sign", "notify"):
        cases.do(request, code, petugas if code == "hand-in" else ppid)
    receipt_of(request)
    notice = request.letters.first()
    for content in (cases.RELEASED, pdfs.pdf()):
        scan = vault.keep(content, "pindaian.pdf", people["ppid"])
        cases.do(request, "put-final", ppid, letter=notice, file=scan)
    return request


def addresses(requests: dict[str, InformationRequest]) -> dict[str, tuple[str, str]]:
    """Screen, who looks at it, its address."""

    def act(which: str, code: str) -> str:
        return reverse("requests_act", args=[requests[which].pk, code])

    return {
        "desk": ("ppid", "/admin/meja/"),
        "desk-of-unit": ("petugas", "/admin/meja/"),
        "list": ("ppid", reverse("requests_list") + "?lingkup=semua"),
        "case-late": ("ppid", reverse("requests_case", args=[requests["to-sign"].pk])),
        "case-long": ("ppid", reverse("requests_case", args=[requests["long"].pk])),
        "case-refused": ("ppid", reverse("requests_case", args=[requests["refused"].pk])),
        "case-of-unit": ("petugas", reverse("requests_case", args=[requests["drafting"].pk])),
        "answers": ("petugas", reverse("requests_answers", args=[requests["drafting"].pk])),
        "sign": ("ppid", act("to-sign", "sign")),
        "extend": ("ppid", act("long", "extend")),
        "dispose": ("ppid", act("late", "dispose")),
        "put-final": ("ppid", act("refused", "put-final")),
        "enter": ("ppid", reverse("requests_enter")),
        "register": ("ppid", reverse("requests_register")),
    }


@pytest.mark.parametrize("width", [360, 1280])
def test_officers_can_use_every_screen(browse, requests, width):
    windows = {who: browse(who, width=width) for who in ("ppid", "petugas")}
    for name, (who, address) in addresses(requests).items():
        window = windows[who]
        window.goto(address)
        # What is folded away must hold too.
        window.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        shoot(window, f"requests-{name}-{width}")
        assert_everybody_can_use(window)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("which", ["late", "refused", "incomplete"])
def test_an_applicant_reads_where_a_late_and_a_refused_request_stand(browse, requests, which, width):
    citizen = browse(width=width)
    follow(citizen, requests[which])
    shoot(citizen, f"tracking-{which}-{width}")
    citizen.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    assert_citizens_can_use(citizen)
    citizen.emulate_media(color_scheme="dark")
    shoot(citizen, f"tracking-{which}-{width}-dark")


def test_whoever_has_a_signed_letter_finds_its_hash_and_those_it_replaced(browse, requests):
    reader = browse(width=360)
    reader.goto(f"/permohonan/surat/{requests['refused'].letters.first().code}/")
    shoot(reader, "letter-signed-verified-360")
    assert_citizens_can_use(reader)
    reader.emulate_media(color_scheme="dark")
    shoot(reader, "letter-signed-verified-360-dark")
