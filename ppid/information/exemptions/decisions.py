"""From an approved consequence test to the decision that classifies (PP 61/2010 Pasal 3, 4 and 10).

The decision is made in the transaction of the leader's approval: neither is there without the other. It copies what
it says, so that nothing that changes later changes it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils import timezone
from wagtail.models import Site, WorkflowState

from portal.core.models import AgencyIdentity
from portal.core.refusal import Refusal
from portal.officials.roles import Hat
from portal.sop import recording
from portal.sop.models import StepRecord
from portal.sop.policy import standing_of

from ..models import ClassificationDecision, ConsequenceTest, DecisionEnding
from . import access, numbering, rules
from .opening import draft_what_opened

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

Outcome = StepRecord.Outcome
Ending = DecisionEnding.Kind


@dataclass(frozen=True)
class Signature:
    """Who decided or approved, as he stood that day. ``lines`` for print; ``on`` is an ISO date."""

    lines: list[str]
    office: str
    name: str
    decree: str
    on: str


@dataclass(frozen=True)
class Content:
    """What a decision says beside its columns (PP 61/2010 Pasal 4 ayat (2)); plain values, dates in ISO."""

    agency: str
    parent: str
    unit: str
    document: str
    document_kind: str
    exempted_parts: str
    is_part: bool
    item: str
    act: str
    article: str
    consequence_if_opened: str
    consequence_if_closed: str
    public_interest: str
    participants: list[str]
    trigger: str
    tested_on: str
    place: str
    ppid: Signature
    leader: Signature
    supersedes: str = field(default="")

    @classmethod
    def of(cls, decision: ClassificationDecision) -> Content:
        values = decision.content
        return cls(**{**values, "ppid": Signature(**values["ppid"]), "leader": Signature(**values["leader"])})


def decide(test: ConsequenceTest, user: AbstractUser, now: datetime) -> ClassificationDecision | None:
    """What follows from the leader's approval; ``None`` where the test concludes that nothing is withheld.

    Raises ``Refusal`` where the test no longer holds on that day, so that the approval does not happen either.
    """
    today = timezone.localdate(now)
    _refuse_unless_sound(test, today)
    superseded = _lock_superseded(test, today)
    decision = _make(test, superseded, today) if test.withholds else None
    leader = _hat_of_leader(test, user)
    if superseded is not None:
        kind = Ending.SUPERSEDED if decision else Ending.OPENED
        end(superseded, kind, today, user=user, hat=leader, by_test=test)
        if decision is None:
            draft_what_opened(superseded, today)
    outcome, what = (Outcome.DECIDED, decision.number) if decision else (Outcome.OPENED, "Tidak dikecualikan.")
    recording.note_act(test, "Penetapan klasifikasi", outcome, user, leader, what)
    return decision


def end(
    decision: ClassificationDecision,
    kind: str,
    on: date,
    *,
    user: AbstractUser | None = None,
    hat: Hat | None = None,
    reason: str = "",
    by_test: ConsequenceTest | None = None,
) -> DecisionEnding:
    """Write down how a decision ceased. The database lets a decision end only once."""
    return DecisionEnding.objects.create(
        decision=decision,
        kind=kind,
        ended_on=on,
        actor=user,
        actor_name=(user.get_full_name() or user.get_username()) if user else "",
        office=hat.label if hat else "",
        reason=reason,
        by_test=by_test,
    )


def lock_in_force(pk: int, today: date) -> ClassificationDecision:
    """The decision, held against whoever else ends it now. Raises ``Refusal`` if it is no longer in force."""
    decision = ClassificationDecision.objects.select_for_update().get(pk=pk)
    if not ClassificationDecision.objects.in_force(today).filter(pk=pk).exists():
        raise Refusal(f"Penetapan {decision.number} tidak berlaku lagi, jadi tidak dapat diubah.")
    return decision


@transaction.atomic
def begin_superseding(pk: int, user: AbstractUser, today: date) -> ConsequenceTest:
    """The PPID has a decision tested anew: a draft with the old answers lies with the Petugas of its unit.

    The PPID writes nothing in it, and so may judge it when it comes back. Raises ``Refusal``.
    """
    hat = access.hat_of_ppid(user)
    if hat is None:
        raise Refusal("Hanya PPID yang meminta pengujian ulang.")
    decision = lock_in_force(pk, today)
    if waiting := decision.tests_to_supersede.filter(live=False).first():
        raise Refusal(f"Uji konsekuensi pengganti sudah dibuka: “{waiting.subject}”.")
    old = decision.test
    answers = model_to_dict(old, fields=[panel.field_name for panel in ConsequenceTest.panels])
    answers |= {"unit": old.unit, "ends_on": None, "tested_on": None}
    test = ConsequenceTest.objects.create(
        **answers, supersedes=decision, withheld_file=old.withheld_file, compiled_by=old.compiled_by, live=False
    )
    comment = f"Mengganti penetapan {decision.number}."
    recording.note_act(test, "Pengujian ulang diminta", Outcome.NOTED, user, hat, comment)
    return test


def _make(test: ConsequenceTest, superseded: ClassificationDecision | None, today: date) -> ClassificationDecision:
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    sequence = numbering.take_sequence(today.year)
    return ClassificationDecision.objects.create(
        test=test,
        number=numbering.written(sequence, identity.short_name, today),
        year=today.year,
        sequence=sequence,
        title=test.subject,
        ground=test.ground,
        unit=test.unit,
        ends_on=test.ends_on,
        period_text=test.period_text,
        decided_on=today,
        content=asdict(_content(test, identity, superseded)),
    )


def _content(test: ConsequenceTest, identity: AgencyIdentity, superseded: ClassificationDecision | None) -> Content:
    approvals = _approvals_of(test)
    return Content(
        agency=identity.name,
        parent=identity.parent_name,
        unit=test.unit.name,
        document=test.document,
        document_kind=test.get_document_kind_display(),
        exempted_parts=test.exempted_parts,
        is_part=test.conclusion == rules.WITHHOLD_PART,
        item=test.get_ground_display(),
        act=test.act,
        article=test.article,
        consequence_if_opened=test.consequence_if_opened,
        consequence_if_closed=test.consequence_if_closed,
        public_interest=test.public_interest,
        participants=[line.strip() for line in test.participants.splitlines() if line.strip()],
        trigger=test.get_trigger_display(),
        tested_on=test.tested_on.isoformat(),
        place=test.place,
        ppid=_signature(next(row for row in approvals if row.role == access.PPID)),
        leader=_signature(approvals[-1]),
        supersedes=superseded.number if superseded else "",
    )


def _signature(row: StepRecord) -> Signature:
    return Signature(
        lines=list(row.signature_lines),
        office=row.office or row.role_name,
        name=row.actor_name,
        decree=row.decree,
        on=timezone.localdate(row.finished_at).isoformat(),
    )


def _approvals_of(test: ConsequenceTest) -> list[StepRecord]:
    """The approvals of the round that ended now, in the order of the steps."""
    state = WorkflowState.objects.for_instance(test).order_by("-created_at", "-pk").first()
    rows = StepRecord.objects.filter(workflow_state_id=state.pk, outcome=Outcome.APPROVED)
    newest = {row.order: row for row in rows.order_by("finished_at", "pk")}
    return [newest[order] for order in sorted(newest)]


def _hat_of_leader(test: ConsequenceTest, user: AbstractUser) -> Hat | None:
    role = _approvals_of(test)[-1].role
    return next((hat for hat in standing_of(user).hats if hat.position.code == role), None)


def _refuse_unless_sound(test: ConsequenceTest, today: date) -> None:
    """Days may have passed since it was submitted: its end date may have come, or the rules may have changed."""
    if faults := rules.faults_of(test.answers, today):
        raise Refusal("Uji konsekuensi ini belum dapat ditetapkan. " + " ".join(faults.values()))


def _lock_superseded(test: ConsequenceTest, today: date) -> ClassificationDecision | None:
    return lock_in_force(test.supersedes_id, today) if test.supersedes_id else None
