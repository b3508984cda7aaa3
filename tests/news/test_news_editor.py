"""The writer's side: a draft may be unfinished, what is submitted may not."""

from __future__ import annotations

from django.urls import reverse

from news.models import NewsCategory, NewsIndexPage, NewsPage

from ..verbs import form_of, fresh, waits_for, write_news


def save(browser, page: NewsPage, **changes):
    """Save the editor's form without its body."""
    data = {name: value for name, value in form_of(page).items() if not name.startswith("body")}
    return browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**data, "body-count": "0", **changes})


def test_a_draft_may_be_saved_without_lead_and_body(as_, news_index):
    browser = as_("pelaksana")
    page = write_news(browser, news_index)

    save(browser, page, lead="")

    draft = fresh(page).get_latest_revision_as_object()
    assert (draft.lead, len(draft.body)) == ("", 0)


def test_a_submission_without_lead_or_body_is_refused_beside_the_field_and_nothing_is_lost(as_, news_index):
    browser = as_("pelaksana")
    page = write_news(browser, news_index)

    response = save(browser, page, lead="", title="Judul baru", **{"action-submit": "1"})

    errors = response.context["form"].errors
    assert set(errors) == {"lead", "body"}
    assert "wajib diisi" in str(errors["lead"])
    assert "Judul baru" in response.content.decode()
    assert waits_for(page) == ""


def test_a_draft_without_title_is_refused_and_nothing_is_lost(as_, news_index):
    browser = as_("pelaksana")
    page = write_news(browser, news_index)

    response = save(browser, page, title="", lead="Teras yang sudah ditulis.")

    assert "wajib diisi" in str(response.context["form"].errors["title"])
    assert "Teras yang sudah ditulis." in response.content.decode()
    assert fresh(page).get_latest_revision_as_object().title == page.title


def test_there_is_one_news_index_and_no_second_can_be_made(as_, home, news_index):
    url = reverse("wagtailadmin_pages:add", args=["news", "newsindexpage", home.pk])
    as_("superuser").post(url, {"title": "Berita lain", "slug": "berita-lain", "lead": ""})

    assert list(NewsIndexPage.objects.all()) == [news_index]


def test_categories_are_kept_in_the_admin_and_one_in_use_cannot_be_deleted(as_, news_index):
    browser = as_("superuser")
    browser.post(reverse("news_categories:add"), {"name": "Gizi", "slug": "gizi"})
    category = NewsCategory.objects.get(slug="gizi")
    news_index.add_child(instance=NewsPage(title="A", lead="b", category=category, live=False))

    browser.post(reverse("news_categories:delete", args=[category.pk]))

    assert NewsCategory.objects.filter(pk=category.pk).exists()
    assert browser.get(reverse("news_categories:index")).status_code == 200
