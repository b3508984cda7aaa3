"""The PPID's own acts on an alert: announce it, bring it up to date, end it. Each stands on record, or does not happen.

Publishing directly and the review that follows are the SOP's (``portal.sop.direct``); here it is done in one act.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page

from portal.core.refusal import Refusal
from portal.officials.roles import Hat
from portal.sop import recording
from portal.sop.models import StepRecord
from portal.sop.policy import standing_of

from ..models import AlertIndexPage, AlertPage
from ..models.alerts import RESERVED_SLUGS

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def hat_to_announce(user: AbstractUser) -> Hat | None:
    """The office in which this person announces alerts today, by group or by appointment (Plh., Plt.)."""
    return next((hat for hat in standing_of(user).hats if hat.position.code == AlertPage.published_directly_by), None)


@transaction.atomic
def announce(alert: AlertPage, user: AbstractUser) -> bool:
    """Put a new alert under the index and publish it; ``False`` if it is there already. Raises ``Refusal``.

    A form that is sent twice, as happens on a slow line, carries the same ``translation_key``.
    """
    _hat_or_refusal(user)
    # The second of two waits here until the first is there to be seen.
    index = Page.objects.select_for_update().filter(pk__in=AlertIndexPage.objects.values("pk")).first()
    if index is None:
        raise Refusal("Halaman informasi serta-merta belum dibuat di situs ini.")
    if AlertPage.objects.filter(translation_key=alert.translation_key).exists():
        return False
    alert.owner, alert.live = user, False
    # Wagtail finds a free address by the title; the form gave one without knowing the neighbours.
    says_nothing = slugify(alert.title, allow_unicode=True) in ("", *RESERVED_SLUGS)
    alert.slug = f"peringatan-{str(alert.translation_key)[:8]}" if says_nothing else ""
    index.add_child(instance=alert)
    _publish(alert, user)
    return True


@transaction.atomic
def bring_up_to_date(alert: AlertPage, seen: int, user: AbstractUser, now: datetime) -> None:
    """Publish a changed alert at once; ``seen`` is the revision from which it was changed. Raises ``Refusal``."""
    _hat_or_refusal(user)
    before = _locked(alert.pk)
    refuse_unless_current(before, now)
    if before.latest_revision_id != seen:
        raise Refusal("Peringatan ini diubah orang lain sejak Anda membukanya. Buka lagi, lalu ulangi perubahan Anda.")
    _publish(alert, user)


@transaction.atomic
def end(alert: AlertPage, user: AbstractUser, note: str, now: datetime) -> None:
    """End an alert before its time, or one that has no end. It stays in the archive with ``note``. Raises ``Refusal``.

    What is public is ended, whatever draft lies beside it.
    """
    hat = _hat_or_refusal(user)
    alert = _locked(alert.pk)
    refuse_unless_current(alert, now)
    if not note.strip():
        raise Refusal("Tuliskan catatan penutup peringatan ini.")
    alert.ended_at, alert.closing_note = now, note.strip()
    AlertPage.objects.filter(pk=alert.pk).update(ended_at=alert.ended_at, closing_note=alert.closing_note)
    recording.note_act(alert, "Pengakhiran peringatan", StepRecord.Outcome.ENDED, user, hat, alert.closing_note)
    _publish(alert, user)


def refuse_unless_current(alert: AlertPage, now: datetime) -> None:
    """An alert that is over or was taken down is not changed from the desk. Raises ``Refusal``."""
    if not alert.live or alert.is_over(now):
        raise Refusal("Peringatan ini sudah berakhir atau tidak lagi tayang. Bila perlu, umumkan peringatan baru.")


def _hat_or_refusal(user: AbstractUser) -> Hat:
    hat = hat_to_announce(user)
    if hat is None:
        raise Refusal("Hanya PPID yang mengumumkan, memperbarui, atau mengakhiri peringatan.")
    return hat


def _locked(pk: int) -> AlertPage:
    """The public alert; whoever acts on it at the same time waits here (on SQLite the whole transaction does)."""
    return Page.objects.select_for_update().get(pk=pk).specific


def _publish(alert: AlertPage, user: AbstractUser) -> None:
    # Not cleaned here: publication cleans it, and tells what is missing field by field.
    revision = alert.save_revision(user=user, log_action=True, clean=False)
    revision.publish(user=user, skip_permission_checks=True)
