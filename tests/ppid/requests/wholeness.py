"""What must hold of the register whatever happened to the machine: each request whole, none twice, no number missing.

Looks at the database as it stands and returns what is wrong, in words; nothing where all is well.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator
from datetime import datetime
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from portal.core import vault
from portal.core.models import Counter, PrivateFile
from portal.workdays.calendar import local_date
from ppid.requests import deadlines, numbering
from ppid.requests.actors import PPID, holders
from ppid.requests.history import first_break
from ppid.requests.models import DraftFile, InformationRequest, RequestFile, RequestMail

BATCH = 500  # SQLite joins no more in one query
BETWEEN_MAILS = b"-" * 79


def faults(receipts: Iterable[str], now: datetime) -> list[str]:
    """``receipts`` are the numbers that applicants were shown; ``now`` tells who is told of a new request."""
    officers = holders(PPID, local_date(now)).exclude(email="").count()
    requests = InformationRequest.objects.prefetch_related("items", "history", "deadlines", "files__file", "mails")
    return [
        *_faults_of_numbers(list(receipts)),
        *(f"{request}: {fault}" for request in requests.iterator(BATCH) for fault in _faults_of(request, officers)),
        *_faults_of_the_vault(),
    ]


def _faults_of_numbers(receipts: list[str]) -> Iterator[str]:
    shown = Tally(receipts)
    yield from (f"{number} was shown {times} times" for number, times in shown.items() if times > 1)
    known = set(InformationRequest.objects.values_list("number", flat=True))
    yield from (f"{number} was shown and is not in the register" for number in shown.keys() - known)
    for year, last in Counter.objects.filter(series=numbering.REQUEST).values_list("year", "last"):
        in_year = InformationRequest.objects.filter(year=year).order_by("sequence")
        given = list(in_year.values_list("sequence", flat=True))
        if given != list(range(1, last + 1)):
            yield f"the numbers of {year} up to {last} have gaps: {sorted(set(range(1, last + 1)) - set(given))[:10]}"


def _faults_of(request: InformationRequest, officers: int) -> Iterator[str]:
    items = [item.order for item in request.items.all()]
    if not items or items != list(range(1, len(items) + 1)):
        yield f"items {items}"
    history = list(request.history.all())
    if len(history) != request.version + 1 or history[0].event != "register" or first_break(history):
        yield f"history {[row.event for row in history]}"
    clocks = {row.clock for row in request.deadlines.all() if row.replaced_at is None}
    if not {deadlines.CHECK, deadlines.ANSWER} <= clocks or not (request.due_on and request.guard_on):
        yield f"clocks {clocks}"
    for file in request.files.all():
        try:
            content = vault.read(file.file, None, "Uji", "uji")
        except vault.Unreadable as problem:
            yield str(problem)
        else:
            if sha256(content).hexdigest() != file.sha256:
                yield f"{file} is not what was handed in"
    told = Tally(mail.kind for mail in request.mails.all())
    expected = {RequestMail.Kind.RECEIVED: bool(request.email), RequestMail.Kind.ASSIGNED: officers}
    if any(told[kind] != times for kind, times in expected.items()):
        yield f"mails {dict(told)}"


def _faults_of_the_vault() -> Iterator[str]:
    rows = set(PrivateFile.objects.values_list("stored_as", flat=True))
    yield from (f"a row without its file {name}" for name in rows - _on_disk())


def files_of_nobody() -> list[str]:
    """Left by what was interrupted, until it is swept: on the disk without a row, or a row that nothing refers to."""
    rows = PrivateFile.objects.values_list("pk", "stored_as")
    owned = set(RequestFile.objects.values_list("file", flat=True)) | set(
        DraftFile.objects.values_list("file", flat=True)
    )
    return [
        *(f"on the disk alone: {name}" for name in _on_disk() - {name for _, name in rows}),
        *(f"a row of nobody: {pk}" for pk, _ in rows if pk not in owned),
    ]


def _on_disk() -> set[str]:
    root = Path(settings.PRIVATE_ROOT)
    return {path.name for path in root.iterdir()} if root.exists() else set()


def faults_of_mail(folder: Path, twice: int = 0) -> list[str]:
    """Every mail went out once. ``twice`` may have gone out a second time, under the same Message-ID."""
    sent = Tally(message_ids(folder))
    rows = {mail.message().extra_headers["Message-ID"]: mail for mail in RequestMail.objects.all()}
    more = sum(sent.values()) - len(sent)
    return [
        *(f"not sent: {rows[lost].key}" for lost in rows.keys() - sent.keys()),
        *(f"sent by nobody: {stranger}" for stranger in sent.keys() - rows.keys()),
        *(f"unsent by its row: {mail.key}" for mail in RequestMail.objects.unsent()),
        *([f"{more} sent more than once"] if more > twice else []),
    ]


def sent_and_not_marked(folder: Path) -> int:
    """How many mails were cut off between sending and marking: still claimed by a sender, and gone."""
    claimed = RequestMail.objects.filter(sent_at=None).exclude(claimed_at=None)
    sent = set(message_ids(folder))
    return sum(mail.message().extra_headers["Message-ID"] in sent for mail in claimed)


def message_ids(folder: Path) -> Iterator[str]:
    """Of every mail in the folder of Django's file backend, where one file holds those of one connection."""
    for path in folder.iterdir() if folder.exists() else ():
        for mail in path.read_bytes().split(BETWEEN_MAILS):
            if mail.strip():
                yield message_from_bytes(mail.lstrip())["Message-ID"]
