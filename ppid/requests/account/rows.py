"""What the account of a year is reckoned from: a plain row for each request, item, objection and dispute of that year.

Only what counts is read. No row holds a name, a number, an address or a word that anybody typed, so that nothing
personal can come into a figure.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from ..lifecycle import State
from ..models import Dispute, DisputeStep, InformationRequest, Objection, RequestedItem


class RequestRow(NamedTuple):
    """``closed_on`` of a redirected request is the day of its answer: to be told who holds it is one."""

    state: str
    channel: str
    received_on: date
    due_on: date | None
    applicant_due_on: date | None
    extended_on: date | None
    notified_on: date | None
    closed_on: date | None


class ItemRow(NamedTuple):
    """``ground`` begins with the letter of Pasal 17; it is empty where nothing was withheld."""

    outcome: str
    ground: str | None


class ObjectionRow(NamedTuple):
    """An order to the PPID has a time limit, ``order_due_on``; where that is empty, nothing was ordered."""

    state: str
    reasons: str
    outcome: str
    received_on: date
    due_on: date | None
    notified_on: date | None
    closed_on: date | None
    order_due_on: date | None
    fulfilled_on: date | None


class DisputeRow(NamedTuple):
    """``steps`` are the codes of what happened (``disputes.steps``)."""

    stage: str
    ruling: str
    steps: frozenset[str]


class YearRows(NamedTuple):
    requests: list[RequestRow]
    items: list[ItemRow]
    objections: list[ObjectionRow]
    disputes: list[DisputeRow]


def rows_of(year: int) -> YearRows:
    """Whatever was received in that year, in five queries."""
    return YearRows(
        [RequestRow(*row) for row in _of_year(InformationRequest, year).values_list(*RequestRow._fields)],
        [ItemRow(*row) for row in _answered_items(year).values_list("outcome", "decision__ground")],
        [ObjectionRow(*row) for row in _of_year(Objection, year).values_list(*ObjectionRow._fields)],
        _disputes(year),
    )


def years() -> list[int]:
    """The years in which something was received, newest first."""
    found = {
        day.year
        for model in (InformationRequest, Objection, Dispute)
        for day in model.objects.dates("received_on", "year").order_by()
    }
    return sorted(found, reverse=True)


def _of_year(model, year: int):
    return model.objects.filter(received_on__range=(date(year, 1, 1), date(year, 12, 31))).order_by()


def _answered_items(year: int):
    """Of requests that were answered: what is still being drafted is no outcome, and nobody's business yet."""
    answered = _of_year(InformationRequest, year).exclude(notified_on=None, redirected_to="")
    return RequestedItem.objects.filter(request__in=answered).order_by()


def _disputes(year: int) -> list[DisputeRow]:
    disputes = _of_year(Dispute, year)
    steps: dict[int, set[str]] = defaultdict(set)
    for key, code in DisputeStep.objects.filter(dispute__in=disputes).order_by().values_list("dispute", "code"):
        steps[key].add(code)
    return [
        DisputeRow(stage, ruling, frozenset(steps[key]))
        for key, stage, ruling in disputes.values_list("pk", "stage", "ruling")
    ]


def answered_on(row: RequestRow) -> date | None:
    return row.closed_on if row.state == State.REDIRECTED else row.notified_on
