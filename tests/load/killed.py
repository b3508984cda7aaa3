"""The power goes while somebody registers: is each request whole or absent?

Run ``python tests/load/killed.py``; with ``DATABASE_URL`` set, on that server.

A process registers what applicants have filled in, with a file each, and sends the mail. It is killed (``kill -9``)
twice at every point at which something has just been written or is about to be, and then again and again at random; the
applicants who were cut off press once more. Works on a database of its own; ``--here`` takes the one that
``DATABASE_URL`` names, as it is.

Exits with 1 when a number that was shown is not in the register, a request is not whole, a number is missing, a file or
a mail is lost, or a mail went out twice without having been cut off between sending and marking.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

LONGEST_LIFE = 0.6


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--random", type=int, default=40, metavar="TIMES")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--passes", type=int, nargs="+", default=[0, 3], help="how often a point is passed before")
    asked.add_argument("--here", action="store_true")
    said = asked.parse_args()
    from tests.load.house import as_it_is, own_house

    with as_it_is() if said.here else own_house():
        return measure(said.passes, said.random, random.Random(said.seed))


def measure(passes: list[int], times: int, chance: random.Random) -> int:
    from django.db import connection

    applicants, problems = Applicants(), []
    for name in points():
        for passed in passes:
            left = applicants.cut_off_at(name, passed)
            problems += [f"{name}: {problem}" for problem in left]
    for _ in range(times):
        problems += [f"at random: {problem}" for problem in applicants.cut_off_after(chance.uniform(0, LONGEST_LIFE))]
    problems += aftermath(applicants)
    print(
        f"{connection.vendor}: killed {len(passes) * len(points()) + times} times, "
        f"{applicants.cut_off} applicants cut off, {len(applicants.receipts)} receipts; {len(problems)} problems",
        flush=True,
    )
    for problem in problems[:20]:
        print(f"  {problem}")
    return min(1, len(problems))


# --- Where it is killed ------------------------------------------------------------------------------------


def points() -> dict[str, tuple[Any, str, bool]]:
    """What is about to happen (``False``) or has just happened (``True``) when the power goes."""
    from django.core.mail import EmailMessage
    from django.db.backends.base.base import BaseDatabaseWrapper

    from portal.core import outbox, vault
    from ppid.requests import numbering, registration

    return {
        "before a file is written": (vault, "_write", False),
        "after a file was written": (vault, "_write", True),
        "after a number was taken": (numbering, "take", True),
        "after the request and its items were inserted": (registration, "_index", False),
        "before the history is written": (registration, "append", False),
        "after the history was written": (registration, "append", True),
        "before a commit": (BaseDatabaseWrapper, "_commit", False),
        "after a commit": (BaseDatabaseWrapper, "_commit", True),
        "before a mail is queued": (outbox, "enqueue", False),
        "after a mail was queued": (outbox, "enqueue", True),
        "before a mail is sent": (EmailMessage, "send", False),
        "after a mail was sent": (EmailMessage, "send", True),
    }


def arm(name: str, passes: int) -> None:
    """Kill this process at the point ``name``, after it was passed ``passes`` times."""
    owner, attribute, is_after = points()[name]
    real = getattr(owner, attribute)
    passed = 0

    def deadly(*args, **kwargs):
        nonlocal passed
        passed += 1
        if passed <= passes:
            return real(*args, **kwargs)
        if is_after:
            real(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, attribute, deadly)


# --- Who registers ---------------------------------------------------------------------------------------------


class Applicants:
    """Those who fill in the form and press its last button, and the numbers that they were shown."""

    def __init__(self):
        self.receipts: dict[str, str] = {}
        self.cut_off = 0

    def cut_off_at(self, name: str, passes: int) -> list[str]:
        return self._live(lambda: arm(name, passes), None)

    def cut_off_after(self, seconds: float) -> list[str]:
        return self._live(lambda: None, seconds)

    def _live(self, prepare: Callable[[], None], seconds: float | None) -> list[str]:
        """One process from birth to kill; then what is wrong with what it left."""
        from django.db import connections

        connections.close_all()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reading)
                prepare()
                register_for_ever(writing)
            finally:
                os._exit(1)
        os.close(writing)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        with os.fdopen(reading, encoding="ascii") as said:
            tokens = self._listen(said.read())
        _, status = os.waitpid(child, 0)
        left = [] if os.WIFSIGNALED(status) else ["the process ended by itself"]
        return left + self._press_again(tokens)

    def _listen(self, said: str) -> list[str]:
        """Write down the numbers that were shown; who was cut off, in the end one at most."""
        waiting = {}
        for line in said.splitlines():
            token, number = line.split(" ", 1)
            if number:
                waiting.pop(token, None)
                self.receipts[token] = number
            else:
                waiting[token] = None
        return list(waiting)

    def _press_again(self, tokens: list[str]) -> list[str]:
        self.cut_off += len(tokens)
        for token in tokens:
            self.receipts[token] = press(token)
        return faults(self.receipts)


def register_for_ever(said: int) -> None:
    """Fill in, press, show the number; meanwhile the mail goes out as it does by the minute."""
    from portal.core import outbox
    from tests.load.browsers import come_to_the_end

    while True:
        token = come_to_the_end()
        os.write(said, f"{token} \n".encode())
        os.write(said, f"{token} {press(token)}\n".encode())
        outbox.send_unsent()


def press(token: str) -> str:
    """What the last button does (``answering.Visit``), without a server between."""
    from django.db import transaction
    from django.utils import timezone

    from ppid.requests.asking import drafts, sending, steps

    now = timezone.now()
    with transaction.atomic():
        draft = drafts.take(token, now)
        if draft.sent is not None:
            return draft.sent.number
        way = steps.RequestWay(draft)
        assert way.open is steps.CHECKING
        return sending.send(draft, way, "kept", now).number


# --- What is left ----------------------------------------------------------------------------------------------


def faults(receipts: dict[str, str]) -> list[str]:
    from django.utils import timezone

    from tests.ppid.requests import wholeness

    return wholeness.faults(receipts.values(), timezone.now())


def aftermath(applicants: Applicants) -> list[str]:
    """Let the portal's own commands clean up, as they do day by day; then nothing is left over or missing."""
    from datetime import timedelta

    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from portal.core.models import mail
    from ppid.requests.asking import drafts
    from tests.ppid.requests import wholeness

    folder = Path(settings.EMAIL_FILE_PATH)
    twice = wholeness.sent_and_not_marked(folder)
    mail.CLAIM_LASTS = timedelta(0)
    call_command("db_worker", "--batch", verbosity=0)
    call_command("send_mail")
    drafts.sweep(timezone.now() + drafts.KEPT)
    long_ago = time.time() - timedelta(days=1).total_seconds()
    for path in Path(settings.PRIVATE_ROOT).iterdir():
        os.utime(path, (long_ago, long_ago))
    call_command("sweep_private_files")
    return [
        *faults(applicants.receipts),
        *wholeness.faults_of_mail(folder, twice),
        *wholeness.files_of_nobody(),
    ]


if __name__ == "__main__":
    sys.exit(main())
