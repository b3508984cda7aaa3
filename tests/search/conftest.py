"""What the search is tried on."""

from __future__ import annotations

import pytest

from home.models import StandardPage


@pytest.fixture
def make_page(home):
    """``make_page("Title", "Text")`` is a page of text, live unless said otherwise."""

    def make(title: str, body: str = "Isi halaman.", live: bool = True, parent=None) -> StandardPage:
        return (parent or home).add_child(
            instance=StandardPage(title=title, lead=f"Inti {title}.", body=[("paragraph", body)], live=live)
        )

    return make


@pytest.fixture
def search(client):
    """``search("kata", tahun=2026)`` is the answer to it."""

    def ask(words: str, **choices):
        return client.get("/cari/", {"q": words, **choices})

    return ask


@pytest.fixture
def titles(search):
    """``titles("kata")`` are the titles of what is found, in order."""

    def ask(words: str, **choices) -> list[str]:
        return [entry.title for entry in search(words, **choices).context["results"]]

    return ask


@pytest.fixture
def periodic(home):
    """The list of periodic information."""
    from ppid.information.models import InformationIndexPage
    from ppid.information.structure import ensure_structure

    ensure_structure(home)
    return InformationIndexPage.objects.get(slug="informasi-berkala")
