"""Putting one question and taking its answer.

An answer is checked, and its files made anew, before the transaction in which it is kept: nobody waits for a file of
somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from portal.core import outage, vault

from .. import secret
from . import drafts, guard, offers, sending
from .drafts import Draft
from .forms import MOST_ITEMS, QuestionForm
from .steps import CHECKING, FIRST, OFFERS, Step, Way

COOKIE_WAS_GIVEN = "kuki"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
ONE_MORE = "tambah"


@dataclass
class Visit:
    """One request of a browser at one question. ``token`` is "" where the browser has no cookie of ours."""

    request: HttpRequest
    step: Step
    token: str
    now: datetime
    draft: Draft | None
    way: Way

    @classmethod
    def of(cls, request: HttpRequest, step: Step) -> Visit:
        token, now = drafts.token_of(request), timezone.now()
        draft = drafts.find(token, now)
        return cls(request, step, token, now, draft, Way(draft))

    # --- Asking ---------------------------------------------------------------------------------------------

    def ask(self) -> HttpResponse:
        if (elsewhere := self._elsewhere()) is not None:
            return elsewhere
        if not self.way.reaches(self.step):
            return redirect(self.way.open.address)
        return self._page_of(self._form_as_answered(), guard.stamped(self.step.slug, self.token, self.now))

    def _elsewhere(self) -> HttpResponse | None:
        """Where somebody belongs who does not belong to any question."""
        if not self.token:
            # The cookie was given on the way here: whoever does not bring it back takes none.
            has_none = COOKIE_WAS_GIVEN in self.request.GET or self.request.method == "POST"
            return self._page("no_cookies", 400) if has_none else redirect("asking_begin")
        if self.draft is not None and self.draft.request is not None:
            return redirect("asking_sent")
        return None

    def _form_as_answered(self) -> QuestionForm:
        """With as many boxes for items as were asked for."""
        boxes = self.request.GET.get("butir", "")
        if self.step is FIRST and boxes.isascii() and boxes.isdigit():
            return self.step.form(self.way.answers.get(self.step.slug), way=self.way, rows=int(boxes[:2]))
        return self.way.forms[self.step.slug]

    def _page_of(self, form: QuestionForm, stamp: str, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "stamp": stamp,
            "step": self.step,
            "way": self.way,
            "back": self.way.before(self.step),
            "number": self.way.number(self.step),
            "stamp_name": guard.STAMP,
            "trap_name": guard.TRAP,
        }
        return TemplateResponse(self.request, f"requests/asking/{self.step.template}.html", context, status=status)

    # --- Answering -----------------------------------------------------------------------------------------

    def take_answer(self) -> HttpResponse:
        if self.request.content_type not in FORM_TYPES:
            return self._page("unreadable", 415)
        if guard.is_oversized(self.request):
            return self._page("unreadable", 413)
        if guard.fell_into_trap(self.request, self.now):
            return self._page("thanks")
        if (elsewhere := self._elsewhere()) is not None:
            return elsewhere
        if not self.way.reaches(self.step):
            return self._page("expired", 410) if self.draft is None else redirect(self.way.open.address)
        form = self.step.form(self.request.POST, self.request.FILES, way=self.way)
        if form.is_valid() and self._is_too_quick():
            form.add_error(None, guard.TOO_QUICK)
        if not form.is_valid():
            return self._ask_again(form)
        return self._send() if self.step is CHECKING else self._keep(form)

    def _is_too_quick(self) -> bool:
        in_all = self.step is CHECKING and self.now - self.draft.row.started_at < guard.FORM
        return in_all or guard.is_too_quick(self._stamp(), self.step.slug, self.token, self.now)

    def _stamp(self) -> str:
        return self.request.POST.get(guard.STAMP, "")

    def _ask_again(self, form: QuestionForm) -> HttpResponse:
        """With everything that was typed, and the time since the question was first put."""
        stamp = self._stamp()
        if not guard.is_ours(stamp, self.step.slug, self.token, self.now):
            stamp = guard.stamped(self.step.slug, self.token, self.now)
        return self._page_of(form, stamp, outage.status_of(form, 200))

    def _keep(self, form: QuestionForm) -> HttpResponse:
        if self.draft is None and not guard.may_start(self.request, self.now):
            return self._too_many(guard.STARTING)
        try:
            with transaction.atomic():
                draft = drafts.take(self.token, self.now)
                if draft.request is None:
                    self._write(draft, form)
        except ValidationError as problem:  # a file that cannot be kept
            form.add_error(None, problem)
            return self._ask_again(form)
        response = redirect(self._next(draft, form))
        drafts.give(response, self.token)
        return response

    def _write(self, draft: Draft, form: QuestionForm) -> None:
        draft.answers[self.step.slug] = form.typed()
        for name in form.unwanted():
            draft.drop(name)
        for name, file in form.new_files().items():
            draft.put(name, vault.store_rewritten(file))
        if self.step is FIRST:
            draft.offered = offers.pages_for(form.items)
            draft.answers.pop(OFFERS.slug, None)
        draft.save(self.now)

    def _next(self, draft: Draft, form: QuestionForm) -> str:
        if self.step is FIRST and ONE_MORE in self.request.POST:
            boxes = min(len(form.items) + 1, MOST_ITEMS)
            return f"{FIRST.address}?butir={boxes}#id_butir_{boxes}"
        return Way(draft).open.address

    def _send(self) -> HttpResponse:
        secret_hash = secret.hashed(self.draft.code)
        with transaction.atomic():
            draft = drafts.take(self.token, self.now)
            if draft.request is None:
                way = Way(draft)
                # In another window something may have been changed meanwhile.
                if way.open is not CHECKING:
                    return redirect(way.open.address)
                if not guard.may_send(self.request, self.now):
                    return self._too_many(guard.SENDING)
                sending.send(draft, way, secret_hash, self.now)
        return redirect("asking_sent")

    # --- Pages beside the questions ---------------------------------------------------------------------------

    def _page(self, name: str, status: int = 200, context: dict[str, Any] | None = None) -> HttpResponse:
        return TemplateResponse(self.request, f"requests/asking/{name}.html", context, status=status)

    def _too_many(self, what: str) -> HttpResponse:
        """Nothing is lost: what was answered is kept for a day, and the office can be called."""
        seconds = guard.seconds_to_wait(self.request, what, self.now)
        response = self._page("too_many", 429, {"minutes": -(-seconds // 60)})
        response["Retry-After"] = str(seconds)
        return response
