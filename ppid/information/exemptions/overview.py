"""Where a consequence test is, and what became of its decision, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from wagtail.models import WorkflowState

from portal.sop.models import StepRecord

from ..models import ClassificationDecision, ConsequenceTest, DecisionEnding


@dataclass(frozen=True)
class Row:
    test: ConsequenceTest
    state: str
    number: str


def rows_of(tests: Iterable[ConsequenceTest], today: date) -> list[Row]:
    """Each test with its state, in two queries however many there are."""
    tests = list(tests)
    decisions = {
        decision.test_id: decision
        for decision in ClassificationDecision.objects.filter(test__in=tests).select_related("ending")
    }
    places = {
        record.object_id: _place(record)
        for record in StepRecord.objects.open().filter(
            object_type=ConsequenceTest._meta.label_lower, object_id__in=[str(test.pk) for test in tests]
        )
    }
    rows = []
    for test in tests:
        decision = decisions.get(test.pk)
        state = state_of_decision(decision, today) if decision else places.get(str(test.pk), "selesai: dibuka")
        rows.append(Row(test, state, decision.number if decision else ""))
    return rows


def state_of_decision(decision: ClassificationDecision, today: date) -> str:
    """Whether a decision is in force on that day, by its end date too where nobody has noted it yet."""
    ending: DecisionEnding | None = getattr(decision, "ending", None)
    if ending is not None:
        return f"{ending.get_kind_display()} {date_format(ending.ended_on, 'j F Y')}"
    if decision.ends_on and decision.ends_on <= today:
        return f"{DecisionEnding.Kind.BY_LAW.label} {date_format(decision.ends_on, 'j F Y')}"
    return f"berlaku, {decision.period}"


def is_in_hand(test: ConsequenceTest) -> bool:
    """Whether its Petugas may still change it: not submitted yet, or returned, and not decided."""
    state = test.current_workflow_state
    return not test.live and (state is None or state.status == WorkflowState.STATUS_NEEDS_CHANGES)


def _place(record: StepRecord) -> str:
    return f"menunggu {record.role_name}" if record.task_state_id else f"disusun {record.role_name}"
