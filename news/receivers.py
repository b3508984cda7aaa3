"""What follows from a finished disposition."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils.text import slugify

from portal.sop import notices
from portal.sop.models import StepRecord
from portal.sop.signals import sheet_completed

from .dispositions import Disposition
from .models import RESERVED_SLUGS, NewsIndexPage, NewsPage

SLUG_LENGTH = 200  # leaves room for the number that tells it from another


@receiver(sheet_completed, sender=Disposition, dispatch_uid="news_draft_for_sheet")
def a_finished_sheet_opens_a_draft_for_the_named_writer(instance: Disposition, user=None, **kwargs) -> None:
    """SOP step 5 begins: the Pelaksana finds a draft with the sheet beside it."""
    last = instance.levels[-1]
    writer = get_user_model().objects.get(pk=last.details["writer"])
    index = NewsIndexPage.objects.get()
    slug = _free_slug(index, instance)
    page = NewsPage(title=instance.subject, slug=slug, disposition=instance, owner=writer, live=False)
    index.add_child(instance=page)
    # The Pelaksana has still to write it, so nothing is asked of the draft yet.
    page.save_revision(user=writer, log_action=True, clean=False)
    notices.tell_of_assignment(page, user)
    StepRecord.objects.filter(pk=last.pk).update(
        details=last.details | {"writer_name": writer.get_full_name() or writer.get_username()}
    )


def _free_slug(index: NewsIndexPage, sheet: Disposition) -> str:
    """An address for the draft, whatever the subject: it may hold no letter, or be the same as another's."""
    wanted = slugify(sheet.subject)[:SLUG_LENGTH].strip("-")
    taken = wanted in RESERVED_SLUGS or index.get_children().filter(slug=wanted).exists()
    return wanted if wanted and not taken else f"{wanted or 'berita'}-{sheet.pk}"
