"""Lists count and order by a column of their own: it follows every way in which a page becomes or ceases to be live."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command
from django.utils import timezone

from news.models import NewsPage
from ppid.information.models import InformationPage
from tests.news.conftest import make_story

from .catalogue_pages import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["news", "information"])
def page(request):
    """A live page of each kind that is listed."""
    if request.param == "news":
        return make_story(request.getfixturevalue("news_index"))
    return make_page(request.getfixturevalue("periodic"), 1, "Anggaran dinas")


def is_shown(page: NewsPage | InformationPage) -> bool:
    kept = type(page).objects.values_list("live", "shown").get(pk=page.pk)
    assert kept[0] == kept[1]
    return kept[1]


def test_it_is_shown_until_it_is_taken_down_and_again_when_it_is_put_back(page):
    assert is_shown(page)
    page.unpublish()
    assert not is_shown(page)
    page.save_revision().publish()
    assert is_shown(page)


def test_a_page_whose_time_is_over_is_not(page):
    page.expire_at = timezone.now() + dt.timedelta(hours=1)
    page.save_revision().publish()
    assert is_shown(page)

    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - dt.timedelta(hours=1))
    call_command("publish_scheduled", verbosity=0)
    assert not is_shown(page)


def test_a_copy_is_a_draft(page):
    copy = page.copy(update_attrs={"slug": "salinan"}, keep_live=False)
    assert not is_shown(copy)
