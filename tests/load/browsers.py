"""Applicants at a real server, each in a browser of his own, with everything answered but the last page."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from ipaddress import IPv6Address
from urllib.parse import urlencode
from zlib import crc32

IDENTITY = "/permohonan/baru/identitas/"
LAST_PAGE = "/permohonan/baru/periksa/"
SENT = "/permohonan/baru/terkirim/"
LONGEST_ANSWER = 300
# Longer ago than anybody needs for the form (``guard.FORM``).
BEGUN = timedelta(minutes=1)


def come_to_the_end() -> str:
    """Keep a draft in which every question is answered; its browser's token."""
    from django.db import transaction
    from django.utils import timezone

    from portal.core import vault
    from ppid.requests.asking import drafts, steps
    from ppid.requests.models import RequestDraft
    from tests.core import files
    from tests.ppid.requests.asking.citizen import ANSWERS

    now, token = timezone.now(), drafts.new_token()
    with transaction.atomic():
        draft = drafts.take(token, now)
        draft.answers = {slug: answer for slug, answer in ANSWERS.items() if slug not in ("tersedia", "periksa")}
        draft.put("identitas", vault.keep(files.pdf(), "identitas.pdf", None))
        draft.save(now)
        RequestDraft.objects.filter(pk=draft.row.pk).update(started_at=now - BEGUN)
    assert steps.RequestWay(drafts.find(token, now)).open is steps.CHECKING
    return token


class Browser:
    """Keeps two cookies and what stands in the last page's hidden fields."""

    def __init__(self, port: int, token: str):
        self.port = port
        self.cookies = {"permohonan": token}
        self.hidden: dict[str, str] = {}
        # An address of his own: how often somebody may send is counted by it.
        self.address = str(IPv6Address((0x20010DB8 << 96) + (crc32(token.encode()) << 64) + 1))

    def read_last_page(self) -> None:
        self._read(LAST_PAGE)

    def hand_in(self) -> None:
        """Give a scan of an identity card in place of the one before."""
        from django.core.files.uploadedfile import SimpleUploadedFile
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        from tests.core import files
        from tests.ppid.requests.asking.citizen import ANSWERS

        self._read(IDENTITY)
        time.sleep(1.1)  # nobody answers a question sooner
        scan = SimpleUploadedFile("ktp.jpg", files.picture(), "image/jpeg")
        body = encode_multipart(BOUNDARY, {**self.hidden, **ANSWERS["identitas"], "identitas": scan})
        self._page(self._ask("POST", IDENTITY, body, MULTIPART_CONTENT), 302)

    def _read(self, address: str) -> None:
        page = self._page(self._ask("GET", address), 200)
        self.hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))

    def send(self) -> str:
        """Press the last button; the number that the confirmation shows."""
        response = self._ask("POST", LAST_PAGE, urlencode({**self.hidden, "pernyataan": "on"}))
        page = self._page(response, 302)
        if response.headers["Location"] != SENT:
            raise AssertionError(f"led to {response.headers['Location']}: {page[:200]}")
        return re.search(r"<strong>(\d+/[^<]+)</strong>", self._page(self._ask("GET", SENT), 200))[1]

    def _ask(
        self, method: str, path: str, body: str | bytes | None = None, kind: str = "application/x-www-form-urlencoded"
    ) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_ANSWER)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": self.address,
        }
        if body is not None:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return response

    @staticmethod
    def _page(response: HTTPResponse, expected: int) -> str:
        page = unescape(response.read().decode())
        if response.status != expected:
            raise AssertionError(f"answered {response.status}: {page[:200]}")
        return page
