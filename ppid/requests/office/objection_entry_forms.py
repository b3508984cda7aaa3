"""What an officer enters of an objection that came on paper, by e-mail or over the counter.

It is in writing (UU 14/2008 Pasal 35 ayat (1)), so the telephone is no way to bring one. Who objects to a request is
its applicant, or his attorney; his name is asked all the same, so that a slip in the number touches no stranger's case.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..asking.forms import ApplicantForm, radio
from ..fields import LineField, MailField, PhoneField, TextField, UploadField, digits_of_nik
from ..models import InformationRequest, Objection, RequestFile
from ..numbering import normal
from ..objections.registration import WITHOUT_REQUEST, Statement
from .entry_forms import ENTITIES, FOREIGN, INDONESIAN, Applicant, Channel, CounterForm

NOT_FOUND = "Tidak ada permohonan dengan nomor dan nama pemohon ini. Periksa keduanya."


class ObjectionEntryForm(CounterForm):
    """``request`` is what was found by number; ``None`` where periodic information is missing (reason b)."""

    CHANNELS = (Channel.COUNTER, Channel.EMAIL, Channel.POST)
    KINDS = {
        "identity": RequestFile.Kind.IDENTITY,
        "power_of_attorney": RequestFile.Kind.POWER_OF_ATTORNEY,
        "scan": RequestFile.Kind.SCAN,
    }
    # Wanted where no request says who objects and what he misses.
    WANTED = {
        "applicant": "Pilih salah satu.",
        "identity_number": "Tulis nomor identitas pemohon.",
        "address": "Tulis alamat pemohon.",
        "information": "Tulis informasi berkala yang tidak disediakan.",
        "purpose": "Tulis tujuan penggunaan informasi.",
    }

    request_number = LineField(
        label="Nomor pendaftaran permohonan",
        max_length=100,
        help_text="Hanya keberatan karena informasi berkala tidak disediakan (alasan b) dapat tanpa nomor.",
    )
    name = LineField(label="Nama lengkap pemohon", max_length=255, missing="Tulis nama pemohon.")
    reasons = forms.MultipleChoiceField(
        label="Alasan keberatan",
        choices=[(letter, f"{letter}. {words}") for letter, words in Objection.Reason.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text="UU 14/2008 Pasal 35 ayat (1); boleh lebih dari satu.",
        error_messages={"required": "Pilih sekurang-kurangnya satu alasan."},
    )
    information = TextField(
        label="Informasi yang diminta", max_length=5000, help_text="Bila kosong: seperti dalam permohonan.", rows=3
    )
    facts = TextField(label="Kasus posisi", max_length=5000, missing="Tulis kasus posisinya.", rows=5)
    purpose = TextField(
        label="Tujuan penggunaan", max_length=2000, help_text="Bila kosong: seperti dalam permohonan.", rows=2
    )
    representative_name = LineField(label="Nama kuasa, bila dikuasakan", max_length=255)
    representative_address = TextField(label="Alamat kuasa", max_length=1000, rows=2)
    representative_phone = PhoneField(label="Nomor telepon kuasa")
    power_of_attorney = UploadField(
        label="Surat kuasa khusus bermeterai", kept_as="surat-kuasa", help_text="Wajib bila dikuasakan."
    )
    scan = UploadField(label="Pindaian surat atau formulir keberatan", kept_as="keberatan")
    applicant = radio("Pemohon", dict(ApplicantForm.base_fields["pemohon"].choices), required=False)
    identity_number = LineField(label="NIK, nomor SK pengesahan, atau nomor paspor", max_length=100)
    address = TextField(label="Alamat lengkap", max_length=1000, rows=3)
    phone = PhoneField(label="Nomor telepon")
    email = MailField(label="Alamat surel", help_text="Tanpa surel, surat dikirim lewat pos atau diambil.")
    occupation = LineField(label="Pekerjaan", max_length=255)
    identity = UploadField(label="Salinan identitas", kept_as="identitas")

    ONLY_WITHOUT_REQUEST = ("applicant", "identity_number", "address", "phone", "email", "occupation", "identity")

    @property
    def always(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.ONLY_WITHOUT_REQUEST]

    @property
    def without_request(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ONLY_WITHOUT_REQUEST]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.request = None
        if cleaned.get("request_number"):
            self._look_up()
        elif "reasons" in cleaned:
            self._ask_who()
        if cleaned.get("representative_name") and not cleaned.get("power_of_attorney", True):
            self.add_error("power_of_attorney", "Sertakan surat kuasa khusus bermeterai (PERKI 1/2021 Pasal 39).")
        return cleaned

    def _look_up(self) -> None:
        """A wrong number and a wrong name are told alike: the form is no way to find out who asked for something."""
        number, name = self.cleaned_data["request_number"], self.cleaned_data.get("name", "")
        found = InformationRequest.objects.filter(number_key=normal(number)).first()
        if found is None or " ".join(found.applicant_name.split()).casefold() != name.casefold():
            self.add_error("request_number", NOT_FOUND)
        self.request = found

    def _ask_who(self) -> None:
        if set(self.cleaned_data["reasons"]) != {WITHOUT_REQUEST}:
            self.add_error(
                "request_number", "Isi nomor permohonan: hanya keberatan dengan alasan b saja dapat tanpa permohonan."
            )
            return
        for name, words in self.WANTED.items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, words)
        if self.cleaned_data.get("applicant") == INDONESIAN and self.cleaned_data.get("identity_number"):
            try:
                self.cleaned_data["identity_number"] = digits_of_nik(self.cleaned_data["identity_number"])
            except ValidationError as wrong:
                self.add_error("identity_number", wrong)

    def statement(self, files: list) -> Statement:
        """``files``: kind and private file, as the vault keeps them."""
        said = self.cleaned_data
        asked = "\n".join(self.request.items.values_list("text", flat=True)) if self.request else ""
        return Statement(
            form_key=said["form_key"],
            reasons=said["reasons"],
            facts=said["facts"],
            information=said["information"] or asked[:5000],
            purpose=said["purpose"],
            representative_name=said["representative_name"],
            representative_address=said["representative_address"],
            representative_phone=said["representative_phone"],
            applicant={} if self.request else self._applicant(),
            files=files,
        )

    def _applicant(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "applicant_kind": Applicant.ENTITY if said["applicant"] in ENTITIES else Applicant.PERSON,
            "applicant_name": said["name"],
            "is_foreign": said["applicant"] in FOREIGN,
            **{name: said[name] for name in ("identity_number", "address", "phone", "email", "occupation")},
        }
