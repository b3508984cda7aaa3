"""What each act does beside moving the state: dates, letters, files, mail. One function a row of the table.

An effect gets its form's values in ``act.data`` and says in ``act.details`` what the history keeps: numbers, codes and
dates, never what a person typed. Free text that officers need goes into an internal note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import working_days_before

from . import answers, deadlines, delivery, mail, upkeep
from .actors import PETUGAS, PPID, holders, officers
from .acts import Act
from .clocks import reckoning
from .letters.issuing import issue
from .lifecycle import State
from .models import InternalNote, Letter, RequestedItem, RequestFile
from .releasing import release_file, take_back

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

UNIT_LEAD = 3
"""Working days before the due date by which a unit's draft is expected, unless the PPID sets another day."""


def find_incomplete(act: Act) -> None:
    """``missing``: list of what is missing, in words. A mail counts as received on the day it is sent (policy)."""
    act.request.applicant_due_on = None
    by_email = act.request.writes_back_by_mail
    if received_on := reckoning.notice_received_on(act.today, None, by_email=by_email):
        _start_term_of_applicant(act, received_on)
    letter = issue(act, Letter.Kind.INCOMPLETE, {"missing": act.data["missing"]})
    act.details |= {"letter": letter.number, "missing": len(act.data["missing"])}
    mail.tell_applicant(act.request, mail.Kind.INCOMPLETE)


def record_receipt(act: Act) -> None:
    """``received_on``: the day on which the applicant had the letter in hand; ``proof``: what shows it."""
    if act.request.state != State.INCOMPLETE:
        delivery.record_receipt(act, sent_on=act.request.answered_on)
        return
    received_on: date = act.data["received_on"]
    delivery.check(received_on, _dated(act, Letter.Kind.INCOMPLETE), act.today)
    _start_term_of_applicant(act, received_on)
    delivery.keep_proof(act)


def _dated(act: Act, kind: str) -> date:
    """When the newest letter of this kind was issued."""
    return act.request.letters.filter(kind=kind).latest("pk").dated_on


def _start_term_of_applicant(act: Act, received_on: date) -> None:
    deadlines.start(
        act.request,
        reckoning.reckon(deadlines.COMPLETE, received_on, closed_days(), start_event="incompleteness-notice-received"),
        act.now,
    )
    act.details |= {"notice_received_on": received_on.isoformat()}


def complete(act: Act) -> None:
    """The clock starts anew from the day of completion; the statutory guard (ten days from receipt) stays.

    ``text``: what the applicant adds; ``files``: (kind, private file) pairs; ``completed_on`` if an officer enters it.
    """
    completed_on = act.data.get("completed_on") or act.today
    if not act.request.received_on <= completed_on <= act.today:
        raise Refusal("Tanggal pelengkapan terletak antara tanggal permohonan dan hari ini.")
    act.request.completed_on = completed_on
    act.request.applicant_due_on = None
    deadlines.stop(act.request, deadlines.COMPLETE, act.now)
    closed = closed_days()
    check = reckoning.reckon(deadlines.CHECK, completed_on, closed, start_event="supplement-received")
    deadlines.start(act.request, check, act.now)
    answer = reckoning.answer_due(act.request.received_on, completed_on, closed)
    deadlines.start(act.request, answer, act.now)
    if act.request.extended_on:
        deadlines.start(act.request, reckoning.extended_due(answer, act.request.extended_on, closed), act.now)
    files = act.data.get("files", ())
    RequestFile.objects.bulk_create(
        RequestFile(
            request=act.request, kind=kind, file=file, name=file.name, sha256=file.sha256, added_by=file.added_by
        )
        for kind, file in files
    )
    if text := act.data.get("text"):
        _note(act, f"Pelengkapan: {text}")
    act.details = {"completed_on": completed_on.isoformat(), "files": len(files)}


def close_incomplete(act: Act) -> None:
    _close(act)
    mail.tell_applicant(act.request, mail.Kind.CLOSED)


def dispose(act: Act) -> None:
    """``unit``, and optionally ``internal_due_on`` (before the legal date) and ``instruction``."""
    act.request.unit = act.data["unit"]
    act.request.internal_due_on = act.data.get("internal_due_on") or _usual_internal_date(act)
    if act.request.due_on and act.request.internal_due_on and act.request.internal_due_on >= act.request.due_on:
        raise Refusal("Batas untuk unit harus lebih awal daripada jatuh tempo permohonan.")
    if text := act.data.get("instruction"):
        _note(act, f"Disposisi: {text}")
    _tell(act, _petugas_of_unit(act))
    internal = act.request.internal_due_on
    act.details = {"unit": act.request.unit.code, "internal_due_on": internal.isoformat() if internal else ""}


def _usual_internal_date(act: Act) -> date | None:
    if act.request.due_on is None:
        return None
    usual = working_days_before(act.request.target_on or act.request.due_on, UNIT_LEAD, closed_days()).due
    return max(usual, act.today) if act.today < act.request.due_on else None


def draft(act: Act) -> None:
    """``items``: {item: {field: value}} as the answers' form gives it; ``files``: ``answers.Release``;
    ``removed``: files that go out no longer; ``costs``: {tariff: quantity}, all that the applicant would pay.
    """
    for item, values in act.data.get("items", {}).items():
        for name, value in values.items():
            setattr(item, name, value)
        item.drafted_by = act.person.user
        item.save()
    removed = take_back(act)
    for release in act.data.get("files", ()):
        release_file(act, release)
    if "costs" in act.data:
        _set_costs(act)
    for name in ("provided_within_days", "payment_method"):
        if name in act.data:
            setattr(act.request, name, act.data[name])
    act.details = {
        "items": sorted(item.order for item in act.data.get("items", {})),
        "files": len(act.data.get("files", ())),
        "removed": removed,
    }


def _set_costs(act: Act) -> None:
    """By the tariff as it is today; a line that stays keeps what it was reckoned by."""
    costs = {tariff: quantity for tariff, quantity in act.data["costs"].items() if quantity}
    act.request.costs.exclude(tariff__in=costs).delete()
    for tariff, quantity in costs.items():
        act.request.costs.update_or_create(
            tariff=tariff,
            defaults={"quantity": quantity},
            create_defaults={"quantity": quantity, "rupiah": tariff.rupiah},
        )


def hand_in(act: Act) -> None:
    _tell(act, holders(PPID, act.today))


def send_back(act: Act) -> None:
    """``reason``: what the unit is to change."""
    _tell(act, _petugas_of_unit(act))
    _note(act, f"Dikembalikan: {act.data['reason']}")


def sign(act: Act) -> None:
    """The PPID is the second person for every file that goes out: ``files_were_read`` says that he looked."""
    released = act.request.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None)
    if released.exists() and not act.data.get("files_were_read"):
        raise Refusal("Nyatakan bahwa semua berkas yang akan diberikan sudah Anda baca.")
    released.update(checked_by=act.person.user, checked_at=act.now)
    letters = [issue(act, Letter.Kind.NOTICE, {})]
    if act.request.items.filter(outcome__in=answers.WITHHOLDING).exists():
        letters.append(issue(act, Letter.Kind.REFUSAL, {}))
    outcomes = act.request.items.values_list("order", "outcome")
    act.details = {
        "letters": [letter.number for letter in letters],
        "outcomes": {str(order): outcome for order, outcome in outcomes},
    }


def notify(act: Act) -> None:
    """From its receipt the applicant may object for 30 working days (Pasal 36 ayat (1)).

    ``received_on``: the day on which it was handed over, if it was; ``proof``: what shows it.
    """
    delivery.send_answer(act, not_before=_dated(act, Letter.Kind.NOTICE))
    _warn_of_term_of_objection(act)
    mail.tell_applicant(act.request, mail.Kind.ANSWERED)


def _warn_of_term_of_objection(act: Act) -> None:
    """On its way on paper, the answer is in hand at the earliest today: that is the earliest certain day to warn of."""
    if act.request.answer_received_on is None:
        sent = reckoning.reckon(deadlines.OBJECT, act.today, closed_days(), start_event="answer-sent")
        deadlines.start(act.request, sent, act.now)


def deliver(act: Act) -> None:
    """The information is handed over, and a letter proves it (PERKI 1/2021). At the latest now the term to object runs.

    ``delivered_on``: not before the notice, not later than today, which it is by itself; ``received_by``: who took it.
    Raises ``Refusal``.
    """
    act.request.delivered_on = act.data.get("delivered_on") or act.today
    if not act.request.notified_on <= act.request.delivered_on <= act.today:
        raise Refusal("Tanggal penyerahan terletak antara tanggal pemberitahuan dan hari ini.")
    if act.request.answer_received_on is None:
        # Who took the information had the answer by then.
        delivery.is_received(act, act.request.delivered_on)
    letter = issue(act, Letter.Kind.HANDOVER, {"received_by": act.data.get("received_by", "")})
    act.details |= {"letter": letter.number}


def close(act: Act) -> None:
    _close(act)
    mail.tell_applicant(act.request, mail.Kind.CLOSED)


def extend(act: Act) -> None:
    """Once, by seven working days, with reason, and with its letter in the same act (Pasal 22 ayat (8)).

    ``ground``: "not-held-yet" or "status-undecided"; ``reason``: in words.
    """
    first = deadlines.current(act.request, deadlines.ANSWER)
    if first is None:
        raise Refusal("Jatuh tempo permohonan ini belum dihitung karena kalender kerja belum dimuat.")
    act.request.extended_on = act.today
    extended = deadlines.start(act.request, reckoning.extended_due(first.reckoned, act.today, closed_days()), act.now)
    letter = issue(act, Letter.Kind.EXTENSION, {"ground": act.data["ground"], "reason": act.data["reason"]})
    mail.tell_applicant(act.request, mail.Kind.EXTENDED)
    act.details = {"letter": letter.number, "ground": act.data["ground"], "due_on": extended.due_on.isoformat()}


def redirect(act: Act) -> None:
    """``holder``: the public body that holds what is asked for; the whole request goes there.

    To be told so is an answer, against which the applicant may object.
    """
    act.request.redirected_to = act.data["holder"]
    act.request.items.update(outcome=RequestedItem.Outcome.REDIRECTED, holder=act.data["holder"])
    letter = issue(act, Letter.Kind.REDIRECTION, {"holder": act.data["holder"], "reason": act.data.get("reason", "")})
    _close(act)
    if received_on := reckoning.notice_received_on(act.today, None, by_email=act.request.writes_back_by_mail):
        delivery.is_received(act, received_on)
    _warn_of_term_of_objection(act)
    mail.tell_applicant(act.request, mail.Kind.REDIRECTED)
    act.details |= {"letter": letter.number}


def withdraw(act: Act) -> None:
    if text := act.data.get("reason"):
        _note(act, f"Alasan pencabutan: {text}")
    _close(act)
    mail.tell_applicant(act.request, mail.Kind.CLOSED)


def assign(act: Act) -> None:
    """``officer``: a user, or ``None`` to take the request from its officer."""
    officer = act.data["officer"]
    if officer and not officers(act.today).filter(pk=officer.pk).exists():
        raise Refusal("Yang dipilih bukan petugas atau PPID hari ini.")
    act.request.officer = officer


def _petugas_of_unit(act: Act) -> list[AbstractUser]:
    return list(holders(PETUGAS, act.today).filter(official__unit=act.request.unit))


def _tell(act: Act, people: Iterable[AbstractUser]) -> None:
    """Tell those on whom the next act waits; nobody is told of his own."""
    others = [user for user in people if user != act.person.user]
    mail.tell_officers(act.request, mail.Kind.ASSIGNED, others, about=str(act.request.version))


def _close(act: Act) -> None:
    act.request.closed_on = act.today


def _note(act: Act, text: str) -> None:
    note = InternalNote.objects.create(
        request=act.request, author=act.person.user, author_name=act.person.name, text=text[:5000]
    )
    act.details |= {"note": note.pk}


EFFECTS: dict[str, Callable[[Act], None]] = {
    "find-incomplete": find_incomplete,
    "record-receipt": record_receipt,
    "complete": complete,
    "close-incomplete": close_incomplete,
    "dispose": dispose,
    "draft": draft,
    "hand-in": hand_in,
    "return": send_back,
    "sign": sign,
    "notify": notify,
    "deliver": deliver,
    "close": close,
    "close-after-term": close,
    "extend": extend,
    "redirect": redirect,
    "withdraw": withdraw,
    "assign": assign,
    **upkeep.EFFECTS,
}
