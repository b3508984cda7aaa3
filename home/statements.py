"""The accessibility statement and the privacy notice: what the program does is told by the program.

Every period on these pages is read from where it is kept; what only the agency can say stands in ``PublicStatements``,
and where it has said nothing, the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from portal.core.public_addresses import Address
from portal.core.throttling import LONGEST_WINDOW
from portal.core.words import within_a_sentence
from ppid.requests import retention
from ppid.requests.asking import drafts
from ppid.requests.clocks import rules
from ppid.requests.objecting import views as objecting
from ppid.requests.tracking import sessions

from .models import PublicStatements


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "home/accessibility.html", {"said": _said(request)})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a visitor, why and how long (UU 27/2022), by the figures that the program keeps to."""
    clocks = [rules.clock(code) for code in retention.terms()["identity"]["clocks"]]
    context = {
        "said": _said(request),
        "identity_days": sum(clock.amount for clock in clocks),
        "identity_terms": [(within_a_sentence(clock.what), clock.amount) for clock in clocks],
        "identity_basis": retention.terms()["identity"]["basis"],
        "draft_hours": _hours(drafts.KEPT),
        "sent_hours": _hours(drafts.SHOWN),
        "visit_minutes": int(sessions.LASTS.total_seconds() // 60),
        "tries_hours": _hours(LONGEST_WINDOW),
        # The cookies of the portal: name and what each is for.
        "cookies": [
            (drafts.COOKIE, "mengingat isian permohonan yang belum dikirim"),
            (objecting.ABOUT_MISSING.shelf.cookie, "mengingat isian keberatan yang belum dikirim"),
            (sessions.COOKIE, "membuka halaman pelacakan setelah kode dimasukkan"),
            ("csrftoken", "menolak formulir yang dikirim dari situs lain"),
            ("sessionid", "hanya bagi petugas yang masuk ke halaman pengelola"),
        ],
    }
    return TemplateResponse(request, "home/privacy.html", context)


def addresses() -> Iterator[Address]:
    """For the sitemap."""
    yield from (Address(reverse(name)) for name in ("accessibility", "privacy"))


def _said(request: HttpRequest) -> PublicStatements:
    site = Site.find_for_request(request)
    return PublicStatements.objects.filter(site=site).first() or PublicStatements()


def _hours(time: timedelta) -> int:
    return int(time.total_seconds() // 3600)
