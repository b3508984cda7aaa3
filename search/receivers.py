"""What can be found follows what is public: publishing, correcting, taking down, moving, closing, deleting."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from portal.core.afterwards import afterwards
from portal.core.models import AgencyDocument

from . import keeping, tasks
from .models import Entry

log = logging.getLogger(__name__)


@receiver(post_save, dispatch_uid="search.page_is_read")
def a_page_is_read_anew_when_it_is_saved(instance: object, raw: bool = False, update_fields=None, **kwargs) -> None:
    """Not for a draft of it, which touches other columns than what is public."""
    if raw or not isinstance(instance, Page) or not (update_fields is None or "live" in update_fields):
        return
    try:
        with transaction.atomic():
            documents = keeping.renew(instance.pk)
    except Exception:
        # The act stands: what is not open is not shown, and `rebuild_search` makes up for what is missing.
        log.exception("page %s was not read for the search", instance.pk)
        return
    if instance.live or documents:
        afterwards(tasks.read_documents.enqueue, [instance.pk] if instance.live else [], documents)


@receiver(pre_delete, dispatch_uid="search.gone")
def what_is_deleted_is_found_no_more(instance: object, **kwargs) -> None:
    if isinstance(instance, Page):
        documents = keeping.drop(Entry.objects.filter(page=instance.pk))
        if documents:
            afterwards(tasks.read_documents.enqueue, [], documents)
    elif isinstance(instance, AgencyDocument):
        keeping.drop(Entry.objects.filter(document=instance.pk))


@receiver(post_page_move, dispatch_uid="search.moved")
def a_moved_tree_is_read_anew(instance: Page, **kwargs) -> None:
    afterwards(tasks.read_tree.enqueue, keeping.below(instance))


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="search.closed_or_opened")
def a_tree_is_read_anew_when_it_is_closed_or_opened(instance: PageViewRestriction, **kwargs) -> None:
    """Closed, it is shown no more from this moment on (``queries.open_entries``)."""
    afterwards(tasks.read_tree.enqueue, keeping.below(instance.page))
