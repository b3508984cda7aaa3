"""An alert from the PPID's phone to the citizen's: without scripts, in light and dark, on screen and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from home.models import HomePage
from ppid.information.alerts.vocabulary import PARTS
from ppid.information.structure import ensure_structure
from tests.browser.conftest import shoot
from tests.browser.test_desk import SMALL_TARGETS, TARGET, WCAG, assert_everybody_can_use
from tests.conftest import make_official

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def alerts(house):
    ensure_structure(HomePage.objects.get())
    make_official("ppid", "ppid")


def announce(window, title: str, level: str) -> None:
    """By the light form alone, as a person fills it in."""
    window.goto("/admin/meja/")
    window.click("text=Umumkan peringatan")
    window.fill("[name=title]", title)
    window.check(f"[name=level][value={level}]")
    window.select_option("[name=event]", "klb-campak")
    window.fill("[name=area]", "Kota Contoh dan sekitarnya")
    window.fill("[name=known_at]", window.input_value("[name=starts_at]"))
    for part in PARTS:
        window.fill(f"[name={part.name}]", f"Contoh: {part.title.lower()}.")
    window.fill("[name=evacuation]", "Tidak berlaku")
    window.click("button:has-text('Umumkan sekarang')")


def assert_citizens_can_use(window) -> None:
    results = Axe().run(window, options={"runOnly": WCAG})
    assert results.violations_count == 0, results.generate_report()
    assert window.evaluate(SMALL_TARGETS, [".alert a", TARGET]) == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ppid_announces_on_a_phone_and_every_citizen_can_read_it(browse, alerts):
    ppid = browse("ppid", width=360, scripts=False)
    for number, level in enumerate(("informasi", "waspada", "siaga", "awas")):
        announce(ppid, f"Contoh: peringatan {level} nomor {number}", level)
    assert "“Contoh: peringatan awas nomor 3” sudah tayang." in ppid.inner_text(".desk-message")

    citizen = browse(width=360)
    for colours in ("light", "dark"):
        citizen.emulate_media(color_scheme=colours)
        for address in ("/", "/ppid/informasi-serta-merta/"):
            citizen.goto(address)
            levels = [level.lower() for level in citizen.locator(".alert__level").all_inner_texts()]
            assert levels == ["awas", "siaga", "waspada"]
            assert_citizens_can_use(citizen)
        citizen.click("text=Contoh: peringatan awas nomor 3 >> nth=0")
        assert_citizens_can_use(citizen)
        shoot(citizen, f"alert-360-{colours}")

    citizen.emulate_media(media="print", color_scheme="light")
    assert citizen.locator(".alert").first.is_visible()


def test_the_pages_of_the_desk_can_be_used_by_everybody(browse, alerts):
    ppid = browse("ppid", width=360)
    announce(ppid, "Contoh: peringatan", "awas")
    addresses = ["/admin/meja/peringatan/", "/admin/meja/peringatan/baru/"]
    addresses += [
        ppid.locator(f"a:has-text('{words}')").first.get_attribute("href") for words in ("Perbarui", "Akhiri")
    ]
    for address in addresses:
        ppid.goto(address)
        assert_everybody_can_use(ppid)
    ppid.goto("/admin/meja/peringatan/baru/")
    ppid.click("button:has-text('Umumkan sekarang')")
    assert_everybody_can_use(ppid)
    shoot(ppid, "announce-alert-errors-360")
