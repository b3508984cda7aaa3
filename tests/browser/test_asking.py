"""The citizen's form in a browser: every question, every fault, by keyboard alone, on the narrowest phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from home.models import HomePage
from ppid.information.models import InformationIndexPage
from ppid.information.structure import ensure_structure
from ppid.requests.asking import drafts, guard
from ppid.requests.asking.steps import STEPS
from ppid.requests.models import InformationRequest
from tests.ppid.information.catalogue_pages import make_page
from tests.ppid.requests.asking.citizen import ANSWERS, FORM, SENT, START, Citizen, address

from .conftest import shoot
from .public_face import at_every_width
from .test_deadline_calculator import assert_citizens_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TARGETS = (
    ".back-link, .button, .summary a, .link-list a, .error-summary a, summary, "
    ".form input:not([type=hidden], [tabindex='-1']), .form textarea"
)
# Where the keyboard is: the name of a field, the words of a link or button.
FOCUS = "document.activeElement.name || document.activeElement.textContent.trim()"


@pytest.fixture(autouse=True)
def programs_are_quick(monkeypatch):
    monkeypatch.setattr(guard, "STEP", timedelta())
    monkeypatch.setattr(guard, "FORM", timedelta())


@pytest.fixture
def answered(browse, house):
    """``answered()`` is a window before whom every question stands, answered."""

    def window(**answers) -> Page:
        citizen = Citizen()
        citizen.has_answered(**answers)
        page = browse(width=360)
        token = citizen.client.cookies[drafts.COOKIE].value
        page.context.add_cookies([{"name": drafts.COOKIE, "value": token, "url": f"{house}{START}"}])
        return page

    return window


def assert_usable(page: Page) -> None:
    for _ in at_every_width(page):
        assert_citizens_can_use(page, TARGETS)


def tab_to(page: Page, where: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == where:
            return
    raise AssertionError(f"the keyboard never came to {where}")


def test_everybody_can_use_every_page(answered):
    page = answered()
    for path in (START, FORM, *(address(step.slug) for step in STEPS if step.slug != "tersedia")):
        page.goto(path)
        assert_usable(page)
    page.check("[name=pernyataan]")
    page.click("button:has-text('Kirim permohonan')")
    page.wait_for_url(f"**{SENT}")
    assert_usable(page)


def test_everybody_can_use_every_page_with_faults(answered):
    unanswered = {slug: {} for slug in ("pemohon", "cara")}
    page = answered(**unanswered)
    for slug in ("informasi", "tujuan", "pemohon"):
        page.goto(address(slug))
        for box in page.locator("textarea").all():
            box.fill("")
        page.click("button:has-text('Lanjutkan')")
        expect(page).to_have_title(re.compile("^Galat: "))
        assert_usable(page)
        if slug != "pemohon":
            page.goto(address(slug))
    page.check("[value=wni]")
    page.click("button:has-text('Lanjutkan')")
    for slug in ("surat-kuasa", "identitas", "kontak", "cara"):
        page.goto(address(slug))
        for box in page.locator(".form textarea, .form .input:not([type=file])").all():
            box.fill("")
        page.click("button:has-text('Lanjutkan')")
        expect(page).to_have_title(re.compile("^Galat: "))
        assert_usable(page)
        if slug == "kontak":
            page.set_viewport_size({"width": 320, "height": 800})
            shoot(page, "ask-faults-320")


def test_a_fault_leads_to_its_field(answered):
    page = answered()
    page.goto(address("identitas"))
    page.fill("[name=nomor]", "123")
    page.click("button:has-text('Lanjutkan')")
    page.click(".error-summary a")
    assert page.evaluate(FOCUS) == "nomor"
    assert page.input_value("[name=nomor]") == "123"
    assert page.get_attribute("[name=nomor]", "aria-invalid") == "true"


def test_with_the_keyboard_alone_and_without_scripts(browse, house):
    page = browse(width=360, scripts=False)
    page.goto(START)
    tab_to(page, "Mulai permohonan")
    page.keyboard.press("Enter")
    for slug in ("informasi", "tujuan", "pemohon", "kuasa", "identitas", "kontak", "cara", "pengiriman", "periksa"):
        page.wait_for_url(f"**{address(slug)}*")
        for name, text in ANSWERS[slug].items():
            if name == "butir_2":
                continue
            tab_to(page, name)
            if page.get_attribute(f"[name={name}] >> nth=0", "type") in ("radio", "checkbox"):
                page.keyboard.press("Space")
                while page.locator(f"[value={text}]").count() and not page.is_checked(f"[value={text}]"):
                    page.keyboard.press("ArrowDown")
            else:
                page.keyboard.type(text)
        tab_to(page, "Kirim permohonan" if slug == "periksa" else "Lanjutkan")
        page.keyboard.press("Enter")
    page.wait_for_url(f"**{SENT}")
    assert InformationRequest.objects.get().address == ANSWERS["kontak"]["alamat"]


def test_nobody_comes_to_the_trap_by_keyboard(answered):
    page = answered()
    page.goto(address("kontak"))
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") != guard.TRAP


def test_what_is_public_already_is_shown_on_the_way(browse, house):
    ensure_structure(HomePage.objects.get())
    periodic = InformationIndexPage.objects.get(slug="informasi-berkala")
    make_page(periodic, 1, "Laporan kinerja tahun 2025", summary="Capaian setiap program dan kegiatan.")
    make_page(periodic, 2, "Laporan kinerja tahun 2024", summary="Capaian setiap program dan kegiatan.")
    page = browse(width=360)
    page.goto(FORM)
    page.fill("[name=butir_1]", "Laporan kinerja")
    page.click("button:has-text('Lanjutkan')")
    page.wait_for_url(f"**{address('tersedia')}")
    assert_usable(page)
    shoot(page, "ask-offers-360")
    page.click("text=Laporan kinerja tahun 2025")
    expect(page).to_have_title(re.compile("^Laporan kinerja tahun 2025"))
    page.go_back()
    page.click("button:has-text('Lanjutkan permohonan')")
    page.wait_for_url(f"**{address('tujuan')}")


def test_going_back_shows_what_was_answered(answered):
    page = answered()
    page.goto(address("tujuan"))
    page.fill("[name=tujuan]", "Tujuan yang lain")
    page.click("button:has-text('Lanjutkan')")
    page.wait_for_url(f"**{address('periksa')}")
    page.go_back()
    assert page.input_value("[name=tujuan]") == "Tujuan yang lain"
