"""Live stories, made the short way: how they get live is tested with the SOP."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.html import escape
from PIL import Image

from news.models import NewsCategory, NewsPage
from portal.core.models import AgencyImage
from portal.core.renditions import ensure_renditions
from tests.news.sheets import open_sheet, pass_on, waits_for


def make_picture(title: str = "Gambar") -> AgencyImage:
    """A small picture with all its sizes."""
    data = BytesIO()
    Image.new("RGB", (60, 40), (20, 120, 90)).save(data, "JPEG")
    data.seek(0)
    picture = AgencyImage.objects.create(
        title=title, description=f"Uraian {title}", file=ImageFile(data, name="gambar.jpg")
    )
    ensure_renditions([picture])
    return picture


def make_story(index, title: str = "Berita uji", tags: tuple[str, ...] = (), **fields) -> NewsPage:
    fields = {"lead": f"Teras {title}.", "live": True, "first_published_at": timezone.now(), **fields}
    story = NewsPage(title=title, body=[("paragraph", f"<p>Isi {escape(title)}.</p>")], **fields)
    index.add_child(instance=story)
    if tags:
        story.tags.add(*tags)
        story.save()
    return story


@pytest.fixture
def category(db) -> NewsCategory:
    return NewsCategory.objects.create(name="Imunisasi", slug="imunisasi")


@pytest.fixture
def story(news_index, category) -> NewsPage:
    return make_story(
        news_index,
        "Imunisasi di posyandu",
        tags=("anak", "posyandu"),
        category=category,
        date=dt.date(2026, 11, 20),
        picture=make_picture(),
    )


@pytest.fixture
def sheet(as_):
    return open_sheet(as_("kadis"))


@pytest.fixture
def at_kasub(as_, sheet):
    for role in ("kadivmin", "kabag"):
        pass_on(as_(role), sheet)
    assert waits_for(sheet) == "kasub"
    return sheet
