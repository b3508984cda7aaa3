"""The officials' own pages under ``/admin/meja/``: light, without JavaScript, made for a phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from . import acting, acts, desk, recording
from .forms import ReasonForm
from .models import Step
from .policy import standing_of
from .refusal import Refusal
from .takedown import take_down


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, most overdue first, and what I answer for."""
    return TemplateResponse(
        request,
        "sop/desk.html",
        {
            "hats": standing_of(request.user).hats,
            "waiting": desk.waiting_for(request.user, timezone.now()),
            "drafts": desk.own_drafts_of(request.user),
            "live_pages": desk.live_pages_of(request.user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, task_state_id: int) -> HttpResponse:
    """One step on one text: what the SOP asks for, the text itself, and the acts."""
    task_state = get_object_or_404(TaskState, pk=task_state_id)
    step = get_object_or_404(Step.objects.select_related("position", "flow__sop"), task_id=task_state.task_id)
    if acting.hat_for(step, request.user) is None:
        messages.error(request, "Langkah itu bukan bagian Anda.")
        return redirect("sop_desk")

    comment, error = "", ""
    if request.method == "POST":
        comment = request.POST.get("comment", "")
        try:
            acts.carry_out(task_state, request.user, request.POST.get("act", ""), {"comment": comment})
        except Refusal as refusal:
            error = str(refusal)
        else:
            messages.success(request, f"Tercatat: langkah {step.order}, {step.title}.")
            return redirect("sop_desk")

    task_state.refresh_from_db()
    return TemplateResponse(
        request,
        "sop/decide.html",
        {
            "task_state": task_state,
            "step": step,
            "record": recording.open_step(task_state),
            "hat": acting.hat_for(step, request.user),
            "acts": _buttons(step, task_state),
            "why_not": acting.why_not_on(task_state, request.user),
            "subject": task_state.workflow_state.content_object,
            "preview_url": _preview_url(task_state),
            "comment": comment,
            "error": error,
        },
        status=409 if error else 200,
    )


def _buttons(step: Step, task_state: TaskState) -> list[tuple[str, str]]:
    """One button an act; none once the step is over."""
    if task_state.status != TaskState.STATUS_IN_PROGRESS:
        return []
    return list(dict(reversed([(name, label) for name, label, _ in acts.acts_of(step)])).items())[::-1]


def _preview_url(task_state: TaskState) -> str:
    subject = task_state.workflow_state.content_object
    if not isinstance(subject, Page) or task_state.status != TaskState.STATUS_IN_PROGRESS:
        return ""
    return reverse("wagtailadmin_pages:workflow_preview", args=[subject.pk, task_state.task_id])


@require_http_methods(["GET", "HEAD", "POST"])
def take_page_down(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the reason, then take the page off the site."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_take_down():
        messages.error(
            request,
            "Hanya pejabat yang bertanggung jawab atas halaman yang sedang tayang yang dapat menurunkannya.",
        )
        return redirect("sop_desk")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_down(page, request.user, form.cleaned_data["comment"])
        messages.success(request, f"Halaman “{page.title}” sudah diturunkan dari situs.")
        return redirect("sop_desk")
    return TemplateResponse(request, "sop/take_down.html", {"page": page, "form": form})
