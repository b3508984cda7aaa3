"""Disposition sheets on the officials' desk: open or repair one, and print it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Site, WorkflowState

from portal.core.models import AgencyIdentity
from portal.sop.policy import ReadOnlyPolicy, may_open_sheet
from portal.sop.trees import writing_step_of

from .dispositions import Disposition, may_read
from .paper import disposition_pdf
from .sheet_form import FIELDS, SheetForm

_DATE = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class DeskSheetForm(SheetForm):
    """The same form with plain widgets: no script, made for a phone."""

    class Meta:
        model = Disposition
        fields = FIELDS
        widgets = {
            "letter_date": _DATE,
            "received_on": _DATE,
            "due_on": _DATE,
            "note": forms.Textarea({"rows": 3}),
            "subject": forms.TextInput(),
            "sender": forms.TextInput(),
            "letter_number": forms.TextInput(),
            "agenda_number": forms.TextInput(),
        }


@require_http_methods(["GET", "HEAD", "POST"])
def open_sheet(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """SOP step 1: write a sheet and pass it on in one act; ``pk`` is a sheet that came back."""
    if not may_open_sheet(request.user, Disposition):
        raise PermissionDenied
    sheet = get_object_or_404(Disposition, pk=pk) if pk else Disposition(live=False)
    if pk and not _is_returned(sheet):
        messages.error(request, "Lembar ini sudah diteruskan dan tidak dapat diubah.")
        return redirect("sop_desk")
    form = DeskSheetForm(request.POST or None, instance=sheet, for_user=request.user)
    key = _form_key(request)
    if request.method == "POST" and form.is_valid():
        if pk is None and not _is_first(sheet, key):
            messages.info(request, "Disposisi ini sudah diteruskan; formulir yang terkirim dua kali dicatat satu kali.")
            return redirect("sop_desk")
        sheet = form.save()
        sheet.send_on(request.user)
        messages.success(request, f"Disposisi “{sheet}” sudah diteruskan.")
        return redirect("sop_desk")
    return TemplateResponse(
        request,
        "news/open_sheet.html",
        {
            "form": form,
            "form_key": key,
            "sheet": sheet,
            "step": writing_step_of(sheet),
            "returned": sheet.current_workflow_state.current_task_state if pk else None,
        },
    )


def _form_key(request: HttpRequest) -> UUID:
    """The key that came with the form; a new one for a form that is shown, or that was tampered with."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return uuid4()


def _is_first(sheet: Disposition, key: UUID) -> bool:
    """Claim the key for this sheet. The database decides between two that come at once."""
    sheet.form_key = key
    try:
        with transaction.atomic():
            sheet.save()
    except IntegrityError:
        return False
    return True


def _is_returned(sheet: Disposition) -> bool:
    state = sheet.current_workflow_state
    return state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES


@require_safe
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet as PDF, for whoever may read sheets."""
    if not ReadOnlyPolicy(Disposition).user_has_permission(request.user, "view"):
        raise PermissionDenied
    sheet = get_object_or_404(Disposition, pk=pk)
    if not may_read(sheet, request.user):
        raise PermissionDenied
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    response = HttpResponse(disposition_pdf(sheet, identity, timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="lembar-disposisi-{sheet.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
