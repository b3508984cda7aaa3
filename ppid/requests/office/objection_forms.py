"""What each act on an objection asks of the officer, as ``act_forms`` has it for requests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from ..models import Objection, RequestFile
from ..objections import visibility
from ..objections.deciding import Decision, faults_of, may_be_settled
from ..published.forms import PageForm
from . import act_forms
from .act_forms import REASON, ActForm, Notify, RecordReceipt, ReissueSecret, day_input, text_input
from .files import ReleasedFilesField

Outcome = Objection.Outcome
LONG = 5000


class Decide(ActForm):
    """The superior's decision; what was objected to and what was answered stand above the fields."""

    template = "requests/office/act_decide.html"

    outcome = forms.ChoiceField(
        label="Putusan", widget=forms.RadioSelect, error_messages={"required": "Pilih putusannya."}
    )
    reason = forms.CharField(
        label="Alasan putusan",
        required=False,
        max_length=LONG,
        widget=text_input(),
        help_text="Wajib bila jawaban PPID dikuatkan (UU 14/2008 Pasal 36 ayat (3)).",
    )
    order = forms.CharField(
        label="Perintah kepada PPID",
        required=False,
        max_length=LONG,
        widget=text_input(),
        help_text="Wajib bila keberatan diterima seluruhnya atau sebagian.",
    )
    order_due_on = forms.DateField(label="Batas pelaksanaan perintah", required=False, widget=day_input())
    opens = forms.BooleanField(
        label="Informasi ini dibuka untuk umum",
        required=False,
        help_text="Konsep halamannya terbit bersama putusan; setelah ditayangkan, ia masuk Daftar Informasi Publik "
        "(Pasal 11 ayat (2)).",
    )
    title = forms.CharField(label="Judul informasi yang dibuka", required=False, max_length=255)

    def __init__(self, *args, case: Objection, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.fields["outcome"].choices = [
            (value, label)
            for value, label in Outcome.choices
            if value != Outcome.SETTLED or may_be_settled(case.reasons)
        ]
        answers = {
            _answer_to(letter): forms.CharField(
                label=f"Tanggapan atas alasan {letter}",
                help_text=f"{words}.",
                max_length=LONG,
                widget=text_input(),
                error_messages={"required": "Tanggapi alasan ini."},
            )
            for letter, words in case.reason_labels
        }
        # Each reason is answered before it is decided on them all.
        self.fields = {"version": self.fields.pop("version"), **answers, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors:
            for fault in faults_of(self.decision, self.case.reasons, self.today):
                self.add_error(None, fault)
        return cleaned

    @property
    def decision(self) -> Decision:
        said = self.cleaned_data
        return Decision(
            outcome=said["outcome"],
            answers={letter: said[_answer_to(letter)] for letter in self.case.reasons},
            reason=said["reason"],
            order=said["order"],
            order_due_on=said["order_due_on"],
            opens=said["opens"],
            title=said["title"],
        )

    def data_of_act(self) -> dict[str, Any]:
        return {"decision": self.decision}


def _answer_to(letter: str) -> str:
    return f"answer_{letter}"


class Prepare(ActForm):
    """Files for the applicant: they go out only when a second person, the PPID, has read them."""

    template = "requests/office/act_prepare.html"

    files = ReleasedFilesField(
        label="Berkas untuk pemohon",
        required=False,
        help_text="Isi yang tersembunyi dicari, dan nama pembuat serta sisa lain dibersihkan bila dapat.",
    )
    remove = forms.MultipleChoiceField(
        label="Cabut berkas", required=False, widget=forms.CheckboxSelectMultiple, help_text="Dihapus saat disimpan."
    )

    def __init__(self, *args, case: Objection, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.released = list(_released(case))
        self.fields["remove"].choices = [(str(file.pk), file.name) for file in self.released]
        if not self.released:
            del self.fields["remove"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not (cleaned["files"] or cleaned.get("remove")):
            self.add_error("files", "Pilih berkas yang disiapkan.")
        return cleaned

    def data_of_act(self) -> dict[str, Any]:
        gone = self.cleaned_data.get("remove", ())
        return {
            "files": [file.keep(None, self.person.user) for file in self.cleaned_data["files"]],
            "removed": [file for file in self.released if str(file.pk) in gone],
        }


class Fulfil(ActForm):
    """The PPID reads what he gives: every file stands above the button."""

    template = "requests/office/act_fulfil.html"

    text = forms.CharField(
        label="Bagaimana perintah dilaksanakan",
        max_length=LONG,
        widget=text_input(),
        help_text="Dibaca pemohon.",
        error_messages={"required": "Jelaskan bagaimana perintah dilaksanakan."},
    )
    files_were_read = forms.BooleanField(
        label="Semua berkas yang akan diberikan sudah saya baca.",
        error_messages={"required": "Nyatakan bahwa semua berkas yang akan diberikan sudah Anda baca."},
    )

    def __init__(self, *args, case: Objection, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.released = list(_released(case))
        if not self.released:
            del self.fields["files_were_read"]


class NamePage(PageForm, ActForm):
    """For what was opened and has no page: one that is public already, or a draft to be filled."""

    def __init__(self, *args, case: Objection, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        self.offer_pages(case.information)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and bool(cleaned["page"]) == bool(cleaned["title"]):
            self.add_error("page", "Pilih halamannya, atau beri judul untuk halaman baru.")
        return cleaned


class PutFinal(act_forms.PutFinal):
    letters_for = staticmethod(visibility.letters_for)


class Respond(ActForm):
    response = forms.ChoiceField(
        label="Tanggapan pemohon",
        choices=Objection.Response.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih tanggapannya."},
    )
    text = forms.CharField(
        label="Dalam kata-kata pemohon",
        required=False,
        max_length=REASON,
        widget=text_input(),
        help_text="Masuk register keberatan.",
    )


class Withdraw(ActForm):
    reason = forms.CharField(
        label="Bagaimana pemohon menyatakannya",
        max_length=REASON,
        widget=text_input(),
        help_text="Keberatan hanya dicabut atas kehendak pemohon. Masuk register keberatan.",
        error_messages={"required": "Tuliskan bagaimana pemohon menyatakan pencabutannya."},
    )


def _released(case: Objection):
    return case.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None)


FORMS: Mapping[str, type[ActForm]] = {
    "decide": Decide,
    "notify": Notify,
    "record-receipt": RecordReceipt,
    "prepare": Prepare,
    "fulfil": Fulfil,
    "name-page": NamePage,
    "respond": Respond,
    "withdraw": Withdraw,
    "put-final": PutFinal,
    "reissue-secret": ReissueSecret,
}
