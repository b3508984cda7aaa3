"""What each act of the table asks of the officer: one form an act; an act that is not named asks for nothing.

A form gives ``data()``, which is what the act's effect (``effects``) takes. The rules themselves stand in the table and
in the effects; a form only sees to it that what arrives there is whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from portal.core import vault
from portal.officials.models import Unit
from portal.workdays.calendar import closed_days
from portal.workdays.reckoning import YearNotLoaded

from .. import deadlines, delivery, visibility
from ..actors import Person, officers
from ..clocks import reckoning
from ..clocks.reckoning import Reckoned
from ..effects import UNIT_LEAD
from ..fields import FILE_HINT, UploadField
from ..letters.papers import EXTENSION_GROUNDS
from ..lifecycle import State
from ..models import Deadline, InformationRequest, Letter, RequestFile
from ..tracking.forms import CompletionForm
from .signed_letters import SignedLetterField

if TYPE_CHECKING:
    from ..models.cases import Case

LINE = 300
REASON = 2000
MOST_MISSING = 20


def day_input(**attributes) -> forms.DateInput:
    return forms.DateInput({"type": "date", **attributes}, format="%Y-%m-%d")


def text_input(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class ActForm(forms.Form):
    """What every act carries: the version of the case that the officer had before him."""

    template = ""
    """What he reads above the fields."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, case: Case, person: Person, today: date, **kwargs):
        self.case, self.person, self.today = case, person, today
        super().__init__(*args, initial={"version": case.version, **kwargs.pop("initial", {})}, **kwargs)

    def data_of_act(self) -> dict[str, Any]:
        """What the effect takes; called where the act happens, so that files go into the vault with it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class FindIncomplete(ActForm):
    missing = forms.CharField(
        label="Yang belum lengkap",
        widget=text_input(4),
        help_text="Satu baris untuk satu hal; tercantum dalam surat keterangan tidak lengkap.",
        error_messages={"required": "Tuliskan apa yang belum lengkap."},
    )

    def clean_missing(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["missing"].splitlines() if line.strip()]
        if len(lines) > MOST_MISSING or any(len(line) > LINE for line in lines):
            raise forms.ValidationError(f"Tuliskan paling banyak {MOST_MISSING} hal, masing-masing {LINE} huruf.")
        return lines


class WithProof(ActForm):
    """An act by which a letter reaches the applicant; ``clock`` is the term that begins with it."""

    received_on = forms.DateField(label="Surat diterima pemohon pada", widget=day_input())
    proof = UploadField(
        label="Bukti penyampaian",
        kept_as="bukti-penyampaian",
        help_text=f"Resi, tanda terima, atau foto serah terima; masuk berkas perkara. {FILE_HINT}",
    )

    @property
    def clock(self) -> str:
        return delivery.TERMS[self.case.KIND][0]

    @property
    def term(self) -> str:
        return delivery.term_in_words(self.clock)

    @property
    def running(self) -> Deadline | None:
        """The day of which the applicant was told already, with its proof."""
        return deadlines.current(self.case, self.clock)

    def data_of_act(self) -> dict[str, Any]:
        data = super().data_of_act()
        if proof := data.get("proof"):
            data["proof"] = vault.store_rewritten(proof, self.person.user)
        return data


class Notify(WithProof):
    """By mail the answer is in hand today; on paper it is handed over, or sent and in hand nobody knows when."""

    template = "requests/office/act_notify.html"

    def __init__(self, *args, case: Case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if case.writes_back_by_mail:
            del self.fields["received_on"], self.fields["proof"]
            return
        received_on = self.fields["received_on"]
        received_on.label, received_on.required = "Diserahkan langsung kepada pemohon pada", False
        received_on.help_text = (
            "Kosongkan bila dikirim lewat pos; catat tanggal penerimaannya kemudian menurut bukti penyampaian. "
            "Bila bukan hari ini, bukti penyampaian wajib diunggah."
        )


class RecordReceipt(WithProof):
    template = "requests/office/act_record_receipt.html"

    @property
    def clock(self) -> str:
        return deadlines.COMPLETE if self.case.state == State.INCOMPLETE else super().clock


class Complete(ActForm, CompletionForm):
    """The desk enters what an applicant brings or sends on paper."""

    completed_on = forms.DateField(
        label="Diterima pada", widget=day_input(), help_text="Hari kelengkapan itu sampai di meja layanan."
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, today=today, initial={"completed_on": today}, **kwargs)

    def data_of_act(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        files = [(kind, vault.store_rewritten(file, self.person.user)) for kind, file in self.uploads().items()]
        return {"text": cleaned["text"], "completed_on": cleaned["completed_on"], "files": files}


class Dispose(ActForm):
    unit = forms.ModelChoiceField(
        Unit.objects.all(),
        label="Unit yang menguasai informasi",
        empty_label="Pilih …",
        error_messages={"required": "Pilih unitnya."},
    )
    internal_due_on = forms.DateField(
        label="Batas untuk unit",
        required=False,
        widget=day_input(),
        help_text=f"Lebih awal daripada jatuh tempo. Bila kosong: {UNIT_LEAD} hari kerja sebelumnya.",
    )
    instruction = forms.CharField(label="Arahan", required=False, max_length=REASON, widget=text_input())


class Return(ActForm):
    reason = forms.CharField(
        label="Yang perlu diperbaiki",
        max_length=REASON,
        widget=text_input(),
        help_text="Dibaca oleh unit; tersimpan sebagai catatan internal.",
        error_messages={"required": "Tuliskan apa yang perlu diperbaiki."},
    )


class Sign(ActForm):
    """The PPID reads what he signs: the answers and every file that goes out stand above the button."""

    template = "requests/office/act_sign.html"

    files_were_read = forms.BooleanField(
        label="Semua berkas yang akan diberikan sudah saya baca.",
        error_messages={"required": "Nyatakan bahwa semua berkas yang akan diberikan sudah Anda baca."},
    )

    def __init__(self, *args, case: InformationRequest, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if not case.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).exists():
            del self.fields["files_were_read"]


class Deliver(ActForm):
    delivered_on = forms.DateField(label="Diserahkan pada", widget=day_input())
    received_by = forms.CharField(
        label="Diterima oleh",
        required=False,
        max_length=255,
        help_text="Tercantum dalam tanda bukti penyerahan. Bila kosong: nama pemohon.",
    )

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, today=today, initial={"delivered_on": today}, **kwargs)


class Extend(ActForm):
    """Once, and the officer sees the new date before he gives it."""

    template = "requests/office/act_extend.html"

    ground = forms.ChoiceField(
        label="Dasar perpanjangan",
        choices=list(EXTENSION_GROUNDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih dasar perpanjangannya."},
    )
    reason = forms.CharField(
        label="Alasan tertulis",
        max_length=REASON,
        widget=text_input(),
        help_text="Tercantum dalam surat kepada pemohon (UU 14/2008 Pasal 22 ayat (8)).",
        error_messages={"required": "Tuliskan alasannya: perpanjangan tanpa alasan tertulis tidak sah."},
    )

    @property
    def extended(self) -> Reckoned | None:
        """The new date with its proof; nothing where it cannot be reckoned, which the act itself then says."""
        first = deadlines.current(self.case, deadlines.ANSWER)
        try:
            return first and reckoning.extended_due(first.reckoned, self.today, closed_days())
        except (ValueError, YearNotLoaded):
            return None


class Redirect(ActForm):
    holder = forms.CharField(
        label="Badan publik yang menguasai informasi",
        max_length=255,
        error_messages={"required": "Sebutkan badan publik yang menguasai informasi."},
    )
    reason = forms.CharField(
        label="Keterangan", required=False, max_length=REASON, widget=text_input(), help_text="Tercantum dalam surat."
    )


class Withdraw(ActForm):
    reason = forms.CharField(
        label="Bagaimana pemohon menyatakannya",
        max_length=REASON,
        widget=text_input(),
        help_text="Permohonan hanya dicabut atas kehendak pemohon. Tersimpan sebagai catatan internal.",
        error_messages={"required": "Tuliskan bagaimana pemohon menyatakan pencabutannya."},
    )


class LetterField(forms.ModelChoiceField):
    """A letter of the case, by kind and number; its form sets which there are."""

    def __init__(self, **kwargs):
        super().__init__(None, **kwargs)

    def label_from_instance(self, letter: Letter) -> str:
        return f"{letter.get_kind_display()} {letter.number}"


class PutFinal(ActForm):
    """The paper that was signed by hand, or the file that was signed electronically, takes the issued file's place."""

    template = "requests/office/act_put_final.html"
    letters_for = staticmethod(visibility.letters_for)

    letter = LetterField(
        label="Surat",
        empty_label="Pilih …",
        error_messages={"required": "Pilih suratnya.", "invalid_choice": "Pilih salah satu suratnya."},
    )
    file = SignedLetterField(label="PDF yang sudah ditandatangani")

    def __init__(self, *args, case: Case, person: Person, **kwargs):
        super().__init__(*args, case=case, person=person, **kwargs)
        self.fields["letter"].queryset = self.letters_for(case, person)

    def data_of_act(self) -> dict[str, Any]:
        letter, file = self.cleaned_data["letter"], self.cleaned_data["file"]
        file.seek(0)
        name = f"{letter.kind}-{letter.number.replace('/', '-')}-bertanda-tangan.pdf"
        return {"letter": letter, "file": vault.keep(file.read(), name, self.person.user)}


class OfficerField(forms.ModelChoiceField):
    """Somebody to whom a request may be assigned, by name; its form sets who that is (``actors.officers``)."""

    def __init__(self, **kwargs):
        super().__init__(None, **kwargs)

    def label_from_instance(self, user) -> str:
        return user.get_full_name() or user.get_username()


class Assign(ActForm):
    officer = OfficerField(label="Petugas yang menangani", required=False, empty_label="Tidak ada (lepaskan)")

    def __init__(self, *args, case: InformationRequest, today: date, **kwargs):
        super().__init__(*args, case=case, today=today, initial={"officer": case.officer_id}, **kwargs)
        self.fields["officer"].queryset = officers(today)


class ReissueSecret(ActForm):
    template = "requests/office/act_reissue.html"

    identity_checked = forms.BooleanField(
        label="Identitas pemohon sudah saya periksa.",
        error_messages={"required": "Kode baru hanya diterbitkan setelah identitas pemohon diperiksa."},
    )


FORMS: Mapping[str, type[ActForm]] = {
    "find-incomplete": FindIncomplete,
    "record-receipt": RecordReceipt,
    "notify": Notify,
    "complete": Complete,
    "dispose": Dispose,
    "return": Return,
    "sign": Sign,
    "deliver": Deliver,
    "extend": Extend,
    "redirect": Redirect,
    "withdraw": Withdraw,
    "put-final": PutFinal,
    "assign": Assign,
    "reissue-secret": ReissueSecret,
}
# Written on a page of its own (``answer_forms``).
ANSWERS = "draft"
# Stands at each letter, and not among the buttons of the request.
AT_LETTERS = "put-final"
