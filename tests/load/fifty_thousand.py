"""How the public site bears 50,000 pages: home, article, lists, search, sitemap, and a publication.

Run ``python tests/load/fifty_thousand.py``; with ``DATABASE_URL`` set, on that server. ``--small`` and ``--large`` say
how many pages are compared (1,000 and 50,000): half of them stories, half information.

Works on a test database of its own, thrown away afterwards. Prints the figures; exits with 1 when a page takes other
queries than at first, or more than 1.3 times the time (the search 3 times), when a search takes more than 300 ms or a
part of the sitemap more than a second.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.load.house import own_house

RUNS = 15
PUBLICATIONS = 5
MOST_TIMES, MOST_TIMES_SEARCH = 1.3, 3.0
# A page takes some milliseconds more or less by itself, whatever it shows.
NOISE = 0.002
LONGEST_SEARCH, LONGEST_PART = 0.3, 1.0
NEWS, CATALOGUE = "/berita/", "/ppid/daftar-informasi-publik/"
PAGES = {
    "home": "/",
    "article": f"{NEWS}berita-7/",
    "news, first page": NEWS,
    "news, last page": f"{NEWS}?halaman=999999",
    "news of a category": f"{NEWS}?kategori=gizi",
    "information page": "/ppid/informasi-berkala/informasi-8/",
    "catalogue, first page": CATALOGUE,
    "catalogue, last page": f"{CATALOGUE}?halaman=999999",
    "search, rare word": "/cari/?q=langkasuka",
    "search, rare word, newest": "/cari/?q=langkasuka&urut=terbaru",
    "search, common word": "/cari/?q=kesehatan",
    "search, common, newest": "/cari/?q=kesehatan&urut=terbaru",
    "search, common, page 50": "/cari/?q=kesehatan&halaman=50",
    "search, two common words": "/cari/?q=imunisasi+kesehatan",
    "search, common and filtered": "/cari/?q=kesehatan&jenis=informasi&tahun=2019",
    "search, common and rare": "/cari/?q=kesehatan+langkasuka",
    "search, slip of a letter": "/cari/?q=imunisasx",
    "search, no match": "/cari/?q=zzzzzzzz",
}


@dataclass(frozen=True)
class Figure:
    seconds: float
    queries: int


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--small", type=int, default=1_000)
    asked.add_argument("--large", type=int, default=50_000)
    sizes = asked.parse_args()
    with own_house():
        from django.db import connection

        from home.models import HomePage
        from ppid.information.structure import ensure_structure
        from tests.conftest import make_official

        ensure_structure(HomePage.objects.get())
        for role in ("pelaksana", "kasub", "kabag", "kadivmin", "kadis"):
            make_official(role, role)
        few, many = (figures(size) for size in (sizes.small, sizes.large))
        print(f"{connection.vendor}: milliseconds and queries, with {sizes.small} and {sizes.large} pages")
        wrong = [fault for name in many for fault in judged(name, few[name], many[name])]
        print("\n".join(wrong))
        return int(bool(wrong))


def figures(size: int) -> dict[str, Figure]:
    """Every page and act, with ``size`` pages there."""
    from django.core.cache import cache
    from django.test import Client

    fill(size)
    cache.clear()
    client = Client()
    found = {name: timed(lambda address=address: read(client, address)) for name, address in PAGES.items()}
    parts = re.findall(r"<loc>https?://[^/]+(/[^<]+)</loc>", read(client, "/sitemap.xml"))
    found["sitemap, the list"] = timed(lambda: read(client, "/sitemap.xml"))
    found["sitemap, first part"] = timed(lambda: read(client, parts[0]), runs=3)
    found["sitemap, last part"] = timed(lambda: read(client, parts[-1]), runs=3)
    found["publication"] = publication()
    return found


def fill(size: int) -> None:
    """Pages, and what the search and the database know of them."""
    from django.db import connection

    from search import entries, keeping
    from search.models import Entry
    from tests.load import information, stories

    stories.fill(size // 2)
    information.fill(size - size // 2)
    known = Entry.objects.values("page")
    for _ in keeping.renew_all(entries.open_pages().exclude(pk__in=known).values_list("pk", flat=True)):
        pass
    if connection.vendor == "postgresql":  # as autovacuum does after a while
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def publication() -> Figure:
    """The last approval of a story, which publishes it; everything before it is not measured."""
    from django.test import Client

    from news.models import NewsIndexPage, NewsPage
    from tests import verbs

    index, browsers = NewsIndexPage.objects.get(), {}
    for role in ("pelaksana", "kasub", "kabag", "kadivmin", "kadis"):
        browsers[role] = Client()
        browsers[role].force_login(user_of(role))
    best = None
    for _ in range(PUBLICATIONS):
        number = NewsPage.objects.count() + 1
        page = verbs.write_news(browsers["pelaksana"], index, f"Imunisasi balita {number}", slug=f"berita-{number}")
        verbs.submit(browsers["pelaksana"], page)
        for role in ("kasub", "kabag", "kadivmin"):
            verbs.act(browsers[role], page)
        figure = timed(lambda page=page: verbs.act(browsers["kadis"], page), runs=1, again=False)
        if not verbs.fresh(page).live:
            raise SystemExit("the story was not published")
        best = min(best or figure, figure, key=lambda one: one.seconds)
    return best


def user_of(role: str):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(username=role)


def read(client, address: str) -> str:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def timed(act: Callable[[], object], runs: int = RUNS, *, again: bool = True) -> Figure:
    """The best time of ``runs``, and the queries of one run, a further one where the act can be done ``again``."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if again:
        act()
    with CaptureQueriesContext(connection) as captured:
        seconds = elapsed(act)
    queries = len(captured)  # now: the next request empties the log
    return Figure(min(elapsed(act) for _ in range(runs)) if again else seconds, queries)


def elapsed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def judged(name: str, few: Figure, many: Figure) -> list[str]:
    """Prints one line; what is wrong with it."""
    times = many.seconds / few.seconds
    print(
        f"  {name:28} {few.seconds * 1000:7.1f} {few.queries:3}   {many.seconds * 1000:7.1f} {many.queries:3}"
        f"   {times:5.2f} times"
    )
    is_search, is_sitemap = name.startswith("search"), name.startswith("sitemap")
    wrong = []
    if few.queries != many.queries:
        wrong.append(f"{name}: {few.queries} and {many.queries} queries")
    most = MOST_TIMES_SEARCH if is_search else MOST_TIMES
    if not is_sitemap and many.seconds > most * few.seconds + NOISE:
        wrong.append(f"{name}: {times:.2f} times, not {most}")
    if is_search and many.seconds > LONGEST_SEARCH:
        wrong.append(f"{name}: {many.seconds * 1000:.0f} ms")
    if is_sitemap and many.seconds > LONGEST_PART:
        wrong.append(f"{name}: {many.seconds:.1f} s")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
