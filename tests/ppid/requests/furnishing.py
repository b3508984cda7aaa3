"""A row of everything that requests keep, so that the canary's crawl can listen for each column of it."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.core import vault
from portal.core.models import Attempt
from portal.core.sealing import seal
from portal.workdays.calendar import local_date
from ppid.requests.actors import applicant
from ppid.requests.disputes.recording import Record
from ppid.requests.disputes.recording import register as register_dispute
from ppid.requests.letters.receipt import receipt_of
from ppid.requests.lifecycle import State
from ppid.requests.models import (
    AnnualReport,
    DraftFile,
    InformationRequest,
    InternalNote,
    Objection,
    OfferUsed,
    PublishedAnswer,
    RepeatedDemand,
    ReportMail,
    RequestDraft,
    RequestFile,
    SavedFilter,
    Tariff,
    TrackingSession,
)
from tests.conftest import make_official
from tests.core import files

from . import cases
from .objections import cases as objections


def furnish(house) -> None:
    """Requests in many states, with files, letters, notes, mail and exports; ``house`` as in ``canary_house``."""
    sing, people = house.sing, house.people
    asked = {
        "applicant_name": sing("request, applicant"),
        "address": sing("request, address"),
        "occupation": sing("request, occupation"),
        "represented_name": sing("request, represented"),
        "purpose": sing("request, purpose"),
        "items": [sing("request, first item"), sing("request, second item")],
    }
    house.canaries.watch(cases.NIK, "identity number")
    identity = _file(sing("request, identity file"), sing("request, identity file name"))
    answered = cases.a_request(files=[(RequestFile.Kind.IDENTITY, identity)], **asked)
    tariff = Tariff.objects.create(name="Fotokopi", unit="lembar", rupiah=500, legal_basis="x", valid_from="2026-01-01")
    answered.costs.create(tariff=tariff, quantity=2, rupiah=500)
    cases.bring_to(answered, State.NOTIFIED, people)
    receipt = receipt_of(answered)
    signed = _file(sing("request, signed letter"), sing("request, name of a signed letter"))
    cases.do(answered, "put-final", cases.person(people["ppid"]), letter=receipt, file=signed)
    _object_and_dispute(house, answered)
    for state in (State.CLOSED_INCOMPLETE, State.REDIRECTED):
        cases.bring_to(cases.a_request(**asked), state, people)
    withdrawn = cases.a_request(**asked)
    cases.do(withdrawn, "withdraw", applicant(withdrawn), reason=sing("request, why it was withdrawn"))
    InternalNote.objects.create(request=answered, author_name="Contoh", text=sing("request, internal note"))
    SavedFilter.objects.create(owner=people["ppid"], name=sing("saved filter"), query="state=received")
    house.as_("ppid").post(reverse("requests_take_out_register", args=[timezone.localdate().year, "pdf"]))
    draft = RequestDraft.objects.create(
        token_hash="0" * 64,
        form_key="00000000-0000-4000-8000-000000000000",
        answers_sealed=seal(sing("unsent form")),
        expires_at=timezone.now(),
    )
    DraftFile.objects.create(draft=draft, file=_file(sing("unsent file"), "kartu.pdf"), kind="identity")
    TrackingSession.objects.create(request=answered, token_hash="2" * 64, seen_at=timezone.now())
    Attempt.objects.create(key="1" * 64, window_started_at=timezone.now(), count=1)
    AnnualReport.objects.create(year=timezone.localdate().year - 1, policy=sing("annual report, not published"))
    ReportMail.objects.create(key="x", address="x@contoh.invalid", subject="x", body=sing("reminder of a report"))
    OfferUsed.objects.create(day=timezone.localdate(), page=house.home, count=1)


def _object_and_dispute(house, request: InformationRequest) -> None:
    """An objection, decided and taken to the commission; and an answer that is to be made public."""
    sing, now = house.sing, timezone.now()
    superior = make_official("atasan-keberatan", "atasan-ppid")
    atasan = cases.person(superior)
    power = _file(sing("objection, power of attorney"), sing("objection, file name"))
    objection = objections.an_objection(
        request,
        "ad",
        facts=sing("objection, facts"),
        information=sing("objection, information"),
        purpose=sing("objection, purpose"),
        representative_name=sing("objection, representative"),
        representative_address=sing("objection, representative's address"),
        files=[(RequestFile.Kind.POWER_OF_ATTORNEY, power)],
    )
    receipt_of(objection)
    decision = objections.upholding("ad", reason=sing("objection, reason of the decision"))
    objections.do(objection, "decide", atasan, now, decision=decision)
    objections.do(objection, "notify", atasan, now)
    said = {"response": Objection.Response.DISSATISFIED, "text": sing("objection, applicant's response")}
    objections.do(objection, "respond", applicant(objection), now, **said)
    summons = _file(sing("dispute, summons"), sing("dispute, file name"))
    step = Record(local_date(now), "1/KI/2026", note=sing("dispute, note"), file=summons)
    register_dispute(objection.pk, step, atasan, now)
    item = request.items.first()
    # Its words are decided on to be public, but its page is a draft yet.
    PublishedAnswer.objects.create(
        item=item, title=sing("draft answer, title"), summary=sing("draft answer, summary"), decided_on=local_date(now)
    )
    demand = RepeatedDemand.objects.create(text=sing("demand"), raised_at=now)
    demand.items.add(item)


def _file(content: str, name: str):
    upload = SimpleUploadedFile(f"{name}.pdf", files.pdf() + f"% {content}\n".encode(), "application/pdf")
    return vault.store(upload, None)
