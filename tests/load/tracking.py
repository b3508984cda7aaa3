"""Whether the time of an answer tells a known number from an unknown one.

Run ``python tests/load/tracking.py [TRIES]``; 300 tries of each kind by default.

Works on a test database of its own (SQLite, thrown away afterwards). Tries an unknown number and a wrong code in turn,
each time from another address, so that nothing is slowed. Prints both medians; exits with 1 when they differ by more
than 5 %, or when an answer is not the same to the byte.
"""

from __future__ import annotations

import gc
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

TRIES = 300
MOST_DIFFERENCE = 0.05
FIND = "/permohonan/lacak/"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/load.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return measure(int(sys.argv[1]) if len(sys.argv) > 1 else TRIES)


def measure(tries: int) -> int:
    from tests.conftest import build_house
    from tests.ppid.requests import cases

    build_house()
    request = cases.a_request()
    kinds = {"unknown number": "999/PPID/Tidak Ada/I/2020", "wrong code": request.number}
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    answers = set()
    for number in kinds.values():  # warm: templates, connections
        tried(number, "10.255.255.255")
    gc.disable()
    for turn in range(tries):
        # Whichever comes first may find a colder processor: they take turns.
        for kind in sorted(kinds, reverse=bool(turn % 2)):
            seconds, answer = tried(kinds[kind], f"10.0.{turn // 200}.{turn % 200}")
            times[kind].append(seconds)
            answers.add(answer)
    medians = {kind: median(taken) for kind, taken in times.items()}
    for kind, taken in medians.items():
        print(f"{kind:16} {taken * 1000:8.2f} ms, median of {tries}")
    difference = abs(medians["unknown number"] - medians["wrong code"]) / min(medians.values())
    print(f"difference {difference:.2%}, at most {MOST_DIFFERENCE:.0%}; {len(answers)} different answer(s)")
    return int(difference > MOST_DIFFERENCE or len(answers) > 1)


def tried(number: str, address: str) -> tuple[float, tuple]:
    """Seconds, and everything of the answer that a stranger sees, but for his own token."""
    from django.test import Client

    client = Client(REMOTE_ADDR=address)
    start = time.perf_counter()
    response = client.post(FIND, {"number": number, "code": "WRONGCODE123"})
    seconds = time.perf_counter() - start
    headers = tuple(sorted(response.headers.items()))
    return seconds, (response.status_code, headers, TOKEN.sub(b"", response.content))


if __name__ == "__main__":
    sys.exit(main())
