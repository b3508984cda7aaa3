"""Every address of requests, for everybody and in every kind of state: one that is missing from the table fails.

What each act does in each state stands in ``office.test_acts_over_http`` and ``tracking.test_matrix``. Here it is who
is let in at all, that whoever is not leaves no trace, and that nothing foreign is found.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from portal.core.models import Counter, ExportRecord, PrivateFile, PrivateFileReading
from ppid.requests.lifecycle import State
from ppid.requests.models import (
    TrackingSession,
)

from .addresses import (
    ABOUT_A_CASE,
    ABOUT_AN_OBJECTION,
    ABOUT_NO_CASE,
    FOLLOWING,
    FOLLOWING_AN_OBJECTION,
    FOR_EVERYBODY,
    LOGIN,
    OFFICERS,
    OUTSIDE,
    PURPOSE,
    TABLE,
    VISITORS,
    Case,
    House,
    Row,
    furnished,
)
from .tracking.visits import FIND

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[House]:
    """One house for the whole module: nothing that a test does to it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


# --- nothing is missing ---------------------------------------------------------------------------------------


def addresses_of_the_module(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses_of_the_module(pattern, prefix + inner)
        elif _is_of_requests(pattern):
            yield f"{prefix}{pattern.name}"


def _is_of_requests(pattern: URLPattern) -> bool:
    view = pattern.callback
    model = getattr(view, "view_initkwargs", {}).get("model")
    of_model = getattr(getattr(model, "_meta", None), "app_label", "")
    return view.__module__.startswith("ppid.requests") or of_model == "requests"


def test_every_address_of_the_module_stands_in_the_table():
    assert set(addresses_of_the_module()) == {row.name for row in TABLE}


# --- who is let in --------------------------------------------------------------------------------------------


def ask(client: Client, row: Row, house: House, case: Case) -> HttpResponse | None:
    args = row.args(house, case)
    if args is None:
        return None
    return getattr(client, row.method)(reverse(row.name, args=args), row.data(house, case))


def kept() -> dict[str, list]:
    """Everything that requests keep; but not that somebody is looking, which the next page forgets."""
    of_requests = apps.get_app_config("requests").get_models()
    models = {*of_requests, Counter, ExportRecord, PrivateFile, PrivateFileReading}
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in models - {TrackingSession}}


def is_shut_out(response: HttpResponse, row: Row, visitor: str) -> bool:
    """As the address shuts people out: where to prove oneself, or that there is nothing here."""
    if row in (*FOLLOWING, *FOLLOWING_AN_OBJECTION):
        return response.status_code == 302 and response.url == FIND
    if visitor in OUTSIDE:
        return response.status_code == 302 and response.url.startswith(LOGIN)
    if row.name.startswith(("tariffs:", "annual_reports:")):
        return response.status_code == 302 and response.url == "/admin/"
    return response.status_code == 404


def check(client: Client, row: Row, house: House, case: Case, visitor: str, state: State) -> str:
    """What is wrong with the answer; "" for nothing. What he may do is undone, what he may not must leave no trace."""
    expected = row.answers(visitor, state)
    point = transaction.savepoint() if expected else None
    response = ask(client, row, house, case)
    if point:
        transaction.savepoint_rollback(point)
    if response is None:
        return ""
    is_right = is_shut_out(response, row, visitor) if expected is None else response.status_code == expected
    if expected is None and case.request.number in b"".join(response).decode("utf-8", "replace"):
        is_right = False
    told = f"{response.status_code} {response.get('Location', '')}"
    return "" if is_right else f"{row.name} ({row.method}), {state}: {told}, expected {expected or 'the door'}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_about_a_request_only_who_has_a_part_in_it_is_let_in(house, visitor):
    before, wrong = kept(), []
    rows = (*ABOUT_A_CASE, *ABOUT_AN_OBJECTION, *FOLLOWING, *FOLLOWING_AN_OBJECTION)
    for state, case in house.cases.items():
        client = house.browser(visitor, case)
        wrong += [check(client, row, house, case, visitor, state) for row in rows]
    assert [line for line in wrong if line] == []
    assert kept() == before


@pytest.mark.parametrize("visitor", VISITORS)
def test_elsewhere_each_office_has_its_rooms_and_the_public_all_of_its_own(house, visitor):
    state, case = State.NOTIFIED, house.cases[State.NOTIFIED]
    before, client = kept(), house.browser(visitor, case)
    wrong = [check(client, row, house, case, visitor, state) for row in (*ABOUT_NO_CASE, *FOR_EVERYBODY)]
    assert [line for line in wrong if line] == []
    assert kept() == before


@pytest.mark.parametrize("visitor", [visitor for visitor in OFFICERS if visitor != "ppid"])
def test_who_is_let_into_the_list_still_assigns_nothing(house, visitor):
    case, before = house.cases[State.NOTIFIED], kept()
    data = {"officer": house.users["petugas"].pk, "chosen": [case.request.pk]}
    house.browser(visitor, case).post(reverse("requests_assign"), data)
    assert kept() == before


# --- nothing foreign ------------------------------------------------------------------------------------------


def foreign(case: Case, other: Case) -> Iterator[tuple[str, str]]:
    """Addresses that put together what does not belong together, or name what is not there: method, address."""
    mine, theirs, unknown = case.request.pk, other.request.pk, 10**30
    for name, parts in {
        "requests_file": ([mine, other.identity.pk], [theirs, case.identity.pk], [mine, unknown], [unknown, unknown]),
        "requests_letter": ([mine, other.letter.pk, "pdf"], [mine, other.letter.pk, "word"], [mine, unknown, "pdf"]),
        "requests_signed_letter": (
            [mine, other.letter.pk, other.signed.pk],
            [mine, case.letter.pk, other.signed.pk],
            [theirs, other.letter.pk, case.signed.pk],
            [mine, case.letter.pk, unknown],
        ),
        "requests_note": ([0], [unknown]),
        "requests_identity": ([0], [unknown]),
        "requests_act": ([mine, "hapus"], [mine, "register"], [unknown, "close"]),
        "requests_delete_filter": ([0], [unknown]),
        "requests_demand": ([0], [unknown]),
        "requests_publish": ([mine, other.request.items.first().pk], [mine, unknown], [unknown, unknown]),
    }.items():
        yield from (("post", reverse(name, args=args)) for args in parts)
    for name in ("requests_case", "requests_answers"):
        yield from (("get", reverse(name, args=[pk])) for pk in (0, unknown))
    yield from (("post", reverse("requests_receipt", args=[pk])) for pk in (0, unknown))
    for pk in (0, unknown):
        yield "post", reverse("requests_tracked_letter", args=[pk])
        yield "post", reverse("requests_released_file", args=[pk])
        yield "get", reverse("requests_tracked_objection", args=[pk])
        for name in (
            *("requests_tracked_case_file", "requests_tracked_objection_receipt"),
            *("requests_respond", "requests_withdraw_objection"),
        ):
            yield "post", reverse(name, args=[pk])
        yield "post", reverse("requests_tracked_objection_letter", args=[case.objection.pk, pk])
        yield "post", reverse("requests_tracked_objection_file", args=[case.objection.pk, pk])
        yield "get", reverse("requests_dispute", args=[pk])
        yield "post", reverse("requests_case_file", args=[pk])
        yield "post", reverse("requests_dispute_file", args=[case.objection.pk, pk])
        yield "post", reverse("requests_dispute_step", args=[pk, "begin"])
    for code in ("hapus", "register"):
        yield "post", reverse("requests_dispute_step", args=[case.objection.pk, code])
    theirs = other.objection.dispute.steps.first()
    yield "post", reverse("requests_dispute_file", args=[case.objection.pk, theirs.pk])
    yield "post", reverse("requests_tracked_case_file", args=[other.objection.pk])
    yield "post", reverse("requests_tracked_letter", args=[other.letter.pk])
    yield "post", reverse("requests_released_file", args=[other.released.pk])
    yield "get", reverse("requests_verify", args=["x" * 32])


@pytest.mark.parametrize("visitor", [*OFFICERS, "superuser", "stranger", "applicant"])
def test_what_is_foreign_or_unknown_is_not_found_and_nothing_changes(house, visitor):
    case, before, wrong = house.cases[State.CLOSED], kept(), []
    client = house.browser(visitor, case)
    for method, address in foreign(case, house.other):
        response = getattr(client, method)(address, {**PURPOSE, "version": case.request.version})
        door = response.status_code == 302 and response.url.startswith((LOGIN, FIND))
        may_be_at_the_door = visitor != "applicant" if "/lacak/" in address else visitor in OUTSIDE
        if response.status_code != 404 and not (door and may_be_at_the_door):
            wrong.append(f"{method} {address}: {response.status_code}")
    assert wrong == []
    assert kept() == before
