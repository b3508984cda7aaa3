"""Taking a page off the site: by the role that answers for it, with a reason, on record (rule 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from portal.officials.roles import hats_of

from . import recording, trees
from .models import StepRecord
from .refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


@transaction.atomic
def take_down(page: Page, user: AbstractUser, reason: str) -> None:
    """Unpublish ``page`` and write down who did so and why. Raises ``Refusal``."""
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    if not page.live:
        raise Refusal("Halaman ini sudah tidak tayang.")
    if not page.permissions_for_user(user).can_take_down():
        raise Refusal("Hanya pejabat yang bertanggung jawab atas halaman ini yang dapat menurunkannya.")
    if not reason.strip():
        raise Refusal("Tuliskan alasan halaman ini diturunkan.")
    flow = trees.flow_of(page)
    hat = next(h for h in hats_of(user, timezone.localdate()) if h.position.pk == flow.take_down_id)
    recording.note_act(page, "Penurunan halaman", StepRecord.Outcome.TAKEN_DOWN, user, hat, reason.strip())
    UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)
