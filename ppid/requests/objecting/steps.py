"""The questions of an objection, in their order: about a request, and about periodic information that is missing."""

from __future__ import annotations

from functools import cached_property, partial

from django.utils import timezone

from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded

from ..asking import forms as asking
from ..asking.way import Step, Way
from ..objections.filing import Filing, filing
from ..objections.registration import answered_on
from . import fitting, forms

_about_request = partial(Step, url="objecting_request_question")
_about_missing = partial(Step, url="objecting_missing_question")


def _by_representative(way: Way) -> bool:
    return way.said("pengaju", "pengaju") == "kuasa"


class RequestObjectionWay(Way):
    """An objection to the request that this visit follows: ``about``."""

    noun = "keberatan"
    questions = (
        _about_request("alasan", "Mengapa Anda berkeberatan?", forms.ReasonsForm, template="objecting/reasons"),
        _about_request("kasus", "Apa yang terjadi?", forms.FactsForm),
        _about_request("informasi", "Informasi yang Anda minta", forms.InformationForm),
        _about_request("pengaju", "Siapa yang mengajukan keberatan ini?", forms.RepresentationForm),
        _about_request("surat-kuasa", "Kuasa pemohon", forms.PowerForm, _by_representative),
        _about_request("periksa", "Periksa jawaban Anda", forms.DeclarationForm, template="asking/check"),
    )

    @cached_property
    def notes(self) -> dict[str, str]:
        """What seems not to fit a reason, by its letter."""
        return fitting.notes(fitting.known_of(self.about, timezone.localdate()))

    @cached_property
    def term(self) -> Filing | None:
        """Until when it should be filed, by the widest reading of its reasons; ``None`` where no calendar reaches."""
        try:
            return filing("acdefg", answered_on=answered_on(self.about), due_on=self.about.due_on, closed=closed_days())
        except YearNotLoaded:
            return None

    @property
    def is_late(self) -> bool:
        return self.term is not None and self.term.is_late(timezone.localdate())


class MissingObjectionWay(Way):
    """An objection because periodic information is missing: without a request, so the objector says who he is."""

    noun = "keberatan"
    questions = (
        _about_missing(
            "informasi", "Informasi berkala apa yang tidak tersedia?", forms.MissingForm, template="objecting/missing"
        ),
        _about_missing("kasus", "Apa yang terjadi?", forms.FactsForm),
        _about_missing("tujuan", "Untuk apa informasi itu akan digunakan?", forms.PurposeForm),
        _about_missing("pemohon", "Siapa pemohonnya?", forms.ApplicantForm),
        _about_missing("identitas", "Identitas pemohon", asking.IdentityForm),
        _about_missing("kontak", "Alamat dan kontak", asking.ContactForm),
        _about_missing("pengaju", "Siapa yang mengajukan keberatan ini?", forms.RepresentationForm),
        _about_missing("surat-kuasa", "Kuasa pemohon", forms.PowerForm, _by_representative),
        _about_missing("periksa", "Periksa jawaban Anda", forms.DeclarationForm, template="asking/check"),
    )
