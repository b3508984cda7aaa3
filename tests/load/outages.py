"""The disk fills up, the database drops everybody: what do applicants see, and is anything half-stored?

Run ``python tests/load/outages.py`` as root, who may mount; with ``DATABASE_URL`` set, on that server.

A small disk (tmpfs) holds private files and, on SQLite, the database. It is filled to the brim while applicants press
the last button and hand in files, and emptied again. On PostgreSQL every connection is ended again and again meanwhile.
Whoever is answered 503 presses once more. Exits with 1 when anything but 503 and the confirmation is answered, or when
what is left is not whole.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

if TYPE_CHECKING:
    from tests.load.browsers import Browser

APPLICANTS = 60
DISK = "24m"
PATIENCE = 100  # presses until an applicant gives up


def main() -> int:
    with small_disk() as disk:
        tempfile.tempdir = str(disk)  # where ``own_house`` makes its folder
        from tests.load.house import own_house, server

        with own_house(), server() as running:
            return measure(disk, running.port)


@contextmanager
def small_disk() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="portal-disk-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", place], check=True)  # noqa: S603, S607 - our own words, run by hand as root
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)  # noqa: S603, S607 - our own words, run by hand as root
        place.rmdir()


def measure(disk: Path, port: int) -> int:
    from django.db import connection
    from django.utils import timezone

    from tests.load.browsers import Browser, come_to_the_end
    from tests.ppid.requests import wholeness

    browsers = [Browser(port, come_to_the_end()) for _ in range(APPLICANTS)]
    connection.close()
    receipts: list[str] = []
    refused, problems = [0], []
    over = Event()
    troubles = [Thread(target=fill, args=(disk, over))]
    if connection.vendor == "postgresql":
        troubles.append(Thread(target=drop_everybody, args=(over,)))
    applicants = [Thread(target=apply, args=(browsers[start::4], receipts, refused, problems)) for start in range(4)]
    for thread in troubles + applicants:
        thread.start()
    for thread in applicants:
        thread.join()
    over.set()
    for thread in troubles:
        thread.join()
    problems += wholeness.faults(receipts, timezone.now())
    if len(receipts) != APPLICANTS:
        problems.append(f"{APPLICANTS} pressed, {len(receipts)} were shown a number")
    print(
        f"{connection.vendor}: {len(receipts)} applicants registered, told 503 {refused[0]} times meanwhile; "
        f"{len(problems)} problems",
        flush=True,
    )
    for problem in problems[:20]:
        print(f"  {problem}")
    return min(1, len(problems))


def apply(browsers: list[Browser], receipts: list[str], refused: list[int], problems: list[str]) -> None:
    """Open the last page and press its button, again as long as the answer is 503; every other hands in a file."""
    for number, browser in enumerate(browsers):
        try:
            if number % 2:
                patiently(browser.hand_in, refused)
            patiently(browser.read_last_page, refused)
            time.sleep(1)  # nobody answers a question sooner
            receipts.append(patiently(browser.send, refused))
        except Exception as problem:  # whatever it is, it is what this is about
            problems.append(f"{type(problem).__name__}: {problem}")


def patiently(act: Callable[[], Any], refused: list[int]) -> Any:
    for _ in range(PATIENCE):
        try:
            return act()
        except AssertionError as answer:
            if not str(answer).startswith("answered 503"):
                raise
        refused[0] += 1
        time.sleep(0.1)
    raise AssertionError("answered 503 for ever")


def fill(disk: Path, over: Event) -> None:
    """To the last byte for half a second, and empty for as long."""
    ballast = disk / "ballast"
    while not over.is_set():
        with suppress(OSError), open(ballast, "wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        over.wait(0.5)
        ballast.unlink()
        over.wait(0.5)


def drop_everybody(over: Event) -> None:
    """What a restart does to connections, without the server of others."""
    from django.db import connection

    with connection.cursor() as cursor:
        while not over.wait(0.3):
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
