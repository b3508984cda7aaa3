"""What follows from a finished disposition."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.dispatch import receiver

from portal.sop import notices
from portal.sop.models import StepRecord
from portal.sop.signals import sheet_completed

from .dispositions import Disposition
from .models import NewsIndexPage, NewsPage


@receiver(sheet_completed, sender=Disposition, dispatch_uid="news_draft_for_sheet")
def a_finished_sheet_opens_a_draft_for_the_named_writer(instance: Disposition, user=None, **kwargs) -> None:
    """SOP step 5 begins: the Pelaksana finds a draft with the sheet beside it."""
    last = instance.levels[-1]
    writer = get_user_model().objects.get(pk=last.details["writer"])
    page = NewsPage(title=instance.subject, disposition=instance, owner=writer, live=False)
    NewsIndexPage.objects.get().add_child(instance=page)
    # The Pelaksana has still to write it, so nothing is asked of the draft yet.
    page.save_revision(user=writer, log_action=True, clean=False)
    notices.tell_of_assignment(page, user)
    StepRecord.objects.filter(pk=last.pk).update(
        details=last.details | {"writer_name": writer.get_full_name() or writer.get_username()}
    )
