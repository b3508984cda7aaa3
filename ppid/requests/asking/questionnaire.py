"""A form of several pages: its questions, whose drafts it finds, its words, and what becomes of it when it is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from . import drafts, sending
from .steps import RequestWay

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from ..models.cases import Case
    from .drafts import Draft, Shelf
    from .way import Step, Way


def _nothing_more(response: HttpResponse, sent: Case, code: str, now: datetime) -> None:
    pass


@dataclass(frozen=True)
class Questionnaire:
    """``sends`` names what is counted against the limits. ``start``, ``begin`` and ``discard`` are names of addresses:
    the page before the form, its door, and where its draft is thrown away; ``sent_at`` is where what was sent is shown.

    ``has_code``: what is sent gets a tracking code of its own. ``send`` registers it within the caller's transaction;
    ``after_sending`` may add to the answer that leads to it.
    """

    sends: str
    title: str
    way: type[Way]
    shelf: Shelf
    start: str
    begin: str
    discard: str
    send: Callable[[Draft, Way, str, datetime], Case]
    sent_at: Callable[[Case], str]
    has_code: bool = True
    after_sending: Callable[[HttpResponse, Case, str, datetime], None] = _nothing_more

    @property
    def noun(self) -> str:
        return self.way.noun

    @property
    def is_in_writing(self) -> bool:
        """An objection is (UU 14/2008 Pasal 35 ayat (1)); a request may also be spoken (Pasal 22 ayat (1))."""
        return self.sends == "objection"

    @property
    def first(self) -> Step:
        return self.way.questions[0]

    def step(self, slug: str) -> Step | None:
        return next((step for step in self.way.questions if step.slug == slug), None)

    def token_of(self, request: HttpRequest, about: Case | None) -> str:
        """By what its draft is found: the browser's cookie, or the case that this visit is about."""
        return f"{self.sends}:{about.key}" if about else drafts.token_of(request, self.shelf)


REQUEST = Questionnaire(
    sends="request",
    title="Permohonan informasi",
    way=RequestWay,
    shelf=drafts.REQUESTS,
    start="asking_start",
    begin="asking_begin",
    discard="asking_discard",
    send=sending.send,
    sent_at=lambda sent: reverse("asking_sent"),
)
