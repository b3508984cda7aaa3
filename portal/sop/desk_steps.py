"""What the SOP brings to the desk: the steps of every page and sheet, as the step register has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from portal.officials.roles import Hat

from . import acting
from .desk import Handled, Opening, Provider, Waiting, Whereabouts, decision_url
from .models import StepRecord
from .places import PAGE, model_of, writing_url
from .policy import standing_of
from .readers import keys_of, readable
from .standards import NOT_SET

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

LIVE_PAGES_SHOWN = 20
Outcome = StepRecord.Outcome
_UNDER_WAY = [WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES]


class StepsOnDesk(Provider):
    """Steps that wait, texts of one's own, acts done, and steps that wait for others."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        """A sheet where this person opens sheets, a text under each tree where he writes."""
        standing = standing_of(user)
        for flow in standing.flows:
            model = apps.get_model(flow.sheet) if flow.sheet and standing.holds(flow.sheet_opener_id) else None
            if view := getattr(model, "desk_open_view", ""):
                yield Opening(f"Buka {model._meta.verbose_name} baru", reverse(view))
        for root in standing.roots:
            if standing.holds(root.flow.author_id):
                url = reverse("wagtailadmin_pages:add_subpage", args=[root.page_id])
                yield Opening(f"Tulis naskah baru: {root.flow.name}", url)

    def waiting(self, user: AbstractUser, hats: Sequence[Hat], now: datetime) -> Iterator[Waiting]:
        offices = {hat.position.code: hat for hat in hats}
        mine = acting.waiting_for(user, hats).values("pk")
        for record in StepRecord.objects.open().filter(task_state_id__in=mine):
            hat = offices.get(record.role)
            yield Waiting(
                **_matter(record, decision_url(record.task_state_id)),
                step=_step(record),
                office=hat.label if hat else record.role_name,
                decree=hat.decree if hat and hat.is_acting else "",
                standard="" if record.standard == NOT_SET else record.standard,
            )

    def drafts(self, user: AbstractUser) -> Iterator[Whereabouts]:
        """The texts that this person owns or submitted and that are not public yet."""
        for record in _own(user).annotate(**_last_act("outcome", "comment", "office", "actor_name")):
            in_hand = record.task_state_id is None
            how = StepRecord.SENT_BACK.get(record.last_outcome) if in_hand else None
            yield Whereabouts(
                **_matter(record, writing_url(record)),
                place="di tangan Anda" if in_hand else _place(record),
                in_hand=in_hand,
                sent_back=f"{how} oleh {record.last_office or record.last_actor_name}" if how else "",
                reason=record.last_comment if how else "",
            )

    def handled(self, user: AbstractUser, limit: int) -> Iterator[Handled]:
        done = (
            StepRecord.objects.filter(actor=user, finished_at__isnull=False)
            .annotate(
                can_be_read=Exists(TaskState.objects.filter(pk=OuterRef("task_state_id"))),
                now_with=Subquery(_same_story(StepRecord.objects.open()).values("role_name")[:1]),
            )
            .order_by("-finished_at", "-pk")[: 2 * limit]
        )
        for record in islice(_told_once(list(done)), limit):
            yield Handled(
                title=record.title,
                kind=_kind(record),
                url=decision_url(record.task_state_id) if record.can_be_read else "",
                step=_step(record),
                outcome=record.get_outcome_display(),
                office=record.office,
                at=record.finished_at,
                place=f"kini di {record.now_with}" if record.now_with else "",
            )

    def elsewhere(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Whereabouts]:
        """Open steps of this person's flows, and what he ordered or had in hand that lies with its writer."""
        positions = [hat.position for hat in hats]
        if not positions:
            return
        in_my_flows = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS, task__sop_step__flow__steps__position__in=positions
        )
        passed_me = _same_story(StepRecord.objects.filter(role__in=[position.code for position in positions])).filter(
            Q(task_state_id__isnull=False) | ~Q(object_type=OuterRef("object_type"))
        )
        at_writer = Q(Exists(passed_me), task_state_id=None)
        open_here = StepRecord.objects.open().filter(Q(task_state_id__in=in_my_flows.values("pk")) | at_writer)
        for record in readable(open_here, user).annotate(**_last_act("outcome")):
            yield Whereabouts(**_matter(record, ""), place=_place(record))


def live_pages_of(user: AbstractUser) -> list[Page]:
    """The newest public pages for which this person answers, so that he may take them down.

    Those at which a flow begins are not among them: the whole site hangs on them.
    """
    standing = standing_of(user)
    if not any(standing.holds(root.flow.take_down_id) for root in standing.roots):
        return []
    mine = Q(pk=None)
    for path, flow, _ in standing.roots:
        if standing.holds(flow.take_down_id):
            others = Q(pk=None)
            for other_path, other, _ in standing.roots:
                if other_path.startswith(path) and other != flow:
                    others |= Q(path__startswith=other_path)
            mine |= Q(path__startswith=path) & ~others
    roots = [root.path for root in standing.roots]
    return list(
        Page.objects.live().filter(mine).exclude(path__in=roots).order_by("-last_published_at")[:LIVE_PAGES_SHOWN]
    )


# --- rows of the register as matters --------------------------------------------------------------------------


def _matter(record: StepRecord, url: str) -> dict:
    return {
        "key": f"step-{record.pk}",
        "title": record.title,
        "kind": _kind(record),
        "url": url,
        "since": record.started_at,
        "due_at": record.due_at,
        "due_note": record.due_note,
    }


def _told_once(records: list[StepRecord]) -> Iterator[StepRecord]:
    """Acts, newest first, without the publications that followed from the approval below them."""
    for record, older in zip_longest(records, records[1:]):
        is_publication = record.outcome == Outcome.PUBLISHED
        follows = older is not None and older.outcome == Outcome.APPROVED and _object(older) == _object(record)
        if not (is_publication and follows):
            yield record


def _object(record: StepRecord) -> tuple[str, str]:
    return record.object_type, record.object_id


def _step(record: StepRecord) -> str:
    return f"langkah {record.order}, {record.step}" if record.order else record.step


def _place(record: StepRecord) -> str:
    if record.task_state_id is None:
        came_back = getattr(record, "last_outcome", "") in StepRecord.SENT_BACK
        return f"{'kembali ' if came_back else ''}di tangan {record.role_name}"
    place = f"menunggu {record.role_name} ({_step(record)})"
    return f"{place}, tetapi {record.details['stuck']}" if record.is_stuck else place


def _kind(record: StepRecord) -> str:
    model = model_of(record)
    return "naskah" if model is None or model is Page else str(model._meta.verbose_name)


# --- queries --------------------------------------------------------------------------------------------------------


def _same_object(records: QuerySet[StepRecord]) -> QuerySet[StepRecord]:
    return records.filter(object_type=OuterRef("object_type"), object_id=OuterRef("object_id"))


def _same_story(records: QuerySet[StepRecord]) -> QuerySet[StepRecord]:
    return records.filter(story=OuterRef("story"))


def _last_act(*fields: str) -> dict[str, Subquery]:
    """These fields of the newest finished row about the same object, as ``last_<field>``."""
    finished = _same_object(StepRecord.objects.filter(finished_at__isnull=False)).order_by("-finished_at", "-pk")
    return {f"last_{field}": Subquery(finished.values(field)[:1]) for field in fields}


def _own(user: AbstractUser) -> QuerySet[StepRecord]:
    owned = Page.objects.alias(key=Cast("pk", CharField())).filter(owner=user, key=OuterRef("object_id"))
    submitted = WorkflowState.objects.alias(
        label=Concat("base_content_type__app_label", Value("."), "base_content_type__model")
    ).filter(requested_by=user, status__in=_UNDER_WAY, label=OuterRef("object_type"), object_id=OuterRef("object_id"))
    # A sheet that came back lies with the office that opens sheets, whoever of it opened this one.
    flows = [root.flow for root in standing_of(user).roots if root.flow.sheet]
    my_sheets = [flow.sheet.lower() for flow in flows if standing_of(user).holds(flow.opener_id)]
    sheets_here = Q(task_state_id=None, object_type__in=[flow.sheet.lower() for flow in flows])
    in_hand = Q(task_state_id=None, object_type__in=my_sheets)
    for flow in standing_of(user).flows:
        if not flow.tree and (drafts := apps.get_model(flow.sheet).drafts_in_hands_of(user)) is not None:
            in_hand |= Q(task_state_id=None, object_type=flow.sheet.lower(), object_id__in=keys_of(drafts))
    return StepRecord.objects.open().filter(
        Q(Exists(owned), object_type=PAGE) | Q(Exists(submitted)) & ~sheets_here | in_hand
    )
