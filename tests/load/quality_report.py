"""How long the quality report takes for a month of traffic, and how many queries.

Run ``python tests/load/quality_report.py``.

Works on a database of its own (SQLite, thrown away afterwards). Prints the figures; exits with 1 when the report of
1,000 stories takes 2 s or more, or other queries than that of 10.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

SECONDS_ALLOWED = 2.0
SIZES = (10, 1000)
PERIOD = {"dari": "2026-03-01", "sampai": "2026-03-31"}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="portal-load-") as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/load.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
        import django

        django.setup()
        return measure()


def measure() -> int:
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from portal.sop.models import StepRecord
    from tests.conftest import build_house
    from tests.load.traffic import simulate

    call_command("migrate", verbosity=0)
    build_house()
    reader = Client()
    reader.force_login(get_user_model().objects.create_superuser("pembaca", password="tidak-dipakai"))
    page = reverse("sop_quality")
    first = timezone.make_aware(timezone.datetime(2026, 3, 1))

    pages = {}
    for stories in SIZES:
        StepRecord.objects.all().delete()
        rows = simulate(stories, first)
        pages[stories] = timed(reader, page)
        seconds, queries, size = pages[stories]
        print(f"{stories:5} stories, {rows:5} rows: page {seconds:.2f} s, {queries} queries, {size / 1000:.0f} kB")
    for kind in ("pdf", "xlsx", "csv"):
        seconds, queries, size = timed(reader, reverse("sop_quality_download", args=[kind]))
        print(f"{stories:5} stories, {rows:5} rows: {kind:4} {seconds:.2f} s, {queries} queries, {size / 1000:.0f} kB")

    seconds, queries, _ = pages[SIZES[-1]]
    return int(seconds >= SECONDS_ALLOWED or queries != pages[SIZES[0]][1])


def timed(reader, address: str) -> tuple[float, int, int]:
    """Seconds (the best of three), queries and bytes of one answer."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best = None
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            begun = time.perf_counter()
            answer = reader.get(address, PERIOD)
            seconds = time.perf_counter() - begun
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        best = min(best or seconds, seconds)
    return best, len(captured), len(answer.content)


if __name__ == "__main__":
    sys.exit(main())
