"""The officers' screens of an objection, on a phone and on a desk: looked at, and free of what axe finds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.conftest import build_house, make_official
from tests.ppid.requests import cases
from tests.ppid.requests.objections import cases as objections

from .conftest import shoot
from .test_desk import assert_everybody_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def house(transactional_db, live_server):
    build_house()
    live_server.people = {role: make_official(role, role) for role in ("ppid", "petugas", "atasan-ppid")}
    return live_server.url


@pytest.fixture
def addresses(house, live_server):
    people = live_server.people
    now = timezone.now()
    request = cases.bring_to(cases.a_request(now - timedelta(days=2)), "notified", people, now)
    waiting = objections.an_objection(request, "adg", now, representative_name="Contoh Kuasa")
    decided = objections.an_objection(request, "a", now)
    decision = objections.accepting("a", now.date() + timedelta(days=10))
    objections.do(decided, "decide", cases.person(people["atasan-ppid"]), now, decision=decision)
    objections.do(decided, "notify", cases.person(people["ppid"]), now)

    def act(objection, code):
        return reverse("objections_act", args=[objection.pk, code])

    return {
        "list": ("ppid", reverse("objections_list")),
        "enter": ("ppid", reverse("objections_enter")),
        "case": ("atasan-ppid", reverse("objections_case", args=[waiting.pk])),
        "case-decided": ("ppid", reverse("objections_case", args=[decided.pk])),
        "decide": ("atasan-ppid", act(waiting, "decide")),
        "prepare": ("ppid", act(decided, "prepare")),
        "fulfil": ("ppid", act(decided, "fulfil")),
        "register": ("ppid", reverse("objections_register")),
    }


@pytest.mark.parametrize("width", [360, 1280])
def test_officers_can_use_every_screen(browse, addresses, width):
    windows = {who: browse(who, width=width) for who in ("ppid", "atasan-ppid")}
    for name, (who, address) in addresses.items():
        window = windows[who]
        window.goto(address)
        window.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
        shoot(window, f"objections-{name}-{width}")
        assert_everybody_can_use(window)
