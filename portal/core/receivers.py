"""What follows by itself when a picture is saved, a page is published or the chrome changes."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signals import page_published, post_page_move

from . import renditions, share_picture, vault
from .afterwards import afterwards
from .chrome import forget_chrome
from .models import AgencyIdentity, AgencyImage, ListedPage, PrivateFile


@receiver(post_save, sender=AgencyImage, dispatch_uid="core.sizes_after_upload")
def sizes_are_made_after_upload(instance: AgencyImage, raw: bool = False, **kwargs) -> None:
    if not raw:
        # The upload is kept even where the queue cannot be written to; publication makes up for it.
        afterwards(renditions.make_renditions.enqueue, instance.pk)


@receiver(post_save, sender=AgencyIdentity, dispatch_uid="core.share_picture_is_drawn")
def the_picture_for_sharing_is_drawn(instance: AgencyIdentity, raw: bool = False, **kwargs) -> None:
    if not raw:
        afterwards(share_picture.draw.enqueue, instance.pk)


@receiver(page_published, dispatch_uid="core.what_a_published_page_uses")
def what_a_published_page_uses_is_ready(instance: Page, **kwargs) -> None:
    """Its documents can be read and its pictures seen at once, without waiting for the queue."""
    ReferenceIndex.create_or_update_for_object(instance)
    used = ReferenceIndex.get_references_for_object(instance).filter(
        to_content_type=ContentType.objects.get_for_model(AgencyImage)
    )
    ids = {int(pk) for pk in used.values_list("to_object_id", flat=True)}
    renditions.ensure_renditions(AgencyImage.objects.filter(pk__in=ids))
    # An identity that was saved before there were such pictures has none yet.
    for identity in AgencyIdentity.objects.select_related("logo"):
        if not share_picture.url_of(identity):
            afterwards(share_picture.draw.enqueue, identity.pk)


@receiver([post_save, post_delete], dispatch_uid="core.chrome_follows_changes")
def chrome_follows_changes(instance: object, **kwargs) -> None:
    if isinstance(instance, Page | PageViewRestriction | AgencyIdentity | AgencyImage | Site):
        forget_chrome()


@receiver(post_save, sender=Page, dispatch_uid="core.listed_page_follows")
def a_listed_page_follows_what_its_general_row_says(instance: Page, raw: bool = False, **kwargs) -> None:
    """Wagtail takes down what has expired without asking which kind of page it is, past ``ListedPage.save``."""
    kind = instance.specific_class
    if not raw and kind and issubclass(kind, ListedPage):
        kind.objects.filter(pk=instance.pk).update(shown=instance.live)


@receiver(post_page_move, dispatch_uid="core.chrome_follows_moves")
def chrome_follows_moves(**kwargs) -> None:
    forget_chrome()


@receiver(post_delete, sender=PrivateFile, dispatch_uid="core.private_file_is_destroyed")
def a_private_file_goes_with_its_row(instance: PrivateFile, **kwargs) -> None:
    vault.remove_from_disk(instance)
