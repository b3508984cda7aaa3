"""A year of five thousand cases with a canary in every field that somebody typed, made in bulk and always the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from django.utils import timezone

from portal.core.sealing import seal
from portal.officials.models import Unit
from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import add_working_days
from ppid.information.models import ClassificationDecision, ConsequenceTest
from ppid.requests.disputes.steps import Ruling, Stage
from ppid.requests.lifecycle import State
from ppid.requests.models import Dispute, DisputeStep, InformationRequest, Objection, RequestedItem
from ppid.requests.objections.lifecycle import State as ObjectionState

YEAR = 2026
REQUESTS, OBJECTIONS, DISPUTES = 5_000, 600, 60
CANARY = "kenari"
NIK = "6472019999990001"
LAST_DAY = date(2027, 1, 4)
"""On which somebody last did something; the account is made on the day after."""
ANSWERED = (State.NOTIFIED, State.DELIVERED, State.CLOSED)
OPEN = (State.RECEIVED, State.ACCEPTED, State.DISPOSED, State.DRAFTING, State.DRAFTED, State.SIGNED)
GROUNDS = ("h2", "a1", "i", "j")

PERSON = {
    "applicant_kind": "person",
    "applicant_name": f"{CANARY}-nama",
    "identity_tail": "qzxv",
    "represented_name": f"{CANARY}-pemberi-kuasa",
    "address": f"{CANARY}-alamat",
    "phone": f"{CANARY}-telepon",
    "email": f"{CANARY}@contoh.invalid",
    "occupation": f"{CANARY}-pekerjaan",
    "received_by_name": f"{CANARY}-petugas",
    "secret_hash": f"{CANARY}-sidik",
}


class Maker:
    def __init__(self) -> None:
        self.chance, self.now, self.closed = random.Random(65), timezone.now(), closed_days()
        self.sealed, self.rare = seal(NIK), [2, 3, 2]
        self.days = [date(YEAR, 1, 1) + timedelta(days=day) for day in range(365)]

    @cache  # noqa: B019 - lives as long as the year is made
    def after(self, day: date, working_days: int) -> date:
        return add_working_days(day, working_days, self.closed).due if working_days else day

    def make(self) -> None:
        requests = [self.a_request(number) for number in range(1, REQUESTS + 1)]
        # The year before and after count nothing here.
        requests += [self.a_request(REQUESTS + 1, date(2025, 12, 31)), self.a_request(REQUESTS + 2, date(2027, 1, 1))]
        InformationRequest.objects.bulk_create(requests)
        decisions = self.decisions()
        RequestedItem.objects.bulk_create(item for request in requests for item in self.items_of(request, decisions))
        answered = [request for request in requests if request.notified_on and request.received_on.year == YEAR]
        objections = [
            self.an_objection(number, request)
            for number, request in enumerate(self.chance.sample(answered, OBJECTIONS))
        ]
        Objection.objects.bulk_create(objections)
        self.disputes([objection for objection in objections if objection.received_on.year == YEAR])

    def a_request(self, number: int, day: date | None = None) -> InformationRequest:
        chance = self.chance
        day = day or chance.choice(self.days)
        states = (*ANSWERED * 5, *OPEN, State.REDIRECTED, State.WITHDRAWN, State.INCOMPLETE, State.CLOSED_INCOMPLETE)
        state = chance.choice(states)
        extended = chance.random() < 0.2
        took = self.after(day, chance.choice((0, 1, 2, 5, 9, 10, 11, 16, 17, 18, 40)))
        if state in (*ANSWERED, State.REDIRECTED, State.WITHDRAWN) and took > LAST_DAY:
            state = State.ACCEPTED
        ends = state in (State.CLOSED, State.REDIRECTED, State.WITHDRAWN, State.CLOSED_INCOMPLETE)
        return InformationRequest(
            **PERSON,
            identity_sealed=self.sealed,
            year=day.year,
            sequence=number,
            number=f"{CANARY}/{number}",
            number_key=f"{CANARY}{number}",
            form_key=UUID(int=number),
            # Few come by post: a group that must not be singled out.
            channel="post" if number <= 3 else chance.choice(("web", "web", "counter", "email")),
            received_at=self.now,
            received_on=day,
            purpose=f"{CANARY}-tujuan",
            access_mode="copy",
            delivery_method="portal",
            declared_at=self.now,
            state=state,
            redirected_to=f"{CANARY}-badan" if state == State.REDIRECTED else "",
            payment_method=f"{CANARY}-bayar",
            due_on=self.after(day, 17 if extended else 10),
            extended_on=day if extended else None,
            applicant_due_on=day if state in (State.INCOMPLETE, State.CLOSED_INCOMPLETE) else None,
            notified_on=took if state in ANSWERED else None,
            closed_on=took if ends else None,
        )

    def decisions(self) -> list[ClassificationDecision]:
        unit = Unit.objects.create(code="kenari", name=f"{CANARY}-unit")
        made = []
        for number, ground in enumerate(GROUNDS, start=1):
            test = ConsequenceTest.objects.create(subject=f"{CANARY}-uji {number}", unit=unit, ground=ground)
            decision = ClassificationDecision.objects.create(
                test=test,
                number=f"{CANARY}-{number}",
                year=YEAR,
                sequence=number,
                title=f"{CANARY}-judul",
                ground=ground,
                unit=unit,
                decided_on=date(YEAR, 1, 1),
                content={},
            )
            made.append(decision)
        return made

    def items_of(self, request: InformationRequest, decisions: list) -> list[RequestedItem]:
        items = []
        for order in range(1, self.chance.randint(1, 3) + 1):
            outcome = self.chance.choice(RequestedItem.Outcome.values)
            if request.state == State.REDIRECTED:
                outcome = RequestedItem.Outcome.REDIRECTED
            elif request.state not in (*ANSWERED, State.DRAFTING, State.DRAFTED, State.SIGNED):
                outcome = ""
            withheld = outcome in (RequestedItem.Outcome.REFUSED, RequestedItem.Outcome.PARTLY)
            items.append(
                RequestedItem(
                    request=request,
                    order=order,
                    text=f"{CANARY}-butir",
                    outcome=outcome,
                    answer=f"{CANARY}-jawaban",
                    redacted=f"{CANARY}-hitam",
                    holder=f"{CANARY}-pemegang",
                    decision=self.decision_of(request, decisions) if withheld else None,
                )
            )
        return items

    def decision_of(self, request: InformationRequest, decisions: list) -> ClassificationDecision:
        """Two grounds are used all the time, two by three items of the year."""
        if self.rare and request.state in ANSWERED and request.received_on.year == YEAR:
            return decisions[self.rare.pop()]
        return self.chance.choice(decisions[:2])

    def an_objection(self, number: int, request: InformationRequest) -> Objection:
        chance = self.chance
        day = request.notified_on
        told = self.after(day, chance.choice((0, 3, 29, 30, 31, 45)))
        state = chance.choice((ObjectionState.CLOSED, ObjectionState.NOTIFIED, ObjectionState.DECIDED))
        if told > LAST_DAY:
            state = ObjectionState.RECEIVED
        if chance.random() < 0.1:
            state = ObjectionState.WITHDRAWN
        is_told = state in (ObjectionState.CLOSED, ObjectionState.NOTIFIED)
        has_order = is_told and chance.random() < 0.6
        order_due_on = self.after(told, 5) if has_order else None
        done_on = self.after(told, chance.choice((1, 5, 6)))
        return Objection(
            **PERSON,
            identity_sealed=self.sealed,
            year=day.year,
            sequence=number + 1,
            number=f"K-{CANARY}/{number}",
            number_key=f"K{CANARY}{number}",
            form_key=UUID(int=10_000 + number),
            request=request,
            channel="web",
            received_at=self.now,
            received_on=day,
            reasons="".join(sorted(chance.sample("abcdeg", chance.randint(1, 3)))) if number > 2 else "f",
            information=f"{CANARY}-informasi",
            purpose=f"{CANARY}-tujuan",
            facts=f"{CANARY}-kasus",
            representative_name=f"{CANARY}-kuasa",
            representative_address=f"{CANARY}-alamat-kuasa",
            representative_phone=f"{CANARY}-telepon",
            state=state,
            due_on=self.after(day, 30),
            notified_on=told if is_told else None,
            closed_on=told if state in (ObjectionState.CLOSED, ObjectionState.WITHDRAWN) else None,
            outcome=chance.choice(Objection.Outcome.values) if is_told or state == ObjectionState.DECIDED else "",
            decision_reason=f"{CANARY}-alasan",
            order=f"{CANARY}-perintah" if has_order else "",
            order_due_on=order_due_on,
            decided_by_name=f"{CANARY}-atasan",
            fulfilment=f"{CANARY}-pelaksanaan",
            fulfilled_on=done_on if has_order and done_on <= LAST_DAY and chance.random() < 0.8 else None,
            response_text=f"{CANARY}-tanggapan",
        )

    def disputes(self, objections: list[Objection]) -> None:
        chance = self.chance
        for objection in chance.sample(objections, DISPUTES):
            ruling = chance.choice(("", *Ruling.values))
            dispute = Dispute.objects.create(
                objection=objection,
                commission_number=f"{CANARY}-registrasi",
                received_on=chance.choice((date(YEAR, 12, 1), date(YEAR, 6, 1), date(YEAR + 1, 1, 1))),
                stage=chance.choice(Stage.values),
                ruling=ruling,
                hearing_place=f"{CANARY}-tempat",
            )
            for code in chance.choices(("mediation", "mediation-failed", "summons", "ruling", "suit", "execute"), k=3):
                DisputeStep.objects.create(
                    dispute=dispute,
                    code=code,
                    on=LAST_DAY,
                    number=f"{CANARY}-nomor",
                    note=f"{CANARY}-catatan",
                    recorded_by_name=f"{CANARY}-pencatat",
                    recorded_at=self.now,
                )
