"""Who is told what, and when: whoever may act on a step that begins, and the writer about his text.

A notice is written in the transaction of the act that it tells of: neither is there without the other. Sending it
comes after (``core.outbox``). Nobody is told of his own act, and nobody without an address is written to; the desk
tells them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_rejected, task_submitted

from portal.core import outbox
from portal.core.afterwards import afterwards
from portal.officials.models import Position
from portal.officials.roles import Hat, holders_of

from . import acting, recording
from .models import Notice, Step, StepRecord
from .models.register import object_type_of
from .notice_texts import body_of, subject_of
from .places import PAGE

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from django.db.models import QuerySet

Kind = Notice.Kind
Outcome = StepRecord.Outcome


# --- writing -----------------------------------------------------------------------------------------------


def tell(kind: str, record: StepRecord, people: Iterable[AbstractUser]) -> None:
    """Write a notice to each of these people and send it once the act is committed."""
    notices = write(kind, record, people)
    # The act stands even where the queue cannot be written to; ``remind_officials`` makes up for it.
    afterwards(outbox.enqueue, notices)


def write(kind: str, record: StepRecord, people: Iterable[AbstractUser]) -> list[Notice]:
    """Write a notice to each of these people; one that stands already is left as it is."""
    notices = [
        Notice(
            key=Notice.key_of(kind, record.pk, user.pk),
            kind=kind,
            record=record,
            recipient=user,
            address=user.email,
            subject=subject_of(kind, record),
            body=body_of(kind, record, user),
        )
        for user in people
        if user.email
    ]
    return Notice.objects.bulk_create(notices, update_conflicts=True, unique_fields=["key"], update_fields=["key"])


# --- who ----------------------------------------------------------------------------------------------------


def candidates(task_states: QuerySet[TaskState], on: date) -> dict[int, list[AbstractUser]]:
    """Who may act on each of these on that day: the holders of its position whom the one rule does not shut out.

    The number of queries depends on the number of positions, not on that of task states.
    """
    cases = acting.cases_of(task_states)
    positions = Position.objects.in_bulk({case.position_id for case in cases.values() if case.position_id})
    wanted = {(case.position_id, case.definitive_only) for case in cases.values() if case.position_id}
    holders = {
        (pk, definitive_only): list(holders_of(positions[pk], on, by_mandate=not definitive_only))
        for pk, definitive_only in wanted
    }
    return {
        pk: [
            user
            for user in holders.get((case.position_id, case.definitive_only), ())
            if not acting.why_not(case, user.pk, [Hat(positions[case.position_id])])
        ]
        for pk, case in cases.items()
    }


def writers_of(record: StepRecord) -> QuerySet[AbstractUser]:
    """The owner of the text and whoever submitted it last, as far as they still have an account in use."""
    app_label, model = record.object_type.split(".")
    submitters = WorkflowState.objects.filter(
        base_content_type__app_label=app_label, base_content_type__model=model, object_id=record.object_id
    ).order_by("-created_at", "-pk")
    wrote = Q(pk__in=submitters.values("requested_by")[:1])
    if record.object_type == PAGE:
        wrote |= Q(pk__in=Page.objects.filter(pk=record.object_id).values("owner"))
    return get_user_model().objects.filter(wrote, is_active=True)


# --- when ----------------------------------------------------------------------------------------------------


@receiver(task_submitted, dispatch_uid="sop_tell_who_may_act")
def a_step_that_begins_is_told_to_who_may_act(instance: TaskState, **kwargs) -> None:
    today = timezone.localdate()
    record = recording.open_step(instance)
    _tell_of_step(record, candidates(TaskState.objects.filter(pk=instance.pk), today)[instance.pk], today)


def look_again(on: date) -> None:
    """People come and go while a step waits: tell of each that nobody may take any more, or that somebody may again.

    The number of queries grows with the positions and with what is to be told, not with the steps that wait.
    """
    may_act = candidates(TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS), on)
    for record in StepRecord.objects.open().filter(task_state_id__in=may_act):
        if record.is_stuck == bool(may_act[record.task_state_id]):
            _tell_of_step(record, may_act[record.task_state_id], on)


def _tell_of_step(record: StepRecord, may_act: list[AbstractUser], on: date) -> None:
    if may_act:
        recording.mark_unstuck(record)
        tell(Kind.STEP_OPENED, record, may_act)
    elif position := Position.objects.filter(code=record.role).select_related("superior").first():
        definitive_only = Step.objects.filter(task__task_states=record.task_state_id, definitive_only=True).exists()
        holders = holders_of(position, on, by_mandate=not definitive_only)
        recording.mark_stuck(record, has_holders=holders.exists(), definitive_only=definitive_only)
        above = holders_of(position.superior, on) if position.superior else []
        tell(Kind.STUCK, record, {*writers_of(record), *above})


@receiver(task_rejected, dispatch_uid="sop_tell_writer_of_return")
def a_return_is_told_to_the_writer(instance: TaskState, user=None, **kwargs) -> None:
    record = recording.open_step(instance)
    kind = Kind.UNFIT if record.outcome == Outcome.UNFIT else Kind.RETURNED
    tell(kind, record, _others(writers_of(record), user))


@receiver(post_save, sender=StepRecord, dispatch_uid="sop_tell_writer_of_publication")
def a_publication_is_told_to_the_writer(instance: StepRecord, created: bool, raw: bool = False, **kwargs) -> None:
    if created and not raw and instance.outcome == Outcome.PUBLISHED:
        tell(Kind.PUBLISHED, instance, _others(writers_of(instance), instance.actor))


def tell_of_assignment(page: Page, by: AbstractUser | None) -> None:
    """A draft was opened for somebody else to write (SOP step 4): tell its owner."""
    draft = StepRecord.objects.open().get(object_type=object_type_of(page), object_id=str(page.pk), task_state_id=None)
    tell(Kind.ASSIGNED, draft, _others([page.owner] if page.owner else [], by))


def tell_of_deletion(page: Page, by: AbstractUser | None) -> None:
    """A draft that a sheet ordered was deleted: tell whoever ordered it, since nobody else would miss it."""
    rows = StepRecord.objects.story_of(page).order_by("-finished_at", "-pk")
    deleted = rows.filter(outcome=Outcome.DELETED).first()
    order = rows.filter(outcome=Outcome.PASSED_ON, actor__is_active=True).exclude(object_type=PAGE).first()
    if deleted and order:
        tell(Kind.DROPPED, deleted, _others([order.actor], by))


def _others(people: Iterable[AbstractUser], user: AbstractUser | None) -> list[AbstractUser]:
    return [person for person in people if person != user]
