"""The order of the questions, and how far somebody has come.

Nobody is asked what does not concern him, and nobody comes past a question that he has not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from ppid.information.public import open_pages

from . import forms
from .forms import QuestionForm

if TYPE_CHECKING:
    from wagtail.models import Page

    from portal.core.models import PrivateFile

    from .drafts import Draft


@dataclass(frozen=True)
class Step:
    """One page. ``title`` is its heading, ``applies`` whether it is asked, after the answers before it."""

    slug: str
    title: str
    form: type[QuestionForm]
    applies: Callable[[Way], bool] = lambda way: True
    template: str = "question"

    @property
    def address(self) -> str:
        return reverse("asking_question", args=[self.slug])


FIRST = Step("informasi", "Informasi apa yang Anda minta?", forms.ItemsForm, template="items")
OFFERS = Step("tersedia", "Mungkin sudah tersedia", forms.OffersForm, lambda way: bool(way.offered), template="offers")
CHECKING = Step("periksa", "Periksa jawaban Anda", forms.DeclarationForm, template="check")
STEPS = (
    FIRST,
    OFFERS,
    Step("tujuan", "Untuk apa informasi itu akan digunakan?", forms.PurposeForm),
    Step("pemohon", "Anda memohon sebagai siapa?", forms.ApplicantForm),
    Step("kuasa", "Atas nama siapa Anda memohon?", forms.RepresentationForm),
    Step("surat-kuasa", "Pemberi kuasa", forms.PowerForm, lambda way: way.said("kuasa", "kuasa") == "wakil"),
    Step("identitas", "Identitas pemohon", forms.IdentityForm),
    Step("kontak", "Alamat dan kontak", forms.ContactForm),
    Step("cara", "Bagaimana Anda ingin memperoleh informasi itu?", forms.AccessForm),
    Step(
        "pengiriman",
        "Bagaimana salinan sampai kepada Anda?",
        forms.DeliveryForm,
        lambda way: way.said("cara", "cara") in ("elektronik", "cetak"),
    ),
    CHECKING,
)
BY_SLUG = {step.slug: step for step in STEPS}


class Way:
    """One applicant's way through the form.

    ``forms`` hold, by step, the form with what was answered, checked by today's rules; ``open`` is the first step that
    still has to be answered, in the end the page on which everything is checked.
    """

    def __init__(self, draft: Draft | None):
        self.answers: Mapping[str, Mapping[str, Any]] = draft.answers if draft else {}
        self.offered = draft.offered if draft else []
        self.files: Mapping[str, PrivateFile] = draft.files() if draft else {}
        self.forms: dict[str, QuestionForm] = {}
        self.steps: list[Step] = []
        for step in STEPS:
            if step.applies(self):
                self.steps.append(step)
                self.forms[step.slug] = step.form(self.answers.get(step.slug), way=self)

    def said(self, slug: str, name: str, otherwise: Any = None) -> Any:
        """What was answered in that field; ``otherwise`` where it was not, or not rightly."""
        form = self.forms.get(slug)
        return form.cleaned_data[name] if form and form.is_valid() else otherwise

    @cached_property
    def open(self) -> Step:
        return next(step for step in self.steps if step is CHECKING or not self.forms[step.slug].is_valid())

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
        """What the files of this way's questions are to the request; others were given before an answer changed."""
        return {name: kind for form in self.forms.values() for name, kind in form.uploads.items()}

    @property
    def offers(self) -> list[Page]:
        """What was offered and is still public."""
        return open_pages(self.offered)

    @property
    def summary(self) -> list[tuple[Step, list[tuple[str, str, str]]]]:
        """Every answer, step by step."""
        return [(step, list(self.forms[step.slug].summary())) for step in self.steps if step not in (OFFERS, CHECKING)]

    @property
    def is_entity(self) -> bool:
        return self.said("pemohon", "pemohon") in ("badan-hukum", "badan-hukum-asing")

    @property
    def is_foreign(self) -> bool:
        return self.said("pemohon", "pemohon") in ("wna", "badan-hukum-asing") or bool(
            self.said("surat-kuasa", "asing")
        )
