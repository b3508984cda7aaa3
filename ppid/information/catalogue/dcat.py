"""The catalogue as DCAT at ``/data.json``, for portals that gather open data (Satu Data Indonesia, CKAN).

One document for two kinds of reader: the keys are those of DCAT-US 1.1, which CKAN's ``dcat_json`` harvester reads,
and the context at ``/data-konteks.jsonld`` makes of them the DCAT of the W3C, which its ``dcat_rdf`` harvester reads.
Of a page it tells what the catalogue tells, but for who is responsible: that may be a person's name.
"""

from __future__ import annotations

import json
import mimetypes
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from os.path import basename
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from portal.core.chrome import Chrome, chrome_for

from ..models import CataloguePage, Category, InformationDocument, InformationPage, InformationPageTag
from .rows import CHUNK, live_pages, site_of

if TYPE_CHECKING:
    from wagtail.models.sites import SiteRootPath

# Datasets to a page: some 2 MB. CKAN asks for ``?page=2`` and so on until it is told 404, and takes 50 MB at most.
PER_PAGE = 1000
SECONDS = 300
FIELDS = (
    "pk",
    "translation_key",
    "title",
    "summary",
    "url_path",
    "category",
    "unit__name",
    "period_start",
    "period_end",
    "first_published_at",
    "last_published_at",
)
_LINK = {"@type": "@id"}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "org": "http://www.w3.org/ns/org#",
    "pod": "https://project-open-data.cio.gov/v1.1/schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": "dct:title",
    "description": "dct:description",
    "identifier": "dct:identifier",
    "language": "dct:language",
    "issued": {"@id": "dct:issued", "@type": "xsd:dateTime"},
    "modified": {"@id": "dct:modified", "@type": "xsd:dateTime"},
    "temporal": "dct:temporal",
    "publisher": "dct:publisher",
    "creator": "dct:creator",
    "name": "foaf:name",
    "conformsTo": {"@id": "dct:conformsTo"} | _LINK,
    "accessLevel": "pod:accessLevel",
    "contactPoint": "dcat:contactPoint",
    "fn": "vcard:fn",
    "hasEmail": {"@id": "vcard:hasEmail"} | _LINK,
    "dataset": "dcat:dataset",
    "keyword": "dcat:keyword",
    "landingPage": {"@id": "dcat:landingPage"} | _LINK,
    "distribution": "dcat:distribution",
    "downloadURL": {"@id": "dcat:downloadURL"} | _LINK,
    "mediaType": "dcat:mediaType",
    "format": "dct:format",
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:decimal"},
    "view": "hydra:view",
    "next": {"@id": "hydra:next"} | _LINK,
}
SCHEMA = "https://project-open-data.cio.gov/v1.1/schema"


@require_safe
def context(request: HttpRequest) -> HttpResponse:
    """What the keys mean (JSON-LD 1.1)."""
    return JsonResponse({"@context": CONTEXT}, content_type="application/ld+json")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """One page of the catalogue; the first is there also while the catalogue is empty."""
    catalogue = CataloguePage.objects.live().public().first()
    asked = request.GET.get("page", "1")
    if catalogue is None or not (asked.isascii() and asked.isdigit() and 1 <= len(asked) <= 6):
        raise Http404
    number = int(asked)
    key = f"portal-dcat-{catalogue.pk}-{number}"
    body = cache.get(key)
    if body is None:
        body = "".join(_pieces(catalogue, number, chrome_for(request))).encode()
        cache.set(key, body, SECONDS)
    etag = quote_etag(sha256(body).hexdigest())
    answer = HttpResponse(body, content_type="application/json")
    answer["ETag"] = etag
    answer["Cache-Control"] = f"public, max-age={SECONDS}"
    # A catalogue is there for whatever program asks, from whatever site.
    answer["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=answer)


def _pieces(catalogue: CataloguePage, number: int, chrome: Chrome) -> Iterator[str]:
    """The document, a dataset a line; at no time are more than ``CHUNK`` pages and the text in memory."""
    keys = list(live_pages().values_list("pk", flat=True))
    wanted = keys[(number - 1) * PER_PAGE : number * PER_PAGE]
    if number < 1 or (number > 1 and not wanted):
        raise Http404
    site = site_of(catalogue)
    address = site.root_url + reverse("dcat")
    has_next = len(keys) > number * PER_PAGE
    head = {
        "@context": site.root_url + reverse("dcat_context"),
        "@id": address,
        "@type": "dcat:Catalog",
        "conformsTo": SCHEMA,
        "describedBy": f"{SCHEMA}/catalog.json",
        "title": catalogue.title,
        "description": catalogue.lead or catalogue.title,
        "language": ["id"],
        "publisher": _agency(chrome),
    }
    if has_next:
        page = {"@id": f"{address}?page={number}", "@type": "hydra:PartialCollectionView"}
        head["view"] = page | {"next": f"{address}?page={number + 1}"}
    yield f'{_json(head)[:-1]}, "dataset": ['
    for count, dataset in enumerate(_datasets(wanted, site, chrome)):
        yield f"{',' if count else ''}\n{_json(dataset)}"
    yield "\n]}\n"


def _datasets(keys: Sequence[int], site: SiteRootPath, chrome: Chrome) -> Iterator[dict[str, Any]]:
    """In the order of ``keys``; three queries for each chunk. A page that was taken down meanwhile is passed over."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        pages = {page["pk"]: page for page in InformationPage.objects.live().filter(pk__in=chunk).values(*FIELDS)}
        files, words = _files_of(chunk, site.root_url), _words_of(chunk)
        yield from (_dataset(pages[pk], files[pk], words[pk], site, chrome) for pk in chunk if pk in pages)


def _dataset(
    page: dict[str, Any], files: list[dict[str, Any]], words: list[str], site: SiteRootPath, chrome: Chrome
) -> dict[str, Any]:
    # A name that stays when the page is renamed or moved.
    name = f"urn:uuid:{page['translation_key']}"
    told = {
        "@id": name,
        "@type": "dcat:Dataset",
        "identifier": name,
        "title": page["title"],
        "description": page["summary"],
        "keyword": [*words, Category(page["category"]).label],
        "issued": _moment(page["first_published_at"]),
        "modified": _moment(page["last_published_at"] or page["first_published_at"]),
        "temporal": _period(page),
        "language": ["id"],
        "publisher": _agency(chrome),
        "creator": _organization(page["unit__name"]) if page["unit__name"] else None,
        "contactPoint": _contact(chrome),
        "accessLevel": "public",
        "landingPage": site.root_url + reverse("wagtail_serve", args=[page["url_path"].removeprefix(site.root_path)]),
    }
    return {key: value for key, value in told.items() if value} | {"distribution": files}


def _files_of(pages: Sequence[int], root: str) -> defaultdict[int, list[dict[str, Any]]]:
    """By page, each file that no newer one replaced."""
    files = defaultdict(list)
    current = InformationDocument.objects.filter(page__in=pages, replaced_on=None).order_by("sort_order", "pk")
    told = current.values_list("page", "title", "document__title", "document", "document__file", "document__file_size")
    for page, title, document_title, document, path, size in told:
        name = basename(path)
        file = {
            "@type": "dcat:Distribution",
            "title": title or document_title,
            "downloadURL": root + reverse("wagtaildocs_serve", args=[document, name]),
            "mediaType": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "format": name.rpartition(".")[2].upper(),
            "byteSize": size,
        }
        files[page].append({key: value for key, value in file.items() if value})
    return files


def _words_of(pages: Sequence[int]) -> defaultdict[int, list[str]]:
    words = defaultdict(list)
    tags = InformationPageTag.objects.filter(content_object__in=pages).order_by("pk")
    for page, word in tags.values_list("content_object", "tag__name"):
        words[page].append(word)
    return words


def _agency(chrome: Chrome) -> dict[str, str]:
    return _organization(chrome.identity.name)


def _organization(name: str) -> dict[str, str]:
    return {"@type": "org:Organization", "name": name}


def _contact(chrome: Chrome) -> dict[str, str] | None:
    """Whom to ask; ``None`` as long as the agency has told no address."""
    mail = chrome.identity.email
    return {"@type": "vcard:Contact", "fn": chrome.identity.name, "hasEmail": f"mailto:{mail}"} if mail else None


def _period(page: dict[str, Any]) -> str | None:
    """As ISO 8601 interval, where both ends are known."""
    days = (page["period_start"], page["period_end"])
    return "/".join(day.isoformat() for day in days) if all(days) else None


def _moment(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else None


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)
