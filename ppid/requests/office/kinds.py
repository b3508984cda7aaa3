"""The two kinds of case of the back office: what their pages, forms and acts do not share, in one place each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING, Any

from portal.workdays.reckoning import ClosedDays

from .. import acts, deadlines, registration, visibility
from ..lifecycle import Event
from ..lifecycle import State as RequestState
from ..objections import lifecycle as objections
from ..objections import registration as objecting
from ..objections import visibility as objections_visibility
from ..objections.procedure import OBJECTION
from . import act_forms, objection_forms, overview
from .act_forms import ActForm
from .entry_forms import CounterForm, EntryForm
from .objection_entry_forms import ObjectionEntryForm

if TYPE_CHECKING:
    from ..actors import Person
    from ..models.cases import Case
    from ..time_left import TimeLeft
    from ..visibility import Aspect

NAMES = ("list", "enter", "receipt", "case", "identity", "file", "letter", "signed_letter", "act")


@dataclass(frozen=True)
class Kind:
    """``seeing`` is the module that says who sees what; ``way`` the states in the order in which a case nears its end.

    ``written_elsewhere`` are acts with a page of their own.
    """

    name: str
    place: str
    prefix: str
    procedure: acts.Procedure
    seeing: ModuleType
    related: tuple[str, ...]
    way: tuple[str, ...]
    forms: Mapping[str, type[ActForm]]
    entry_form: type[CounterForm]
    register: Callable[..., tuple[Case, bool]]
    """Enters what the form says, with the files that it brought; the rest as ``registration.register`` takes it."""
    entry_page: str
    entered_page: str
    page: str
    left_of: Callable[[Any, date, ClosedDays], TimeLeft | None]
    main_clock: Callable[[Any], str]
    answer_of: Callable[[Any, Person], dict[str, Any]]
    own_context: Callable[[Any, Person, date, frozenset[Aspect]], dict[str, Any]]
    written_elsewhere: frozenset[str] = frozenset()

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The names of the addresses, by what is there."""
        return {name: f"{self.prefix}_{name}" for name in NAMES}

    def form_for(self, code: str) -> type[ActForm]:
        return self.forms.get(code, ActForm)

    def asks_for_nothing(self, code: str) -> bool:
        """Whether the act is done by its button alone."""
        return code not in self.forms and code not in self.written_elsewhere

    def leads_on(self, event: Event, state: str) -> bool:
        """Whether the act brings the case nearer to its end, and so is the one that is mostly meant."""
        if event.target not in self.way:
            return False
        return state not in self.way or self.way.index(event.target) > self.way.index(state)


_ASIDE = (RequestState.INCOMPLETE, RequestState.CLOSED_INCOMPLETE, RequestState.REDIRECTED, RequestState.WITHDRAWN)

REQUESTS = Kind(
    name="permohonan",
    place="permohonan",
    prefix="requests",
    procedure=acts.REQUEST,
    seeing=visibility,
    related=("unit", "officer", "received_by"),
    way=tuple(state for state in RequestState if state not in _ASIDE),
    forms=act_forms.FORMS,
    entry_form=EntryForm,
    register=lambda form, files, **how: registration.register(form.application(files), **how),
    entry_page="requests/office/entry.html",
    entered_page="requests/office/entered.html",
    page="requests/office/case.html",
    left_of=overview.left_of,
    main_clock=lambda request: deadlines.EXTENDED if request.extended_on else deadlines.ANSWER,
    answer_of=overview.answer_of_request,
    own_context=overview.around_request,
    written_elsewhere=frozenset({act_forms.ANSWERS}),
)
OBJECTIONS = Kind(
    name="keberatan",
    place="keberatan",
    prefix="objections",
    procedure=OBJECTION,
    seeing=objections_visibility,
    related=("request__unit", "request__officer", "received_by", "page"),
    way=tuple(state for state in objections.State if state != objections.State.WITHDRAWN),
    forms=objection_forms.FORMS,
    entry_form=ObjectionEntryForm,
    register=lambda form, files, **how: objecting.register(form.statement(files), form.request, **how),
    entry_page="requests/office/objection_entry.html",
    entered_page="requests/office/objection_entered.html",
    page="requests/office/objection.html",
    left_of=overview.left_of_objection,
    main_clock=lambda objection: deadlines.DECIDE,
    answer_of=overview.answer_before,
    own_context=overview.around_objection,
)
