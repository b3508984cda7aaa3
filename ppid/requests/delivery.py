"""When an answer reached the applicant, and what proves it: from that day runs his term to object or to dispute.

A mail counts as received on the day on which it is sent; a letter on paper when it is in hand, by proof of delivery.
The burden of proof is the agency's (UU 14/2008 Pasal 45), so it lies among the files of the case.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from portal.core.refusal import Refusal
from portal.core.words import within_a_sentence
from portal.workdays.calendar import closed_days

from . import deadlines
from .clocks import explaining, reckoning, rules
from .models import RequestFile
from .models.cases import of

if TYPE_CHECKING:
    from .acts import Act

# By the kind of case: the applicant's term, and the event that starts it.
TERMS = {
    "request": (deadlines.OBJECT, "answer-received"),
    "objection": (deadlines.DISPUTE, "objection-answer-received"),
}


def send_answer(act: Act, not_before: date) -> None:
    """The answer goes out today; or it was handed over on ``received_on``, not before the day on which it was signed.

    On paper nobody knows yet when it is in hand, unless it was handed over. A day that is past has to be proved, since
    it says whether the answer was in time. Raises ``Refusal``.
    """
    by_email = act.case.writes_back_by_mail
    handed_over = None if by_email else act.data.get("received_on")
    if handed_over:
        check(handed_over, not_before, act.today)
        if handed_over < act.today and act.data.get("proof") is None:
            raise Refusal("Penyerahan pada hari yang sudah lewat harus dibuktikan. Unggah tanda terimanya.")
    act.case.notified_on = handed_over or act.today
    if received_on := reckoning.notice_received_on(act.today, handed_over, by_email=by_email):
        is_received(act, received_on)
    keep_proof(act)
    act.details |= {"by": "e-mail" if by_email else "letter"}


def record_receipt(act: Act, sent_on: date) -> None:
    """``received_on``: the day on which he had it in hand; ``proof``: what shows it, if anything does."""
    check(act.data["received_on"], sent_on, act.today)
    is_received(act, act.data["received_on"])
    keep_proof(act)


def is_received(act: Act, received_on: date) -> None:
    """His term runs from here; if he was told of a later day already, that day stands."""
    act.case.answer_received_on = received_on
    clock, event = TERMS[act.case.KIND]
    deadlines.move(act.case, reckoning.reckon(clock, received_on, closed_days(), start_event=event), act.now)
    act.details |= {"received_on": received_on.isoformat()}


def check(received_on: date, sent_on: date, today: date) -> None:
    """Raises ``Refusal`` for a day on which it cannot have been received."""
    if not sent_on <= received_on <= today:
        raise Refusal("Tanggal penerimaan terletak antara tanggal surat disampaikan dan hari ini.")


def keep_proof(act: Act) -> None:
    """``proof``: a private file, such as the photo of a postal receipt. Its hash binds it to the history."""
    if (file := act.data.get("proof")) is None:
        return
    RequestFile.objects.create(
        **of(act.case),
        kind=RequestFile.Kind.PROOF,
        file=file,
        name=file.name,
        sha256=file.sha256,
        added_by=act.person.user,
    )
    act.details |= {"proof": file.sha256}


def term_in_words(code: str) -> str:
    """What the applicant has time for, and how much: "30 hari kerja untuk pengajuan keberatan"."""
    return f"{explaining.period(code)} untuk {within_a_sentence(rules.clock(code).what)}"
