"""Every address of requests with whom it lets in: the house in which they are tried, and the table itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from portal.workdays.calendar import local_date
from ppid.requests.disputes.recording import Record
from ppid.requests.disputes.recording import register as register_dispute
from ppid.requests.letters.receipt import receipt_of
from ppid.requests.lifecycle import UNANSWERED_STATES, State
from ppid.requests.models import (
    AnnualReport,
    InformationRequest,
    Letter,
    Objection,
    RepeatedDemand,
    RequestFile,
    SavedFilter,
    SignedLetter,
    Tariff,
)
from tests.conftest import ROLES, make_official, make_user

from . import cases
from .objections import cases as objections
from .tracking.visits import follow

LOGIN = "/admin/login/"
STATES = (State.RECEIVED, State.INCOMPLETE, State.DRAFTING, State.SIGNED, State.NOTIFIED, State.CLOSED)
AT_THE_UNIT = {State.DRAFTING, State.SIGNED, State.NOTIFIED, State.CLOSED}
OBJECTED = {State.NOTIFIED, State.CLOSED}
SIGNED = {State.SIGNED, State.NOTIFIED, State.CLOSED}

# ``petugas`` is of the unit that answers, ``desk`` took the requests in, ``petugas-lain`` has a part in none of them.
OFFICERS = ("ppid", "atasan-ppid", "desk", "petugas", "petugas-lain")
WITHOUT_OFFICE = (*(role for role in ROLES if role not in OFFICERS), "outsider", "superuser")
OUTSIDE = ("stranger", "applicant", "other applicant")
VISITORS = (*OFFICERS, *WITHOUT_OFFICE, *OUTSIDE)


class Case(NamedTuple):
    """One request with everything at which an address could point.

    ``released`` is what was let go to the applicant; ``objection`` is his to the answer, decided and before the courts.
    """

    request: InformationRequest
    identity: RequestFile
    letter: Letter
    signed: SignedLetter
    released: RequestFile | None
    objection: Objection | None


@dataclass
class House:
    users: dict
    cases: dict[State, Case]
    other: Case
    filter: SavedFilter
    tariff: Tariff
    demand: RepeatedDemand
    draft: AnnualReport

    def browser(self, visitor: str, case: Case) -> Client:
        client = Client()
        if visitor == "applicant":
            return follow(case.request, client=client)
        if visitor == "other applicant":
            return follow(self.other.request, client=client)
        if visitor != "stranger":
            client.force_login(self.users[visitor])
        return client


def furnished() -> House:
    users = {role: make_official(role, role) for role in (*ROLES, "atasan-ppid")}
    users |= {name: make_official(name, "petugas") for name in ("desk", "petugas-lain")}
    for name, unit in (("petugas", "p2p"), ("desk", "meja"), ("petugas-lain", "lain")):
        cases.belongs_to(users[name], cases.a_unit(unit))
    users["outsider"] = make_user("outsider")
    users["outsider"].user_permissions.add(Permission.objects.get(codename="access_admin"))
    users["superuser"] = make_user("superuser", is_superuser=True)
    ppid = users["ppid"]
    return House(
        users=users,
        cases={state: _case(state, users) for state in STATES},
        other=_case(State.NOTIFIED, users),
        filter=SavedFilter.objects.create(owner=ppid, name="Lewat", query="tenggat=lewat"),
        tariff=Tariff.objects.create(
            name="Fotokopi", unit="lembar", rupiah=500, legal_basis="Contoh", valid_from="2026-01-01"
        ),
        demand=RepeatedDemand.objects.create(text="Stok vaksin", raised_at=timezone.now()),
        draft=AnnualReport.objects.create(year=2020),
    )


def _case(state: State, users: dict) -> Case:
    desk, ppid = cases.person(users["desk"]), cases.person(users["ppid"])
    identity = cases.vault.store(cases.SimpleUploadedFile("kartu.pdf", cases.RELEASED), None)
    request = cases.a_request(
        channel="counter", received_by=desk, files=[(RequestFile.Kind.IDENTITY, identity)], purpose="Penelitian"
    )
    cases.bring_to(request, state, users)
    receipt = receipt_of(request)
    scan = cases.vault.keep(cases.RELEASED, "bertanda-tangan.pdf", users["desk"])
    cases.do(request, "put-final", ppid, letter=receipt, file=scan)
    return Case(
        request=request,
        identity=request.files.get(kind=RequestFile.Kind.IDENTITY),
        letter=receipt,
        signed=receipt.signed.get(),
        released=request.files.filter(kind=RequestFile.Kind.RELEASED).first(),
        objection=_disputed(request, users) if state in OBJECTED else None,
    )


def _disputed(request: InformationRequest, users: dict) -> Objection:
    now = timezone.now()
    atasan, objection = cases.person(users["atasan-ppid"]), objections.an_objection(request, "a")
    objections.do(objection, "decide", atasan, now, decision=objections.upholding("a"))
    objections.do(objection, "notify", atasan, now)
    ruling = cases.vault.store(cases.SimpleUploadedFile("panggilan.pdf", cases.RELEASED), None)
    register_dispute(objection.pk, Record(local_date(now), "1/KI/2026", file=ruling), atasan, now)
    return objection


# --- the table ------------------------------------------------------------------------------------------------

Answers = Callable[[str, State], int | None]
"""The status for a visitor to a request in a state; ``None`` for whoever is shut out."""


def for_(*visitors: str, status: int = 200, states=STATES) -> Answers:
    return lambda visitor, state: status if visitor in visitors and state in states else None


def either(*answers: Answers) -> Answers:
    """The first that lets him in."""

    def found(visitor: str, state: State) -> int | None:
        return next((status for each in answers if (status := each(visitor, state))), None)

    return found


def everybody(status: int = 200) -> Answers:
    return lambda visitor, state: status


class Row(NamedTuple):
    """One way of asking at an address. ``args`` and ``data`` are made of house and case; no ``args``, no such thing."""

    name: str
    method: str
    answers: Answers
    args: Callable[[House, Case], list | None] = lambda house, case: []
    data: Callable[[House, Case], dict] = lambda house, case: {}


def of_case(house: House, case: Case) -> list:
    return [case.request.pk]


def of_letter(house: House, case: Case) -> list:
    return [case.request.pk, case.letter.pk, "pdf"]


PURPOSE = {"file-purpose": "memeriksa", "identity-purpose": "memeriksa", "text": "Catatan"}


def purpose(house: House, case: Case) -> dict:
    return PURPOSE


READS_LETTERS = ("ppid", "atasan-ppid", "desk")
HAS_A_PART = either(for_(*READS_LETTERS), for_("petugas", states=AT_THE_UNIT))
TOLD_WHY_NOT = either(for_(*READS_LETTERS, status=302), for_("petugas", status=302, states=AT_THE_UNIT))

# At these the request itself is asked for.
ABOUT_A_CASE = (
    Row("requests_case", "get", HAS_A_PART, of_case),
    Row("requests_receipt", "post", for_(*READS_LETTERS), of_case),
    Row("requests_note", "post", TOLD_WHY_NOT, of_case, purpose),  # 302: it was kept
    Row("requests_identity", "post", for_(*READS_LETTERS), of_case, purpose),
    Row("requests_file", "post", for_(*READS_LETTERS), lambda h, case: [case.request.pk, case.identity.pk], purpose),
    Row(
        "requests_file",
        "post",
        either(for_("ppid", "atasan-ppid", "petugas"), for_("desk", states=SIGNED)),
        lambda house, case: case.released and [case.request.pk, case.released.pk],
        purpose,
    ),
    Row(
        "requests_publish",
        "get",
        for_("ppid", status=302),  # why not: the applicant may still object
        lambda house, case: [case.request.pk, case.request.items.first().pk],
    ),
    Row("requests_letter", "post", for_(*READS_LETTERS), of_letter),
    Row("requests_letter", "post", for_(*READS_LETTERS), lambda h, case: [case.request.pk, case.letter.pk, "word"]),
    Row(
        "requests_signed_letter",
        "post",
        for_(*READS_LETTERS),
        lambda house, case: [case.request.pk, case.letter.pk, case.signed.pk],
    ),
    Row("requests_answers", "get", either(for_("petugas", states={State.DRAFTING}), TOLD_WHY_NOT), of_case),
    Row(
        "requests_act",
        "get",
        either(for_("ppid", "desk"), TOLD_WHY_NOT),
        lambda house, case: [case.request.pk, "reissue-secret"],
    ),
    Row(
        "requests_act",
        "post",
        either(
            for_("ppid", "desk"),
            lambda visitor, state: 409 if TOLD_WHY_NOT(visitor, state) else None,
        ),
        lambda house, case: [case.request.pk, "reissue-secret"],
        lambda house, case: {"version": case.request.version, "identity_checked": "on"},
    ),
)

# At these somebody follows his own request: ``other applicant`` is let in to his.
FOLLOWING = (
    Row("requests_status", "get", for_("applicant", "other applicant")),
    Row("requests_tracked_receipt", "post", for_("applicant", "other applicant")),
    Row(
        "requests_tracked_letter",
        "post",
        either(for_("applicant"), for_("other applicant", status=404)),
        lambda house, case: [case.letter.pk],
    ),
    Row(
        "requests_released_file",
        "post",
        either(
            for_("applicant", states={State.NOTIFIED, State.CLOSED}),
            for_("applicant", "other applicant", status=404),
        ),
        lambda house, case: case.released and [case.released.pk],
    ),
    Row(
        "requests_complete",
        "get",
        either(for_("applicant", states={State.INCOMPLETE}), for_("applicant", "other applicant", status=409)),
    ),
    Row(
        "requests_withdraw",
        "get",
        either(for_("applicant", states=UNANSWERED_STATES), for_("applicant", "other applicant", status=409)),
    ),
    Row(
        "requests_take_over",
        "post",
        either(
            for_("applicant", status=302, states={State.NOTIFIED}),
            for_("applicant", status=409),
            for_("other applicant", status=302),  # his own was answered
        ),
    ),
)


def of_objection(house: House, case: Case) -> list | None:
    return case.objection and [case.objection.pk]


def of_dispute_step(house: House, case: Case) -> list | None:
    return case.objection and [case.objection.pk, case.objection.dispute.steps.first().pk]


def of_objections_file(house: House, case: Case) -> list | None:
    return case.objection and [case.objection.pk, case.objection.files.first().pk]


def of_decision(house: House, case: Case) -> list | None:
    return case.objection and [*of_objection_letter(house, case), "pdf"]


# Disputes are the PPID's and his superior's; so is an objection that came by web and orders nothing of the unit.
ABOUT_AN_OBJECTION = (
    Row("objections_case", "get", for_("ppid", "atasan-ppid"), of_objection),
    Row("objections_receipt", "post", for_("ppid", "atasan-ppid"), of_objection),
    Row("objections_identity", "post", for_("ppid", "atasan-ppid"), of_objection, purpose),
    Row("objections_file", "post", for_("ppid", "atasan-ppid"), of_objections_file, purpose),
    Row("objections_letter", "post", for_("ppid", "atasan-ppid"), of_decision),
    Row(
        "objections_signed_letter",
        "post",
        for_(),  # none was put back
        lambda house, case: case.objection and [*of_objection_letter(house, case), 0],
    ),
    Row(
        "objections_act",
        "get",
        for_("ppid", "atasan-ppid", status=302),  # why not: it was decided
        lambda house, case: case.objection and [case.objection.pk, "decide"],
    ),
    Row("requests_dispute", "get", for_("ppid", "atasan-ppid"), of_objection),
    Row("requests_case_file", "post", for_("ppid", "atasan-ppid"), of_objection),
    Row("requests_dispute_file", "post", for_("ppid", "atasan-ppid"), of_dispute_step),
    Row(
        "requests_dispute_step",
        "post",
        for_("ppid", "atasan-ppid", status=302),
        lambda house, case: case.objection and [case.objection.pk, "begin"],
        lambda house, case: {"version": 0, "on": timezone.localdate().isoformat()},
    ),
)


def of_objection_letter(house: House, case: Case) -> list | None:
    return case.objection and [case.objection.pk, case.objection.letters.get(kind=Letter.Kind.DECISION).pk]


HIS_OBJECTION = either(for_("applicant"), for_("other applicant", status=404))
FOLLOWING_AN_OBJECTION = (
    Row("objecting_request", "get", for_("applicant", "other applicant", status=302)),
    Row("objecting_request_discard", "post", for_("applicant", "other applicant", status=302)),
    Row("objecting_request_question", "get", for_("applicant", "other applicant"), lambda house, case: ["alasan"]),
    Row("requests_tracked_objection", "get", HIS_OBJECTION, of_objection),
    Row("requests_tracked_objection_receipt", "post", HIS_OBJECTION, of_objection),
    Row("requests_tracked_objection_letter", "post", HIS_OBJECTION, of_objection_letter),
    Row(
        "requests_tracked_objection_file",
        "post",
        for_("applicant", "other applicant", status=404),  # nothing was ordered
        lambda house, case: case.objection and [case.objection.pk, case.released.pk],
    ),
    Row("requests_respond", "get", HIS_OBJECTION, of_objection),
    Row(
        "requests_withdraw_objection",
        "get",
        either(for_("applicant", status=409), for_("other applicant", status=404)),  # it was decided
        of_objection,
    ),
    Row(
        "requests_tracked_case_file",
        "post",
        either(for_("applicant"), for_("other applicant", status=404)),
        of_objection,
    ),
)

ABOUT_NO_CASE = (
    Row("requests_disputes", "get", for_("ppid", "atasan-ppid")),
    Row("requests_demands", "get", for_("ppid")),
    Row("requests_demand", "get", for_("ppid"), lambda house, case: [house.demand.pk]),
    Row("requests_list", "get", for_(*OFFICERS)),
    Row("requests_enter", "get", for_("ppid", "desk", "petugas", "petugas-lain")),
    Row("objections_list", "get", for_(*OFFICERS)),
    Row("objections_enter", "get", for_("ppid", "desk", "petugas", "petugas-lain")),
    Row(
        "requests_assign",
        "post",
        for_(*OFFICERS, status=302),
        data=lambda house, case: {"officer": house.users["desk"].pk, "chosen": [case.request.pk]},
    ),
    Row("requests_save_filter", "post", for_(*OFFICERS, status=302), data=lambda h, c: {"name": "x", "query": ""}),
    Row("requests_delete_filter", "post", for_("ppid", status=302), lambda house, case: [house.filter.pk]),
    Row("requests_register", "get", for_("ppid", "atasan-ppid")),
    Row(
        "requests_take_out_register",
        "post",
        for_("ppid", "atasan-ppid"),
        lambda house, case: [timezone.localdate().year, "pdf"],
    ),
    Row("objections_register", "get", for_("ppid", "atasan-ppid")),
    Row(
        "objections_take_out_register",
        "post",
        for_("ppid", "atasan-ppid"),
        lambda house, case: [timezone.localdate().year, "pdf"],
    ),
    *(Row(f"tariffs:{name}", "get", for_("ppid")) for name in ("index", "index_results", "add")),
    *(
        Row(f"tariffs:{name}", "get", for_("ppid"), lambda house, case: [house.tariff.pk])
        for name in ("edit", "delete", "history", "history_results", "usage")
    ),
    *(Row(f"annual_reports:{name}", "get", for_("ppid")) for name in ("index", "index_results", "add")),
    *(
        Row(f"annual_reports:{name}", "get", for_("ppid"), lambda house, case: [house.draft.pk])
        for name in ("edit", "delete", "inspect", "history", "history_results", "usage")
    ),
)

# For the public: an office, or a request of one's own, makes no difference.
FOR_EVERYBODY = (
    Row("asking_start", "get", everybody()),
    Row("asking_begin", "get", everybody(302)),
    Row("asking_discard", "post", everybody(302)),
    Row("asking_sent", "get", everybody(410)),
    Row("asking_receipt", "post", everybody(410)),
    Row("asking_follow_offer", "get", everybody(404), lambda house, case: [0]),
    Row("asking_question", "get", everybody(302), lambda house, case: ["informasi"]),
    Row("asking_question", "post", everybody(400), lambda house, case: ["periksa"]),
    Row("objecting_start", "get", everybody()),
    Row("objecting_missing", "get", everybody(302)),
    Row("objecting_missing_discard", "post", everybody(302)),
    Row("objecting_missing_sent", "get", everybody(410)),
    Row("objecting_missing_question", "get", everybody(302), lambda house, case: ["informasi"]),
    Row("objecting_missing_question", "post", everybody(400), lambda house, case: ["periksa"]),
    Row("requests_track", "get", everybody()),
    Row("requests_verify", "get", everybody(), lambda house, case: [case.letter.code]),
    Row("requests_leave", "post", everybody(302)),
    Row("deadline_calculator", "get", everybody()),
    Row("account_statistics", "get", everybody()),
    *(
        Row(name, "get", everybody(), lambda house, case: [timezone.localdate().year])
        for name in ("account_statistics_of", "account_statistics_csv")
    ),
    Row("account_reports", "get", everybody()),
    *(
        Row(name, "get", everybody(404), lambda house, case: [house.draft.year])  # a draft is not there
        for name in ("account_report", "account_report_pdf", "account_report_csv")
    ),
)
TABLE = (*ABOUT_A_CASE, *ABOUT_AN_OBJECTION, *FOLLOWING, *FOLLOWING_AN_OBJECTION, *ABOUT_NO_CASE, *FOR_EVERYBODY)
