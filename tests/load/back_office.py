"""How the back office bears 100,000 requests: list, search, case page, at 1,000 and at 100,000.

Run ``python tests/load/back_office.py``; with ``DATABASE_URL`` set, on that server.

Works on a test database of its own, thrown away afterwards. Prints the figures; exits with 1 when a page takes other
queries than with 1,000 requests, or more than twice the time.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.load.house import own_house

SIZES = (1_000, 100_000)
MOST_TIMES = 2.0
RUNS = 9
BATCH = 5_000
WORDS = """
laporan kinerja anggaran dinas kesehatan provinsi imunisasi balita
gizi malaria rumah sakit obat vaksin
""".split()  # noqa: SIM905 - a list of quoted words reads worse
LIST = "/admin/permohonan/"
PAGES = {
    "list": LIST,
    "list, last page": f"{LIST}?halaman=999999",
    "all": f"{LIST}?lingkup=semua",
    "all, last page": f"{LIST}?lingkup=semua&halaman=999999",
    "search, common word": f"{LIST}?lingkup=semua&q=laporan",
    "search, rare word": f"{LIST}?lingkup=semua&q=langka7",
    "search, number": f"{LIST}?lingkup=semua&q=ppid+777",
    "late": f"{LIST}?tenggat=lewat",
}


def main() -> int:
    with own_house():
        return measure()


def measure() -> int:
    from django.contrib.auth import get_user_model
    from django.db import connection

    from ppid.requests.models import InformationRequest
    from tests.ppid.requests import cases

    ppid = get_user_model().objects.get(username="ppid")
    last = cases.a_request(items=["langka7"])
    # Answered, so that the last page of those that wait is as full at either size.
    InformationRequest.objects.filter(pk=last.pk).update(target_on=None)
    figures: dict[str, dict[int, tuple[float, int]]] = {}
    for size in SIZES:
        fill(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for name, address in {**PAGES, "case page": f"{LIST}{last.pk}/"}.items():
            figures.setdefault(name, {})[size] = timed(ppid, address)
    return told(connection.vendor, figures)


def fill(total: int) -> None:
    """Registered requests until there are ``total``: one in ten still waits, each with an item, words and a date."""
    from django.utils import timezone

    from ppid.requests.lifecycle import State
    from ppid.requests.models import InformationRequest, RequestedItem, SearchTerm

    have, now = InformationRequest.objects.count(), timezone.now()
    for first in range(have + 1, total + 1, BATCH):
        requests, texts = [], []
        for number in range(first, min(first + BATCH, total + 1)):
            chance = random.Random(number)
            waits, day = number % 10 == 0, (now - timedelta(days=chance.randrange(700))).date()
            texts.append(" ".join(["laporan", *chance.sample(WORDS, 4), str(number)]))
            requests.append(
                InformationRequest(
                    year=2020 + number // 40_000,
                    sequence=1_000_000 + number,
                    number=f"{number}/PPID/Uji/I/2020",
                    number_key=f"{number}PPIDUJII2020",
                    secret_hash="x",
                    form_key=UUID(int=number),
                    channel="web",
                    received_at=now,
                    received_on=day,
                    applicant_kind="person",
                    applicant_name=f"Pemohon {number}",
                    identity_sealed=b"x",
                    address="x",
                    email="x@contoh.invalid",
                    purpose="x",
                    access_mode="copy",
                    delivery_method="portal",
                    declared_at=now,
                    state=State.ACCEPTED if waits else State.CLOSED,
                    due_on=day,
                    target_on=day if waits else None,
                )
            )
        InformationRequest.objects.bulk_create(requests)
        RequestedItem.objects.bulk_create(
            RequestedItem(request=request, order=1, text=text) for request, text in zip(requests, texts, strict=True)
        )
        SearchTerm.objects.bulk_create(
            SearchTerm(request=request, word=word)
            for request, text in zip(requests, texts, strict=True)
            for word in {"ppid", "uji", *text.split()}
        )


def timed(user, address: str) -> tuple[float, int]:
    """Median seconds of a warm page, and its queries."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.force_login(user)
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    queries = len(captured)
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - start)
    return median(seconds), queries


def told(vendor: str, figures: dict[str, dict[int, tuple[float, int]]]) -> int:
    small, large = SIZES
    failed = 0
    print(f"{vendor}: milliseconds and queries at {small:,} and {large:,} requests")
    for name, by_size in figures.items():
        (before, few), (after, many) = by_size[small], by_size[large]
        is_fine = few == many and after <= MOST_TIMES * before
        failed += not is_fine
        print(
            f"{name:22} {before * 1000:7.1f} {few:3}   {after * 1000:7.1f} {many:3}   "
            f"{after / before:5.2f} x{'' if is_fine else '   too much'}"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
