"""What follows by itself when an alert goes public, changes or goes: its message, and the banner of every page."""

from __future__ import annotations

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from ..models import AlertMessage, AlertPage
from . import banner, listing
from .rules import CANCEL, message_kind


@receiver([page_published, page_unpublished], sender=AlertPage, dispatch_uid="information.alert_message")
def a_change_of_what_is_public_is_told(instance: AlertPage, **kwargs) -> None:
    """Within the act itself. The end of a review publishes the same revision again, and that is no news."""
    now = timezone.now()
    last = instance.messages.last()
    if instance.live and last and last.revision_id == instance.live_revision_id and last.kind != CANCEL:
        return
    announced = last is not None and last.kind != CANCEL
    is_current = instance.live and not instance.is_over(now)
    kind = message_kind(announced, last.expires_at if last else None, is_current=is_current, now=now)
    if kind is None:
        return
    AlertMessage.objects.create(
        page=instance,
        number=last.number + 1 if last else 1,
        kind=kind,
        sent_at=now,
        expires_at=instance.ends_at,
        revision_id=instance.live_revision_id,
    )


@receiver([post_save, post_delete], dispatch_uid="information.alerts_follow_changes")
def what_is_kept_follows_changes(instance: object, **kwargs) -> None:
    """Any page: an address may lead through it."""
    if isinstance(instance, Page | Site):
        _forget()


@receiver(post_page_move, dispatch_uid="information.alerts_follow_moves")
def what_is_kept_follows_moves(**kwargs) -> None:
    _forget()


def _forget() -> None:
    """Drop what is kept now, and again when the change that is being made is really there."""
    keys = [banner.KEY, listing.KEY]
    cache.delete_many(keys)
    transaction.on_commit(lambda: cache.delete_many(keys))
