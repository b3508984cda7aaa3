"""Putting one question and taking its answer.

An answer is checked, and its files made anew, before the transaction in which it is kept: nobody waits for a file of
somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from portal.core import outage, vault

from .. import secret
from . import drafts, guard

if TYPE_CHECKING:
    from ..models.cases import Case
    from .drafts import Draft
    from .forms import QuestionForm
    from .questionnaire import Questionnaire
    from .way import Step, Way

COOKIE_WAS_GIVEN = "kuki"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass
class Visit:
    """One request of a browser at one question. ``token`` is "" where the browser has no cookie of ours."""

    request: HttpRequest
    questionnaire: Questionnaire
    step: Step
    token: str
    now: datetime
    draft: Draft | None
    way: Way
    about: Case | None = None

    @classmethod
    def of(cls, request: HttpRequest, questionnaire: Questionnaire, step: Step, about: Case | None = None) -> Visit:
        token, now = questionnaire.token_of(request, about), timezone.now()
        draft = drafts.find(token, now, questionnaire.shelf)
        return cls(request, questionnaire, step, token, now, draft, questionnaire.way(draft, about), about)

    # --- Asking ---------------------------------------------------------------------------------------------

    def ask(self) -> HttpResponse:
        if (elsewhere := self._elsewhere()) is not None:
            return elsewhere
        if not self.way.reaches(self.step):
            return redirect(self.way.open.address)
        form = self.way.form_for(self.step, self.request.GET)
        return self._page_of(form, guard.stamped(self.step.address, self.token, self.now))

    def _elsewhere(self) -> HttpResponse | None:
        """Where somebody belongs who does not belong to any question."""
        if not self.token:
            # The cookie was given on the way here: whoever does not bring it back takes none.
            has_none = COOKIE_WAS_GIVEN in self.request.GET or self.request.method == "POST"
            return self._page("no_cookies", 400) if has_none else redirect(self.questionnaire.begin)
        if self.draft is not None and self.draft.sent is not None:
            return self._shown(self.draft.sent, self.draft.code)
        return None

    def _shown(self, sent: Case, code: str) -> HttpResponse:
        """The way to what was sent."""
        response = redirect(self.questionnaire.sent_at(sent))
        self.questionnaire.after_sending(response, sent, code, self.now)
        return response

    def _page_of(self, form: QuestionForm, stamp: str, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "stamp": stamp,
            "questionnaire": self.questionnaire,
            "step": self.step,
            "way": self.way,
            "back": self.way.before(self.step),
            "number": self.way.number(self.step),
            "stamp_name": guard.STAMP,
            "trap_name": guard.TRAP,
        }
        return TemplateResponse(self.request, f"requests/{self.step.template}.html", context, status=status)

    # --- Answering -----------------------------------------------------------------------------------------

    def take_answer(self) -> HttpResponse:
        if self.request.content_type not in FORM_TYPES:
            return self._page("unreadable", 415)
        if guard.is_oversized(self.request):
            return self._page("unreadable", 413)
        if guard.fell_into_trap(self.request, self.now):
            return self._page("thanks", context=self._typed())
        if (elsewhere := self._elsewhere()) is not None:
            return elsewhere
        if not self.way.reaches(self.step):
            return self._page("expired", 410) if self.draft is None else redirect(self.way.open.address)
        form = self.step.form(self.request.POST, self.request.FILES, way=self.way)
        if form.is_valid() and self._is_too_quick():
            form.add_error(None, guard.TOO_QUICK)
        if not form.is_valid():
            return self._ask_again(form)
        return self._send() if self.step is self.way.checking else self._keep(form)

    def _typed(self) -> dict[str, Any]:
        """What was typed, to be sent once more by a person; without what no person sees."""
        ours = (guard.TRAP, "csrfmiddlewaretoken")
        pairs = ((name, text) for name, texts in self.request.POST.lists() for text in texts if name not in ours)
        return {"typed": list(pairs), "had_files": bool(self.request.FILES), "at": self.step.address}

    def _is_too_quick(self) -> bool:
        in_all = self.step is self.way.checking and self.now - self.draft.row.started_at < guard.FORM
        return in_all or guard.is_too_quick(self._stamp(), self.step.address, self.token, self.now)

    def _stamp(self) -> str:
        return self.request.POST.get(guard.STAMP, "")

    def _ask_again(self, form: QuestionForm) -> HttpResponse:
        """With everything that was typed, and the time since the question was first put."""
        stamp = self._stamp()
        if not guard.is_ours(stamp, self.step.address, self.token, self.now):
            stamp = guard.stamped(self.step.address, self.token, self.now)
        return self._page_of(form, stamp, outage.status_of(form, 200))

    def _keep(self, form: QuestionForm) -> HttpResponse:
        if self.draft is None and not guard.may_start(self.request, self.questionnaire.sends, self.now):
            return self._too_many(guard.STARTING + self.questionnaire.sends)
        try:
            with transaction.atomic():
                draft = drafts.take(self.token, self.now, self.questionnaire.shelf)
                if draft.sent is None:
                    self._write(draft, form)
        except ValidationError as problem:  # a file that cannot be kept
            form.add_error(None, problem)
            return self._ask_again(form)
        way = self.questionnaire.way(draft, self.about)
        response = redirect(way.onward(self.step, form, self.request.POST))
        drafts.give(response, self.token, self.questionnaire.shelf)
        return response

    def _write(self, draft: Draft, form: QuestionForm) -> None:
        draft.answers[self.step.slug] = form.typed()
        for name in form.unwanted():
            draft.drop(name)
        for name, file in form.new_files().items():
            draft.put(name, vault.store_rewritten(file))
        self.way.keep(draft, self.step, form)
        draft.save(self.now)

    def _send(self) -> HttpResponse:
        sends = self.questionnaire.sends
        secret_hash = secret.hashed(self.draft.code) if self.questionnaire.has_code else ""
        with transaction.atomic():
            draft = drafts.take(self.token, self.now, self.questionnaire.shelf)
            sent = draft.sent
            if sent is None:
                way = self.questionnaire.way(draft, self.about)
                # In another window something may have been changed meanwhile.
                if way.open is not way.checking:
                    return redirect(way.open.address)
                if not guard.may_send(self.request, sends, self.now):
                    return self._too_many(guard.SENDING + sends)
                sent = self.questionnaire.send(draft, way, secret_hash, self.now)
        return self._shown(sent, draft.code)

    # --- Pages beside the questions ---------------------------------------------------------------------------

    def _page(self, name: str, status: int = 200, context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"questionnaire": self.questionnaire, **(context or {})}
        return TemplateResponse(self.request, f"requests/asking/{name}.html", context, status=status)

    def _too_many(self, what: str) -> HttpResponse:
        """Nothing is lost: what was answered is kept for a day, and the office can be called."""
        seconds = guard.seconds_to_wait(self.request, what, self.now)
        response = self._page("too_many", 429, {"minutes": -(-seconds // 60)})
        response["Retry-After"] = str(seconds)
        return response


# --- Before the first question -------------------------------------------------------------------------------------


def begin(request: HttpRequest, questionnaire: Questionnaire, about: Case | None = None) -> HttpResponse:
    """Give the browser its cookie and lead to the first question; or tell of a form that was not sent."""
    token, now = questionnaire.token_of(request, about), timezone.now()
    draft = drafts.find(token, now, questionnaire.shelf)
    if draft is not None and draft.sent is None:
        context = {"questionnaire": questionnaire, "open": questionnaire.way(draft, about).open}
        return TemplateResponse(request, "requests/asking/resume.html", context)
    if about is not None:
        if draft is not None:
            drafts.discard(token)  # what is left of one that was sent: this is another
        return redirect(questionnaire.first.address)
    response = redirect(f"{questionnaire.first.address}?{COOKIE_WAS_GIVEN}=1")
    drafts.give(response, drafts.new_token(), questionnaire.shelf)
    return response


def discard(request: HttpRequest, questionnaire: Questionnaire, about: Case | None = None) -> HttpResponse:
    """Delete what was answered, as the applicant wishes: the computer may not be his own."""
    drafts.discard(questionnaire.token_of(request, about))
    response = redirect(questionnaire.start)
    drafts.take_away(response, questionnaire.shelf)
    return response


def question(request: HttpRequest, questionnaire: Questionnaire, slug: str, about: Case | None = None) -> HttpResponse:
    """Put one question, or take its answer."""
    step = questionnaire.step(slug)
    if step is None:
        raise Http404
    visit = Visit.of(request, questionnaire, step, about)
    return visit.take_answer() if request.method == "POST" else visit.ask()
