"""How the catalogue bears 10,000 information pages: queries, time of every kind of page, and memory of the downloads.

Run ``python tests/load/catalogue.py``; with ``DATABASE_URL`` set, on that server.

Works on a test database of its own, thrown away afterwards. Prints the figures; exits with 1 when a page takes more
than 10 queries or other queries than with 100 pages, when a filter or the last page takes more than twice the time of
the first page, or when a download's memory grows with its length.
"""

from __future__ import annotations

import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.load.house import own_house

SIZES = (100, 1_000, 10_000)
MOST_QUERIES = 10
MOST_TIMES_THE_FIRST_PAGE = 2.0
# What a download of 10,000 rows may hold more than one of 1,000: 9,000 keys, and no row.
MOST_BYTES_MORE = 750_000
RUNS = 7
ADDRESS = "/ppid/daftar-informasi-publik/"
PAGES = {
    "first page": "",
    "last page": "?halaman=999999",
    "category": "?kategori=setiap-saat",
    "unit": "?unit=unit-3",
    "year": "?tahun=2021",
    "format": "?format=xlsx",
    "two filters": "?kategori=setiap-saat&format=xlsx",
    "by title": "?urut=judul",
    "by title, last page": "?urut=judul&halaman=999999",
    "newest": "?urut=terbaru",
    "search": "?q=imunisasi",
    "search, no match": "?q=zzzz",
    "search, 6 words": "?q=laporan+kinerja+anggaran+dinas+kesehatan+provinsi",
}
# What the budget does not speak of, and a reader waits for all the same.
ONLY_TOLD = {"search", "search, no match", "search, 6 words"}
DOWNLOADS = ("csv", "json", "xlsx")


def main() -> int:
    with own_house():
        return measure()


def measure() -> int:
    from django.db import connection
    from django.test import Client

    from home.models import HomePage
    from ppid.information.structure import ensure_structure
    from tests.load.information import fill

    ensure_structure(HomePage.objects.get())
    client = Client()
    figures, memory = {}, {}
    for size in SIZES:
        fill(size)
        figures[size] = {name: timed(client, ADDRESS + asked) for name, asked in PAGES.items()}
        memory[size] = {kind: peak(client, kind) for kind in DOWNLOADS}
    small, middle, large = SIZES
    few, many = figures[small], figures[large]
    first = many["first page"][0]
    print(f"{connection.vendor}: milliseconds, the best of {RUNS}, and queries, with {small} and {large} pages")
    wrong = []
    for name, (seconds, queries, size) in many.items():
        before, queries_before, _ = few[name]
        print(
            f"  {name:20} {before * 1000:6.1f} {queries_before:3}   {seconds * 1000:6.1f} {queries:3}"
            f"   {seconds / first:4.2f} times the first page, {size / 1000:.1f} kB compressed"
        )
        if queries != queries_before or queries > MOST_QUERIES:
            wrong.append(f"{name}: {queries_before} and {queries} queries")
        if name not in ONLY_TOLD and seconds > MOST_TIMES_THE_FIRST_PAGE * first:
            wrong.append(f"{name}: {seconds / first:.2f} times the first page")
    for kind in DOWNLOADS:
        begun, whole, length = downloaded(client, kind)
        growth = memory[large][kind] - memory[middle][kind]
        peaks = ", ".join(f"{memory[size][kind] / 1e6:.1f} MB with {size}" for size in SIZES)
        print(
            f"  {kind:4} of {large}: first byte {begun * 1000:.0f} ms ({begun / first:.2f} times the first page), "
            f"whole {whole:.2f} s ({whole / large * 1e6:.0f} µs a row), {length / 1e6:.1f} MB; peak memory {peaks}"
        )
        if begun > MOST_TIMES_THE_FIRST_PAGE * first:
            wrong.append(f"{kind}: first byte after {begun / first:.2f} times the first page")
        if growth > MOST_BYTES_MORE:
            wrong.append(f"{kind}: {growth / 1e6:.1f} MB more memory for {large} rows")
    print("\n".join(wrong))
    return int(bool(wrong))


def timed(client, address: str) -> tuple[float, int, int]:
    """Seconds (the best of ``RUNS``), queries, and bytes once compressed, of one page."""
    import gzip

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    best = None
    for _ in range(RUNS):
        seconds, answer = elapsed(lambda: client.get(address))
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
        best = min(best or seconds, seconds)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return best, len(captured), len(gzip.compress(answer.content, 6))


def downloaded(client, kind: str) -> tuple[float, float, int]:
    """Seconds until the first byte (the best of ``RUNS``) and until the last (of 3), and how many bytes there were."""
    address = f"{ADDRESS}{kind}/"
    first = min(elapsed(lambda: next(iter(client.get(address))))[0] for _ in range(RUNS))
    wholes = [elapsed(lambda: sum(map(len, client.get(address)))) for _ in range(3)]
    return first, *min(wholes)


def elapsed(act) -> tuple[float, Any]:
    begun = time.perf_counter()
    done = act()
    return time.perf_counter() - begun, done


def peak(client, kind: str) -> int:
    """Bytes that Python held at most while sending one download."""
    tracemalloc.start()
    for _ in client.get(f"{ADDRESS}{kind}/"):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


if __name__ == "__main__":
    sys.exit(main())
