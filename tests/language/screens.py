"""The screens of the SOP's roles: a house with a page in every state, what is found by links, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from ppid.information import structure
from tests import verbs
from tests.core import files
from tests.news.sheets import open_sheet, pass_on

from . import crawl

ROLES = ("kadis", "kadivmin", "kabag", "kasub", "pelaksana", "petugas", "timit", "webmaster", "pejabat", "ppid")
APPROVERS = ("kasub", "kabag", "kadivmin", "kadis")
START = ("/admin/", "/admin/meja/", "/admin/account/")

# Where a role must have been, or the check has seen less than it says: names of views.
EVERYBODY = {"wagtailadmin_home", "wagtailadmin_account", "sop_desk", "buku_kendali:index", "buku_kendali:inspect"}
WRITERS = {
    "wagtailadmin_explore",
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_reports:site_history",
    "wagtailimages:index",
    "wagtailimages:add_multiple",
    "wagtailimages_chooser:choose",
    "wagtaildocs_inspected_list",
    "wagtaildocs_chooser:choose",
}
EXPECTED = {
    **dict.fromkeys(ROLES, EVERYBODY),
    **{role: EVERYBODY | {"sop_decide"} for role in ("kadivmin", "kasub", "timit")},
    "kadis": EVERYBODY | {"news_open_disposition", "news_repair_disposition"},
    "pelaksana": EVERYBODY | WRITERS | {"wagtailadmin_pages:revisions_compare", "wagtailadmin_pages:workflow_history"},
    "petugas": EVERYBODY | WRITERS,
}


@dataclass(frozen=True)
class House:
    """One news page in every state, and a page of flow B under way; sheets stand beside them."""

    draft: Page
    under_review: Page
    returned: Page
    live: Page
    information: Page


def furnish(as_, news_index: Page, home: Page) -> House:
    """Build the house by the hands of those who live in it."""
    writer = as_("pelaksana")
    draft, under_review, returned, live = (
        verbs.write_news(writer, news_index, title)
        for title in ("Naskah awal", "Naskah diajukan", "Naskah diperbaiki", "Naskah jadi")
    )
    for page in (under_review, returned, live):
        verbs.submit(writer, page)
    verbs.act(as_("kasub"), returned, "reject", "Mohon dilengkapi.")
    for approver in APPROVERS:
        verbs.act(as_(approver), live)
    verbs.edit(writer, draft, lead="Ringkasan yang berubah.")
    structure.ensure_structure(home)
    information = verbs.write_standard_page(as_("petugas"), Page.objects.get(pk=home.pk))
    verbs.submit(as_("petugas"), information)
    writer.post(
        reverse("wagtailimages:add"),
        {"title": "Gambar contoh", "description": "Keterangan", "file": files.upload(files.picture(), "contoh.jpg")},
    )
    writer.post(
        reverse("wagtaildocs:add"), {"title": "Dokumen contoh", "file": files.upload(files.pdf(), "contoh.pdf")}
    )
    _furnish_with_sheets(as_)
    return House(draft, under_review, returned, live, information)


def _furnish_with_sheets(as_) -> None:
    """A sheet that waits for the first level, one that came back, and one that waits for the last."""
    day = timezone.localdate().isoformat()
    _, returned, deep = (
        open_sheet(as_("kadis"), subject=subject, letter_date=day, received_on=day)
        for subject in ("Surat A", "Surat B", "Surat C")
    )
    pass_on(as_("kadivmin"), returned, "reject", comment="Surat belum dilampirkan.")
    for level in ("kadivmin", "kabag"):
        pass_on(as_(level), deep)


def screens_of(client: Client, house: House) -> Iterator[tuple[str, HttpResponse]]:
    """Everything that this person reads: by links, by questions with answers and without, and by mistakes."""
    yield from crawl.screens(client, START)
    for address in _behind_forms(house):
        response = client.get(address)
        if crawl.is_read(response):
            yield address, response
    for address, data in _mistakes(house):
        response = client.post(address, data)
        if crawl.is_read(response):
            yield address, response


def watched(answers: Iterator[tuple[str, HttpResponse]], opened: set[str]) -> Iterator[tuple[str, HttpResponse]]:
    """The same answers; the names of their views are put into ``opened``."""
    for address, response in answers:
        if response.resolver_match:
            opened.add(response.resolver_match.view_name)
        yield address, response


def _behind_forms(house: House) -> list[str]:
    """Screens that scripts and forms open, by their addresses."""
    pages = f"id={house.draft.pk}&id={house.under_review.pk}"
    states = [verbs.current_task_state(page) for page in (house.under_review, house.information)]
    return [
        "/admin/tidak-ada/",
        "/admin/pages/999999/edit/",
        reverse("wagtailadmin_pages:add", args=["news", "newspage", house.draft.get_parent().pk]),
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", house.information.get_parent().pk]),
        reverse("wagtailadmin_pages:search") + "?q=naskah",
        reverse("wagtailadmin_pages:search") + "?q=tidakadasatupun",
        reverse("wagtailadmin_explore", args=[house.draft.get_parent().pk]) + "?q=tidakadasatupun",
        reverse("wagtailimages:index") + "?q=tidakadasatupun",
        reverse("wagtaildocs:index") + "?q=tidakadasatupun",
        reverse("buku_kendali:index") + "?outcome=approved",
        reverse("buku_kendali:index") + "?q=tidakadasatupun",
        reverse("wagtailadmin_choose_page") + "?page_type=news.newspage",
        reverse("wagtailadmin_choose_page_search") + "?q=naskah",
        *(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", act]) + f"?{pages}"
            for act in ("move", "delete", "publish", "unpublish")
        ),
        *(
            reverse("wagtailadmin_pages:workflow_action", args=[page.pk, act, state.pk])
            for page, state in zip((house.under_review, house.information), states, strict=True)
            for act in ("approve", "reject", "unfit")
        ),
        reverse("wagtailadmin_pages:revisions_compare", args=[house.draft.pk, "earliest", "latest"]),
    ]


def _mistakes(house: House) -> list[tuple[str, dict]]:
    """Forms sent with nothing in them, and an approval that nobody may give."""
    copy = reverse("wagtailadmin_pages:copy", args=[house.draft.pk])
    add = reverse("wagtailadmin_pages:add", args=["news", "newspage", house.draft.get_parent().pk])
    empty = {**verbs.news_form(), "title": "", "slug": "", "lead": "", "date": "bukan tanggal"}
    return [
        (add, empty),
        (reverse("wagtailadmin_pages:edit", args=[house.draft.pk]), empty),
        (reverse("wagtailadmin_pages:move", args=[house.draft.pk]), {}),
        (copy, {"new_title": "", "new_slug": house.live.slug, "new_parent_page": house.draft.get_parent().pk}),
        (reverse("wagtailimages:add"), {}),
        (reverse("wagtailimages_chooser:create"), {}),
        (reverse("wagtaildocs:add"), {}),
        (reverse("wagtaildocs_chooser:create"), {}),
        (reverse("wagtailadmin_choose_page_email_link"), {"email-link-chooser-email_address": "bukan surel"}),
        (reverse("wagtailadmin_choose_page_external_link"), {"external-link-chooser-url": "bukan alamat"}),
        (reverse("wagtailadmin_account"), {}),
    ]
