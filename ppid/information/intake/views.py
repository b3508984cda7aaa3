"""The PPID's pages for the import: choose a file, read what would come of it, say yes."""

from __future__ import annotations

from collections import Counter
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.core.refusal import Refusal
from portal.officials.models import Unit

from ..formats import FORMATS
from ..models import CatalogueImport, Category
from . import template
from .carrying_out import carry_out, hat_of, keep, look_at
from .columns import COLUMNS
from .raw import MAX_BYTES, MAX_ROWS, Unreadable
from .rows import Checked

UNPROCESSABLE = 422
FAULTS_SHOWN = 200
ENTRIES_SHOWN = 10
RECORDS_SHOWN = 20


class FileForm(forms.Form):
    """Choosing a file is having it checked: what would come of it is in ``checked``."""

    file = forms.FileField(
        label="Berkas XLSX atau CSV",
        max_length=255,
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        help_text=f"Paling banyak {MAX_ROWS} baris dan {MAX_BYTES // 1024 // 1024} MB.",
        error_messages={"required": "Pilih berkasnya terlebih dahulu."},
    )
    content = b""
    checked: Checked | None = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        # No more than shows that the file is too large.
        self.content = file.read(MAX_BYTES + 1)
        try:
            self.checked = look_at(self.content, file.name)
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from problem
        return file


def for_the_ppid(view):
    """Only who holds the office of PPID today; a superuser is no official (docs/rules.md, rule 2)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if hat_of(request.user) is None:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_ppid
def choose(request: HttpRequest) -> HttpResponse:
    """A file that is fit is kept and shown; of one that is not, the faults are told and nothing is kept."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid() and form.checked.is_fit:
        kept = keep(form.content, form.cleaned_data["file"].name, form.checked, request.user)
        return redirect("information_import", kept.pk)
    context = {
        "form": form,
        "columns": COLUMNS,
        "categories": Category.labels,
        "formats": FORMATS.values(),
        "units": Unit.objects.all(),
        "waiting": CatalogueImport.objects.filter(done_at=None, sender=request.user).defer("content"),
        "records": CatalogueImport.objects.exclude(done_at=None).defer("content")[:RECORDS_SHOWN],
        **_told(form.checked),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return TemplateResponse(request, "information/intake/choose.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_the_ppid
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """What would come of a kept file; on its sender's word it comes. Whoever lost the connection finds it here."""
    kept = get_object_or_404(CatalogueImport.objects.filter(sender=request.user), pk=key)
    if request.method == "POST":
        return _discard(request, kept) if "discard" in request.POST else _carry_out(request, kept)
    checked = None
    if kept.done_at is None:
        try:
            checked = look_at(bytes(kept.content), kept.file_name)
        except Unreadable as problem:
            messages.error(request, str(problem))
    same = CatalogueImport.objects.filter(sha256=kept.sha256).exclude(done_at=None).exclude(pk=key).defer("content")
    context = {"kept": kept, "same": same.first(), **_told(checked)}
    return TemplateResponse(request, "information/intake/confirm.html", context)


def _carry_out(request: HttpRequest, kept: CatalogueImport) -> HttpResponse:
    try:
        carry_out(kept.pk, request.user, timezone.now())
    except (Refusal, Unreadable) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"{kept.rows} konsep sudah dibuat.")
    return redirect("information_import", kept.pk)


def _discard(request: HttpRequest, kept: CatalogueImport) -> HttpResponse:
    """What was carried out is a record and stays."""
    if kept.done_at is None:
        kept.delete()
        messages.success(request, "Berkas dibuang. Tidak ada yang diimpor.")
    return redirect("information_imports")


def _told(checked: Checked | None) -> dict:
    """What a screen says of a checked file: all numbers, but of a long list only its beginning."""
    if checked is None:
        return {"checked": None}
    categories = Counter(Category(entry.fields["category"]).label for entry in checked.entries)
    return {
        "checked": checked,
        "faults": checked.faults[:FAULTS_SHOWN],
        "more_faults": max(0, len(checked.faults) - FAULTS_SHOWN),
        "faulty_rows": len({fault.row for fault in checked.faults}),
        "entries": checked.entries[:ENTRIES_SHOWN],
        "more_entries": max(0, len(checked.entries) - ENTRIES_SHOWN),
        "categories_counted": sorted(categories.items()),
    }


@require_safe
@for_the_ppid
def download_template(request: HttpRequest, kind: str) -> HttpResponse:
    """An empty file with the right headings and one row that shows how to fill it in."""
    if kind not in template.WRITERS:
        raise Http404
    content_type, write = template.WRITERS[kind]
    headers = {"Content-Disposition": f'attachment; filename="{template.FILE_NAME}.{kind}"'}
    return HttpResponse(write(), content_type=content_type, headers=headers)
