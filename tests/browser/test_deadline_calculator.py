"""The deadline calculator on a phone: without scripts, in light and dark, and what is wrong with an answer."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import shoot
from tests.browser.public_face import at_every_width
from tests.browser.test_desk import SMALL_TARGETS, TARGET, WCAG

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "/permohonan/tenggat/"
TARGETS = ".form input, .form button, .error-summary a"


def assert_citizens_can_use(window, targets: str = TARGETS) -> None:
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        results = Axe().run(window, options={"runOnly": WCAG})
        assert results.violations_count == 0, results.generate_report()
    window.emulate_media(color_scheme="light")
    assert window.evaluate(SMALL_TARGETS, [targets, TARGET]) == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.evaluate("document.querySelectorAll('h1').length") == 1


def test_a_citizen_reckons_a_deadline_on_a_phone_without_scripts(browse):
    citizen = browse(width=360, scripts=False)
    citizen.goto(ADDRESS)
    shoot(citizen, "deadline-form-360")
    citizen.click("button:has-text('Hitung')")
    assert citizen.title().startswith("Galat: ")
    shoot(citizen, "deadline-errors-360")

    citizen.click(".error-summary a >> nth=0")
    assert citizen.evaluate("document.activeElement.id") == "id_tenggat_0"
    citizen.keyboard.press("Space")
    citizen.click(".error-summary a >> nth=1")
    assert citizen.evaluate("document.activeElement.id") == "id_tanggal"
    citizen.fill("[name=tanggal]", "2026-03-06")
    citizen.keyboard.press("Enter")
    assert citizen.inner_text("#hasil") == "Jatuh tempo: Jumat, 27 Maret 2026"
    assert citizen.input_value("[name=tanggal]") == "2026-03-06"
    shoot(citizen, "deadline-360")


@pytest.mark.parametrize("query", ["", "?tanggal=kapan", "?tenggat=perpanjangan&tanggal=2027-03-05&lengkap=2027-03-08"])
def test_everybody_can_use_each_state_of_it(browse, query):
    window = browse()
    window.goto(ADDRESS + query)
    for _ in at_every_width(window):
        assert_citizens_can_use(window)
