"""A real browser against a real server. `make browser` runs these; they keep their screenshots in docs/screenshots."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.conftest import build_house, make_official

from . import public_face

# Playwright's synchronous API runs an event loop in this thread, and Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SHOTS = Path(__file__).resolve().parent.parent.parent / "docs" / "screenshots"
PASSWORD = "rahasia-sekali"
COLOURS = 64
WIDEST = 720
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shown():
    """The demonstration behind gunicorn, for tests that only look at it."""
    with public_face.running_showcase() as showcase:
        yield showcase


@pytest.fixture
def house(transactional_db, live_server):
    """The house with one person per role of flow A, in a database that the server's thread sees too."""
    build_house()
    for role in ("pelaksana", "kasub", "kabag", "kadivmin", "kadis"):
        make_official(role, role)
    return live_server.url


@pytest.fixture
def browse(chromium, house):
    """``browse("kasub", width=360)`` is a window in which that person is logged in; without a name, a citizen's."""
    contexts = []

    def window(who: str = "", width: int = 1280, scripts: bool = True):
        context = chromium.new_context(
            base_url=house, viewport={"width": width, "height": 800}, locale="id-ID", java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        if who:
            page.goto("/admin/login/")
            page.fill("[name=username]", who)
            page.fill("[name=password]", PASSWORD)
            page.click("button[type=submit]")
        return page

    yield window
    for context in contexts:
        context.close()


def shoot(page, name: str, kind: str = "png") -> None:
    """Keep what a person saw, so that a reader of the repository sees it too.

    A PNG of few colours is small, and exact; where there are many shots, ``webp`` keeps a smaller picture.
    """
    file = SHOTS / f"{name}.{kind}"
    file.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(page.screenshot(full_page=True))) as seen:
        if kind == "webp":
            small = seen.convert("RGB")
            small.thumbnail((WIDEST, small.height))
            small.save(file, quality=45, method=6)
        else:
            seen.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
