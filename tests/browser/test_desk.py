"""The desk in a browser: on a phone, by keyboard alone, without scripts, and heard instead of seen."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Revision

from news.models import NewsIndexPage, NewsPage
from portal.sop import acts
from portal.sop.models import StepRecord
from tests import verbs
from tests.browser.conftest import shoot
from tests.sop.test_desk import start

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DESK = "/admin/meja/"
TARGET = 44
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TARGETS = "a[href], button, summary, select, textarea, input:not([type=hidden])"
SMALL_TARGETS = """
([selector, least]) => [...document.querySelectorAll(selector)]
  .filter(element => element.checkVisibility() && !element.classList.contains("skip-link"))
  .filter(element => element.ariaHidden !== "true")  // what the Enter key presses, and nobody's finger
  .map(element => [element.closest(".desk-tick, .choice") || element, element.outerHTML.slice(0, 80)])
  .map(([box, html]) => [box.getBoundingClientRect(), html])
  .filter(([box]) => box.width < least || box.height < least)
  .map(([box, html]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${html}`)
"""


@pytest.fixture
def person(house):
    return lambda username: get_user_model().objects.get(username=username)


@pytest.fixture
def story(person):
    """A story that was returned once, repaired and submitted again, so that every part of the decision page shows."""
    page = start(NewsIndexPage.objects.get(), NewsPage, person("pelaksana"), "Contoh: Posyandu di kampung tepi sungai")
    acts.carry_out(verbs.current_task_state(page), person("kasub"), "reject", {"comment": "Sebutkan jadwalnya."})
    draft = verbs.fresh(page).get_latest_revision_as_object()
    draft.lead = "Posyandu dibuka setiap hari Senin."
    draft.body = [("paragraph", "<p>Bawa buku KIA.</p>")]
    draft.save_revision(user=person("pelaksana"))
    page.current_workflow_state.resume(user=person("pelaksana"))
    assert verbs.waits_for(page) == "kasub"
    assert Revision.objects.for_instance(page).count() == 2
    return page


@pytest.fixture
def full_desk(story, person):
    """Fifty stories wait for the Kasub, one of them is late, and more lies elsewhere."""
    index, writer = NewsIndexPage.objects.get(), person("pelaksana")
    pages = [start(index, NewsPage, writer, f"Contoh: berita nomor {number}") for number in range(1, 52)]
    acts.carry_out(verbs.current_task_state(pages[0]), person("kasub"), "approve", {"comment": ""})
    late = timezone.now() - dt.timedelta(days=3)
    StepRecord.objects.about(pages[1]).open().update(started_at=late, due_at=late, standard="30 menit")
    return story


def decision_address(page) -> str:
    return f"{DESK}langkah/{verbs.current_task_state(page).pk}/"


def assert_everybody_can_use(window):
    """No axe violation, no target under 44 px, nothing to be scrolled sideways."""
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        results = Axe().run(window, options={"runOnly": WCAG})
        assert results.violations_count == 0, results.generate_report()
    window.emulate_media(color_scheme="light")
    assert window.evaluate(SMALL_TARGETS, [TARGETS, TARGET]) == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_full_desk_is_accessible(browse, full_desk, width):
    window = browse("kasub", width=width)
    window.goto(DESK)
    assert window.locator(".desk-item").count() == 51
    assert window.locator(".desk-item").first.inner_text().startswith("Terlambat ")
    assert_everybody_can_use(window)


@pytest.mark.parametrize("who", ["kasub", "kadis", "pelaksana"])
def test_an_almost_empty_desk_is_accessible(browse, story, who):
    window = browse(who, width=360)
    window.goto(DESK)
    assert_everybody_can_use(window)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_decision_is_accessible_also_after_an_error(browse, story, width):
    window = browse("kasub", width=width)
    window.goto(decision_address(story))
    assert "Posyandu dibuka setiap hari Senin." in window.inner_text("#perubahan ~ .desk-diff >> nth=0")
    assert_everybody_can_use(window)
    if width == 360:
        shoot(window, "decide-changes-360")
    assert window.locator("button[value=approve]").bounding_box()["height"] >= 48
    window.click("button[value=reject]")
    assert "Tuliskan alasannya" in window.inner_text("[role=alert]")
    assert_everybody_can_use(window)


def test_taking_down_is_accessible(browse, story, person):
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        acts.carry_out(verbs.current_task_state(story), person(role), "approve", {"comment": ""})
    window = browse("kadis", width=360)
    window.goto(DESK)
    assert_everybody_can_use(window)
    window.click("text=Turunkan")
    assert_everybody_can_use(window)
    window.click("button.button--danger")
    assert_everybody_can_use(window)


def focused(window) -> str:
    return window.evaluate(
        "(document.activeElement.innerText || document.activeElement.name || '').trim().replace(/\\s+/g, ' ')"
    )


def tab_to(window, text: str) -> None:
    """Press Tab until the element with that text (or name) has the focus, and be sure that one sees where one is."""
    for _ in range(60):
        window.keyboard.press("Tab")
        assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if focused(window).startswith(text):
            return
    raise AssertionError(f"“{text}” cannot be reached by keyboard")


def test_a_return_by_keyboard_alone_and_without_scripts(browse, story):
    window = browse("kasub", width=360, scripts=False)
    window.goto(DESK)
    window.keyboard.press("Tab")
    assert focused(window) == "Langsung ke isi"
    window.keyboard.press("Enter")
    tab_to(window, story.title)
    window.keyboard.press("Enter")
    window.wait_for_selector("h1:has-text('Posyandu')")
    tab_to(window, "Langsung ke tindakan")
    window.keyboard.press("Enter")
    tab_to(window, "comment")
    window.keyboard.type("Tambahkan nama puskesmas.")
    tab_to(window, "Kembalikan dengan alasan")
    window.keyboard.press("Enter")
    window.wait_for_selector("text=Tercatat")
    assert verbs.waits_for(story) == ""
    assert StepRecord.objects.about(story).filter(outcome="returned").first().comment == "Tambahkan nama puskesmas."


def test_an_official_lands_on_the_desk_after_logging_in(browse, story):
    window = browse("kasub", width=360, scripts=False)
    window.wait_for_selector("h1:has-text('Meja kerja')")
    assert window.title() == "(1) Meja kerja"


def test_the_titles_of_the_register_stay_whole_on_a_phone(browse, story):
    window = browse("kasub", width=360)
    window.goto("/admin/buku_kendali/")
    lines = window.evaluate(
        """() => [...document.querySelectorAll("td.title a")].map(
          (link) => new Set([...link.getClientRects()].map((line) => line.top)).size)"""
    )
    assert lines
    assert max(lines) <= 4
