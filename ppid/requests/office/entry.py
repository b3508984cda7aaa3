"""The officer's entry: who has no internet has the same right, the same number series and the same dates.

UU 14/2008 Pasal 22 ayat (3): what was asked by word of mouth is recorded too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from portal.core import outage, vault
from portal.core.downloads import private_download
from portal.core.private_pages import private_page
from portal.core.refusal import Refusal
from portal.workdays.calendar import local_date

from .. import secret
from ..actors import PETUGAS, PPID, Person, officer
from ..letters.receipt import receipt_pdf
from ..visibility import Aspect
from .case import visit
from .entry_forms import CounterForm
from .kinds import Kind

if TYPE_CHECKING:
    from ..models.cases import Case

UNPROCESSABLE = 422


@outage.keeps_what_was_typed
@private_page
@non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, kind: Kind) -> HttpResponse:
    """The files are made anew before the transaction begins: the one write lock of SQLite does not wait for them."""
    person, now = _enterer(request), timezone.now()
    form = kind.entry_form(request.POST or None, request.FILES or None, now=now)
    if request.method == "POST" and form.is_valid():
        code = secret.make()
        secret_hash = secret.hashed(code)
        try:
            entered, is_new = _enter(kind, form, person, secret_hash)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            # An objection to a request is followed with the request's own code.
            context = {
                "kind": kind,
                "case": entered,
                "is_new": is_new,
                "code": code if is_new and entered.secret_hash else "",
            }
            return TemplateResponse(request, kind.entered_page, context)
    context = {"form": form, "kind": kind}
    status = outage.status_of(form, UNPROCESSABLE) if form.errors else 200
    return TemplateResponse(request, kind.entry_page, context, status=status)


@require_POST
def receipt(request: HttpRequest, pk: int, kind: Kind) -> HttpResponse:
    """The receipt on paper, for whoever stands at the counter; the reading is on record."""
    here = visit(request, kind, pk, Aspect.LETTERS)
    name = f"tanda-bukti-{kind.name}-{here.case.year}-{here.case.sequence}.pdf"
    try:
        content = receipt_pdf(here.case, here.person)
    except vault.Unreadable as problem:
        raise Refusal(str(problem)) from problem
    return private_download(content, "application/pdf", name)


@transaction.atomic
def _enter(kind: Kind, form: CounterForm, person: Person, secret_hash: str) -> tuple[Case, bool]:
    files = [(sort, vault.store_rewritten(file, person.user)) for sort, file in form.uploads()]
    return kind.register(
        form,
        files,
        channel=form.cleaned_data["channel"],
        received_at=form.cleaned_data["received_at"],
        now=form.now,
        secret_hash=secret_hash,
        received_by=person,
    )


def _enterer(request: HttpRequest) -> Person:
    person = officer(request.user, local_date(timezone.now()))
    if not (person.hat(PPID) or person.hat(PETUGAS)):
        raise Http404
    return person
