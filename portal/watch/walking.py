"""A walk over the site as strangers and as search engines: what is found on it, page by page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import quote, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from wagtail.models import Site

from portal.core.hosts import host_of, own_hosts
from portal.core.models import AgencyIdentity
from portal.core.sharing import PLACES

from . import addresses
from .asking import BROWSER, FROM_SEARCH, ROBOT, Answer, Asker
from .reading import Kind, Rules, Suspicion, links_of, shown, suspicions

# Addresses of one run, each asked three times: some minutes. On a larger site every page has its turn by day.
MOST = 2000
# Files and forms of logging in are no pages of ours to read.
PASSED_OVER = ("/admin/", "/documents/", settings.MEDIA_URL, settings.STATIC_URL)


@dataclass
class Walk:
    """What one run met. ``left``: how many addresses had no turn."""

    found: list[Suspicion] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    left: int = 0


def rules_of(site: Site) -> Rules:
    """Our own hosts, those of the settings, and those that the agency names as its own accounts."""
    identity = AgencyIdentity.for_site(site)
    accounts = (host_of(url) for _, url in identity.social_links)
    known = {*settings.PORTAL_KNOWN_HOSTS, *accounts, host_of(identity.lapor_url)} - {""}
    framed = {host_of(source) for source in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"]}
    # Passing on a page of ours, and the agency's own number: not every number, and not every page.
    roots = {settings.WAGTAILADMIN_BASE_URL, *(path.root_url for path in Site.get_site_root_paths())}
    ways_out = [(f"{address}?", quote(f"{root.rstrip('/')}/", safe="")) for _, address, _ in PLACES for root in roots]
    if identity.whatsapp:
        ways_out.append((f"https://wa.me/{identity.whatsapp}",))
    return Rules(frozenset(own_hosts()), frozenset(known), frozenset(framed), tuple(ways_out))


def walk(site: Site, ask: Asker, today: date, most: int = MOST) -> Walk:
    """Visit what is no page, what nobody here knows, and the pages that have their turn; at most ``most`` addresses."""
    rules, done, services = rules_of(site), Walk(), ["/", *addresses.of_services()]
    pages = addresses.of_pages(site)
    ours = {*services, *pages}
    strange = (path for path in _of_the_sitemap(ask) if path not in ours)
    waiting = deque(dict.fromkeys([*strange, *services, *_turn(pages, today, most)]))
    met = set(waiting)
    while waiting and len(done.visited) < most:
        path = waiting.popleft()
        done.visited.add(path)
        answer = ask(path, BROWSER)
        if answer.status == 200 and path not in ours and not addresses.is_known(site, path):
            done.found.append(Suspicion(Kind.UNKNOWN, path, "dijawab 200, tetapi tidak ada halamannya"))
        done.found += _judged(path, answer, ask, rules)
        for link in _own_links(path, answer, rules):
            if link not in met:
                met.add(link)
                # First: what is no page of ours would otherwise never have its turn on a large site.
                waiting.appendleft(link)
    done.left = len(waiting)
    return done


def _turn(pages: list[str], today: date, most: int) -> list[str]:
    """Every page, beginning where the last day's turn ended."""
    start = today.toordinal() * most % len(pages) if len(pages) > most else 0
    return pages[start:] + pages[:start]


def _of_the_sitemap(ask: Asker) -> Iterator[str]:
    """What the sitemap tells search engines, as the web server gives it out; unknown addresses in it are found so."""
    for part in _locations(ask("/sitemap.xml", ROBOT)):
        yield from _locations(ask(part, ROBOT))


def _locations(answer: Answer) -> Iterator[str]:
    if answer.status == 200 and answer.kind.endswith("xml"):
        for location in BeautifulSoup(answer.text, "xml").find_all("loc"):
            try:
                yield urlsplit(location.get_text().strip()).path or "/"
            except ValueError:  # no address at all
                continue


def _judged(path: str, answer: Answer, ask: Asker, rules: Rules) -> Iterator[Suspicion]:
    if answer.status == 0 or answer.status >= 500:
        yield Suspicion(Kind.SILENT, path, f"jawaban {answer.status or answer.text}")
        return
    if host := rules.leads_out(answer.location):
        yield Suspicion(Kind.REDIRECT, path, host)
    yield from _cloaked(path, answer, ask, rules)
    if answer.kind == "text/html":
        yield from suspicions(path, answer.text, rules)


def _cloaked(path: str, answer: Answer, ask: Asker, rules: Rules) -> Iterator[Suspicion]:
    """Whether search engines, or who comes from one, are given something else than a browser."""
    for who, headers in (("mesin pencari", ROBOT), ("pengunjung dari mesin pencari", FROM_SEARCH)):
        other = ask(path, headers)
        if _essence(other) == _essence(answer):
            continue
        # A page that changes by itself from one moment to the next is no sign of anything.
        if _essence(ask(path, BROWSER)) != _essence(answer):
            continue
        yield Suspicion(Kind.CLOAKED, path, f"bagi {who}")
        if other.kind == "text/html":
            yield from suspicions(path, other.text, rules)


def _essence(answer: Answer) -> tuple:
    """What must be the same for everybody; a form's secrets are not in it."""
    said = shown(answer.text) if answer.kind == "text/html" else ()
    return answer.status, answer.kind, answer.location, said


def _own_links(path: str, answer: Answer, rules: Rules) -> Iterator[str]:
    """Paths within the site to which the page leads, without queries: those choose from what a page shows."""
    if answer.kind != "text/html":
        return
    for link in links_of(f"{settings.WAGTAILADMIN_BASE_URL}{path}", answer.text):
        target = urlsplit(link)
        if host_of(link) in rules.own and not target.path.startswith(PASSED_OVER):
            yield target.path or "/"
