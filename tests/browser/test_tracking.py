"""An applicant follows his request on a phone: without scripts, by keyboard, in each state, and verifies a letter."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model

from ppid.requests.lifecycle import State
from tests.browser.conftest import shoot
from tests.browser.test_desk import SMALL_TARGETS, TARGET, WCAG
from tests.conftest import make_official
from tests.ppid.requests import cases

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESS = "/permohonan/lacak/"
TARGETS = (
    "main input:not([type=hidden]):not([tabindex]), main textarea, main button, main summary, .error-summary a, "
    ".document a"
)


@pytest.fixture
def people(house):
    for role in ("ppid", "petugas"):
        make_official(role, role)
    return {user.username: user for user in get_user_model().objects.all()}


def follow(window, request) -> None:
    window.goto(ADDRESS)
    window.fill("[name=number]", request.number)
    window.fill("[name=code]", cases.CODE)
    window.keyboard.press("Enter")
    window.wait_for_url("**/status/")


def assert_citizens_can_use(window) -> None:
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)
        results = Axe().run(window, options={"runOnly": WCAG})
        assert results.violations_count == 0, results.generate_report()
    window.emulate_media(color_scheme="light")
    assert window.evaluate(SMALL_TARGETS, [TARGETS, TARGET]) == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert window.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("state", [State.RECEIVED, State.INCOMPLETE, State.NOTIFIED, State.CLOSED, State.REDIRECTED])
def test_everybody_can_read_where_a_request_stands(browse, people, state):
    request = cases.bring_to(cases.a_request(), state, people)
    citizen = browse(width=360)
    follow(citizen, request)
    citizen.click("summary >> nth=0")
    assert_citizens_can_use(citizen)
    shoot(citizen, f"tracking-{state}-360")


def test_a_citizen_completes_and_leaves_on_a_phone_without_scripts(browse, people):
    request = cases.bring_to(cases.a_request(), State.INCOMPLETE, people)
    citizen = browse(width=360, scripts=False)
    citizen.goto(ADDRESS)
    shoot(citizen, "tracking-360")
    citizen.fill("[name=number]", request.number.lower().replace("/", " "))
    citizen.fill("[name=code]", "salah")
    citizen.click("button:has-text('Lihat')")
    assert citizen.title().startswith("Galat: ")
    shoot(citizen, "tracking-wrong-360")
    follow(citizen, request)
    citizen.click("text=Lengkapi permohonan")
    citizen.click("button:has-text('Kirim')")
    assert citizen.title().startswith("Galat: ")
    shoot(citizen, "tracking-complete-360")
    citizen.fill("[name=text]", "Nomor identitas saya sudah benar.")
    citizen.click("button:has-text('Kirim')")
    citizen.wait_for_url("**/status/")
    assert "Kami memeriksa apakah permohonan Anda lengkap" in citizen.inner_text("main")

    citizen.click("button:has-text('Keluar')")
    citizen.wait_for_url(f"**{ADDRESS}")
    citizen.go_back()
    assert request.number not in citizen.inner_text("main")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_letter_is_verified_on_a_phone(browse, people, scripts):
    request = cases.bring_to(cases.a_request(), State.SIGNED, people)
    reader = browse(width=360, scripts=scripts)
    reader.goto(f"/permohonan/surat/{request.letters.get().code}/")
    reader.click("summary >> nth=0")
    shoot(reader, "letter-verified-360")
    if scripts:
        assert_citizens_can_use(reader)
