"""The answer as its unit writes it: a form an item, what it costs by tariff, and when it is provided.

An unfinished answer may be saved; what it lacks (``answers.faults_of``) is told, and stops it from being handed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms

from ppid.information import public

from ..letters.papers import rupiah
from ..models import RequestedItem, RequestFile, Tariff
from .act_forms import ActForm
from .files import Inspected, ReleasedFilesField

Outcome = RequestedItem.Outcome
MOST_COPIES = 10_000
MOST_DAYS = 365
PAGES_SHOWN = 30
_NOTHING = ("", "Tidak ada")


@dataclass(frozen=True)
class Group:
    """Fields that belong to certain outcomes, folded away where they are not needed."""

    title: str
    outcomes: frozenset[str]
    names: tuple[str, ...]


GROUPS = (
    Group(
        "Yang diberikan (dikabulkan, sebagian)",
        frozenset({Outcome.GRANTED, Outcome.PARTLY}),
        ("files", "remove", "page", "viewing"),
    ),
    Group("Penghitaman (dikabulkan sebagian)", frozenset({Outcome.PARTLY}), ("redacted", "redaction_reason")),
    Group(
        "Dasar penolakan (ditolak, dikabulkan sebagian)",
        frozenset({Outcome.REFUSED, Outcome.PARTLY}),
        ("decision",),
    ),
    Group(
        "Yang menguasai informasi (tidak dikuasai, dialihkan)",
        frozenset({Outcome.NOT_HELD, Outcome.REDIRECTED}),
        ("holder",),
    ),
)


class PageField(forms.Field):
    """A page of public information, by its key; it must be public when the answer is saved."""

    widget = forms.Select

    def to_python(self, value: Any):
        if value in self.empty_values:
            return None
        pages = public.open_pages([int(value)]) if str(value).isdecimal() else []
        if not pages:
            raise forms.ValidationError("Halaman itu tidak sedang tayang. Pilih halaman lain.")
        return pages[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


class ItemForm(forms.ModelForm):
    """What one item is answered."""

    page = PageField(
        label="Halaman informasi publik",
        required=False,
        help_text="Bila informasinya sudah ada di situs ini. Cari lewat kotak pencarian di atas.",
    )
    files = ReleasedFilesField(
        label="Berkas untuk pemohon",
        required=False,
        help_text="Isi yang tersembunyi dicari, dan nama pembuat serta sisa lain dibersihkan bila dapat.",
    )
    remove = forms.MultipleChoiceField(
        label="Cabut berkas", required=False, widget=forms.CheckboxSelectMultiple, help_text="Dihapus saat disimpan."
    )

    class Meta:
        model = RequestedItem
        fields = ["outcome", "answer", "page", "viewing", "redacted", "redaction_reason", "decision", "holder"]
        widgets = {
            name: forms.Textarea({"rows": rows})
            for name, rows in (("answer", 4), ("redacted", 2), ("redaction_reason", 2))
        }

    def __init__(self, *args, pages: Sequence[tuple], decisions, released: Sequence[RequestFile], **kwargs):
        super().__init__(*args, **kwargs)
        self.released = released
        self.fields["outcome"].choices = [("", "Belum dijawab"), *Outcome.choices]
        self.fields["page"].widget.choices = pages
        self.fields["decision"].queryset = decisions
        self.fields["decision"].choices = [_NOTHING, *((decision.pk, _told(decision)) for decision in decisions)]
        self.fields["remove"].choices = [(str(file.pk), file.name) for file in released]
        if not released:
            del self.fields["remove"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def answer_has_changed(self) -> bool:
        return bool(set(self.changed_data) & set(self.Meta.fields))

    @property
    def removed(self) -> list[RequestFile]:
        gone = self.cleaned_data.get("remove", ())
        return [file for file in self.released if str(file.pk) in gone]

    @property
    def groups(self) -> Iterator[tuple[Group, list[forms.BoundField], bool]]:
        """Each group with its fields, and whether it lies open: it is asked for, or something stands in it."""
        outcome = self["outcome"].value()
        for group in GROUPS:
            fields = [self[name] for name in group.names if name in self.fields]
            is_open = outcome in group.outcomes or any(field.value() or field.errors for field in fields)
            yield group, fields, is_open


class AnswersForm(ActForm):
    """The whole answer: its items (``items``) and what holds for all of them."""

    provided_within_days = forms.IntegerField(
        label="Waktu penyediaan (hari kerja)", required=False, min_value=1, max_value=MOST_DAYS
    )
    payment_method = forms.CharField(label="Cara pembayaran", required=False, max_length=255)
    cari = forms.CharField(
        label="Cari halaman informasi publik",
        required=False,
        max_length=200,
        help_text="Isian disimpan lebih dahulu; hasilnya menjadi pilihan pada setiap butir.",
    )

    def __init__(self, *args, case, words: str = "", **kwargs):
        initial = {
            "provided_within_days": case.provided_within_days,
            "payment_method": case.payment_method,
            "cari": words,
        }
        super().__init__(*args, case=case, initial=initial, **kwargs)
        self.words = words
        self.tariffs = self._offer_tariffs()
        self.items = list(self._item_forms())

    def _offer_tariffs(self) -> dict[str, Tariff]:
        """A quantity for each tariff of today, and for each by which a cost was already reckoned."""
        lines = {line.tariff: line for line in self.case.costs.select_related("tariff")}
        tariffs = dict.fromkeys([*Tariff.objects.in_force(self.today), *lines])
        named = {f"tariff-{tariff.pk}": tariff for tariff in tariffs}
        for name, tariff in named.items():
            line = lines.get(tariff)
            self.fields[name] = forms.IntegerField(
                label=f"{tariff.name} ({tariff.unit})",
                required=False,
                min_value=0,
                max_value=MOST_COPIES,
                initial=line.quantity if line else None,
                help_text=f"{rupiah(line.rupiah if line else tariff.rupiah)} per {tariff.unit}; {tariff.legal_basis}",
            )
        return named

    def _item_forms(self) -> Iterator[ItemForm]:
        released: dict[int, list[RequestFile]] = {}
        for file in self.case.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).order_by("pk"):
            released.setdefault(file.item_id, []).append(file)
        items = list(self.case.items.select_related("page"))
        pages, decisions = self._pages(items), public.decisions_in_force(self.today)
        for item in items:
            yield ItemForm(
                self.data if self.is_bound else None,
                self.files if self.is_bound else None,
                instance=item,
                prefix=f"butir-{item.order}",
                pages=pages,
                decisions=decisions,
                released=released.get(item.pk, []),
            )

    def _pages(self, items: Sequence[RequestedItem]) -> list[tuple]:
        """Public information to choose from: what is chosen, what was looked for, else what resembles the request."""
        text = self.words or " ".join(item.text for item in items)
        chosen = [item.page for item in items if item.page]
        pages = [*chosen, *public.matching(text.split(), PAGES_SHOWN)]
        return [_NOTHING, *{page.pk: (page.pk, page.title) for page in pages}.values()]

    @property
    def cost_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.tariffs]

    @cached_property
    def parts(self) -> list[forms.BaseForm]:
        """This form and those of its items, in the order in which they stand on the page."""
        return [*self.items, self]

    @property
    def has_faults(self) -> bool:
        return any(part.errors for part in self.parts)

    def is_valid(self) -> bool:
        return all([*(part.is_valid() for part in self.items), super().is_valid()])

    def inspected(self) -> Iterator[tuple[RequestedItem, Inspected]]:
        for form in self.items:
            yield from ((form.instance, file) for file in form.cleaned_data["files"])

    def data_of_act(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "items": {form.instance: form.values for form in self.items if form.answer_has_changed},
            "files": [file.keep(item, self.person.user) for item, file in self.inspected()],
            "removed": [file for form in self.items for file in form.removed],
            "costs": {tariff: cleaned[name] or 0 for name, tariff in self.tariffs.items()},
            "provided_within_days": cleaned["provided_within_days"],
            "payment_method": cleaned["payment_method"],
        }


def _told(decision) -> str:
    return f"{decision.number}: {decision.title} ({decision.law_ground.label})"
