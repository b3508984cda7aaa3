"""The objections' table at the one door of ``acts``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .. import acts, answers
from ..models import Dispute, Objection, RequestFile
from .four_eyes import answerers
from .lifecycle import BY_CODE, UNANSWERED_STATES, Facts, State

if TYPE_CHECKING:
    from ..actors import Person


def facts_of(objection: Objection, today: date) -> Facts:
    """What the guards of the table need to know of ``objection`` (a handful of queries)."""
    released = objection.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None, added_by__isnull=False)
    return Facts(
        state=State(objection.state),
        due_on=objection.due_on,
        answer_received_on=objection.answer_received_on,
        dispute_due_on=objection.dispute_due_on,
        has_open_dispute=Dispute.objects.open().filter(objection=objection).exists(),
        has_lapsed=objection.lapsed_on is not None,
        answerers=answerers(objection.request),
        preparers=frozenset(released.values_list("added_by_id", flat=True)),
        has_order=bool(objection.order),
        lacks_page=objection.opens and objection.page_id is None,
        has_request=objection.request_id is not None,
        has_letters=objection.letters.exists(),
        faults_of_files=answers.faults_of_files(objection),
    )


def carry_out(
    pk: int,
    code: str,
    person: Person,
    now: datetime,
    data: dict[str, Any] | None = None,
    seen_version: int | None = None,
) -> acts.Act:
    """Do what row ``code`` of the objections' table says; arguments and errors as in ``acts.carry_out_in``."""
    return acts.carry_out_in(OBJECTION, pk, code, person, now, data, seen_version)


def _effects() -> Mapping[str, Callable[[acts.Act], None]]:
    from .effects import EFFECTS

    return EFFECTS


OBJECTION = acts.Procedure(Objection, BY_CODE, UNANSWERED_STATES, facts_of, _effects)
