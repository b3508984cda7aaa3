"""The PPID's pages for alerts: light, without JavaScript, made for a phone on a bad day."""

from __future__ import annotations

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from portal.core.refusal import Refusal
from portal.sop.models import StepRecord
from portal.sop.places import PAGE

from ..models import AlertIndexPage, AlertPage
from . import publishing, queries
from .forms import AlertForm, ClosingForm, UpdateForm

ARCHIVE_SHOWN = DRAFTS_SHOWN = 20
UNPROCESSABLE = 422


def _for_the_ppid(view):
    """Whoever holds the office today, by group or by appointment; nobody else, superusers included.

    What is refused to him he reads on the list of alerts; each act is a transaction of its own and left nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if publishing.hat_to_announce(request.user) is None:
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except Refusal as reason:
            messages.error(request, str(reason))
            return redirect("alerts")

    return guarded


@require_safe
@_for_the_ppid
def show_alerts(request: HttpRequest) -> HttpResponse:
    """What is not over, with its review; and how long each announcement took."""
    now = timezone.now()
    current = list(queries.current(now))
    places = _places_of(current)
    context = {
        "now": now,
        "current": [(alert, places.get(str(alert.pk))) for alert in current],
        # A draft of the Petugas waits for nobody's step: the PPID finds it here.
        "drafts": AlertPage.objects.not_live().order_by("-latest_revision_created_at")[:DRAFTS_SHOWN],
        "archive": queries.archive(now)[:ARCHIVE_SHOWN],
        "index": AlertIndexPage.objects.live().first(),
    }
    return TemplateResponse(request, "information/desk_alerts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_the_ppid
def announce_alert(request: HttpRequest) -> HttpResponse:
    """Write an alert and publish it in one act."""
    form = AlertForm(_sent(request), instance=AlertPage())
    if form.is_valid():
        alert = form.save(commit=False)
        alert.translation_key = form.cleaned_data["key"]
        if publishing.announce(alert, request.user):
            messages.success(request, f"Peringatan “{alert.title}” sudah tayang. Pemeriksaannya menyusul menurut SOP.")
        else:
            messages.warning(request, "Peringatan ini sudah diumumkan: formulirnya terkirim dua kali.")
        return redirect("alerts")
    return _form_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_the_ppid
def update_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a changed alert at once. The form starts from the newest version, whoever wrote it."""
    now = timezone.now()
    alert = _alert_or_404(pk)
    publishing.refuse_unless_current(alert, now)
    form = UpdateForm(_sent(request), instance=alert.get_latest_revision_as_object())
    if form.is_valid():
        publishing.bring_up_to_date(form.save(commit=False), form.cleaned_data["seen"], request.user, now)
        messages.success(request, f"Pembaruan “{form.instance.title}” sudah tayang. Pemeriksaannya diulang.")
        return redirect("alerts")
    return _form_page(request, form, alert)


@require_http_methods(["GET", "HEAD", "POST"])
@_for_the_ppid
def end_alert(request: HttpRequest, pk: int) -> HttpResponse:
    """End an alert now; it stays in the archive with its closing note."""
    now = timezone.now()
    alert = _alert_or_404(pk)
    publishing.refuse_unless_current(alert, now)
    form = ClosingForm(_sent(request))
    if form.is_valid():
        publishing.end(alert, request.user, form.cleaned_data["note"], now)
        messages.success(request, f"Peringatan “{alert.title}” sudah diakhiri.")
        return redirect("alerts")
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "information/desk_end_alert.html", {"form": form, "alert": alert}, status=status)


def _alert_or_404(pk: int) -> AlertPage:
    # By the page's own key: Django guards that one against a number that no database holds.
    return get_object_or_404(AlertPage.objects.filter(page_ptr__in=Page.objects.filter(pk=pk)))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(request: HttpRequest, form: AlertForm, alert: AlertPage | None) -> HttpResponse:
    context = {"form": form, "alert": alert}
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "information/desk_alert_form.html", context, status=status)


def _places_of(alerts: list[AlertPage]) -> dict[str, StepRecord]:
    """By the alert's key: the step at which its review stands, if it is under way (one query)."""
    keys = [str(alert.pk) for alert in alerts]
    rows = StepRecord.objects.open().filter(object_type=PAGE, object_id__in=keys)
    return {row.object_id: row for row in rows}
