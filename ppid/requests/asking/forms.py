"""The questions of the form (UU 14/2008 Pasal 22), one form a page.

A form knows the ``Way`` of its applicant, so that a question can depend on earlier answers. An answer is kept as it was
typed and checked again whenever it is read: what no longer fits is asked anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from ..fields import FILE_HINT, LineField, MailField, PhoneField, TextField, UploadField, digits_of_nik
from ..models import InformationRequest, RequestFile

if TYPE_CHECKING:
    from portal.core.rewriting import Rewritten

    from .way import Way

Delivery = InformationRequest.DeliveryMethod

MOST_ITEMS = 20
_ITEM = re.compile(r"butir_[1-9][0-9]?")
MAY_FOLLOW = f"{FILE_HINT} Tanpa berkas ini {{noun}} tetap dicatat, tetapi petugas dapat meminta Anda melengkapinya."
CHOOSE = {"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."}


def radio(label: str, choices: Mapping[str, str], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=list(choices.items()), widget=forms.RadioSelect, error_messages=CHOOSE, **kwargs
    )


class QuestionForm(forms.Form):
    """One page of the form.

    ``uploads`` tell what the files of its fields are to the case, and ``needed`` what is said where a file is missing
    without which it does not go on. ``heads``: the page's heading is what its only field asks.
    """

    uploads: Mapping[str, str] = {}
    needed: Mapping[str, str] = {}
    heads = False

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None, *, way: Way):
        super().__init__(data, files)
        self.way = way
        self.adapt()
        for name, missing in self.needed.items():
            self.fields[name].required = name not in way.files
            self.fields[name].error_messages["required"] = missing
        for name in self.uploads:
            if kept := way.files.get(name):
                self._say_that_it_is_kept(name, f"{kept.name} ({filesizeformat(kept.size)})")

    def adapt(self) -> None:
        """Fit labels and choices to what was answered before."""

    def may_follow(self) -> str:
        """The hint at a file that can be handed in later."""
        return MAY_FOLLOW.format(noun=self.way.noun)

    def _say_that_it_is_kept(self, name: str, file: str) -> None:
        self.fields[name].help_text = format_html(
            "Tersimpan: {}. Pilih berkas lain hanya bila ingin menggantinya.", file
        )
        if name in self.needed:
            return
        self.fields[f"{name}_hapus"] = forms.BooleanField(label=f"Hapus {file}", required=False)
        place = list(self.base_fields)[: list(self.base_fields).index(name) + 1]
        self.order_fields([*place, f"{name}_hapus"])

    def typed(self) -> dict[str, Any]:
        """What its fields hold, to be kept; files and their deletion are no part of it."""
        names = [name for name in self.base_fields if name not in self.uploads]
        return {name: self[name].data for name in names}

    def new_files(self) -> dict[str, Rewritten]:
        """What was chosen now, by field."""
        return {name: file for name in self.uploads if (file := self.cleaned_data[name]) is not None}

    def unwanted(self) -> list[str]:
        """The fields whose kept file shall be deleted."""
        return [name for name in self.uploads if self.cleaned_data.get(f"{name}_hapus")]

    def summary(self) -> Iterator[tuple[str, str, str]]:
        """Field, label and answer, line by line, for the page on which answers are checked."""
        for name in self.base_fields:
            field = self.fields[name]
            if name in self.uploads:
                kept = self.way.files.get(name)
                yield name, field.label, kept.name if kept else "Tidak dilampirkan"
            elif isinstance(field, forms.ChoiceField):
                yield f"{name}_0", field.label, dict(field.choices)[self.cleaned_data[name]]
            elif isinstance(field, forms.BooleanField):
                yield name, field.label, "Ya" if self.cleaned_data[name] else "Tidak"
            else:
                yield name, field.label, self.cleaned_data[name] or "Tidak diisi"


class ItemsForm(QuestionForm):
    """What is asked for, as a list: each item gets an answer of its own. An item that is emptied is gone."""

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None, *, way: Way, rows: int = 1):
        given = {int(name.removeprefix("butir_")): data[name] for name in data or () if _ITEM.fullmatch(name)}
        self.rows = min(MOST_ITEMS, max([1, rows, *given]))
        self.is_empty = not any(text.strip() for text in given.values())
        super().__init__(data, files, way=way)

    @property
    def has_room(self) -> bool:
        """Whether one more item may be added."""
        return self.rows < MOST_ITEMS

    def adapt(self) -> None:
        for number in range(1, self.rows + 1):
            is_first = number == 1
            self.fields[f"butir_{number}"] = TextField(
                label=f"Butir {number}",
                max_length=2000,
                missing="Tulis informasi yang Anda minta." if is_first and self.is_empty else "",
                help_text="Misalnya: laporan kinerja tahun 2025." if is_first else "",
            )

    @property
    def items(self) -> list[str]:
        return [text for text in self.cleaned_data.values() if text]

    def typed(self) -> dict[str, Any]:
        return {f"butir_{number}": text for number, text in enumerate(self.items, 1)}

    def summary(self) -> Iterator[tuple[str, str, str]]:
        for number, text in enumerate(self.items, 1):
            yield f"butir_{number}", f"Butir {number}", text


class OffersForm(QuestionForm):
    """Nothing is asked: pages that may already tell what the applicant wants to know."""


class PurposeForm(QuestionForm):
    heads = True

    tujuan = TextField(
        label="Tujuan penggunaan",
        max_length=2000,
        missing="Tulis untuk apa informasi itu akan digunakan.",
        help_text=(
            "Undang-undang meminta alasan permohonan (UU 14/2008 Pasal 4 ayat (3)). "
            "Tujuan penggunaan bukan dasar untuk menolak."
        ),
    )


class ApplicantForm(QuestionForm):
    """Who is not Indonesian is registered and flagged, never turned away here (docs/rules.md, acceptance check 17)."""

    heads = True

    pemohon = radio(
        "Pemohon",
        {
            "wni": "Warga negara Indonesia",
            "badan-hukum": "Badan hukum Indonesia",
            "wna": "Warga negara asing",
            "badan-hukum-asing": "Badan hukum asing",
        },
        help_text=(
            "Yang berhak meminta adalah warga negara Indonesia dan badan hukum Indonesia. "
            "Permohonan pihak lain tetap dicatat dan diperiksa PPID."
        ),
    )


class RepresentationForm(QuestionForm):
    heads = True

    kuasa = radio(
        "Atas nama",
        {
            "sendiri": "Atas nama sendiri",
            "wakil": "Sebagai kuasa, atas nama orang atau badan hukum lain",
        },
    )


class PowerForm(QuestionForm):
    """Whom the representative stands for. Copies may follow: who lacks one is asked for it, not turned away."""

    uploads = {
        "surat_kuasa": RequestFile.Kind.POWER_OF_ATTORNEY,
        "identitas_pemberi": RequestFile.Kind.IDENTITY,
    }

    pemberi_kuasa = LineField(
        label="Nama lengkap pemberi kuasa",
        max_length=255,
        missing="Tulis nama orang atau badan hukum yang Anda wakili.",
    )
    asing = forms.BooleanField(label="Pemberi kuasa bukan warga negara atau badan hukum Indonesia", required=False)
    surat_kuasa = UploadField(label="Surat kuasa khusus", kept_as="surat-kuasa")
    identitas_pemberi = UploadField(label="Identitas pemberi kuasa", kept_as="identitas-pemberi-kuasa")

    def adapt(self) -> None:
        self.fields["surat_kuasa"].help_text = self.may_follow()
        self.fields["identitas_pemberi"].help_text = "KTP, atau akta dan surat keputusan pengesahannya."


class IdentityForm(QuestionForm):
    """Name, number and proof of whoever asks; which number depends on what he is, and the copy may follow."""

    uploads = {"identitas": RequestFile.Kind.IDENTITY}
    # By the answer to "pemohon": label, hint and what is missing.
    NUMBERS = {
        "wni": ("NIK", "16 angka pada KTP.", "Tulis NIK Anda."),
        "badan-hukum": (
            "Nomor surat keputusan pengesahan badan hukum",
            "Seperti tertulis pada surat keputusan pengesahannya.",
            "Tulis nomor surat keputusan pengesahan badan hukum.",
        ),
        "wna": ("Nomor paspor atau izin tinggal", "", "Tulis nomor paspor atau izin tinggal Anda."),
        "badan-hukum-asing": ("Nomor pendaftaran badan hukum", "", "Tulis nomor pendaftaran badan hukum."),
    }

    nama = LineField(label="Nama lengkap", max_length=255, missing="Tulis nama lengkap.")
    nomor = LineField(label="NIK", max_length=100, missing="Tulis NIK Anda.")
    identitas = UploadField(label="Salinan identitas", kept_as="identitas")

    def adapt(self) -> None:
        applicant = self.way.said("pemohon", "pemohon", "wni")
        label, hint, missing = self.NUMBERS[applicant]
        name, number, copy = (self.fields[field] for field in ("nama", "nomor", "identitas"))
        number.label, number.help_text, number.error_messages["required"] = label, hint, missing
        number.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
        copy.help_text = self.may_follow()
        if self.way.is_entity:
            name.label, copy.label = "Nama badan hukum", "Salinan akta dan surat keputusan pengesahan"
            name.widget.attrs["autocomplete"] = "organization"
        else:
            name.widget.attrs["autocomplete"] = "name"
        if applicant == "wni":
            number.widget.attrs["inputmode"] = "numeric"
            copy.label = "Salinan KTP"

    def clean_nomor(self) -> str:
        number = self.cleaned_data["nomor"]
        return digits_of_nik(number) if self.way.said("pemohon", "pemohon", "wni") == "wni" else number


class ContactForm(QuestionForm):
    alamat = TextField(
        label="Alamat lengkap",
        max_length=1000,
        missing="Tulis alamat lengkap.",
        rows=3,
        attrs={"autocomplete": "street-address"},
    )
    telepon = PhoneField(label="Nomor telepon", help_text="Isi ini, alamat surel, atau dua-duanya.")
    surel = MailField(label="Alamat surel", help_text="Pemberitahuan dikirim ke alamat ini. Tanpa surel, lewat pos.")
    pekerjaan = LineField(label="Pekerjaan", max_length=255)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("telepon", True) and not cleaned.get("surel", True):
            self.add_error("telepon", "Isi nomor telepon, alamat surel, atau keduanya.")
        return cleaned


class AccessForm(QuestionForm):
    heads = True

    cara = radio(
        "Cara memperoleh informasi",
        {
            "lihat": "Melihat, membaca, mendengarkan, atau mencatat di kantor kami",
            "elektronik": "Mendapatkan salinan elektronik",
            "cetak": "Mendapatkan salinan cetak",
        },
        help_text="Menggandakan dan mengirim dapat berbiaya menurut tarif, yang diberitahukan lebih dulu.",
    )


class DeliveryForm(QuestionForm):
    heads = True

    pengiriman = radio("Cara mendapatkan salinan", dict(Delivery.choices))

    def adapt(self) -> None:
        """Paper does not come by wire, and mail only to an address."""
        impossible = set()
        if self.way.said("cara", "cara") == "cetak":
            impossible |= {Delivery.PORTAL, Delivery.EMAIL}
        if not self.way.said("kontak", "surel"):
            impossible.add(Delivery.EMAIL)
        field = self.fields["pengiriman"]
        field.choices = [(value, label) for value, label in field.choices if value not in impossible]


class DeclarationForm(QuestionForm):
    pernyataan = forms.BooleanField(
        label=("Saya menyatakan isian ini benar, dan informasi yang saya peroleh tidak akan saya salah gunakan."),
        error_messages={"required": "Setujui pernyataan ini untuk mengirim permohonan."},
    )
