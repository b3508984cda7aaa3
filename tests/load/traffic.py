"""Traffic for the step register: a month in which stories go through both flows, as the register would have it.

The rows are written as the acts would write them, without the acts themselves: a thousand stories would otherwise take
a quarter of an hour. The same seed always gives the same month.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from portal.sop.models import Flow, Step, StepRecord
from portal.sop.standards import NOT_SET, Duration, due_at
from portal.workdays.calendar import closed_days, office_hours
from portal.workdays.reckoning import add_office_minutes

Outcome = StepRecord.Outcome
DONE_AS = {
    Step.Kind.DRAFT: Outcome.SUBMITTED,
    Step.Kind.EDIT: Outcome.PASSED_ON,
    Step.Kind.PUBLISH: Outcome.APPROVED,
    Step.Kind.DISPOSE: Outcome.APPROVED,
    Step.Kind.JUDGE: Outcome.APPROVED,
}
REASONS = ("Judul belum sesuai isi.", "Foto kabur, mohon diganti.", "Sumber data belum disebut.", "Perbaiki ejaan.")
SPREAD_DAYS = 28


def simulate(stories: int, first: datetime, seed: int = 1) -> int:
    """Write the rows of ``stories`` stories that begin within four weeks of ``first``; how many rows that were."""
    chance = random.Random(seed)
    calendar = closed_days(), office_hours()
    flows = [
        list(flow.steps.exclude(kind=Step.Kind.CONSEQUENCE).select_related("position", "flow__sop"))
        for flow in Flow.objects.current()
    ]
    rows = []
    for number in range(stories):
        begins = first + timedelta(minutes=chance.randrange(SPREAD_DAYS * 24 * 60))
        rows += _story(number, chance.choice(flows), begins, chance, calendar)
    StepRecord.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _story(number: int, steps: list[Step], begins: datetime, chance: random.Random, calendar) -> Iterator[StepRecord]:
    moment = timezone.localtime(begins)
    for step in steps:
        record = _row(number, step, moment, calendar)
        ending = chance.random()
        if ending < 0.02:
            yield record
            return
        moment = add_office_minutes(moment, round(chance.lognormvariate(3.5, 1.1)), *calendar).due
        record.finished_at, record.outcome = moment, DONE_AS[step.kind]
        record.actor_name, record.office = f"Contoh {step.position.code}", step.position.name
        if ending < 0.03:
            record.outcome = Outcome.WITHDRAWN
            yield record
            return
        if ending < 0.12 and step.kind == Step.Kind.JUDGE:
            record.outcome, record.comment = Outcome.RETURNED, chance.choice(REASONS)
            yield record
            record = _row(number, step, moment, calendar)
            moment = add_office_minutes(moment, 45, *calendar).due
            record.finished_at, record.outcome = moment, Outcome.APPROVED
            record.actor_name, record.office = f"Contoh {step.position.code}", f"Plh. {step.position.name}"
        yield record


def _row(number: int, step: Step, started_at: datetime, calendar) -> StepRecord:
    return StepRecord(
        object_type="wagtailcore.page",
        object_id=str(number),
        story=f"wagtailcore.page:{number}",
        title=f"Berita contoh nomor {number}",
        sop=str(step.flow.sop),
        flow=step.flow.code,
        order=step.order,
        step=step.title,
        role=step.position.code,
        role_name=step.position.name,
        standard=step.standard,
        started_at=started_at,
        due_at=due_at(started_at, Duration.parse(step.longest), *calendar) if step.longest else None,
        due_note="" if step.longest else NOT_SET,
    )
