"""Whether an address of this site answers a stranger, and when what stands there last went public.

Addresses of this site are asked within the process, as somebody without account. Nothing of a third party is ever
fetched: its addresses are recorded as not checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.db.models import Max
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from portal.workdays.calendar import local_date

from .models import Evidence

State = Evidence.State
MOST_REDIRECTS = 5
NOT_PUBLIC = "bukan halaman umum"


@dataclass(frozen=True)
class Found:
    state: State
    detail: str = ""
    updated_on: date | None = None


def check(address: str) -> Found:
    """Ask for ``address``, which is a path of this site or a whole address."""
    whole = _whole(address)
    if not _is_own(whole):
        return Found(State.FOREIGN)
    updated_on = last_published(whole.path)
    for _ in range(MOST_REDIRECTS + 1):
        if whole.path.startswith(reverse("wagtailadmin_home")):
            return Found(State.DEAD, NOT_PUBLIC, updated_on)
        answer = _ask(whole)
        if not 300 <= answer.status_code < 400:
            return _judged(answer.status_code, updated_on)
        whole = urlsplit(urljoin(whole.geturl(), answer.get("Location", "")))
        if not _is_own(whole):
            return Found(State.FOREIGN, f"mengalihkan ke {whole.hostname}"[:255], updated_on)
    return Found(State.DEAD, "terlalu banyak pengalihan", updated_on)


def last_published(path: str) -> date | None:
    """When the page at ``path`` or anything public below it last went public; ``None`` where no page stands there."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    url_path = f"{site.root_page.url_path.rstrip('/')}/{path.strip('/')}".rstrip("/") + "/"
    page = Page.objects.live().filter(url_path=url_path).only("path").first()
    if page is None:
        return None
    newest = Page.objects.live().filter(path__startswith=page.path).aggregate(newest=Max("last_published_at"))
    return local_date(newest["newest"]) if newest["newest"] else None


def record(evidence: Evidence, found: Found, now: datetime) -> None:
    """Keep what was found; without saving it."""
    evidence.state, evidence.detail, evidence.updated_on = found.state, found.detail, found.updated_on
    evidence.checked_at = now


def check_all(questionnaire: str) -> dict[str, int]:
    """Check every address of that questionnaire anew; how many are in which state. Each is asked before a row is
    written, so that no lock is held meanwhile."""
    counts: dict[str, int] = dict.fromkeys(State.values, 0)
    for evidence in Evidence.objects.filter(answer__questionnaire=questionnaire):
        record(evidence, check(evidence.address), timezone.now())
        kept = {name: getattr(evidence, name) for name in ("state", "detail", "updated_on", "checked_at")}
        # Not ``save``: somebody may have taken the address away meanwhile.
        Evidence.objects.filter(pk=evidence.pk).update(**kept)
        counts[evidence.state] += 1
    return counts


def _judged(status: int, updated_on: date | None) -> Found:
    if status < 400:
        return Found(State.ALIVE, "", updated_on)
    return Found(State.DEAD, f"situs menjawab {status}", updated_on)


def _base() -> SplitResult:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL)


def _whole(address: str) -> SplitResult:
    return urlsplit(urljoin(settings.WAGTAILADMIN_BASE_URL, address))


def _is_own(whole: SplitResult) -> bool:
    """Whether it leads to this site: by the base address or by a site that Wagtail serves."""
    try:
        hosts = {_base().hostname, *Site.objects.values_list("hostname", flat=True)}
        return whole.scheme in ("http", "https") and whole.hostname in hosts
    except ValueError:  # no address at all
        return False


def _ask(whole: SplitResult) -> HttpResponse:
    """The answer of this site to a stranger; a fault of ours is an answer 500."""
    base = _base()
    client = Client(raise_request_exception=False)
    path = (whole.path or "/") + (f"?{whole.query}" if whole.query else "")
    return client.get(path, secure=base.scheme == "https", headers={"host": base.netloc})
