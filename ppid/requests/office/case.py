"""One case in the back office, a request or an objection: its page, the acts on it, and what is read of it on record.

Whoever has no part in a case, superusers included, finds nothing at its address. Reading takes no transaction
(docs/why/0004); what writes makes its own, so that files and history stand or fall with the act.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.core import outage, sealing, vault
from portal.core.downloads import private_download
from portal.core.forms import ReadingForm
from portal.core.refusal import Refusal
from portal.workdays.calendar import closed_days, local_date

from .. import acts
from ..actors import Person, officer
from ..letters.paper import docx_of
from ..lifecycle import Event, why_not
from ..models import InternalNote, Letter
from ..visibility import Aspect
from . import overview
from .act_forms import ActForm
from .kinds import REQUESTS, Kind

if TYPE_CHECKING:
    from portal.core.models import PrivateFile

    from ..models.cases import Case

CONFLICT = 409
UNPROCESSABLE = 422
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTE_LENGTH = 5000


class NoteForm(forms.Form):
    """A note among officers."""

    text = forms.CharField(
        label="Catatan",
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 3}),
        help_text="Hanya dibaca petugas; tidak pernah diperlihatkan kepada pemohon.",
        error_messages={"required": "Tuliskan catatannya."},
    )


@dataclass(frozen=True)
class Visit:
    """One officer who has a part in one case, at one moment."""

    kind: Kind
    case: Case
    person: Person
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    @property
    def sees(self) -> frozenset[Aspect]:
        return self.kind.seeing.aspects(self.case, self.person)


def visit(request: HttpRequest, kind: Kind, pk: int, *needs: Aspect) -> Visit:
    """Who asks for what; 404 for whoever has no part in it, and for what he may not see of it."""
    now = timezone.now()
    person = officer(request.user, local_date(now))
    visible = kind.seeing.visible_to(person).select_related(*kind.related)
    found = Visit(kind, get_object_or_404(visible, pk=pk), person, now)
    if not found.sees.issuperset(needs):
        raise Http404
    return found


# --- The page ------------------------------------------------------------------------------------------------


@non_atomic_requests
@require_safe
def show_case(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    return _shown(request, visit(request, kind, pk))


def _shown(request: HttpRequest, here: Visit, **forms_and_more) -> HttpResponse:
    """The page; a form that was sent to it is among ``forms_and_more``, with what is wrong with it."""
    context = {
        **overview.context_of(here.kind, here.case, here.person, here.now),
        "file_form": ReadingForm(prefix="file"),
        "identity_form": _identity_form(),
        "note_form": NoteForm(),
        **forms_and_more,
    }
    sent = [form for form in forms_and_more.values() if isinstance(form, forms.Form)]
    status = UNPROCESSABLE if any(form.errors for form in sent) else 200
    context["sent"] = sent[0] if sent else None
    return TemplateResponse(request, here.kind.page, context, status=status)


@require_POST
def add_note(request: HttpRequest, pk: int) -> HttpResponse:
    here, form = visit(request, REQUESTS, pk, Aspect.INTERNAL), NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, here, note_form=form)
    InternalNote.objects.create(
        request=here.case, author=request.user, author_name=here.person.name, text=form.cleaned_data["text"]
    )
    messages.success(request, "Catatan sudah disimpan.")
    return redirect("requests_case", pk)


# --- What is read on record ----------------------------------------------------------------------------------


@require_POST
def show_identity(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """The whole identity number, once, to whoever said what for."""
    here, form = visit(request, kind, pk, Aspect.IDENTITY), _identity_form(request.POST)
    if not here.case.identity_sealed:
        raise Http404
    if not form.is_valid():
        return _shown(request, here, identity_form=form)
    what, purpose = f"Nomor identitas, {kind.name} {here.case.number}", form.cleaned_data["purpose"]
    try:
        number = sealing.read(here.case.identity_sealed, what, request.user, here.person.office, purpose)
    except vault.Unreadable as problem:
        return _not_given(request, here, problem)
    return _shown(request, here, identity_number=number)


@require_POST
def read_file(request: HttpRequest, pk: int, file_pk: int, kind: Kind) -> HttpResponse:
    """A file of the case, to whoever may see its kind and said what for."""
    here, form = visit(request, kind, pk), ReadingForm(request.POST, prefix="file")
    file = get_object_or_404(here.case.files.select_related("file"), pk=file_pk)
    if file.file is None or not kind.seeing.sees_file(here.case, file.kind, here.sees):
        raise Http404
    if not form.is_valid():
        return _shown(request, here, file_form=form)
    try:
        content = vault.read(file.file, request.user, here.person.office, form.cleaned_data["purpose"])
    except vault.Unreadable as problem:
        return _not_given(request, here, problem)
    return private_download(content, file.file.content_type, file.name)


@require_POST
def read_letter(request: HttpRequest, pk: int, letter_pk: int, form: str, kind: Kind) -> HttpResponse:
    """A letter as it was issued, as PDF or for Word (``word``)."""
    here = visit(request, kind, pk, Aspect.LETTERS)
    letter = get_object_or_404(kind.seeing.letters_for(here.case, here.person), pk=letter_pk)
    if form == "word":
        name = f"{letter.kind}-{letter.number.replace('/', '-')}.docx"
        vault.record_reading(name, request.user, here.person.office, str(letter))
        return private_download(docx_of(letter), WORD, name)
    if form != "pdf" or letter.pdf is None:
        raise Http404
    return _letter_read(request, here, letter, letter.pdf)


@require_POST
def read_signed_letter(request: HttpRequest, pk: int, letter_pk: int, signed_pk: int, kind: Kind) -> HttpResponse:
    """A letter as it came back signed: the one that counts, or one that it replaced."""
    here = visit(request, kind, pk, Aspect.LETTERS)
    letter = get_object_or_404(kind.seeing.letters_for(here.case, here.person), pk=letter_pk)
    return _letter_read(request, here, letter, get_object_or_404(letter.signed, pk=signed_pk).file)


def _letter_read(request: HttpRequest, here: Visit, letter: Letter, kept: PrivateFile) -> HttpResponse:
    try:
        content = vault.read(kept, request.user, here.person.office, str(letter))
    except vault.Unreadable as problem:
        return _not_given(request, here, problem)
    return private_download(content, kept.content_type, kept.name)


def _identity_form(data=None) -> ReadingForm:
    form = ReadingForm(data, prefix="identity")
    form.fields["purpose"].label = "Keperluan melihat nomor identitas"
    return form


def _not_given(request: HttpRequest, here: Visit, problem: vault.Unreadable) -> HttpResponse:
    messages.error(request, str(problem))
    return _back(here)


def _back(here: Visit) -> HttpResponse:
    return redirect(here.kind.addresses["case"], here.case.pk)


# --- The acts ------------------------------------------------------------------------------------------------


@outage.keeps_what_was_typed
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, pk: int, code: str, kind: Kind) -> HttpResponse:
    """One row of the table: its form, and carrying it out."""
    if code not in kind.procedure.events:
        raise Http404
    here, event = visit(request, kind, pk), kind.procedure.events[code]
    if request.method != "POST":
        if reason := reason_against(here, event):
            messages.error(request, reason)
            return _back(here)
        return _asked(request, here, event, _form(here, code))
    form = _form(here, code, request.POST, request.FILES)
    if not form.is_valid():
        reason = reason_against(here, event)
        return _refused(request, here, event, form, reason) if reason else _asked(request, here, event, form)
    try:
        done = carry_out(here, code, form)
    except Refusal as refusal:
        return _refused(request, here, event, form, str(refusal))
    except ValidationError as refused:
        form.add_error(None, refused)
        return _asked(request, here, event, form)
    if new_code := done.result.get("code"):
        return TemplateResponse(
            request, "requests/office/act_code.html", {"kind": kind, "case": here.case, "code": new_code}
        )
    messages.success(request, f"Tercatat: {event.label.lower()}.")
    return _back(here)


def carry_out(here: Visit, code: str, form: ActForm) -> acts.Act:
    """The act with the files that its form brought, whole or not at all."""
    with transaction.atomic():
        return acts.carry_out_in(
            here.kind.procedure,
            here.case.pk,
            code,
            here.person,
            here.now,
            form.data_of_act(),
            form.cleaned_data["version"],
        )


def reason_against(here: Visit, event: Event) -> str:
    """Why this officer may not do this now; "" if he may."""
    facts = here.kind.procedure.facts_of(here.case, here.today)
    return why_not(event, facts, here.person.as_actor(here.case), here.today)


def _form(here: Visit, code: str, *sent) -> ActForm:
    return here.kind.form_for(code)(*sent, case=here.case, person=here.person, today=here.today)


def _asked(request: HttpRequest, here: Visit, event: Event, form: ActForm) -> HttpResponse:
    return _act_page(request, here, event, form, outage.status_of(form, UNPROCESSABLE) if form.errors else 200)


def _refused(request: HttpRequest, here: Visit, event: Event, form: ActForm, refusal: str) -> HttpResponse:
    """The case as it is now, and what was typed: nothing of it is lost, and it may be sent again, knowingly."""
    here = visit(request, here.kind, here.case.pk)
    form.data = with_version(form, here.case)
    may_act = not reason_against(here, event)
    return _act_page(request, here, event, form, CONFLICT, refusal=refusal, may_act=may_act)


def with_version(form: ActForm, case: Case) -> QueryDict:
    """What was typed, to be sent again about the case as it is now."""
    data = form.data.copy()
    data["version"] = case.version
    return data


def _act_page(request: HttpRequest, here: Visit, event: Event, form: ActForm, status: int, **more) -> HttpResponse:
    context = {
        "kind": here.kind,
        "case": here.case,
        "left": here.kind.left_of(here.case, here.today, closed_days()),
        **here.kind.answer_of(here.case, here.person),
        "event": event,
        "form": form,
        "may_act": True,
        **more,
    }
    return TemplateResponse(request, "requests/office/act.html", context, status=status)
