"""What strangers hide in files, and the word by which it is found again."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO

CANARY = b"KANARI-7f3a"
WORD = CANARY.decode()

REFUSED, KEPT, EITHER = "refused", "kept", "either"


@dataclass(frozen=True)
class Hostile:
    """A file under the name that its sender gives it, and what must become of it."""

    content: bytes
    name: str
    fate: str


def _archive() -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr(WORD, CANARY)
    return output.getvalue()


PAYLOADS: dict[str, bytes] = {
    "script": b"<script>alert('" + CANARY + b"')</script>",
    "page": b"<!DOCTYPE html><html><body onload=alert('" + CANARY + b"')></body></html>",
    "php": b"<?php system('" + CANARY + b"'); ?>",
    "program": b"MZ\x90\x00\x03" + b"\0" * 59 + b"This program cannot be run in DOS mode. " + CANARY,
    "shell": b"#!/bin/sh\necho " + CANARY + b"\n",
    "archive": _archive(),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(\'' + CANARY + b"')\"/>",
    "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS("
    + CANARY
    + b")>>>>endobj\ntrailer<</Root 1 0 R>>",
}
