"""A refusal, an objection on the second day, its confirmation and its course, on a phone; and without a request."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from ppid.requests.asking import guard
from ppid.requests.lifecycle import State
from ppid.requests.models import Objection, RequestedItem
from tests.browser.conftest import shoot
from tests.browser.public_face import at_every_width
from tests.conftest import make_official
from tests.core import files
from tests.ppid.information.withholding import withheld
from tests.ppid.requests import cases
from tests.ppid.requests.objections import cases as objections

from .test_deadline_calculator import assert_citizens_can_use

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TARGETS = (
    ".back-link, .button, .summary a, .link-list a, .error-summary a, summary, .document a, "
    ".form input:not([type=hidden], [tabindex='-1']), .form textarea"
)
PDF = {"name": "kuasa.pdf", "mimeType": "application/pdf", "buffer": files.pdf()}


@pytest.fixture
def people(house, monkeypatch):
    # A program types faster than a person.
    monkeypatch.setattr(guard, "STEP", timedelta())
    monkeypatch.setattr(guard, "FORM", timedelta())
    for role in ("ppid", "petugas", "atasan-ppid"):
        make_official(role, role)
    return {user.username: user for user in get_user_model().objects.all()}


@pytest.fixture
def refused(people):
    """A request whose every item was refused as exempt, the day before yesterday."""

    def as_(who: str) -> Client:
        client = Client()
        client.force_login(people[who])
        return client

    now = timezone.now() - timedelta(days=2)
    request = cases.bring_to(cases.a_request(now), State.DISPOSED, people, now)
    decision = withheld(as_, unit=str(cases.a_unit().pk))
    ppid, petugas = cases.person(people["ppid"], now), cases.person(people["petugas"], now)
    no = {"outcome": RequestedItem.Outcome.REFUSED, "decision": decision}
    cases.do(request, "draft", petugas, now, items=dict.fromkeys(request.items.all(), no))
    for code, who in (("hand-in", petugas), ("sign", ppid), ("notify", ppid)):
        cases.do(request, code, who, now)
    return request


def look(page: Page, name: str, scripts: bool) -> None:
    """Keep what is seen; axe needs scripts to look at it."""
    if scripts:
        assert_citizens_can_use(page, TARGETS)
    else:
        shoot(page, name)


def onward(page: Page) -> None:
    page.get_by_role("button", name="Lanjutkan").click()


@pytest.mark.parametrize("scripts", [False, True])
def test_from_a_refusal_to_the_superiors_answer(browse, people, refused, scripts):
    citizen = browse(width=360, scripts=scripts)
    citizen.goto("/keberatan/")
    look(citizen, "object-start-360", scripts)
    citizen.get_by_role("link", name="Ajukan keberatan atas permohonan").click()
    citizen.fill("[name=number]", refused.number)
    citizen.fill("[name=code]", cases.CODE)
    citizen.get_by_role("button", name="Lihat").click()
    expect(citizen.locator("main")).to_contain_text("Ditolak: informasi ini dikecualikan")
    citizen.locator("main").get_by_role("link", name="Ajukan keberatan").click()
    look(citizen, "object-form-360", scripts)
    onward(citizen)
    assert citizen.title().startswith("Galat: ")
    look(citizen, "object-faults-360", scripts)
    citizen.check("[value=a]")
    citizen.check("[value=e]")
    onward(citizen)
    citizen.fill("[name=kasus]", "Permintaan kami ditolak, padahal data itu sudah tanpa nama.")
    look(citizen, "object-facts-360", scripts)
    onward(citizen)
    expect(citizen.locator("[name=informasi]")).to_have_value(re.compile("Laporan kinerja tahun 2025"))
    look(citizen, "object-asked-360", scripts)
    onward(citizen)
    citizen.check("[value=kuasa]")
    look(citizen, "object-by-whom-360", scripts)
    onward(citizen)
    citizen.fill("[name=nama_kuasa]", "Contoh Kuasa")
    onward(citizen)
    expect(citizen.locator(".error-summary")).to_contain_text("Sertakan surat kuasa khusus bermeterai.")
    look(citizen, "object-power-360", scripts)
    citizen.set_input_files("[name=surat_kuasa]", PDF)
    onward(citizen)
    look(citizen, "object-check-360", scripts)
    citizen.get_by_role("link", name="Ubah uraian kejadian").click()
    expect(citizen.locator("[name=kasus]")).to_have_value(re.compile("sudah tanpa nama"))
    onward(citizen)
    citizen.check("[name=pernyataan]")
    citizen.get_by_role("button", name="Kirim keberatan").click()
    citizen.wait_for_url(re.compile(r"/keberatan/\d+/(#.*)?$"))
    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.is_late) == (refused, "ae", False)
    expect(citizen.get_by_role("heading", name=f"Keberatan {objection.number}")).to_be_visible()
    expect(citizen.locator("main")).to_contain_text("Atasan PPID menanggapi paling lambat")
    citizen.locator("main summary").first.click()
    look(citizen, "object-received-360", scripts)
    with citizen.expect_download() as download:
        citizen.get_by_role("button", name="Tanda bukti penerimaan keberatan").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")

    atasan, now = cases.person(people["atasan-ppid"]), timezone.now()
    due_on = timezone.localdate() + timedelta(days=10)
    objections.do(objection, "decide", atasan, now, decision=objections.accepting("ae", due_on))
    objections.do(objection, "notify", cases.person(people["ppid"]), now)
    citizen.reload()
    expect(citizen.locator("main")).to_contain_text("Keberatan diterima seluruhnya")
    look(citizen, "object-decided-360", scripts)
    citizen.get_by_role("link", name="Sampaikan tanggapan Anda").click()
    citizen.check("[value=satisfied]")
    look(citizen, "object-respond-360", scripts)
    citizen.get_by_role("button", name="Kirim tanggapan").click()
    expect(citizen.locator("main")).to_contain_text("Menerima tanggapan")
    objection.refresh_from_db()
    assert objection.response == Objection.Response.SATISFIED


@pytest.mark.parametrize("scripts", [False, True])
def test_missing_periodic_information_without_a_request(browse, people, scripts):
    citizen = browse(width=360, scripts=scripts)
    citizen.goto("/keberatan/")
    citizen.get_by_role("link", name="Ajukan keberatan karena informasi berkala tidak ada").click()
    look(citizen, "object-missing-360", scripts)
    for page in (
        {"informasi": "Laporan keuangan tahun 2025"},
        {"kasus": "Laporan itu tidak ada di situs ini."},
        {},
        {"pemohon": "wni"},
        {"nama": "Contoh Pemohon", "nomor": cases.NIK},
        {"alamat": "Jalan Contoh 1", "telepon": "0811 0000 0000"},
        {"pengaju": "sendiri"},
    ):
        for name, text in page.items():
            if name in ("pemohon", "pengaju"):
                citizen.check(f"[name={name}][value={text}]")
            else:
                citizen.fill(f"[name={name}]", text)
        if scripts:
            assert_citizens_can_use(citizen, TARGETS)
        onward(citizen)
    look(citizen, "object-missing-check-360", scripts)
    citizen.check("[name=pernyataan]")
    citizen.get_by_role("button", name="Kirim keberatan").click()
    expect(citizen.locator(".panel")).to_be_visible()
    objection = Objection.objects.get()
    expect(citizen.locator(".panel")).to_contain_text(objection.number)
    look(citizen, "object-sent-360", scripts)
    code = citizen.locator(".code").inner_text().strip()
    citizen.context.clear_cookies()
    citizen.goto("/permohonan/lacak/")
    citizen.fill("[name=number]", objection.number)
    citizen.fill("[name=code]", code)
    citizen.get_by_role("button", name="Lihat").click()
    expect(citizen.get_by_role("heading", name=f"Keberatan {objection.number}")).to_be_visible()


def test_every_question_is_usable_from_the_narrowest_screen(browse, people, refused):
    citizen = browse(width=360)
    citizen.goto("/permohonan/lacak/")
    citizen.fill("[name=number]", refused.number)
    citizen.fill("[name=code]", cases.CODE)
    citizen.get_by_role("button", name="Lihat").click()
    citizen.locator("main").get_by_role("link", name="Ajukan keberatan").click()
    for fill in (
        lambda: citizen.check("[value=a]"),
        lambda: citizen.fill("[name=kasus]", "Kata-yang-sangat-panjang-tanpa-henti" * 12),
        lambda: None,
        lambda: citizen.check("[value=kuasa]"),
        lambda: (citizen.fill("[name=nama_kuasa]", "Kuasa"), citizen.set_input_files("[name=surat_kuasa]", PDF)),
    ):
        for _ in at_every_width(citizen):
            assert_citizens_can_use(citizen, TARGETS)
        fill()
        onward(citizen)
    for width in at_every_width(citizen):
        assert_citizens_can_use(citizen, TARGETS)
        if width in (320, 1280):
            shoot(citizen, f"object-check-{width}")
