"""What people do, as HTTP requests through the admin. Tests read as sentences made of these verbs."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.test import Client
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import StandardPage
from news.models import NewsPage
from ppid.information.models import InformationPage


def news_form(title: str = "Vaksinasi di puskesmas", **changes) -> dict:
    """The editor's form of a news page, as a browser posts it."""
    data = nested_form_data(
        {
            "title": title,
            "slug": changes.pop("slug", slugify(title)),
            "lead": "Ringkasan berita contoh.",
            "date": "2026-11-20",
            "body": streamfield([("paragraph", rich_text("<p>Isi berita contoh.</p>"))]),
            "gallery_items": inline_formset([]),
            "attachments": inline_formset([]),
            "related_links": inline_formset([]),
        }
    )
    return {**data, **changes}


def standard_form(title: str = "Profil", **changes) -> dict:
    data = nested_form_data(
        {
            "title": title,
            "slug": changes.pop("slug", slugify(title)),
            "lead": "Ringkasan halaman contoh.",
            "body": streamfield([("paragraph", rich_text("<p>Isi halaman contoh.</p>"))]),
        }
    )
    return {**data, **changes}


def information_form(title: str = "Anggaran 2026", documents: Sequence[dict] = (), kept: int = 0, **changes) -> dict:
    """The form of an information page with its seven columns; the first ``kept`` documents were there before."""
    rows = [{"id": "", "title": "", "year": "", "language": "id", "replaced_on": "", **row} for row in documents]
    data = nested_form_data(
        {
            "title": title,
            "slug": changes.pop("slug", slugify(title)),
            "summary": "Ringkasan informasi contoh.",
            "responsible": "Bagian Contoh",
            "made_on": "2026-01-05",
            "made_at": "Samarinda",
            "retention": "5 tahun",
            "legal_item": "",
            "period_start": "",
            "period_end": "",
            "body": streamfield([]),
            "documents": inline_formset(rows, initial=kept),
        }
    )
    return {**data, "formats": ["pdf"], "unit": "", **changes}


def rows_of(page: InformationPage) -> list[dict]:
    """The documents of a draft as the editor's form has them."""
    return [
        {
            "id": row.pk or "",
            "document": row.document_id,
            "title": row.title,
            "year": row.year or "",
            "language": row.language,
            "replaced_on": row.replaced_on or "",
        }
        for row in page.documents.all()
    ]


def write_information(client: Client, parent: Page, title: str = "Anggaran 2026", **changes) -> InformationPage | None:
    return _write(client, parent, InformationPage, information_form(title, **changes))


def write_news(client: Client, parent: Page, title: str = "Vaksinasi di puskesmas", **changes) -> NewsPage | None:
    """Write a draft; ``None`` if the portal let nothing be written."""
    return _write(client, parent, NewsPage, news_form(title, **changes))


def write_standard_page(client: Client, parent: Page, title: str = "Profil", **changes) -> StandardPage | None:
    return _write(client, parent, StandardPage, standard_form(title, **changes))


def _write(client: Client, parent: Page, model: type[Page], data: dict):
    before = set(model.objects.values_list("pk", flat=True))
    url = reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])
    client.post(url, data)
    return model.objects.exclude(pk__in=before).first()


def form_of(page: Page) -> dict:
    """The editor's form of this page's latest draft."""
    draft = page.get_latest_revision_as_object() if page.latest_revision else page
    if isinstance(draft.specific, InformationPage):
        rows = rows_of(draft)
        return information_form(
            draft.title, rows, len(rows), slug=draft.slug, unit=draft.unit_id or "", legal_item=draft.legal_item
        )
    make = news_form if isinstance(draft.specific, NewsPage) else standard_form
    return make(draft.title, slug=draft.slug)


def edit(client: Client, page: Page, **changes):
    """Save the editor's form; ``{"action-submit": "1"}`` and the like go in ``changes`` too."""
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**form_of(page), **changes})


def submit(client: Client, page: Page, **changes):
    return edit(client, page, **{"action-submit": "1", **changes})


def current_task_state(page: Page):
    return Page.objects.get(pk=page.pk).current_workflow_task_state


def act(client: Client, page: Page, name: str = "approve", comment: str = "", task_state=None):
    """Act on the step at which the page waits, by Wagtail's own action address."""
    task_state = task_state or current_task_state(page)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, task_state.pk])
    return client.post(url, {"comment": comment})


def act_in_editor(client: Client, page: Page, name: str = "approve", data: dict | None = None, **changes):
    """Act by the editor's form, with the raw extra data that Wagtail takes from the browser."""
    return edit(
        client,
        page,
        **{
            "action-workflow-action": "1",
            "workflow-action-name": name,
            "workflow-action-extra-data": json.dumps(data or {}),
            **changes,
        },
    )


def decide(client: Client, page: Page, name: str = "approve", comment: str = "", task_state=None):
    """Act on the step by the desk."""
    task_state = task_state or current_task_state(page)
    return client.post(reverse("sop_decide", args=[task_state.pk]), {"act": name, "comment": comment})


def fresh(page: Page):
    """The page as the database has it now."""
    return type(page).objects.get(pk=page.pk)


def waits_for(page: Page) -> str:
    """The code of the role at which the page waits, or "" if it waits for nobody."""
    task_state = current_task_state(page)
    if task_state is None or task_state.status != task_state.STATUS_IN_PROGRESS:
        return ""
    return task_state.task.sop_step.position.code


def waiting_on_desk(client: Client) -> list[str]:
    """The titles under "Menunggu Anda" on this person's desk, in their order."""
    return [row.matter.title for row in client.get(reverse("sop_desk")).context["desk"].waiting]
