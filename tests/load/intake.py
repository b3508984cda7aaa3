"""How long an import takes, and how much memory.

Run ``python tests/load/intake.py``.

Works on a database of its own (SQLite, thrown away afterwards) and with the queue that production has. Prints the
processor's seconds and the growth of the process; exits with 1 when the largest import that is let in takes 15 s or
more (others wait 60 s for SQLite's one writer), or when anything takes more than 100 MB.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SECONDS_ALLOWED = 15.0
MEGABYTES_ALLOWED = 100
BEYOND = 1000
HUGE = 50_000


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/load.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        import django

        django.setup()
        from django.test import override_settings

        with override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
            return measure()


def measure() -> int:
    from django.core.management import call_command
    from django.test import Client

    from home.models import HomePage
    from portal.officials.models import Unit
    from ppid.information.intake import raw, rows
    from ppid.information.structure import ensure_structure
    from tests.conftest import build_house, make_official

    call_command("migrate", verbosity=0)
    build_house()
    ensure_structure(HomePage.objects.get())
    Unit.objects.create(code="program", name="Bagian Program")
    official = Client()
    official.force_login(make_official("ppid", "ppid"))

    figures = []

    def timed(what: str, act: Callable[[], None]) -> float:
        peak, begun = peak_megabytes(), time.process_time()
        act()
        seconds, grown = time.process_time() - begun, peak_megabytes() - peak
        figures.append(grown)
        print(f"{what}: {seconds:.1f} s, {grown:+.0f} MB")
        return seconds

    taken, first = {}, 1
    # Files are made in a process of their own, so that making them is not counted.
    with ProcessPoolExecutor(1) as maker:
        content = maker.submit(made, HUGE, 1).result()
        timed(f"{HUGE:6} rows, refused", lambda: send(official, content, 422))
        for count in (100, raw.MAX_ROWS, BEYOND):
            rows.MAX_ROWS = max(count, raw.MAX_ROWS)
            content, first = maker.submit(made, count, first).result(), first + count
            note = " (more than is let in)" if count > raw.MAX_ROWS else ""
            timed(f"{count:6} rows, dry run{note}", lambda content=content: send(official, content, 302))
            taken[count] = timed(f"{count:6} rows, carried out{note}", lambda: say_yes(official))
    return int(taken[raw.MAX_ROWS] >= SECONDS_ALLOWED or max(figures) >= MEGABYTES_ALLOWED)


def made(count: int, first: int) -> bytes:
    from tests.ppid.information import intake_files

    return intake_files.xlsx_file(intake_files.rows(count, first))


def send(client, content: bytes, expected: int) -> None:
    from django.urls import reverse

    from tests.ppid.information.intake_files import upload

    answer = client.post(reverse("information_imports"), {"file": upload(content, "daftar.xlsx")})
    if answer.status_code != expected:
        raise SystemExit(f"the dry run answered {answer.status_code}")


def say_yes(client) -> None:
    from django.urls import reverse

    from ppid.information.models import CatalogueImport

    client.post(reverse("information_import", args=[CatalogueImport.objects.get(done_at=None).pk]), {"import": ""})
    if CatalogueImport.objects.filter(done_at=None).exists():
        raise SystemExit("nothing was imported")


def peak_megabytes() -> float:
    """The largest size of this process so far; Linux counts in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
