"""The showcase as a fixture, and how a page is looked at in every width and theme."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .showcase import PAGES

ROOT = Path(__file__).resolve().parents[2]
TOOLS = Path(__file__).with_name("node_modules")
WIDTHS = (320, 360, 768, 1280)
SCHEMES = ("light", "dark")
WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass(frozen=True)
class Showcase:
    """What ``showcase`` told: where it is served, and a request to follow."""

    base: str
    number: str
    code: str

    def url(self, name: str) -> str:
        return self.base + PAGES[name]


@contextmanager
def running_showcase() -> Iterator[Showcase]:
    command = [sys.executable, "-m", "tests.browser.showcase"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own words
        try:
            told = process.stdout.readline()
            assert told, "the showcase did not start"
            yield Showcase(**json.loads(told))
        finally:
            process.stdin.close()


def at_every_width(page: Page) -> Iterator[int]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        yield width


def assert_everybody_can_use(page: Page) -> None:
    """No axe violation and nothing to scroll sideways, in each width, in light and dark; one heading of the page."""
    for width in at_every_width(page):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} at {width}"
        for scheme in SCHEMES:
            # What moves would be measured on its way from one colour to the other.
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page, options={"runOnly": WCAG})
            assert found.violations_count == 0, f"{page.url} at {width}, {scheme}\n{found.generate_report()}"
    assert page.evaluate("document.querySelectorAll('h1').length") == 1, page.url
