"""Somebody who objects, page by page, as ``asking.citizen`` asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

from ..asking.citizen import stamp_of
from ..cases import NIK

ABOUT_REQUEST = "/permohonan/lacak/keberatan/baru/"
ABOUT_MISSING = "/keberatan/berkala/"
OF_REQUEST: dict[str, dict[str, Any]] = {
    "alasan": {"alasan": ["a", "g"]},
    "kasus": {"kasus": "Ditolak tanpa alasan yang jelas."},
    "informasi": {"informasi": "Laporan kinerja tahun 2025", "tujuan": "Penelitian"},
    "pengaju": {"pengaju": "sendiri"},
    "surat-kuasa": {"nama_kuasa": "Contoh Kuasa", "alamat_kuasa": "Jalan Kuasa 2", "telepon_kuasa": "0811 2222 3333"},
    "periksa": {"pernyataan": "on"},
}
OF_MISSING: dict[str, dict[str, Any]] = {
    "informasi": {"informasi": "Laporan keuangan tahun 2025"},
    "kasus": {"kasus": "Laporan itu tidak ada di situs ini."},
    "tujuan": {"tujuan": ""},
    "pemohon": {"pemohon": "wni"},
    "identitas": {"nama": "Siti Contohwati", "nomor": NIK},
    "kontak": {"alamat": "Jalan Contoh 1", "telepon": "", "surel": "siti@contoh.invalid", "pekerjaan": ""},
    "pengaju": {"pengaju": "sendiri"},
    "surat-kuasa": OF_REQUEST["surat-kuasa"],
    "periksa": {"pernyataan": "on"},
}
LAST = "periksa"


class Objector:
    """``client`` is the browser, ``form`` the address of the form. Answers differ by what is said, page by page."""

    def __init__(self, client: Client, form: str = ABOUT_REQUEST):
        self.client, self.form = client, form
        self.answers = OF_REQUEST if form == ABOUT_REQUEST else OF_MISSING

    def begin(self) -> HttpResponse:
        return self.client.get(self.form, follow=True)

    def at(self, slug: str) -> str:
        return f"{self.form}{slug}/"

    def get(self, slug: str) -> HttpResponse:
        return self.client.get(self.at(slug))

    def answer(self, slug: str, **changes: Any) -> HttpResponse:
        """Open the page, fill it in, press the button; the answer is not followed. ``None``: left away."""
        said = {"dibuka": stamp_of(self.get(slug)), **self.answers[slug], **changes}
        return self.client.post(self.at(slug), {name: value for name, value in said.items() if value is not None})

    def stands_at(self) -> str:
        """The question that is put to whoever comes to the form."""
        page = self.begin()
        return page.context["open"].slug if "open" in page.context else next(iter(self.answers))

    def come_to(self, slug: str, **answers: dict[str, Any]) -> None:
        """Answer question after question until ``slug`` is put; ``answers`` by question, dashes as underscores."""
        for _ in self.answers:
            if (now_at := self.stands_at()) == slug:
                return
            response = self.answer(now_at, **answers.get(now_at.replace("-", "_"), {}))
            assert response.status_code == 302, (now_at, response.content.decode())
        raise AssertionError(f"never came to {slug}")

    def send(self, **answers: dict[str, Any]) -> HttpResponse:
        self.come_to(LAST, **answers)
        return self.answer(LAST)
