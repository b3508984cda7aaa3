"""What machines are told beside the pages: security.txt, the agency and the way to a page as data, a picture."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image
from wagtail.models import Site

from home.models import StandardPage
from portal.core import renditions, share_picture
from portal.core.models import AgencyIdentity

HOSTILE = 'Dinas </script><script>alert(1)</script> & "Contoh"'
SECURITY = "/.well-known/security.txt"


def identify(**fields) -> AgencyIdentity:
    return AgencyIdentity.objects.create(site=Site.objects.get(), **{"name": "Dinas Contoh", **fields})


def data_of(address: str) -> dict[str, dict]:
    """The blocks of data of a page by their type; a text of a user ends none of them."""
    html = Client().get(address).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert html.count("<script") - html.count("<script src=") == len(blocks)
    return {block["@type"]: block for block in map(json.loads, blocks)}


# --- security.txt ------------------------------------------------------------------------------------


def test_whoever_finds_a_weakness_is_told_whom_to_tell(home):
    identify(email="aduan@contoh.invalid")
    with time_machine.travel(datetime(2026, 11, 29, 12, tzinfo=UTC), tick=False):
        answer = Client().get(SECURITY)

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "Contact: mailto:aduan@contoh.invalid",
        "Expires: 2027-05-01T00:00:00Z",
        "Preferred-Languages: id",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


@pytest.mark.parametrize("today", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 8, 31, tzinfo=UTC)])
def test_it_never_expires_soon_nor_late(home, today):
    identify(email="aduan@contoh.invalid")
    with time_machine.travel(today, tick=False):
        text = Client().get(SECURITY).content.decode()

    expires = datetime.fromisoformat(re.search(r"Expires: (\S+)", text)[1])
    assert 120 < (expires - today).days < 365


def test_without_an_address_there_is_no_such_file(home):
    assert Client().get(SECURITY).status_code == 404
    identify()
    assert Client().get(SECURITY).status_code == 404


# --- JSON-LD ----------------------------------------------------------------------------------------------


def test_the_home_page_says_who_the_agency_is(home, image):
    renditions.ensure_renditions([image])
    identify(
        parent_name="Pemerintah Contoh",
        address="Jalan Contoh 1\nKota Contoh",
        phone="0541 123456",
        email="ppid@contoh.invalid",
        instagram="https://contoh.invalid/ig",
        logo=image,
    )

    told = data_of("/")["GovernmentOrganization"]

    assert told["@context"] == "https://schema.org"
    assert told["name"] == "Dinas Contoh"
    assert told["url"] == "http://testserver/"
    assert told["parentOrganization"] == {"@type": "GovernmentOrganization", "name": "Pemerintah Contoh"}
    assert told["address"] == "Jalan Contoh 1 Kota Contoh"
    assert (told["telephone"], told["email"]) == ("0541 123456", "ppid@contoh.invalid")
    assert told["sameAs"] == ["https://contoh.invalid/ig"]
    assert told["logo"].startswith("http://testserver/media/images/")


def test_what_the_agency_has_not_told_is_not_said(home):
    told = data_of("/")["GovernmentOrganization"]

    assert set(told) == {"@context", "@type", "name", "alternateName", "url"}


def test_a_page_says_where_it_stands(home):
    parent = home.add_child(instance=StandardPage(title=HOSTILE, slug="layanan"))
    page = parent.add_child(instance=StandardPage(title="Imunisasi", slug="imunisasi"))

    told = data_of(page.url)

    assert "GovernmentOrganization" not in told
    assert told["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Beranda", "item": "http://testserver/"},
        {"@type": "ListItem", "position": 2, "name": HOSTILE, "item": parent.full_url},
        {"@type": "ListItem", "position": 3, "name": "Imunisasi"},
    ]


def test_the_way_to_a_page_tells_nothing_of_a_draft_above_it(home):
    draft = home.add_child(instance=StandardPage(title="Rencana kanari", slug="rencana", live=False))
    page = draft.add_child(instance=StandardPage(title="Jadwal", slug="jadwal"))

    assert "kanari" not in Client().get(page.url).content.decode()
    assert [step["name"] for step in data_of(page.url)["BreadcrumbList"]["itemListElement"]] == ["Beranda", "Jadwal"]


def test_a_hostile_name_stays_data(home):
    identify(name=HOSTILE)

    assert data_of("/")["GovernmentOrganization"]["name"] == HOSTILE


# --- The picture for sharing ----------------------------------------------------------------------------


def pictures_of(address: str) -> list[str]:
    html = Client().get(address).content.decode()
    return re.findall(r'<meta property="og:image" content="([^"]+)">', html)


@pytest.fixture
def identity(home, image, django_capture_on_commit_callbacks) -> AgencyIdentity:
    with django_capture_on_commit_callbacks(execute=True):
        return identify(parent_name="Pemerintah Provinsi Contoh", logo=image)


def test_a_page_without_a_picture_is_shared_with_the_agencys(home, identity):
    page = home.add_child(instance=StandardPage(title="Layanan", slug="layanan"))

    [address] = pictures_of(page.url)

    answer = Client().get(address.removeprefix("http://testserver"))
    picture = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    # Something is written on it.
    assert len(picture.getcolors(1_000_000)) > 20


def test_a_page_with_a_picture_is_shared_with_its_own(home, identity, image):
    renditions.ensure_renditions([image])
    page = home.add_child(instance=StandardPage(title="Layanan", slug="layanan", social_image=image))

    [address] = pictures_of(page.url)

    assert "bagikan" not in address


def test_it_is_never_drawn_while_a_visitor_waits(home, identity, monkeypatch):
    default_storage.delete(share_picture.path_of(identity))
    monkeypatch.setattr(share_picture, "_drawn", lambda identity: pytest.fail("drawn in a visitor's request"))

    assert pictures_of("/") == []


def test_a_new_name_gets_a_new_picture_and_the_same_one_is_drawn_once(
    identity, monkeypatch, django_capture_on_commit_callbacks
):
    before, drawn = share_picture.url_of(identity), []
    monkeypatch.setattr(share_picture, "_drawn", lambda identity: drawn.append(identity.name) or b"x")

    for name in ("Dinas Contoh", "Dinas Lain"):
        identity.name = name
        with django_capture_on_commit_callbacks(execute=True):
            identity.save()

    assert drawn == ["Dinas Lain"]
    assert share_picture.url_of(identity) not in ("", before)
    default_storage.delete(share_picture.path_of(identity))


@pytest.mark.parametrize("name", ["", "D" * 200, "Dinas " * 33, "健康局 \U0001f3e5", "a\x00b", "ᬩᬮᬶ"])
def test_no_name_is_too_much_for_it(home, name):
    assert share_picture._drawn(AgencyIdentity(name=name, parent_name=name)).startswith(b"\x89PNG")


def test_a_lost_logo_does_not_keep_the_picture_back(home, image):
    image.file.delete(save=False)
    identity = AgencyIdentity(name="Dinas Contoh", logo=image)
    image.file.name = "images/hilang.png"

    assert share_picture._drawn(identity).startswith(b"\x89PNG")
