"""A crawl of everything that a stranger may ask for, and canaries to find in it.

A canary is a word that stands in one private place and nowhere else. Whatever a stranger is given is read: bodies,
headers, the parts of an archive, the text, titles and attachments of a PDF.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver
from pypdf import PdfReader

# Every canary begins with it, so that it can be asked for without being told.
STEM = "kenari"
OUR_HOSTS = ("testserver", "localhost", "127.0.0.1", "")
# A site of some pages has fewer; more would mean that addresses beget addresses.
MOST_ADDRESSES = 4000
LOGIN = "/admin/login/"

_LINK = re.compile(r"""(?:href|src|action|srcset)=["']([^"'<>]+)["']""")
_ABSOLUTE = re.compile(r"""https?://[^\s"'<>\\)]+""")


@dataclass
class Canaries:
    """``sing("the place")`` gives the word to put there."""

    places: dict[str, str] = field(default_factory=dict)

    def sing(self, place: str) -> str:
        """Letters and figures alone: it passes through slugs, search indexes and file names as it is."""
        assert place not in self.places.values(), place
        word = f"{STEM}{len(self.places):03d}q"
        self.places[word] = place
        return word

    def watch(self, word: str, place: str) -> str:
        """A word that has to have a form of its own, such as a NIP."""
        self.places[word.lower()] = place
        return word

    def heard_in(self, answers: Iterable[Answer]) -> dict[str, set[str]]:
        """The places whose canary was heard, each with the addresses at which it was heard."""
        heard: dict[str, set[str]] = {}
        for answer in answers:
            text = answer.text.lower()
            # A PDF may break a word across lines.
            whole = text + re.sub(r"[\s\u00ad-]+", "", text)
            for word, place in self.places.items():
                if word in whole:
                    heard.setdefault(place, set()).add(answer.address)
        return heard


@dataclass(frozen=True)
class Answer:
    """What a stranger was given; ``text`` is everything in it that can be read."""

    address: str
    status: int
    text: str


def ask(client: Client, address: str, method: str = "get") -> Answer:
    response = getattr(client, method)(address)
    headers = "\n".join(f"{name}: {value}" for name, value in response.items() if name != "Content-Length")
    cookies = response.cookies.output()
    text = "\n".join([headers, cookies, text_of(_body_of(response))])
    # A stranger who asks for an address with a canary in it is told nothing by being told that address.
    asked = address.partition("?")[0].strip("/")
    return Answer(address, response.status_code, text.replace(asked, "") if STEM in asked else text)


def _body_of(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def text_of(content: bytes) -> str:
    """Every text in a file: as it stands, unpacked, and with its entities and escapes resolved."""
    plain = content.decode("utf-8", "replace")
    texts = [plain, html.unescape(plain), unquote(plain)]
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            texts += [name + text_of(archive.read(name)) for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        texts += _texts_of_pdf(content)
    return "\n".join(texts)


def _texts_of_pdf(content: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if not reader.trailer.get("/Root", {}).get("/Pages"):
        return
    yield str(reader.metadata)
    if reader.xmp_metadata is not None:
        yield str(reader.xmp_metadata.rdf_root.toxml())
    yield str(reader.outline)
    for page in reader.pages:
        yield page.extract_text()
    for name, files in reader.attachments.items():
        yield name
        for attached in files:
            yield text_of(attached)


# --- crawling -----------------------------------------------------------------------------------------------


def crawl(client: Client, start: Iterable[str], words: Iterable[str]) -> Iterator[Answer]:
    """Every address in ``start``, everything that they lead to, and their forms filled in with ``words``."""
    words, waiting = list(words), deque(dict.fromkeys(start))
    met = set(waiting)
    while waiting:
        answer = ask(client, waiting.popleft())
        yield answer
        for link in (*_links_in(answer), *_forms_in(answer, words)):
            if link not in met:
                met.add(link)
                waiting.append(link)
        assert len(met) < MOST_ADDRESSES, f"addresses without end, such as {sorted(met)[-5:]}"


def _links_in(answer: Answer) -> Iterator[str]:
    for link in (*_LINK.findall(answer.text), *_ABSOLUTE.findall(answer.text)):
        if link := _ours(answer.address, html.unescape(link).split(" ")[0]):
            yield link


def _ours(base: str, link: str) -> str:
    """The link as a path of this portal; "" if it leads elsewhere, or to what no person ever wrote."""
    try:
        parts = urlsplit(urljoin(base, link))
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "") or (parts.hostname or "") not in OUR_HOSTS:
        return ""
    if not parts.path.startswith("/") or parts.path.startswith((settings.STATIC_URL, LOGIN)):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _forms_in(answer: Answer, words: list[str]) -> Iterator[str]:
    """Each form that asks, by each of its fields: what is typed, and every choice that is offered."""
    if "<form" not in answer.text:
        return
    for form in BeautifulSoup(answer.text, "html.parser").find_all("form"):
        if form.get("method", "get").lower() != "get":
            continue
        target = _ours(answer.address, form.get("action") or answer.address.partition("?")[0])
        for name, value in _fields_of(form, words):
            yield f"{target}?{urlencode({name: value})}"


def _fields_of(form, words: list[str]) -> Iterator[tuple[str, str]]:
    for control in form.find_all(["input", "select"]):
        name, kind = control.get("name"), control.get("type", "text")
        if not name:
            continue
        if control.name == "select":
            yield from ((name, option.get("value", option.text)) for option in control.find_all("option"))
        elif kind in ("text", "search"):
            yield from ((name, word) for word in words)
        elif kind in ("checkbox", "radio", "hidden"):
            yield name, control.get("value", "on")


# --- addresses that nothing leads to ------------------------------------------------------------------------


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every address that the portal knows, as ``("/admin/pages/%(page_id)s/", ["page_id"])``."""
    resolver = resolver or get_resolver()
    for name in resolver.reverse_dict:
        for possibilities, *_ in resolver.reverse_dict.getlist(name):
            for address, parameters in possibilities:
                yield f"/{prefix}{address}".replace("//", "/"), parameters
    for inner_prefix, inner in resolver.namespace_dict.values():
        yield from patterns(inner, prefix + inner_prefix)


def guessed(client: Client, values: Iterable[object]) -> Iterator[Answer]:
    """Every address of every view, asked with ``values`` for what it wants to know.

    A view that sends strangers to the login with one value does so before it looks at it, and is asked no more.
    """
    values = list(dict.fromkeys(map(str, values)))
    for address, parameters in sorted({(address, tuple(parameters)) for address, parameters in patterns()}):
        for chosen in (
            product(values, repeat=len(parameters)) if len(parameters) < 3 else [values[:1] * len(parameters)]
        ):
            answer = ask(client, address % dict(zip(parameters, chosen, strict=True)))
            yield answer
            if f"Location: {LOGIN}" in answer.text:
                break


def listening(client: Client, ours: Iterable[str], unknown: str, where: str) -> list[str]:
    """The words to which a search answers otherwise than to a word that is nowhere: it knows them.

    ``where`` is the address up to the word.
    """
    silence = ask(client, where + unknown).text.replace(unknown, "")
    return [word for word in ours if ask(client, f"{where}{word}").text.replace(word, "") != silence]
