"""The order of a form's questions, and how far somebody has come.

Nobody is asked what does not concern him, and nobody comes past a question that he has not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse

if TYPE_CHECKING:
    from portal.core.models import PrivateFile

    from ..models.cases import Case
    from .drafts import Draft
    from .forms import QuestionForm


@dataclass(frozen=True)
class Step:
    """One page. ``title`` is its heading, ``applies`` whether it is asked, after the answers before it.

    ``url`` is the name of its form's questions among the addresses.
    """

    slug: str
    title: str
    form: type[QuestionForm]
    applies: Callable[[Way], bool] = lambda way: True
    template: str = "asking/question"
    url: str = "asking_question"

    @property
    def address(self) -> str:
        return reverse(self.url, args=[self.slug])


class Way:
    """One applicant's way through a form; a class of its own for each form, with its ``questions``.

    ``forms`` hold, by step, the form with what was answered, checked by today's rules; ``open`` is the first step that
    still has to be answered, in the end the page on which everything is checked. ``about`` is the case that it is
    about, if any.
    """

    questions: ClassVar[tuple[Step, ...]]
    noun: ClassVar[str]
    """What is sent in the end: "permohonan"."""

    def __init__(self, draft: Draft | None, about: Case | None = None):
        self.about = about
        self.answers: Mapping[str, Mapping[str, Any]] = draft.answers if draft else {}
        self.offered = draft.offered if draft else []
        self.files: Mapping[str, PrivateFile] = draft.files() if draft else {}
        self.forms: dict[str, QuestionForm] = {}
        self.steps: list[Step] = []
        for step in self.questions:
            if step.applies(self):
                self.steps.append(step)
                self.forms[step.slug] = step.form(self.answers.get(step.slug), way=self)

    def said(self, slug: str, name: str, otherwise: Any = None) -> Any:
        """What was answered in that field; ``otherwise`` where it was not, or not rightly."""
        form = self.forms.get(slug)
        return form.cleaned_data[name] if form and form.is_valid() else otherwise

    @property
    def checking(self) -> Step:
        """The page on which everything is checked and sent: the last."""
        return self.questions[-1]

    @cached_property
    def open(self) -> Step:
        return next(step for step in self.steps if step is self.checking or not self.forms[step.slug].is_valid())

    def reaches(self, step: Step) -> bool:
        """Whether he has come that far."""
        return step in self.steps and self.steps.index(step) <= self.steps.index(self.open)

    def before(self, step: Step) -> Step | None:
        place = self.steps.index(step)
        return self.steps[place - 1] if place else None

    def number(self, step: Step) -> int:
        return self.steps.index(step) + 1

    @property
    def kinds_of_files(self) -> dict[str, str]:
        """What the files of this way's questions are to the case; others were given before an answer changed."""
        return {name: kind for form in self.forms.values() for name, kind in form.uploads.items()}

    @property
    def summary(self) -> list[tuple[Step, list[tuple[str, str, str]]]]:
        """Every answer, step by step."""
        return [(step, list(self.forms[step.slug].summary())) for step in self.steps if step is not self.checking]

    @property
    def is_entity(self) -> bool:
        return self.said("pemohon", "pemohon") in ("badan-hukum", "badan-hukum-asing")

    # --- What a form may do otherwise ---------------------------------------------------------------------------

    def form_for(self, step: Step, query: Mapping[str, str]) -> QuestionForm:
        """The form of a question that is put, as it was answered before."""
        return self.forms[step.slug]

    def keep(self, draft: Draft, step: Step, form: QuestionForm) -> None:
        """Beside the answer itself: what follows from it, before the draft is saved."""

    def onward(self, step: Step, form: QuestionForm, posted: Mapping[str, str]) -> str:
        """Where somebody goes who has answered ``step``."""
        return self.open.address
