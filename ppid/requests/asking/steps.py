"""The questions of a request for information, in the order of the customary form (UU 14/2008 Pasal 22)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ppid.information.public import open_pages

from . import forms, offers
from .forms import MOST_ITEMS, ItemsForm, QuestionForm
from .way import Step, Way

if TYPE_CHECKING:
    from wagtail.models import Page

    from .drafts import Draft

ONE_MORE = "tambah"

FIRST = Step("informasi", "Informasi apa yang Anda minta?", forms.ItemsForm, template="asking/items")
OFFERS = Step(
    "tersedia", "Mungkin sudah tersedia", forms.OffersForm, lambda way: bool(way.offered), template="asking/offers"
)
CHECKING = Step("periksa", "Periksa jawaban Anda", forms.DeclarationForm, template="asking/check")
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


class RequestWay(Way):
    """Somebody's way through the form for requests. The first question has as many boxes as he wants items."""

    questions = STEPS
    noun = "permohonan"

    @property
    def offers(self) -> list[Page]:
        """What was offered and is still public."""
        return open_pages(self.offered)

    @property
    def is_foreign(self) -> bool:
        return self.said("pemohon", "pemohon") in ("wna", "badan-hukum-asing") or bool(
            self.said("surat-kuasa", "asing")
        )

    def form_for(self, step: Step, query: Mapping[str, str]) -> QuestionForm:
        """With as many boxes for items as were asked for."""
        boxes = query.get("butir", "")
        if step is FIRST and boxes.isascii() and boxes.isdigit():
            return ItemsForm(self.answers.get(step.slug), way=self, rows=int(boxes[:2]))
        return super().form_for(step, query)

    def keep(self, draft: Draft, step: Step, form: QuestionForm) -> None:
        if step is FIRST:
            draft.offered = offers.pages_for(form.items)
            draft.answers.pop(OFFERS.slug, None)

    def onward(self, step: Step, form: QuestionForm, posted: Mapping[str, str]) -> str:
        if step is FIRST and ONE_MORE in posted:
            boxes = min(len(form.items) + 1, MOST_ITEMS)
            return f"{FIRST.address}?butir={boxes}#id_butir_{boxes}"
        return super().onward(step, form, posted)
