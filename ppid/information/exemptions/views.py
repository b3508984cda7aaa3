"""Consequence tests and decisions on the officials' desk: compile one, read it, open its file, decide that it opens.

Beside the decision screen of the SOP these are the only screens on which a test stands. It is no snippet of Wagtail's
on purpose: choosers and bulk actions would tell its subject to everybody who may enter the admin.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.core import vault
from portal.core.downloads import private_download
from portal.core.forms import ReadingForm
from portal.core.refusal import Refusal
from portal.sop.models import StepRecord
from portal.sop.trees import writing_step_of

from ..models import ClassificationDecision, ConsequenceTest
from . import access, decisions, expiry, overview
from .forms import ConsequenceTestForm, OpeningForm
from .paper import decision_pdf

UNPROCESSABLE = 422
PER_PAGE = 50
SUBMIT = "ajukan"


@require_safe
def list_tests(request: HttpRequest) -> HttpResponse:
    """Every test whose subject this person may see; those that he may read are linked."""
    if not access.may_list(request.user):
        raise PermissionDenied
    page = Paginator(access.listed_for(request.user), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "rows": overview.rows_of(page.object_list, timezone.localdate()),
        "readable": set(access.visible_to(request.user).filter(pk__in=page.object_list).values_list("pk", flat=True)),
        "compiles": access.compiles(request.user),
    }
    return TemplateResponse(request, "information/consequence_tests.html", context)


@require_safe
def show_test(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, get_object_or_404(access.visible_to(request.user), pk=pk), ReadingForm())


def _shown(request: HttpRequest, test: ConsequenceTest, form: ReadingForm) -> HttpResponse:
    decision = ClassificationDecision.objects.filter(test=test).select_related("ending").first()
    today = timezone.localdate()
    context = {
        "test": test,
        "subject": test,
        "decision": decision,
        "state": overview.state_of_decision(decision, today) if decision else "",
        "may_edit": access.compiles(request.user) and overview.is_in_hand(test),
        "may_read_file": test.withheld_file_id and access.may_read_file(test, request.user),
        "reading_form": form,
        "is_in_force": decision is not None
        and ClassificationDecision.objects.in_force(today).filter(pk=decision.pk).exists(),
        "is_ppid": access.hat_of_ppid(request.user) is not None,
        "why_not_open": expiry.why_not_open(decision, request.user, today) if decision else "",
        "history": StepRecord.objects.about(test).filter(finished_at__isnull=False).order_by("finished_at", "pk"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "information/show_consequence_test.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_test(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Step 1: write a test, keep it unfinished, hand it in whole; ``pk`` is one that lies with its Petugas."""
    if not access.compiles(request.user):
        raise PermissionDenied
    test = _held(request, pk) if pk else ConsequenceTest(live=False, compiled_by=request.user)
    if pk and not overview.is_in_hand(test):
        messages.error(request, "Uji konsekuensi ini sudah diajukan dan tidak dapat diubah.")
        return redirect("information_show_test", pk)
    is_whole = request.POST.get("do") == SUBMIT
    form = ConsequenceTestForm(
        request.POST or None, request.FILES or None, instance=test, user=request.user, is_whole=is_whole
    )
    if request.method == "POST" and form.is_valid() and _keep(form, request):
        if is_whole:
            form.instance.send_on(request.user)
            messages.success(request, f"Uji konsekuensi “{form.instance}” sudah diajukan.")
            return redirect("sop_desk")
        form.instance.save_revision(user=request.user, log_action=True)
        messages.success(request, "Konsep uji konsekuensi sudah disimpan.")
        return redirect("information_edit_test", form.instance.pk)
    context = {
        "form": form,
        "test": test,
        "step": writing_step_of(test),
        "returned": _return_of(test) if pk else None,
    }
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "information/edit_consequence_test.html", context, status=status)


@require_POST
def read_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The withheld file, to those who may have it, after the reading was put on record; nobody keeps a copy."""
    test = get_object_or_404(access.visible_to(request.user).select_related("withheld_file"), pk=pk)
    if test.withheld_file is None:
        raise Http404
    if not access.may_read_file(test, request.user):
        raise PermissionDenied
    form = ReadingForm(request.POST)
    if not form.is_valid():
        return _shown(request, test, form)
    purpose = form.cleaned_data["purpose"]
    try:
        content = vault.read(test.withheld_file, request.user, access.office_of(request.user), purpose)
    except vault.Unreadable as problem:
        raise Refusal(str(problem)) from problem
    return private_download(content, test.withheld_file.content_type, test.withheld_file.name)


@require_safe
def print_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision on paper, with its consequence test."""
    test = get_object_or_404(access.visible_to(request.user), pk=pk)
    decision = get_object_or_404(ClassificationDecision, test=test)
    return private_download(
        decision_pdf(decision), "application/pdf", f"penetapan-{decision.year}-{decision.sequence}.pdf"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_information(request: HttpRequest, pk: int) -> HttpResponse:
    """The PPID decides that what is withheld opens (PP 61/2010 Pasal 11)."""
    decision = get_object_or_404(ClassificationDecision, pk=pk, test__in=access.visible_to(request.user))
    today = timezone.localdate()
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        expiry.open_by_decision(decision.pk, request.user, form.cleaned_data["reason"], today)
        messages.success(request, f"Pembukaan “{decision.title}” sudah ditetapkan. Konsep halamannya sudah dibuat.")
        return redirect("sop_desk")
    if why_not := expiry.why_not_open(decision, request.user, today):
        messages.error(request, why_not)
        return redirect("information_show_test", decision.test_id)
    context = {"form": form, "decision": decision}
    status = UNPROCESSABLE if form.errors else 200
    return TemplateResponse(request, "information/open_information.html", context, status=status)


@require_POST
def supersede(request: HttpRequest, pk: int) -> HttpResponse:
    """The PPID asks for a new test of what a decision withholds (PP 61/2010 Pasal 10)."""
    decision = get_object_or_404(ClassificationDecision, pk=pk, test__in=access.visible_to(request.user))
    test = decisions.begin_superseding(decision.pk, request.user, timezone.localdate())
    messages.success(request, f"Uji konsekuensi pengganti untuk “{test}” menunggu disusun Petugas.")
    return redirect("information_show_test", test.pk)


def _held(request: HttpRequest, pk: int) -> ConsequenceTest:
    """The test of that address; held against a second person, where something is about to be written."""
    tests = access.visible_to(request.user)
    return get_object_or_404(tests.select_for_update() if request.method == "POST" else tests, pk=pk)


def _keep(form: ConsequenceTestForm, request: HttpRequest) -> bool:
    """Write the form down, its file into the vault; false, with the reason on the form, if either cannot be."""
    test = form.instance
    is_new = test.pk is None
    try:
        with transaction.atomic():
            if upload := form.cleaned_data["upload"]:
                test.withheld_file = vault.store(upload, request.user)
            if is_new:
                test.form_key = form.cleaned_data["form_key"]
            form.save()
    except ValidationError as refused:
        form.add_error("upload", refused.messages)
    except IntegrityError:
        if not is_new:
            raise
        form.add_error(None, "Formulir ini sudah terkirim dan tersimpan. Lanjutkan dari meja kerja.")
    else:
        return True
    return False


def _return_of(test: ConsequenceTest) -> StepRecord | None:
    last = StepRecord.objects.about(test).exclude(task_state_id=None).order_by("-finished_at").first()
    return last if last and last.outcome == StepRecord.Outcome.RETURNED else None
