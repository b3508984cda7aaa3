"""Every kind of public page by its budgets (docs/rules.md): weight, requests, widths, themes, keyboard, no scripts,
valid HTML. The pages come from the demonstration behind gunicorn; what is measured is what a visitor gets."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from .conftest import shoot
from .public_face import SCHEMES, TOOLS, Showcase, assert_everybody_can_use
from .showcase import PAGES

HTML, CSS, JS, ALL = 12_000, 10_000, 4_000, 90_000
PICTURES = {"home": 120_000, "news-page": 60_000}
REQUESTS = 10
# Pages whose pictures are the point may weigh more than a page of text.
WITH_PICTURES = {"home", "news-index", "news-category", "news-page"}


@pytest.fixture
def visit(chromium, shown: Showcase):
    """``visit(width, scripts)`` is a window of a citizen who was never here."""
    contexts = []

    def window(width: int = 360, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=shown.base, viewport={"width": width, "height": 800}, locale="id-ID", java_script_enabled=scripts
        )
        contexts.append(context)
        return context.new_page()

    yield window
    for context in contexts:
        context.close()


def weight(answer: Response) -> int:
    """Text as the web server before the portal compresses it; pictures as they are."""
    body = answer.body()
    is_text = answer.headers.get("content-type", "").split(";")[0] in (
        "text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml",
    )  # fmt: skip
    return len(gzip.compress(body, 6)) if is_text else len(body)


def kind(answer: Response) -> str:
    return answer.headers.get("content-type", "").split(";")[0].rpartition("/")[2]


def test_every_page_keeps_its_budget_of_weight_and_requests(visit, shown):
    weights = {}
    for name, address in PAGES.items():
        page = visit()
        answers: list[Response] = []
        page.on("response", lambda answer, kept=answers: kept.append(answer))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert answers[0].status == (404 if name == "not-found" else 200), name
        hosts = {urlsplit(answer.url).netloc for answer in answers}
        assert hosts == {urlsplit(shown.base).netloc}, name
        by_kind: dict[str, int] = {}
        for answer in answers:
            by_kind[kind(answer)] = by_kind.get(kind(answer), 0) + weight(answer)
        assert by_kind["html"] <= HTML, (name, by_kind)
        assert by_kind["css"] <= CSS, (name, by_kind)
        assert by_kind.get("javascript", 0) <= JS, (name, by_kind)
        assert not {"woff", "woff2", "ttf", "otf"} & by_kind.keys(), name
        assert len(answers) <= REQUESTS, (name, [answer.url for answer in answers])
        pictures = sum(size for what, size in by_kind.items() if what in ("webp", "jpeg", "png"))
        assert pictures <= PICTURES.get(name, PICTURES["home"]), (name, by_kind)
        assert sum(by_kind.values()) - (pictures if name in WITH_PICTURES else 0) <= ALL, (name, by_kind)
        weights[name] = by_kind | {"all": sum(by_kind.values()), "requests": len(answers)}
        page.context.close()
    print(json.dumps(weights, indent=1))


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_every_page_and_sees_what_the_repository_shows(visit, name):
    page = visit()
    page.goto(PAGES[name])
    assert_everybody_can_use(page)
    for width in (360, 1280):
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            # Pictures that wait to be scrolled to are wanted in the shot.
            page.evaluate("document.querySelectorAll('img').forEach((img) => { img.loading = 'eager' })")
            page.wait_for_load_state("networkidle")
            shoot(page, f"public/{name}-{width}-{scheme}", "webp")


def test_the_menu_is_a_sheet_that_the_keyboard_opens_and_closes(visit):
    page = visit(scripts=False)
    page.goto("/")
    opener, menu = page.locator(".site-header__top .menu-button"), page.locator("#menu")
    assert not menu.is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    shoot(page, "public/menu-360-light", "webp")
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    page.keyboard.press("Enter")
    menu.locator("a", has_text="Lacak permohonan").click()
    page.wait_for_url("**/permohonan/lacak/")


STOPS = """() => {
    const group = (it, state = '') => document.querySelector(`input[name="${it.name}"]${state}`);
    return [...document.querySelectorAll(
        "a[href], button, input:not([type=hidden], [tabindex='-1']), select, textarea, summary, [tabindex='0']"
    )].filter((it) => it.checkVisibility({visibilityProperty: true})
        && (it.type !== 'radio' || it === (group(it, ':checked') ?? group(it)))) }"""
IS_SEEN = """() => { const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
    it.dataset.reached = "";
    return [box.width > 0 && box.height > 0, style.outlineStyle !== 'none' || style.boxShadow !== 'none'] }"""
# Day, month, year and the calendar's button are stops within one field.
WITHIN_A_DATE = 3


def test_the_keyboard_comes_to_everything_and_is_always_seen(visit):
    """From the skip link to the last link: each stop is visible, is marked, and none is passed over."""
    for name, address in PAGES.items():
        page = visit(width=1280)
        page.goto(address)
        stops = page.evaluate(f"({STOPS})().length") + WITHIN_A_DATE * page.locator("input[type=date]").count()
        for _ in range(stops):
            page.keyboard.press("Tab")
            assert page.evaluate(IS_SEEN) == [True, True], (name, page.evaluate("document.activeElement.outerHTML"))
        missed = f"({STOPS})().filter((it) => !('reached' in it.dataset)).map((it) => it.outerHTML)"
        assert page.evaluate(missed) == [], name
        page.context.close()


def test_every_page_says_the_same_without_scripts(visit, shown):
    for address in PAGES.values():
        with_scripts, without = visit(), visit(scripts=False)
        texts = []
        for page in (with_scripts, without):
            page.goto(address)
            texts.append(page.inner_text("main").replace("Bacakan halaman ini", "").split())
            page.context.close()
        assert texts[0] == texts[1], address


def test_a_page_can_be_heard_where_the_browser_has_a_voice(visit, shown):
    page = visit()
    page.goto(PAGES["news-page"])
    page.evaluate("() => { window.said = []; speechSynthesis.speak = (it) => { window.said.push(it) } }")
    page.click("text=Bacakan halaman ini")
    said = page.evaluate("window.said.map((it) => [it.lang, it.text])")
    assert {lang for lang, _ in said} == {"id"}
    assert said[0][1] == page.inner_text("h1")
    page.evaluate("() => window.said.at(-1).onend()")
    assert page.is_visible("text=Bacakan halaman ini")


def test_on_paper_stands_the_page_without_what_only_a_screen_needs(visit, shown):
    page = visit(width=800)
    page.goto(PAGES["sop"])
    page.emulate_media(media="print")
    for hidden in (".search-form", ".main-menu", ".breadcrumbs", ".menu-button"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator("thead").first.is_visible()


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"contrast": "more"}])
def test_pages_heed_what_a_reader_has_set(visit, media):
    page = visit()
    page.emulate_media(**media)
    page.goto("/")
    if "reduced_motion" in media:
        assert page.evaluate("getComputedStyle(document.querySelector('.task')).transitionDuration") == "0s"
    elif "contrast" in media:
        ink, soft = page.evaluate(
            "['--ink', '--ink-soft'].map((it) => getComputedStyle(document.body).getPropertyValue(it))"
        )
        assert soft in (ink, "var(--ink)")
    else:
        assert page.evaluate("getComputedStyle(document.querySelector('.task')).borderTopStyle") == "solid"
        shoot(page, "public/home-360-forced-colors", "webp")


def test_the_patterns_can_be_used_by_everybody(visit):
    page = visit()
    page.goto("/gaya/")
    assert_everybody_can_use(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    shoot(page, "public/patterns-1280", "webp")


@pytest.mark.skipif(not (TOOLS / "vnu-jar").is_dir() or not shutil.which("java"), reason="needs npm packages and Java")
def test_every_page_is_valid_html(visit, shown, tmp_path):
    page = visit()
    files = []
    for name, address in (PAGES | {"patterns": "/gaya/"}).items():
        file = tmp_path / f"{name}.html"
        file.write_bytes(page.request.get(address).body())
        files.append(file)
    jar = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
    found = subprocess.run(  # noqa: S603 - our own words
        [
            shutil.which("java"),
            "-jar",
            str(jar),
            "--format",
            "json",
            "--stdout",
            "--exit-zero-always",
            *map(str, files),
        ],
        capture_output=True,
        check=True,
    )
    # What is no error is advice. One piece of it we do not take: "the list role is unnecessary" is untrue of VoiceOver,
    # which forgets a list whose bullets a style sheet takes away.
    errors = [it for it in json.loads(found.stdout)["messages"] if it["type"] != "info"]
    assert [f"{it['url']}: {it['message']} {it.get('extract', '')}" for it in errors] == []
