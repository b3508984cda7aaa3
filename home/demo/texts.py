"""The texts of the demonstration (``texts.toml``) as values, and the words that mark them as example."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

MARK = "Contoh: "
NOTICE = {
    "kind": "warning",
    "title": "Ini halaman contoh",
    "text": "<p>Isi halaman ini karangan, dibuat untuk memperagakan portal. Instansi, kegiatan, dan nama di dalamnya "
    "tidak nyata. Hapus sebelum portal dipakai.</p>",
}
CREDIT = "Gambar contoh buatan program"


@dataclass(frozen=True)
class Story:
    """A news page; ``motif`` and ``alt`` are those of its picture."""

    slug: str
    title: str
    lead: str
    category: str
    tags: list[str]
    motif: str
    alt: str
    opening: str
    heading: str
    text: str
    advice: list[str]


@dataclass(frozen=True)
class Leaflet:
    """A standard page; each part has a ``heading`` and ``html``."""

    slug: str
    title: str
    lead: str
    parts: list[dict[str, str]]


_DATA = tomllib.loads(Path(__file__).with_name("texts.toml").read_text(encoding="utf-8"))

CATEGORIES: dict[str, str] = _DATA["categories"]
STORIES: dict[str, Story] = {story["slug"]: Story(**story) for story in _DATA["stories"]}
LEAFLETS: list[Leaflet] = [Leaflet(**leaflet) for leaflet in _DATA["leaflets"]]
