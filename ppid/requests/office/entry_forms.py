"""What an officer enters for an applicant who came, called, wrote or mailed: the citizen's questions on one page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..asking.forms import ApplicantForm, radio
from ..asking.sending import ACCESS
from ..fields import LineField, MailField, PhoneField, TextField, UploadField, digits_of_nik
from ..models import InformationRequest, RequestFile
from ..registration import Application

Channel = InformationRequest.Channel
Applicant = InformationRequest.ApplicantKind
Delivery = InformationRequest.DeliveryMethod

MOST_ITEMS = 20
ITEM_LENGTH = 2000
INDONESIAN = "wni"
ENTITIES = ("badan-hukum", "badan-hukum-asing")
FOREIGN = ("wna", "badan-hukum-asing")


# UU 14/2008: before it there was nothing to receive.
EARLIEST_YEAR = 2008


class CounterForm(forms.Form):
    """What every entry asks: by what way it came, and when; nothing is received after ``now``, the moment of entry.

    ``KINDS`` tells what the files of its fields are to the case.
    """

    CHANNELS: tuple[str, ...]
    KINDS: Mapping[str, str]

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    channel = radio("Cara penyampaian", {})
    received_at = forms.DateTimeField(
        label="Diterima pada",
        help_text="Saat surat atau orangnya sampai di kantor, walaupun baru dicatat sekarang.",
        widget=forms.DateTimeInput({"type": "datetime-local", "class": "input"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"required": "Isi saat penerimaannya.", "invalid": "Isi tanggal dan jam yang benar."},
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["channel"].choices = [(channel, Channel(channel).label) for channel in self.CHANNELS]

    def clean_received_at(self) -> datetime:
        received_at = self.cleaned_data["received_at"]
        if received_at > self.now:
            raise ValidationError("Saat penerimaan belum tiba.", code="future")
        if received_at.year < EARLIEST_YEAR:
            raise ValidationError("Periksa tahunnya.", code="past")
        return received_at

    def uploads(self) -> list[tuple[str, Any]]:
        """Kind and file of what was scanned."""
        return [(kind, self.cleaned_data[name]) for name, kind in self.KINDS.items() if self.cleaned_data.get(name)]


class EntryForm(CounterForm):
    """A request that came without the web (UU 14/2008 Pasal 22 ayat (3)), asked as on the web, for the same rights."""

    CHANNELS = (Channel.COUNTER, Channel.PHONE, Channel.EMAIL, Channel.POST)

    applicant = radio("Pemohon", dict(ApplicantForm.base_fields["pemohon"].choices))
    name = LineField(label="Nama lengkap", max_length=255, missing="Tulis nama pemohon.")
    identity_number = LineField(
        label="NIK, nomor SK pengesahan, atau nomor paspor", max_length=100, missing="Tulis nomor identitas pemohon."
    )
    represented = LineField(label="Nama pemberi kuasa, bila dikuasakan", max_length=255)
    address = TextField(label="Alamat lengkap", max_length=1000, missing="Tulis alamat pemohon.", rows=3)
    phone = PhoneField(label="Nomor telepon")
    email = MailField(label="Alamat surel", help_text="Tanpa surel, surat dikirim lewat pos atau diambil.")
    occupation = LineField(label="Pekerjaan", max_length=255)
    items = TextField(
        label="Informasi yang diminta",
        max_length=MOST_ITEMS * ITEM_LENGTH,
        missing="Tulis informasi yang diminta.",
        help_text=f"Satu butir sebaris, paling banyak {MOST_ITEMS} butir. Setiap butir dijawab sendiri.",
        rows=5,
    )
    purpose = TextField(label="Tujuan penggunaan", max_length=2000, missing="Tulis tujuan penggunaan informasi.")
    access = radio(
        "Cara memperoleh informasi",
        {"lihat": "Melihat di kantor", "elektronik": "Salinan elektronik", "cetak": "Salinan cetak"},
    )
    delivery = radio("Cara mendapatkan salinan", dict(Delivery.choices))
    identity = UploadField(label="Salinan identitas", kept_as="identitas")
    power_of_attorney = UploadField(label="Surat kuasa khusus", kept_as="surat-kuasa")
    scan = UploadField(label="Pindaian surat atau formulir permohonan", kept_as="permohonan")
    declared = forms.BooleanField(
        label="Pemohon menyatakan tidak akan menyalahgunakan informasi",
        error_messages={"required": "Pernyataan pemohon diperlukan."},
    )

    KINDS = {
        "identity": RequestFile.Kind.IDENTITY,
        "power_of_attorney": RequestFile.Kind.POWER_OF_ATTORNEY,
        "scan": RequestFile.Kind.SCAN,
    }

    def clean_items(self) -> list[str]:
        items = [line.strip() for line in self.cleaned_data["items"].splitlines() if line.strip()]
        if len(items) > MOST_ITEMS:
            raise ValidationError(f"Paling banyak {MOST_ITEMS} butir dalam satu permohonan.", code="too_many")
        if any(len(item) > ITEM_LENGTH for item in items):
            raise ValidationError(f"Satu butir paling panjang {ITEM_LENGTH} huruf.", code="too_long")
        return items

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("applicant") == INDONESIAN and cleaned.get("identity_number"):
            try:
                cleaned["identity_number"] = digits_of_nik(cleaned["identity_number"])
            except ValidationError as wrong:
                self.add_error("identity_number", wrong)
        if cleaned.get("delivery") == Delivery.EMAIL and not cleaned.get("email", True):
            self.add_error("email", "Isi alamat surel, karena salinan dikirim lewat surel.")
        return cleaned

    def application(self, files: list) -> Application:
        """``files``: kind and private file, as the vault keeps them."""
        said = self.cleaned_data
        access_mode, copy_format = ACCESS[said["access"]]
        return Application(
            form_key=said["form_key"],
            applicant_kind=Applicant.ENTITY if said["applicant"] in ENTITIES else Applicant.PERSON,
            applicant_name=said["name"],
            identity_number=said["identity_number"],
            is_foreign=said["applicant"] in FOREIGN,
            represented_name=said["represented"],
            address=said["address"],
            phone=said["phone"],
            email=said["email"],
            occupation=said["occupation"],
            items=said["items"],
            purpose=said["purpose"],
            access_mode=access_mode,
            copy_format=copy_format,
            delivery_method=said["delivery"],
            files=files,
        )
