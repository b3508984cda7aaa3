"""What each act on an objection does beside moving its state: dates, letters, pages, mail. One function a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days
from ppid.information.public import draft_opened

from .. import deadlines, delivery, mail, upkeep
from ..actors import PETUGAS, PPID, holders
from ..clocks import reckoning
from ..letters.issuing import issue
from ..models import Letter, RequestFile
from ..releasing import release_file, take_back
from .deciding import faults_of

if TYPE_CHECKING:
    from wagtail.models import Page

    from ..acts import Act


def decide(act: Act) -> None:
    """``decision``: a ``deciding.Decision``. Its letter is issued, and what it opens is drafted, in the same act."""
    objection, decision = act.case, act.data["decision"]
    if faults := faults_of(decision, objection.reasons, act.today):
        raise Refusal(" ".join(faults))
    for name in ("outcome", "order", "order_due_on", "opens"):
        setattr(objection, name, getattr(decision, name))
    objection.answers = dict(decision.answers)
    objection.decision_reason = decision.reason
    objection.decided_on = act.today
    objection.decided_by = act.person.user
    objection.decided_by_name = act.person.name
    objection.decided_by_office = act.person.office[:255]
    if decision.opens:
        objection.page = _drafted(act, decision.title)
    letter = issue(act, Letter.Kind.DECISION, {})
    act.details = {
        "letter": letter.number,
        "outcome": objection.outcome,
        "order_due_on": objection.order_due_on.isoformat() if objection.order_due_on else "",
        "page": objection.page_id,
    }
    _tell_ppid(act)


def _drafted(act: Act, title: str) -> Page | None:
    objection = act.case
    return draft_opened(
        title,
        unit=objection.request.unit if objection.request else None,
        reference=f"keberatan-{objection.year}-{objection.sequence}",
        why=f"dibuka dengan putusan keberatan {objection.number}",
        on=objection.decided_on or act.today,
    )


def notify(act: Act) -> None:
    """From receipt the applicant has 14 working days for a dispute; ``received_on`` and ``proof`` as for requests."""
    delivery.send_answer(act, not_before=act.case.decided_on)
    mail.tell_applicant(act.case, mail.Kind.OBJECTION_DECIDED)


def record_receipt(act: Act) -> None:
    delivery.record_receipt(act, sent_on=act.case.notified_on)


def lapse(act: Act) -> None:
    """Silence has effect: the applicant now has 14 working days for a dispute, from the day after the term ended."""
    act.case.lapsed_on = act.today
    silence = reckoning.reckon(deadlines.DISPUTE, act.case.due_on, closed_days(), start_event="objection-unanswered")
    deadlines.start(act.case, silence, act.now)
    mail.tell_applicant(act.case, mail.Kind.OBJECTION_LAPSED)
    act.details = {"due_on": act.case.due_on.isoformat(), "dispute_due_on": act.case.dispute_due_on.isoformat()}


def prepare(act: Act) -> None:
    """``files``: ``answers.Release`` of no item, for the applicant; ``removed``: those that no longer go to him."""
    removed = take_back(act)
    for release in act.data.get("files", ()):
        release_file(act, release)
    act.details = {"files": len(act.data.get("files", ())), "removed": removed}


def fulfil(act: Act) -> None:
    """``text``: how the order was carried out; ``files_were_read``: by the PPID, the second person of each file."""
    text = act.data.get("text", "").strip()
    if not text:
        raise Refusal("Jelaskan bagaimana perintah dilaksanakan.")
    released = act.case.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None)
    if released.exists() and not act.data.get("files_were_read"):
        raise Refusal("Nyatakan bahwa semua berkas yang akan diberikan sudah Anda baca.")
    released.update(checked_by=act.person.user, checked_at=act.now)
    act.case.fulfilment = text
    act.case.fulfilled_on = act.today
    mail.tell_applicant(act.case, mail.Kind.OBJECTION_FULFILLED)
    act.details = {"files": released.count(), "in_time": act.today <= act.case.order_due_on}


def name_page(act: Act) -> None:
    """``page``: the key of the public page that tells it already; or ``title``: of a new draft."""
    objection = act.case
    if page_id := act.data.get("page"):
        objection.page_id = page_id
    else:
        objection.page = _drafted(act, act.data["title"])
    if objection.page_id is None:
        raise Refusal("Halaman indeks informasi setiap saat belum ada, jadi konsepnya belum dapat dibuat.")
    act.details = {"page": objection.page_id}


def respond(act: Act) -> None:
    """``response``: of ``Objection.Response``; ``text`` in the applicant's words. Column k of the register."""
    act.case.response = act.data["response"]
    act.case.response_text = act.data.get("text", "")
    act.case.responded_on = act.today
    act.details = {"response": act.case.response}


def withdraw(act: Act) -> None:
    """``reason``: how the applicant said so, where an officer writes it down. Column k of the register."""
    act.case.response_text = act.data.get("reason", "")
    close(act)


def close(act: Act) -> None:
    act.case.closed_on = act.today
    mail.tell_applicant(act.case, mail.Kind.OBJECTION_CLOSED)


def _tell_ppid(act: Act) -> None:
    people = [*holders(PPID, act.today)]
    if act.case.unit_id:
        people += holders(PETUGAS, act.today).filter(official__unit=act.case.unit_id)
    others = [user for user in dict.fromkeys(people) if user != act.person.user]
    mail.tell_officers(act.case, mail.Kind.OBJECTION_WAITING, others, about=str(act.case.version))


EFFECTS: dict[str, Callable[[Act], None]] = {
    "decide": decide,
    "notify": notify,
    "record-receipt": record_receipt,
    "lapse": lapse,
    "prepare": prepare,
    "fulfil": fulfil,
    "name-page": name_page,
    "respond": respond,
    "close": close,
    "close-after-term": close,
    "withdraw": withdraw,
    **upkeep.EFFECTS,
}
