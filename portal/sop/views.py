"""The officials' own pages under ``/admin/meja/``: light, without JavaScript, made for a phone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.views import account
from wagtail.models import Page, TaskState

from portal.core.refusal import Refusal

from . import acting, acts, decision, desk, recording
from .desk_steps import live_pages_of
from .forms import ReasonForm
from .models import Step, StepRecord
from .policy import standing_of
from .takedown import may_take_down, take_down
from .worktime import WorkClock

CONFLICT = 409
UNPROCESSABLE = 422


class LoginView(account.LoginView):
    """Whoever has a part in the SOP lands on his desk; everybody else, as ever, on Wagtail's dashboard."""

    def get_success_url(self) -> str:
        target = super().get_success_url()
        to_dashboard = target == reverse("wagtailadmin_home")
        return reverse("sop_desk") if to_dashboard and standing_of(self.request.user).hats else target


@require_safe
def show_desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, most overdue first, and what I answer for."""
    now = timezone.now()
    context = {
        "now": now,
        "hats": standing_of(request.user).hats,
        "desk": desk.desk_of(request.user, now),
        "live_pages": live_pages_of(request.user),
    }
    return TemplateResponse(request, "sop/desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, task_state_id: int) -> HttpResponse:
    """One step on one text: what the SOP asks for, the text and what is new in it, and the acts."""
    task_state = get_object_or_404(
        TaskState.objects.select_related("task", "finished_by", "workflow_state__requested_by"), pk=task_state_id
    )
    step = get_object_or_404(Step.objects.select_related("position", "flow__sop"), task_id=task_state.task_id)
    hat = acting.hat_for(step, request.user)
    acted = StepRecord.objects.filter(task_state_id=task_state.pk, actor=request.user)
    if hat is None and not acted.exists():
        messages.error(request, "Langkah itu bukan bagian Anda.")
        return redirect("sop_desk")

    forms, refusal = decision.act_forms(task_state, step, request.POST or None), ""
    sent = next((act.form for act in forms if act.form.is_bound), None)
    if request.method == "POST" and (sent is None or sent.is_valid()):
        try:
            acts.carry_out(task_state, request.user, request.POST.get("act", ""), sent.cleaned_data if sent else {})
        except Refusal as reason:
            refusal = str(reason)
            task_state.refresh_from_db()
        else:
            messages.success(request, f"Tercatat: langkah {step.order}, {step.title}.")
            return redirect("sop_desk")
    context = _decision_context(request, task_state, step) | {
        "hat": hat,
        "forms": forms,
        "share_comment": all(act.asks_only_for_a_comment for act in forms),
        "sent": sent,
        "refusal": refusal,
    }
    status = CONFLICT if refusal else UNPROCESSABLE if sent else 200
    return TemplateResponse(request, "sop/decide.html", context, status=status)


def _decision_context(request: HttpRequest, task_state: TaskState, step: Step) -> dict:
    subject = task_state.workflow_state.content_object
    record = recording.open_step(task_state)
    history = decision.history_of(subject)
    now = timezone.now()
    return {
        "now": now,
        "task_state": task_state,
        "step": step,
        "record": record,
        "left": WorkClock.at(now).left(record.due_at, record.due_note),
        "is_open": task_state.status == TaskState.STATUS_IN_PROGRESS,
        "why_not": acting.why_not_on(task_state, request.user),
        "edit_url": decision.edit_url(step, subject),
        "subject": subject,
        "author": decision.author_of(subject),
        "preview_url": decision.preview_url(task_state, subject),
        "reading_template": getattr(subject, "desk_template", ""),
        "history": history,
        "returned": decision.last_return(history),
        "comparison": decision.comparison_for(request, task_state, subject, history),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def take_page_down(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the reason, then take the page off the site."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_take_down(page, request.user):
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
