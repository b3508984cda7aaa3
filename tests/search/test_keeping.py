"""What can be found follows what is public, at once and without being asked."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.urls import reverse
from wagtail.models import Page

from home.models import StandardPage
from news.models import NewsPage
from search import index, keeping
from search.models import Entry, Spelling
from search.question import Question
from tests import verbs

APPROVERS = ("kasub", "kabag", "kadivmin", "kadis")


def publish(as_, page, **changes) -> None:
    verbs.submit(as_("pelaksana"), page, **changes)
    for approver in APPROVERS:
        verbs.act(as_(approver), page)
    assert verbs.fresh(page).live


def test_a_story_is_found_when_the_last_approval_publishes_it_and_not_before(as_, news_index, titles):
    page = verbs.write_news(as_("pelaksana"), news_index, "Kunjungan posyandu")
    verbs.submit(as_("pelaksana"), page)
    for approver in APPROVERS[:-1]:
        verbs.act(as_(approver), page)
    assert titles("posyandu") == []
    assert not Entry.objects.filter(page=page).exists()

    verbs.act(as_("kadis"), page)

    assert titles("posyandu") == ["Kunjungan posyandu"]


def test_a_correction_replaces_the_old_text(as_, news_index, titles):
    page = verbs.write_news(as_("pelaksana"), news_index, "Kabar", lead="Teks keliru.")
    publish(as_, page)
    verbs.edit(as_("pelaksana"), page, lead="Teks benar.")
    assert titles("benar") == []

    publish(as_, page, lead="Teks benar.")

    assert (titles("keliru"), titles("benar")) == ([], ["Kabar"])


def test_a_story_that_is_taken_down_is_gone_and_its_words_are_guessed_no_more(as_, news_index, titles, search):
    page = verbs.write_news(as_("pelaksana"), news_index, "Mangkubumi datang")
    publish(as_, page)
    assert search("mangkubumo").context["meant"]["words"] == "mangkubumi"

    as_("kadis").post(reverse("sop_take_down", args=[page.pk]), {"comment": "Keliru."})

    assert not verbs.fresh(page).live
    assert titles("mangkubumi") == []
    assert search("mangkubumo").context["meant"] is None
    assert not Spelling.objects.filter(word="mangkubumi").exists()


def test_a_word_that_another_title_has_too_is_still_guessed(make_page, search):
    make_page("Mangkubumi").unpublish()
    first, _ = make_page("Mangkubumi satu"), make_page("Mangkubumi dua")
    first.unpublish()

    assert search("mangkubumo").context["meant"]["words"] == "mangkubumi"


def test_what_is_deleted_is_gone_with_everything_below(make_page, titles):
    parent = make_page("Bagian kanari")
    make_page("Halaman kanari", parent=parent)
    assert len(titles("kanari")) == 2

    parent.delete()

    assert titles("kanari") == []
    assert index.newest(Question.of(["kanari"]), 10) == []


def test_a_moved_page_leads_to_its_new_place(make_page, search):
    parent, page = make_page("Bagian"), make_page("Kanari")
    page.move(parent, pos="last-child")

    assert f'href="{Page.objects.get(pk=page.pk).url}"' in search("kanari").content.decode()
    assert "/bagian/kanari/" in search("kanari").content.decode()


def test_a_closed_tree_is_shown_no_more_at_once_and_again_when_it_is_opened(
    make_page, titles, django_capture_on_commit_callbacks
):
    parent = make_page("Bagian")
    make_page("Kanari", parent=parent)
    restriction = parent.view_restrictions.create(restriction_type="login")
    assert titles("kanari") == []

    with django_capture_on_commit_callbacks(execute=True):
        parent.view_restrictions.create(restriction_type="login")
    assert not Entry.objects.filter(title="Kanari").exists()

    with django_capture_on_commit_callbacks(execute=True):
        parent.view_restrictions.exclude(pk=restriction.pk).delete()
        restriction.delete()
    assert titles("kanari") == ["Kanari"]


def test_what_the_table_holds_by_mistake_is_not_shown(make_page, search):
    page = make_page("Kanari")
    Page.objects.filter(pk=page.pk).update(live=False)
    assert Entry.objects.filter(page=page).exists()

    answer = search("kanari")

    assert answer.context["found"].count == 0
    assert "Tidak ada hasil" in answer.content.decode()


def test_where_the_table_cannot_be_written_the_act_stands(as_, news_index, monkeypatch, caplog, titles):
    page = verbs.write_news(as_("pelaksana"), news_index, "Kanari")

    def broken(made):
        raise DatabaseError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(keeping, "put", broken)
        publish(as_, page)
    assert "was not read for the search" in caplog.text
    assert titles("kanari") == []

    call_command("rebuild_search", stdout=io.StringIO())

    assert titles("kanari") == ["Kanari"]


def test_rebuilding_finds_what_is_open_and_forgets_the_rest(make_page, titles):
    gone, missing = make_page("Kanari lama"), make_page("Kanari baru")
    Page.objects.filter(pk=gone.pk).update(live=False)
    Entry.objects.filter(page=missing).delete()
    told = io.StringIO()

    call_command("rebuild_search", stdout=told)

    assert "1 isi lama dihapus" in told.getvalue()
    assert titles("kanari") == ["Kanari baru"]
    assert Entry.objects.filter(title__contains="Kanari").count() == 1
    before = list(Entry.objects.values_list("key", "text"))
    call_command("rebuild_search", stdout=io.StringIO())
    assert list(Entry.objects.values_list("key", "text")) == before


def test_rebuilding_takes_the_root_of_the_tree_for_no_page(home, titles):
    root = Page.get_first_root_node()

    call_command("rebuild_search", stdout=io.StringIO())

    assert not Entry.objects.filter(page=root).exists()
    assert titles(root.title) == []


def test_what_a_row_hides_that_was_changed_in_the_database_is_not_found(make_page, titles):
    page = make_page("Kanari")
    value = '<p>Merdu.</p><p style="display:none">maxwin</p>'
    StandardPage.objects.filter(pk=page.pk).update(body=json.dumps([{"type": "paragraph", "value": value}]))

    call_command("rebuild_search", stdout=io.StringIO())

    assert titles("merdu") == ["Kanari"]
    assert titles("maxwin") == []


def test_an_entry_that_goes_takes_its_words_along(make_page):
    page = make_page("Kanari")
    assert index.newest(Question.of(["kanari"]), 10)

    Entry.objects.filter(page=page).delete()

    assert index.newest(Question.of(["kanari"]), 10) == []


def test_publishing_costs_the_same_however_much_there_is(make_page):
    def queries() -> int:
        page = make_page(f"Laporan {Page.objects.count()}")
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        page.save()
        connection.force_debug_cursor = False
        return len(connection.queries_log) - before

    few = queries()
    for number in range(30):
        make_page(f"Laporan nomor {number}")

    assert queries() == few


def test_a_draft_that_is_saved_leaves_the_table_alone(as_, news_index, django_assert_num_queries):
    page = NewsPage(title="Draf", lead="Inti.", live=False)
    news_index.add_child(instance=page)

    assert not Entry.objects.filter(page=page).exists()
    page.save_revision()
    assert not Entry.objects.filter(page=page).exists()


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(2012, 2, 29), dt.date(9999, 12, 31)])
def test_every_day_has_its_place(news_index, titles, day):
    news_index.add_child(instance=NewsPage(title="Kanari", lead="Inti.", date=day))

    assert titles("kanari") == ["Kanari"]
    assert titles("kanari", tahun=f"{day.year:04}") == ["Kanari"]
