"""A citizen before the form: reads a page, answers it, and reads the next."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ppid.requests.asking import drafts

START = "/permohonan/"
FORM = "/permohonan/baru/"
SENT = f"{FORM}terkirim/"

# What each question is answered, in the order in which they are asked.
ANSWERS: dict[str, dict[str, Any]] = {
    "informasi": {"butir_1": "Laporan kinerja tahun 2025", "butir_2": "Daftar pengadaan obat tahun 2025"},
    "tersedia": {},
    "tujuan": {"tujuan": "Penelitian"},
    "pemohon": {"pemohon": "wni"},
    "kuasa": {"kuasa": "sendiri"},
    "surat-kuasa": {"pemberi_kuasa": "Contoh Pemberi Kuasa"},
    "identitas": {"nama": "Contoh Pemohon", "nomor": "6472010101900001"},
    "kontak": {"alamat": "Jalan Contoh 1\nKota Contoh", "telepon": "0811 0000 0000", "surel": "pemohon@contoh.invalid"},
    "cara": {"cara": "elektronik"},
    "pengiriman": {"pengiriman": "portal"},
    "periksa": {"pernyataan": "on"},
}


def address(slug: str) -> str:
    return f"{FORM}{slug}/"


def read(response: HttpResponse) -> str:
    return unescape(response.content.decode())


def stamp_of(response: HttpResponse) -> str:
    found = re.search(r'name="dibuka" value="([^"]*)"', read(response))
    return found[1] if found else ""


class Citizen:
    """``client`` is the browser. Answers differ from ``ANSWERS`` by what is said."""

    def __init__(self, client: Client | None = None, **headers: str):
        self.client = client or Client(**headers)

    def begin(self) -> HttpResponse:
        return self.client.get(FORM, follow=True)

    def get(self, slug: str) -> HttpResponse:
        return self.client.get(address(slug))

    def answer(self, slug: str, data: dict[str, Any] | None = None, **changes: Any) -> HttpResponse:
        """Open the page, fill it in, press the button; the answer is not followed."""
        stamp = stamp_of(self.get(slug))
        given = ANSWERS[slug] if data is None else data
        return self.client.post(address(slug), {"dibuka": stamp, **given, **changes})

    def has_answered(self, **changes: dict[str, Any]) -> None:
        """Put the answers of a deputy to every question into the draft, without walking through the form."""
        self.begin()
        with transaction.atomic():
            draft = drafts.take(self.client.cookies[drafts.COOKIE].value, timezone.now())
            draft.answers = {slug: data for slug, data in ANSWERS.items() if slug not in ("tersedia", "periksa")}
            draft.answers |= {"kuasa": {"kuasa": "wakil"}, **changes}
            draft.save(timezone.now())

    def come_to(self, slug: str, **answers: dict[str, Any]) -> None:
        """Answer question after question until ``slug`` is put."""
        if not self.client.cookies.get("permohonan"):
            self.begin()
        for _ in range(len(ANSWERS)):
            page = self.client.get(FORM, follow=True)
            now_at = page.context["open"].slug if "open" in page.context else "informasi"
            if now_at == slug:
                return
            response = self.answer(now_at, answers.get(now_at.replace("-", "_")))
            assert response.status_code == 302, read(response)
        raise AssertionError(f"never came to {slug}")

    def send(self, **answers: dict[str, Any]) -> HttpResponse:
        self.come_to("periksa", **answers)
        return self.answer("periksa")
