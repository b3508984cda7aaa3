"""Starting the process in which a stranger's file is opened, and judging what comes back."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files import File

from .findings import Finding, NotCleanable, Refused, from_rows

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parent.parent.parent.parent
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
_LONGEST = 18  # seconds: less than others wait for the database, which SQLite locks for the whole upload
# Whatever becomes of the process, it cannot fill the memory of the one that asks.
_LARGEST_ANSWER = 64 * 1024 * 1024  # bytes
_LARGEST_COMPLAINT = 64 * 1024


@dataclass(frozen=True)
class Report:
    """What an inspection brought: the file's SHA-256 (hexadecimal) and what it hides."""

    sha256: str
    findings: list[Finding]

    def rows(self) -> list[dict[str, str]]:
        """As ``AgencyDocument.findings`` keeps them; ``findings.from_rows`` reads them."""
        return [{"code": finding.code, "text": finding.text} for finding in self.findings]


def inspect(file: File, extension: str) -> Report:
    """Look for what ``file`` hides. Raises ``Refused`` (Indonesian) for a locked file and for a bomb.

    A file on which the inspection fails, or takes too long, comes back with a finding that says so.
    """
    answer = _ask("inspect", file, extension)
    return Report(answer.sha256, _judged(answer.output))


def clean(file: File, extension: str) -> bytes:
    """The file without what can safely be taken out. Raises ``NotCleanable`` (Indonesian)."""
    answer = _ask("clean", file, extension)
    if answer.code == NotCleanable.exit_code:
        raise NotCleanable(answer.output.decode())
    if answer.code != 0:
        raise NotCleanable("Berkas ini tidak dapat dibersihkan. Perbaiki di program aslinya.")
    return answer.output


def rewrite(file: File, extension: str) -> bytes:
    """A picture or PDF made anew. Raises ``Refused`` (Indonesian), and ``OSError`` if no process can be started."""
    answer = _ask("rewrite", file, extension)
    if answer.code == Refused.exit_code:
        raise Refused(answer.output.decode())
    if answer.code != 0:
        raise Refused(
            "Berkas ini rusak, atau memakan waktu dan ruang terlalu banyak bila dibuka. "
            "Unggah foto atau hasil pindai yang baru (JPEG atau PDF)."
        )
    return answer.output


def read_text(file: File, extension: str) -> str:
    """What the file says. Raises ``Refused`` for what cannot be read, or not in the time and memory there is."""
    answer = _ask("text", file, extension)
    if answer.code != 0:
        raise Refused(answer.output.decode(errors="replace") or "Teks berkas ini tidak dapat dibaca.")
    return answer.output.decode(errors="replace")


@dataclass(frozen=True)
class _Answer:
    code: int
    output: bytes
    sha256: str  # of what was asked about


def _ask(task: str, file: File, extension: str) -> _Answer:
    """Give ``file`` to the process, piece by piece."""
    digest = hashlib.sha256()
    with subprocess.Popen(  # noqa: S603 - this very program, without a shell
        [sys.executable, "-m", "portal.core.hidden", task, extension],
        cwd=_ROOT,
        # The portal's secrets stand in the environment, and are no business of a stranger's file.
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        patience = threading.Timer(_LONGEST, process.kill)
        patience.start()
        try:
            for chunk in file.chunks():
                digest.update(chunk)
                with suppress(OSError):  # it died; what it answered, or did not, is judged afterwards
                    process.stdin.write(chunk)
            with suppress(OSError):
                process.stdin.close()
            with ThreadPoolExecutor(1) as beside:
                errors = beside.submit(_beginning_of, process.stderr)
                output = process.stdout.read(_LARGEST_ANSWER)
                if len(output) == _LARGEST_ANSWER:
                    process.kill()
            process.wait()
        finally:
            patience.cancel()
            process.kill()
    complaint = errors.result().decode(errors="replace")
    if complaint and process.returncode not in (NotCleanable.exit_code, Refused.exit_code):
        # Neither its name nor a line of its own: both are a stranger's.
        log.warning("%s of a file (%s): %r", task, extension, complaint[-500:])
    return _Answer(process.returncode, output, digest.hexdigest())


def _beginning_of(complaints: BinaryIO) -> bytes:
    beginning = complaints.read(_LARGEST_COMPLAINT)
    while complaints.read(_LARGEST_COMPLAINT):
        pass  # read all the same: a process that complains at length must not wait for a reader
    return beginning


def _judged(answer: bytes) -> list[Finding]:
    try:
        said = json.loads(answer)
    except ValueError:
        return [Finding("uninspected", "Pemeriksaan berkas ini memakan waktu atau ruang terlalu banyak.")]
    if said["refused"]:
        raise Refused(said["refused"])
    return from_rows(said["findings"])
