"""The questions that a page's permission tester asks about the rules of moderation.

``core`` knows no SOP. It asks the policy named by ``settings.PORTAL_PAGE_POLICY``, and where nobody
answers, nothing is let out: the answers given here are the strictest ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


class PagePolicy:
    """What moderation says about one page; a subclass in ``sop`` gives the real answers."""

    def may_draft(self, user: AbstractUser, page: Page) -> bool:
        """May this person write drafts in the part of the tree where ``page`` stands?"""
        return False

    def may_take_down(self, user: AbstractUser, page: Page) -> bool:
        """Does this person answer for what is public here, so that he may take it down?"""
        return False

    def may_publish_directly(self, user: AbstractUser, page: Page) -> bool:
        """May this person publish ``page`` without the chain (alerts only: PERKI 1/2021 Pasal 25)?"""
        return False

    def visible(self, user: AbstractUser, pages: PageQuerySet) -> PageQuerySet:
        """Those of ``pages`` that the admin shows this person in its lists, reports and choosers."""
        return pages.none()

    def same_rules_apply(self, page: Page, destination: Page) -> bool:
        """Is ``page`` moderated by the same flow under ``destination`` as where it stands now?"""
        return False


def page_policy() -> PagePolicy:
    """The policy of this project (stateless, so that making it anew costs nothing)."""
    return import_string(settings.PORTAL_PAGE_POLICY)()
