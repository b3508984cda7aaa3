"""The kinds of hidden content, and what follows from each.

A kind stops a publication if it is content that an editor who opens the file does not see, but that everybody who
downloads it can get at. Names in a file's properties and the like are told and stop nothing: nearly every office file
has them, and a signed PDF cannot be rid of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_EXCEL = "Di Excel atau LibreOffice:"
_WORD = "Di Word atau LibreOffice:"
_POWERPOINT = "Di PowerPoint:"


@dataclass(frozen=True)
class Kind:
    """``blocks``: stops a publication. ``cleanable``: the portal can take it out. ``advice``: what the editor does."""

    title: str
    advice: str
    blocks: bool = True
    cleanable: bool = False


KINDS: Mapping[str, Kind] = {
    "hidden-sheet": Kind(
        "Lembar tersembunyi",
        f"{_EXCEL} klik kanan pada nama lembar, pilih Tampilkan, lalu hapus lembar yang tidak untuk umum.",
    ),
    "hidden-cells": Kind(
        "Baris atau kolom tersembunyi",
        f"{_EXCEL} tampilkan semua baris dan kolom, matikan saringan, lalu hapus yang tidak untuk umum.",
    ),
    "pivot-cache": Kind(
        "Data sumber tabel pivot",
        f"{_EXCEL} salin tabelnya, tempel sebagai nilai, lalu hapus tabel pivot yang lama.",
    ),
    "connection": Kind("Sambungan ke sumber data", f"{_EXCEL} hapus kueri dan koneksi pada menu Data."),
    "hidden-name": Kind(
        "Nama sel tersembunyi", "Periksa apakah nama ini memuat isi yang tidak untuk umum.", blocks=False
    ),
    "comment": Kind("Komentar atau catatan", "Hapus semua komentar dan catatan.", cleanable=True),
    "tracked-change": Kind(
        "Perubahan terlacak", f"{_WORD} terima atau tolak semua perubahan, lalu matikan pelacakannya."
    ),
    "old-version": Kind("Versi lama di dalam berkas", "Simpan dokumen ke berkas baru tanpa riwayat versi."),
    "hidden-text": Kind("Teks tersembunyi", f"{_WORD} tampilkan teks tersembunyi, lalu hapus atau biarkan tampil."),
    "hidden-slide": Kind("Salindia tersembunyi", f"{_POWERPOINT} hapus salindia itu atau tampilkan."),
    "hidden-shape": Kind("Objek tersembunyi", f"{_POWERPOINT} buka Panel Pilihan, lalu hapus atau tampilkan objeknya."),
    "speaker-notes": Kind("Catatan pembicara", "Hapus catatan di bawah salindia.", cleanable=True),
    "embedded": Kind("Berkas lain di dalam dokumen", "Ganti objek yang disisipkan dengan gambar atau tabel biasa."),
    "chart-data": Kind(
        "Lembar kerja di balik grafik", "Tempel grafiknya sebagai gambar, atau bersihkan.", cleanable=True
    ),
    "external-link": Kind("Tautan ke berkas lain", "Putuskan tautan ke berkas lain, lalu simpan nilainya saja."),
    "local-link": Kind(
        "Alamat berkas di komputer", "Ganti tautan ke berkas di komputer dengan alamat situs.", blocks=False
    ),
    "custom-xml": Kind("Data XML tersembunyi", "Hapus lewat Pemeriksa Dokumen, atau bersihkan.", cleanable=True),
    "macro": Kind("Makro", "Hapus semua makro dari dokumen."),
    "picture-data": Kind(
        "Keterangan kamera pada gambar", "Bersihkan, atau ganti dengan gambar tanpa keterangan.", cleanable=True
    ),
    "formula": Kind(
        "Sel yang dibaca sebagai rumus", "Pastikan sel itu memang data, bukan rumus yang berbahaya.", blocks=False
    ),
    "script": Kind("Skrip PDF", "Bersihkan, atau buat ulang PDF tanpa skrip.", cleanable=True),
    "action": Kind("Aksi otomatis PDF", "Bersihkan, atau buat ulang PDF tanpa aksi.", cleanable=True),
    "attachment": Kind("Berkas terlampir dalam PDF", "Bersihkan, atau buat ulang PDF tanpa lampiran.", cleanable=True),
    "covered-text": Kind(
        "Teks di balik kotak penutup",
        "Kotak hanya menutupi; teksnya masih dapat disalin. Hapus teksnya dengan alat redaksi, atau hapus dari naskah "
        "aslinya, lalu buat ulang PDF.",
    ),
    "unchecked-page": Kind(
        "Halaman yang terlalu rumit", "Pastikan sendiri bahwa tidak ada teks di balik kotak.", blocks=False
    ),
    "hidden-layer": Kind("Lapisan tersembunyi", "Tampilkan atau hapus lapisannya, lalu buat ulang PDF."),
    "hidden-field": Kind("Isian tersembunyi", "Hapus isian yang tersembunyi dari formulir."),
    "xfa": Kind("Formulir XFA", "Simpan formulir sebagai PDF biasa (cetak ke PDF)."),
    "earlier-version": Kind(
        "Versi lebih lama di dalam PDF", "Bersihkan, atau cetak ulang ke PDF.", blocks=False, cleanable=True
    ),
    "names": Kind(
        "Nama pada keterangan berkas", "Periksa apakah nama ini boleh diketahui umum.", blocks=False, cleanable=True
    ),
    "uninspected": Kind("Tidak dapat diperiksa", "Simpan ulang dokumennya di program aslinya, lalu unggah hasilnya."),
}
# A kind that a later release has dropped or that somebody wrote by hand: not known to be harmless.
_UNKNOWN = KINDS["uninspected"]


@dataclass(frozen=True)
class Finding:
    """One thing that was found. ``text`` is an Indonesian sentence that says where."""

    code: str
    text: str

    @property
    def kind(self) -> Kind:
        return KINDS.get(self.code, _UNKNOWN)

    @property
    def blocks(self) -> bool:
        return self.kind.blocks


class Refused(Exception):
    """A file that is not even stored (locked, or a bomb); the Indonesian sentence is for the uploader."""

    exit_code = 4  # of the process that was to open it


class Uninspectable(Exception):
    """A file that cannot be read to its end; the Indonesian sentence says why."""


class NotCleanable(Exception):
    """A file out of which nothing may be taken; the Indonesian sentence says why."""

    exit_code = 3  # of the process that was to clean it


def from_rows(rows: Iterable[Mapping[str, str]]) -> list[Finding]:
    """The findings that ``AgencyDocument.findings`` holds: ``[{"code": ..., "text": ...}, ...]``."""
    return [Finding(row["code"], row["text"]) for row in rows]


def quoted(name: str) -> str:
    """A name out of a file, for a sentence: short, and without characters that nobody sees."""
    seen = re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in name)).strip()
    return f"“{seen[:59]}…”" if len(seen) > 60 else f"“{seen}”"


def some_of(names: Iterable[object], most: int = 5, between: str = ", ") -> str:
    """``"B2, C5, D9"``, or the first few ``"dan 7 lainnya"``."""
    listed = [str(name) for name in names]
    rest = len(listed) - most
    return between.join(listed[:most]) + (f" dan {rest} lainnya" if rest > 0 else "")
