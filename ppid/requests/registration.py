"""How a request enters the register: one way for the web and for the counter (UU 14/2008 Pasal 22 ayat (1)-(6))."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from uuid import UUID

from portal.core.models import PrivateFile
from portal.core.sealing import seal
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded

from . import deadlines, mail, numbering
from .actors import PPID, Person, applicant, holders
from .clocks import reckoning
from .entering import attach, entry, once
from .history import append
from .lifecycle import State
from .models import InformationRequest, RequestedItem, SearchTerm

BASIS = "UU 14/2008 Pasal 22 ayat (1) sampai (5)"
TAIL = 4
LONGEST_WORD = 50


@dataclass(frozen=True)
class Application:
    """What an applicant fills in, whoever types it (UU 14/2008 Pasal 22); checked by ``forms`` before it comes here."""

    form_key: UUID
    applicant_kind: str
    applicant_name: str
    identity_number: str
    address: str
    items: Sequence[str]
    purpose: str
    access_mode: str
    delivery_method: str
    copy_format: str = ""
    phone: str = ""
    email: str = ""
    occupation: str = ""
    represented_name: str = ""
    is_foreign: bool = False
    files: Sequence[tuple[str, PrivateFile]] = field(default_factory=tuple)
    """Kind (``RequestFile.Kind``) and the file, already rewritten and in the vault."""


def register(
    application: Application,
    *,
    channel: str,
    received_at: datetime,
    now: datetime,
    secret_hash: str,
    received_by: Person | None = None,
) -> tuple[InformationRequest, bool]:
    """Enter a request with number, clocks and history, whole or not at all; and whether it is new.

    ``secret_hash`` is what is kept of the tracking code: ``secret.hashed``, called before the transaction for which
    others wait. The same ``form_key`` gives the same request: sending twice makes one, also at
    the same instant. A calendar that does not reach keeps nobody from registering; the dates follow when it is loaded.
    """
    entered = partial(_enter, application, channel, received_at, now, secret_hash, received_by)
    return once(InformationRequest.objects.filter(form_key=application.form_key), entered)


def _enter(
    application: Application,
    channel: str,
    received_at: datetime,
    now: datetime,
    secret_hash: str,
    received_by: Person | None,
) -> InformationRequest:
    request = InformationRequest.objects.create(
        **entry(
            numbering.REQUEST,
            application.form_key,
            channel=channel,
            received_at=received_at,
            secret_hash=secret_hash,
            received_by=received_by,
        ),
        applicant_kind=application.applicant_kind,
        applicant_name=application.applicant_name,
        identity_sealed=seal(application.identity_number),
        identity_tail=application.identity_number[-TAIL:],
        is_foreign=application.is_foreign,
        represented_name=application.represented_name,
        address=application.address,
        phone=application.phone,
        email=application.email,
        occupation=application.occupation,
        purpose=application.purpose,
        access_mode=application.access_mode,
        copy_format=application.copy_format,
        delivery_method=application.delivery_method,
        declared_at=now,
        state=State.RECEIVED,
    )
    RequestedItem.objects.bulk_create(
        RequestedItem(request=request, order=order, text=text) for order, text in enumerate(application.items, 1)
    )
    attach(request, application.files)
    _index(request, application)
    start_clocks(request, now)
    request.save()
    append(
        request,
        "register",
        received_by or applicant(request),
        now,
        details={"channel": channel, "received_on": request.received_on.isoformat(), "items": len(application.items)},
        legal_basis=BASIS,
    )
    mail.tell_applicant(request, mail.Kind.RECEIVED)
    others = [user for user in holders(PPID, local_date(now)) if user != request.received_by]
    mail.tell_officers(request, mail.Kind.ASSIGNED, others, about="register")
    return request


def start_clocks(request: InformationRequest, now: datetime) -> None:
    """The check of completeness, the answer, and the guard: ten days from receipt, which internal delay never moves."""
    closed = closed_days()
    try:
        deadlines.start(
            request,
            reckoning.reckon(deadlines.CHECK, request.received_on, closed, start_event="registered"),
            now,
        )
        deadlines.start(request, reckoning.answer_due(request.received_on, None, closed), now)
        request.guard_on = reckoning.statutory_guard(request.received_on, closed).due
    except YearNotLoaded:
        return


def words_of(*texts: str) -> set[str]:
    """The words by which a text is found: small letters and digits, without those of a single character."""
    found = re.findall(r"\w+", " ".join(texts).lower())
    return {word[:LONGEST_WORD] for word in found if len(word) > 1}


def _index(request: InformationRequest, application: Application) -> None:
    words = words_of(request.number, application.applicant_name, application.represented_name, *application.items)
    SearchTerm.objects.bulk_create(SearchTerm(request=request, word=word) for word in sorted(words))
