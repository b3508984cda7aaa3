"""What follows when information is published, moved, or about to lose its unit."""

from __future__ import annotations

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, post_page_move

from portal.officials.models import Unit

from . import numbers
from .models import InformationIndexPage, InformationPage
from .models.information import category_under


@receiver(page_published, sender=InformationPage, dispatch_uid="information.number")
def information_gets_its_number_when_it_goes_public(instance: InformationPage, **kwargs) -> None:
    numbers.give_number(instance)


@receiver(page_published, sender=InformationIndexPage, dispatch_uid="information.category_of_index")
def information_is_of_the_kind_of_its_index(instance: InformationIndexPage, **kwargs) -> None:
    InformationPage.objects.child_of(instance).update(category=instance.category)


@receiver(post_page_move, dispatch_uid="information.category_of_place")
def information_takes_the_kind_of_its_new_place(instance: Page, parent_page_after: Page, **kwargs) -> None:
    moved = InformationPage.objects.filter(pk=instance.pk)
    if moved.exists():
        moved.update(category=category_under(parent_page_after))


@receiver(pre_delete, sender=Unit, dispatch_uid="information.unit_stays")
def a_unit_that_holds_information_is_not_deleted(instance: Unit, **kwargs) -> None:
    if held := set(InformationPage.objects.filter(unit=instance)):
        raise ProtectedError("The unit holds information pages.", held)
