"""A lost connection loses nothing, the database alone tells nothing, and after a day nothing is left."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.utils import timezone

from portal.core import vault
from portal.core.models import PrivateFile
from portal.core.sealing import open_sealed
from ppid.requests.asking import drafts
from ppid.requests.models import DraftFile, InformationRequest, RequestDraft, RequestFile
from tests.conftest import needs_row_locks
from tests.core import files

from ..cases import at
from .citizen import ANSWERS, FORM, SENT, Citizen, address, read, stamp_of

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
AS_DEPUTY = {"kuasa": {"kuasa": "wakil"}}


@pytest.fixture
def root(settings, tmp_path) -> Path:
    settings.PRIVATE_ROOT = str(tmp_path / "private")
    return tmp_path / "private"


def upload(content: bytes | None = None, name: str = "KTP saya.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.picture() if content is None else content)


def on_disk(root: Path) -> list[Path]:
    return list(root.iterdir()) if root.exists() else []


# --- the browser -----------------------------------------------------------------------------------------------


def test_the_cookie_is_the_browsers_alone_and_lasts_a_day(citizen):
    response = citizen.client.get(FORM)
    cookie = response.cookies[drafts.COOKIE]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert (cookie["path"], cookie["max-age"], cookie["domain"]) == ("/permohonan/", 24 * 60 * 60, "")
    assert len(cookie.value) == 43


def test_the_cookie_goes_over_https_alone_where_the_site_does(citizen, settings):
    settings.SESSION_COOKIE_SECURE = True
    assert citizen.client.get(FORM).cookies[drafts.COOKIE]["secure"]


def test_nothing_is_kept_of_whoever_only_looks(citizen):
    citizen.begin()
    for slug in ANSWERS:
        citizen.get(slug)
    assert not RequestDraft.objects.exists()


def test_a_browser_without_cookies_is_told_so(citizen):
    first = citizen.client.get(FORM)
    page = Client().get(first["Location"])
    assert page.status_code == 400 and "Kuki diperlukan" in read(page)
    posted = Client().post(address("informasi"), ANSWERS["informasi"])
    assert posted.status_code == 400 and "Kuki diperlukan" in read(posted)
    assert not RequestDraft.objects.exists()


def test_whoever_opens_a_question_by_its_address_is_led_to_the_beginning():
    assert Client().get(address("kontak"))["Location"] == FORM


@pytest.mark.parametrize("token", ["", "x", "ü" * 43, "x" * 5000, "../../../etc/passwd"])
def test_a_cookie_that_is_none_of_ours_is_none(citizen, token):
    citizen.client.cookies[drafts.COOKIE] = token
    assert citizen.get("informasi")["Location"] == FORM
    assert citizen.client.get(SENT).status_code == 410


def test_one_browser_never_sees_what_another_answered(citizen):
    citizen.come_to("kontak")
    other = Citizen()
    other.begin()
    assert "Laporan kinerja" not in read(other.get("informasi"))
    assert other.get("kontak")["Location"] == address("informasi")


# --- what is kept -----------------------------------------------------------------------------------------------


def test_a_lost_connection_loses_nothing(citizen):
    citizen.come_to("kontak")
    again = Citizen(Client())
    again.client.cookies[drafts.COOKIE] = citizen.client.cookies[drafts.COOKIE].value
    page = again.client.get(FORM)
    assert f'href="{address("kontak")}">Lanjutkan permohonan' in read(page)
    assert ANSWERS["tujuan"]["tujuan"] in read(again.get("tujuan"))


def test_the_database_alone_tells_nothing(citizen):
    citizen.come_to("periksa")
    row = RequestDraft.objects.values().get()
    token = citizen.client.cookies[drafts.COOKIE].value
    for told in (token, "6472010101900001", "Contoh Pemohon", "Penelitian"):
        assert told not in str(row)
    assert "6472010101900001" in open_sealed(row["answers_sealed"])


def test_with_another_key_a_draft_is_gone_and_the_form_still_works(citizen, settings):
    citizen.come_to("kontak")
    settings.PORTAL_FILE_KEYS = ["YW5vdGhlci1rZXktYW5vdGhlci1rZXktYW5vdGhlci0="]
    assert citizen.get("kontak")["Location"] == address("informasi")
    citizen.send()
    assert InformationRequest.objects.count() == 1


def test_what_was_answered_can_be_deleted_at_once(citizen, root):
    citizen.come_to("identitas")
    citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
    response = citizen.client.post(f"{FORM}hapus/")
    assert response["Location"] == "/permohonan/" and not response.cookies[drafts.COOKIE].value
    assert not RequestDraft.objects.exists() and not PrivateFile.objects.exists()
    assert citizen.client.get(f"{FORM}hapus/").status_code == 405
    assert Client().post(f"{FORM}hapus/")["Location"] == "/permohonan/"


def test_an_answer_prolongs_the_day_and_after_it_everything_is_over():
    with time_machine.travel(at("2026-03-10"), tick=False) as clock:
        citizen = Citizen()
        citizen.come_to("kontak")
        clock.shift(23 * HOUR)
        citizen.answer("kontak")
        clock.shift(23 * HOUR)
        assert citizen.get("cara").status_code == 200
        clock.shift(HOUR)
        assert citizen.get("cara")["Location"] == address("informasi")
        over = citizen.client.post(address("cara"), {"cara": "lihat"})
        assert over.status_code == 410 and "sudah dihapus" in read(over)
        assert ANSWERS["tujuan"]["tujuan"] not in read(citizen.get("informasi"))
        citizen.send()
    assert InformationRequest.objects.count() == 1


def test_two_windows_do_not_undo_each_other(citizen):
    citizen.come_to("periksa")
    stamps = {slug: stamp_of(citizen.get(slug)) for slug in ("tujuan", "kontak")}
    for slug, data in (("tujuan", {"tujuan": "Lain"}), ("kontak", {"alamat": "Jalan Lain", "telepon": "0811 111 111"})):
        citizen.client.post(address(slug), {"dibuka": stamps[slug], **data})
    page = read(citizen.get("periksa"))
    assert "Lain" in page and "Jalan Lain" in page


def test_what_another_window_made_wrong_is_not_sent(citizen):
    citizen.come_to("periksa", pemohon={"pemohon": "wna"}, identitas={"nama": "Contoh", "nomor": "X 123"})
    stamp = stamp_of(citizen.get("periksa"))
    citizen.answer("pemohon", {"pemohon": "wni"})
    response = citizen.client.post(address("periksa"), {"dibuka": stamp, "pernyataan": "on"})
    assert response["Location"] == address("identitas")
    assert not InformationRequest.objects.exists()


# --- files ------------------------------------------------------------------------------------------------------


def test_files_become_the_requests(citizen, root):
    papers = {"surat_kuasa": upload(files.pdf(), "Surat.pdf"), "identitas_pemberi": upload()}
    citizen.send(
        **AS_DEPUTY,
        surat_kuasa={**ANSWERS["surat-kuasa"], **papers},
        identitas={**ANSWERS["identitas"], "identitas": upload()},
    )
    kept = InformationRequest.objects.get().files.order_by("name")
    assert [(file.kind, file.name) for file in kept] == [
        (RequestFile.Kind.IDENTITY, "identitas-pemberi-kuasa.jpg"),
        (RequestFile.Kind.IDENTITY, "identitas.jpg"),
        (RequestFile.Kind.POWER_OF_ATTORNEY, "surat-kuasa.pdf"),
    ]
    assert not DraftFile.objects.exists()
    drafts.sweep(timezone.now() + 2 * HOUR)
    assert not RequestDraft.objects.exists()
    assert PrivateFile.objects.count() == len(on_disk(root)) == 3


def test_papers_of_a_deputy_who_is_none_after_all_are_not_sent_and_not_kept(citizen, root):
    citizen.come_to("identitas", **AS_DEPUTY, surat_kuasa={**ANSWERS["surat-kuasa"], "surat_kuasa": upload()})
    citizen.answer("kuasa", {"kuasa": "sendiri"})
    citizen.send()
    assert not InformationRequest.objects.get().files.exists()
    assert not PrivateFile.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_new_file_takes_the_place_of_the_old_one(root):
    citizen = Citizen()
    citizen.come_to("identitas")
    for size in ((40, 30), (50, 40)):
        citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload(files.picture(size=size))})
    assert PrivateFile.objects.count() == len(on_disk(root)) == 1
    page = read(citizen.get("identitas"))
    assert "Tersimpan: identitas.jpg" in page and "KTP saya" not in page

    citizen.answer("identitas", ANSWERS["identitas"])
    assert PrivateFile.objects.count() == 1
    citizen.answer("identitas", {**ANSWERS["identitas"], "identitas_hapus": "on"})
    assert PrivateFile.objects.count() == len(on_disk(root)) == 0
    assert "Tersimpan" not in read(citizen.get("identitas"))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<script>alert(1)</script>", "ktp.pdf"),
        (b"", "kosong.jpg"),
        (b"\xff\xd8\xff\xe0 broken", "ktp.jpg"),
        (b"GIF89a", "ktp.gif"),
        (b"x" * (5 * 1024 * 1024 + 1), "besar.jpg"),
    ],
)
def test_a_file_that_cannot_be_made_anew_is_told_and_the_answer_is_kept_on_the_page(citizen, root, content, name):
    citizen.come_to("identitas")
    response = citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload(content, name)})
    assert list(response.context["form"].errors) == ["identitas"]
    assert "Contoh Pemohon" in read(response)
    assert not PrivateFile.objects.exists() and on_disk(root) == []


def test_when_a_file_cannot_be_kept_nothing_is_and_the_page_says_so(citizen, monkeypatch):
    citizen.come_to("identitas")

    def full(*args, **kwargs):
        raise ValidationError("Berkas tidak dapat disimpan saat ini. Coba lagi nanti.")

    monkeypatch.setattr(vault, "store_rewritten", full)
    response = citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
    assert response.status_code == 200 and "Coba lagi nanti." in read(response)
    assert "Contoh Pemohon" in read(response)
    assert citizen.get("kontak")["Location"] == address("identitas")


# --- sweeping ---------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_over_is_swept_with_its_files_and_nothing_else(root):
    with time_machine.travel(at("2026-03-10"), tick=False) as clock:
        old, young = Citizen(), Citizen()
        for citizen, hours in ((old, 20), (young, 0)):
            citizen.come_to("identitas")
            citizen.answer("identitas", {**ANSWERS["identitas"], "identitas": upload()})
            clock.shift(hours * HOUR)
        now = at("2026-03-10") + 25 * HOUR
        assert drafts.sweep(now) == 1
        assert drafts.sweep(now) == 0
        assert RequestDraft.objects.count() == PrivateFile.objects.count() == len(on_disk(root)) == 1
        assert young.get("kontak").status_code == 200


def test_what_is_left_of_a_sent_form_is_swept_after_an_hour(citizen):
    citizen.send()
    assert drafts.sweep(timezone.now() + timedelta(minutes=59)) == 0
    assert drafts.sweep(timezone.now() + timedelta(minutes=61)) == 1
    assert citizen.client.get(SENT).status_code == 410
    assert InformationRequest.objects.count() == 1


# --- at once -----------------------------------------------------------------------------------------------------


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("slug", ["informasi", "periksa"])
def test_pressed_many_times_at_the_same_instant_it_is_one(slug):
    citizen = Citizen()
    citizen.come_to(slug)
    data = {"dibuka": stamp_of(citizen.get(slug)), **ANSWERS[slug]}
    token, together, answers = citizen.client.cookies[drafts.COOKIE].value, Barrier(6), []

    def press():
        client = Client()
        client.cookies[drafts.COOKIE] = token
        together.wait()
        answers.append(client.post(address(slug), data))
        connections.close_all()

    threads = [Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = SENT if slug == "periksa" else address("tujuan")
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, expected)] * 6
    assert RequestDraft.objects.count() == 1
    assert InformationRequest.objects.count() == (slug == "periksa")
