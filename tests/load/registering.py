"""Many register at once: is each one recorded, and does each get a number of its own?

Run ``python tests/load/registering.py``; with ``DATABASE_URL`` set, on that server.

First 32 processes call ``register`` 50 times each, then as many applicants press the last button of the form at a
gunicorn with four workers; each of them answered the questions before and handed in a file. Works on a database of its
own, thrown away afterwards; ``--here`` takes the one that ``DATABASE_URL`` names, as it is.

Prints median and longest time from the press of the button to the number; exits with 1 when one application is lost,
doubled or not whole, a number is missing, or anything but the confirmation is answered.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

# Processes share what the first one has loaded, and no connection: each opens its own.
SHARING = multiprocessing.get_context("fork")


@dataclass
class Run:
    """What one process saw: seconds of each application, the numbers it was shown, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--processes", type=int, default=32)
    asked.add_argument("--each", type=int, default=50)
    asked.add_argument("--way", choices=["direct", "form", "both"], default="both")
    asked.add_argument("--here", action="store_true")
    said = asked.parse_args()
    from tests.load.house import as_it_is, own_house

    ways = ("direct", "form") if said.way == "both" else (said.way,)
    with as_it_is() if said.here else own_house():
        return min(1, sum(told(way, measure(way, said.processes, said.each)) for way in ways))


def measure(way: str, processes: int, each: int) -> list[Run]:
    from django.db import connections

    from tests.load.house import server

    work, context = (directly, nullcontext()) if way == "direct" else (by_form, server())
    with context as running:
        tasks = prepared(way, processes, each)
        connections.close_all()
        barrier = SHARING.Barrier(processes)
        with SHARING.Pool(processes, initializer=share, initargs=(barrier, running)) as pool:
            return pool.map(work, tasks, chunksize=1)


def prepared(way: str, processes: int, each: int) -> list[list]:
    """What each process works off: applications, or browsers that have come to the last page."""
    if way == "direct":
        return [[None] * each] * processes
    from tests.load import browsers

    return [[browsers.come_to_the_end() for _ in range(each)] for _ in range(processes)]


_shared: dict = {}


def share(barrier, running) -> None:
    _shared.update(barrier=barrier, server=running)


def directly(tasks: list) -> Run:
    """``register`` as a view would call it, application after application."""
    from django.utils import timezone

    from ppid.requests.registration import register
    from tests.ppid.requests.cases import an_application

    def once() -> str:
        now = timezone.now()
        request, _ = register(an_application(), channel="web", received_at=now, now=now, secret_hash="kept")
        return request.number

    _shared["barrier"].wait()
    return timed([once] * len(tasks))


def by_form(tokens: list[str]) -> Run:
    from tests.load.browsers import Browser

    browsers = [Browser(_shared["server"].port, token) for token in tokens]
    for browser in browsers:
        browser.read_last_page()
    time.sleep(1)  # nobody answers a question sooner
    _shared["barrier"].wait()
    return timed([browser.send for browser in browsers])


def timed(acts: list[Callable[[], str]]) -> Run:
    run = Run()
    for act in acts:
        begun = time.perf_counter()
        try:
            run.receipts.append(act())
        except Exception as problem:  # whatever it is, it is what the measurement is about
            run.problems.append(f"{type(problem).__name__}: {problem}")
        run.seconds.append(time.perf_counter() - begun)
    return run


def told(way: str, runs: list[Run]) -> int:
    from django.db import connection
    from django.utils import timezone

    from ppid.requests.models import InformationRequest
    from tests.ppid.requests import wholeness

    receipts = [number for run in runs for number in run.receipts]
    problems = [problem for run in runs for problem in run.problems]
    problems += wholeness.faults(receipts, timezone.now())
    seconds = [second for run in runs for second in run.seconds]
    recorded = InformationRequest.objects.filter(number__in=receipts).count()
    if not recorded == len(receipts) == len(seconds):
        problems.append(f"{len(seconds)} sent, {len(receipts)} shown, {recorded} recorded")
    print(
        f"{connection.vendor}, {way}: {len(seconds)} sent by {len(runs)} processes, {recorded} recorded; "
        f"median {median(seconds):.2f} s, longest {max(seconds):.2f} s; {len(problems)} problems",
        flush=True,
    )
    for problem in problems[:20]:
        print(f"  {problem}")
    return len(problems)


if __name__ == "__main__":
    sys.exit(main())
