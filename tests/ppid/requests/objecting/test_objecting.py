"""A citizen objects, page by page: within his visit, or without a request where periodic information is missing."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from portal.core.models import AgencyIdentity
from ppid.requests import secret
from ppid.requests.asking import drafts, guard
from ppid.requests.models import HistoryRow, Objection, RequestDraft, RequestFile
from tests.conftest import needs_row_locks
from tests.core import files

from .. import cases
from ..asking.citizen import read, stamp_of
from ..objections import cases as objections
from ..tracking.visits import FIND, follow
from .objector import ABOUT_MISSING, ABOUT_REQUEST, LAST, OF_MISSING, OF_REQUEST, Objector

pytestmark = pytest.mark.django_db

SENT = f"{ABOUT_MISSING}terkirim/"
BY_KUASA = {"pengaju": "kuasa"}
DECLARED = {"pernyataan": "on"}


def power(content: bytes | None = None, name: str = "../../kuasa.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content, "application/pdf")


def state() -> tuple:
    return Objection.objects.count(), HistoryRow.objects.count(), RequestFile.objects.count()


@pytest.fixture
def answered(people):
    return cases.bring_to(cases.a_request(), "notified", people)


@pytest.fixture
def objector(answered):
    return Objector(follow(answered))


@pytest.fixture
def stranger(db):
    return Objector(Client(), ABOUT_MISSING)


@pytest.fixture(params=["about a request", "about missing information"])
def either(request, objector, stranger):
    return objector if request.param == "about a request" else stranger


# --- from a request ------------------------------------------------------------------------------------------------


def test_within_the_visit_it_is_registered_and_shown_with_its_date(objector, answered):
    sent = objector.send()

    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.channel) == (answered, "ag", "web")
    assert (objection.facts, objection.purpose) == ("Ditolak tanpa alasan yang jelas.", "Penelitian")
    assert (objection.applicant_name, objection.representative_name) == (answered.applicant_name, "")
    assert sent["Location"] == reverse("requests_tracked_objection", args=[objection.pk])
    page = objector.client.get(sent["Location"]).content.decode()
    assert objection.number in page
    assert "Atasan PPID menanggapi paling lambat" in page and "30 hari kerja" in page


def test_the_form_knows_what_was_asked(objector, answered):
    objector.come_to("informasi")
    page = read(objector.get("informasi"))

    for item in answered.items.all():
        assert item.text in page
    assert answered.purpose in page


def test_everything_is_read_again_before_it_is_sent_and_can_be_changed(objector):
    objector.come_to(LAST)
    page = read(objector.get(LAST))
    for words in ("Ditolak karena dianggap dikecualikan", "Diberikan terlambat", "Ditolak tanpa alasan yang jelas."):
        assert words in page
    assert f'href="{objector.at("alasan")}#id_alasan_0"' in page and "Kirim keberatan" in page

    objector.answer("alasan", alasan=["e"])
    objector.answer(LAST)
    assert Objection.objects.get().reasons == "e"


def test_without_a_visit_there_is_the_door(client, answered):
    for slug in ("", *(f"{slug}/" for slug in OF_REQUEST)):
        assert client.get(ABOUT_REQUEST + slug)["Location"] == FIND
    assert client.post(f"{ABOUT_REQUEST}hapus/")["Location"] == FIND
    assert not RequestDraft.objects.exists()


def test_a_visit_that_ends_while_somebody_writes_takes_nothing_from_him(objector, answered):
    objector.come_to("kasus")
    before = list(RequestDraft.objects.values_list("answers_sealed", flat=True))
    objector.client.cookies.clear()
    ended = objector.client.post(objector.at("kasus"), {"kasus": "Sudah lama saya tulis. <b>", "lain": "x"})

    assert ended.status_code == 401 and "no-store" in ended["Cache-Control"]
    page = ended.content.decode()
    assert "Sudah lama saya tulis. &lt;b&gt;" in page and FIND in page
    assert list(RequestDraft.objects.values_list("answers_sealed", flat=True)) == before
    assert objector.client.post(objector.at("apa-saja"), {"kasus": "x"}).status_code == 401
    assert Objector(follow(answered)).stands_at() == "kasus"


def test_the_draft_of_one_request_is_not_that_of_another(objector, people):
    objector.come_to("kasus")
    other = Objector(follow(cases.bring_to(cases.a_request(), "notified", people)))

    assert other.stands_at() == "alasan"
    assert other.get("kasus")["Location"] == other.at("alasan")


def test_it_is_told_who_can_read_an_unsent_form(objector, client):
    objector.come_to("kasus")
    assert "Siapa pun yang memegang nomor dan kodenya dapat membacanya" in read(objector.begin())
    missing = Objector(client, ABOUT_MISSING)
    missing.come_to("kasus")
    assert "Di peramban ini masih tersimpan" in read(missing.begin())


def test_a_second_objection_begins_anew_and_the_first_form_makes_no_third(objector):
    objector.come_to(LAST)
    stamp = stamp_of(objector.get(LAST))
    first = objector.answer(LAST)["Location"]
    again = objector.client.post(objector.at(LAST), {"dibuka": stamp, **DECLARED})
    assert again["Location"] == first and Objection.objects.count() == 1

    second = objector.send(alasan={"alasan": ["f"]})["Location"]
    assert second != first and {row.reasons for row in Objection.objects.all()} == {"ag", "f"}


def test_a_late_one_is_told_so_and_registered(people, time_machine):
    time_machine.move_to(cases.at("2026-03-02"), tick=False)
    request = cases.bring_to(cases.a_request(), "notified", people)
    time_machine.move_to(cases.at("2026-08-03"), tick=False)
    late = Objector(follow(request))
    assert "tetap kami catat" in late.begin().content.decode()
    late.send()

    assert Objection.objects.get().is_late


@pytest.mark.parametrize("state_of_request", ["received", "incomplete", "withdrawn", "redirected", "closed"])
def test_the_machine_refuses_nobody(people, state_of_request):
    request = cases.bring_to(cases.a_request(), state_of_request, people)
    Objector(follow(request)).send(alasan={"alasan": ["c"]})

    assert Objection.objects.get().request == request


# --- what is wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "wrong"),
    [
        ("alasan", {"alasan": None}),
        ("alasan", {"alasan": ["z"]}),
        ("kasus", {"kasus": " "}),
        ("kasus", {"kasus": "x" * 5001}),
        ("kasus", {"kasus": "a\x00b"}),
        ("informasi", {"informasi": ""}),
        ("pengaju", {"pengaju": "lain"}),
        (LAST, {"pernyataan": None}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_registered(objector, slug, wrong):
    objector.come_to(slug)
    before = state()
    answer = objector.answer(slug, **wrong)

    page = read(answer)
    assert answer.status_code == 200 and "<title>Galat: " in page and "Ada yang perlu diperbaiki" in page
    assert state() == before
    assert objector.stands_at() == slug


@pytest.mark.parametrize(
    ("slug", "wrong"),
    [
        ("identitas", {"nama": ""}),
        ("identitas", {"nomor": "123"}),
        ("kontak", {"alamat": ""}),
        ("kontak", {"surel": ""}),
        ("pemohon", {"pemohon": "x"}),
    ],
)
def test_who_objects_says_who_he_is(stranger, slug, wrong):
    stranger.come_to(slug)

    assert "<title>Galat: " in read(stranger.answer(slug, **wrong))
    assert stranger.stands_at() == slug and not Objection.objects.exists()


def test_nobody_comes_past_a_question(either):
    either.begin()
    for slug in list(either.answers)[1:]:
        for answer in (either.get(slug), either.client.post(either.at(slug), either.answers[slug])):
            assert answer.status_code in (302, 410) and not RequestDraft.objects.exists()
    assert either.get("apa-saja").status_code == 404
    assert not Objection.objects.exists()


# --- a representative ------------------------------------------------------------------------------------------------


def test_a_representative_shows_his_stamped_power_of_attorney(either):
    either.come_to("surat-kuasa", pengaju=BY_KUASA)
    refused = read(either.answer("surat-kuasa"))
    assert "Sertakan surat kuasa khusus bermeterai." in refused and 'value="Contoh Kuasa"' in refused
    assert "<title>Galat: " in read(either.answer("surat-kuasa", surat_kuasa=power(b"MZ\x90\x00")))
    assert either.stands_at() == "surat-kuasa" and not RequestDraft.objects.get().files.exists()

    assert either.answer("surat-kuasa", surat_kuasa=power()).status_code == 302
    either.answer(LAST)
    objection = Objection.objects.get()
    file = objection.files.get()
    assert (file.kind, file.name) == (RequestFile.Kind.POWER_OF_ATTORNEY, "surat-kuasa.pdf")
    said = (objection.representative_name, objection.representative_address, objection.representative_phone)
    assert said == ("Contoh Kuasa", "Jalan Kuasa 2", "0811 2222 3333")


def test_a_file_is_kept_and_need_not_be_chosen_again(objector):
    objector.come_to("surat-kuasa", pengaju=BY_KUASA)
    objector.answer("surat-kuasa", surat_kuasa=power())
    page = read(objector.get("surat-kuasa"))
    assert "Tersimpan: surat-kuasa.pdf" in page and "surat_kuasa_hapus" not in page
    assert objector.answer("surat-kuasa", nama_kuasa="").status_code == 200
    assert objector.answer("surat-kuasa", nama_kuasa="Kuasa Lain").status_code == 302
    objector.answer(LAST)

    assert Objection.objects.get().representative_name == "Kuasa Lain"
    assert Objection.objects.get().files.count() == 1


def test_who_objects_himself_after_all_leaves_no_power_of_attorney_behind(objector):
    objector.come_to("surat-kuasa", pengaju=BY_KUASA)
    objector.answer("surat-kuasa", surat_kuasa=power())
    objector.answer("pengaju", pengaju="sendiri")
    objector.answer(LAST)

    assert (Objection.objects.get().representative_name, Objection.objects.get().files.count()) == ("", 0)
    assert not RequestDraft.objects.get().files.exists()


# --- a draft ---------------------------------------------------------------------------------------------------------


def test_what_was_answered_is_there_a_day_long_and_then_gone(either, answered, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    if either.form == ABOUT_REQUEST:
        either.client = follow(answered)
    either.come_to("kasus")
    either.answer("kasus")
    time_machine.shift(timedelta(hours=23, minutes=59))
    if either.form == ABOUT_REQUEST:
        either.client = follow(answered)  # the visit itself lasts twenty minutes
    assert either.stands_at() == list(either.answers)[2]
    assert either.answers["kasus"]["kasus"] in read(either.get("kasus"))

    time_machine.shift(timedelta(minutes=2))
    assert drafts.sweep(timezone.now()) == 1
    assert either.stands_at() == next(iter(either.answers))


def test_it_can_be_thrown_away(either):
    either.come_to("kasus")
    answer = either.client.post(f"{either.form}hapus/")

    assert answer.status_code == 302 and not RequestDraft.objects.exists()
    assert either.stands_at() == next(iter(either.answers))


def test_the_database_alone_tells_nothing_of_it(either):
    either.come_to(LAST)
    kept = str(RequestDraft.objects.get().answers_sealed)

    assert either.answers["kasus"]["kasus"] not in kept and cases.NIK not in kept


def test_a_browser_without_cookies_is_told_so(db):
    first = Client().get(ABOUT_MISSING)
    assert "Kuki diperlukan" in read(Client().get(first["Location"]))
    assert Client().post(f"{ABOUT_MISSING}informasi/", OF_MISSING["informasi"]).status_code == 400


# --- robots ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("patience")
def test_too_quick_is_asked_again_with_everything_in_it(either, answered, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    slug = next(iter(either.answers))
    stamp = stamp_of(either.begin())
    again = either.client.post(either.at(slug), {"dibuka": stamp, **either.answers[slug]})
    assert "lebih cepat" in read(again) and not RequestDraft.objects.exists()
    time_machine.shift(guard.STEP)
    taken = either.client.post(either.at(slug), {"dibuka": stamp_of(again), **either.answers[slug]})

    assert taken.status_code == 302


def test_whoever_fell_into_the_trap_loses_nothing(either):
    either.come_to("kasus")
    stamp = stamp_of(either.get("kasus"))
    told = either.client.post(either.at("kasus"), {"dibuka": stamp, "kasus": "Cerita <saya>", guard.TRAP: "x"})
    page = told.content.decode()
    assert "Tidak ada yang hilang" in page and 'name="kasus" value="Cerita &lt;saya&gt;"' in page
    assert guard.TRAP not in page
    again = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', read(told)))

    assert either.client.post(either.at("kasus"), again).status_code == 302
    assert "Cerita &lt;saya&gt;" in either.get("kasus").content.decode()


def test_too_many_an_hour_are_told_when_and_lose_nothing(objector):
    for _ in range(guard.SENT_AN_HOUR):
        objector.send()
    refused = objector.send()

    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert "banyak keberatan dikirim" in read(refused)
    assert Objection.objects.count() == guard.SENT_AN_HOUR
    assert objector.stands_at() == LAST


# --- without a request ------------------------------------------------------------------------------------------------


def test_missing_periodic_information_needs_no_request_and_has_a_code_of_its_own(stranger):
    assert stranger.send()["Location"] == SENT
    page = read(stranger.client.get(SENT))

    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.applicant_name) == (None, "b", "Siti Contohwati")
    assert "30 hari kerja" in page and objection.number in page
    code = re.search(r'class="code">([^<]+)<', page).group(1)
    assert secret.matches(code, objection.secret_hash)
    own = reverse("requests_tracked_objection", args=[objection.pk])
    assert stranger.client.get(own).status_code == 200, "the visit has begun"
    other = follow(objection, code)
    assert objection.number in other.get(own).content.decode()


def test_sent_twice_it_shows_the_same_number_and_code(stranger):
    stranger.come_to(LAST)
    stamp = stamp_of(stranger.get(LAST))
    for _ in range(2):
        assert stranger.client.post(stranger.at(LAST), {"dibuka": stamp, **DECLARED})["Location"] == SENT

    assert Objection.objects.count() == 1
    told = [re.findall(r'<strong>([^<]+)<|class="code">([^<]+)<', read(stranger.client.get(SENT))) for _ in range(2)]
    assert told[0] == told[1] and len(told[0]) == 2


def test_the_confirmation_is_its_browsers_alone_for_an_hour(stranger, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    stranger.send()
    assert Client().get(SENT).status_code == 410
    time_machine.shift(timedelta(minutes=59))
    assert stranger.client.get(SENT).status_code == 200
    time_machine.shift(timedelta(minutes=2))
    assert stranger.client.get(SENT).status_code == 410


def test_the_old_form_opens_nothing_once_a_new_code_was_given(stranger, people):
    stranger.come_to(LAST)
    stamp = stamp_of(stranger.get(LAST))
    stranger.answer(LAST)
    objection = Objection.objects.get()
    objections.do(objection, "reissue-secret", cases.person(people["ppid"]), identity_checked=True)
    del stranger.client.cookies["lacak"]
    answer = stranger.client.post(stranger.at(LAST), {"dibuka": stamp, **DECLARED})

    assert "lacak" not in answer.cookies
    own = reverse("requests_tracked_objection", args=[objection.pk])
    assert stranger.client.get(own)["Location"] == FIND


@pytest.mark.parametrize("who", ["wna", "badan-hukum-asing"])
def test_a_foreigner_is_registered_and_flagged(stranger, who):
    stranger.send(pemohon={"pemohon": who}, identitas={"nomor": "A1234567"})

    objection = Objection.objects.get()
    assert objection.is_foreign
    assert objection.applicant_kind == ("entity" if who == "badan-hukum-asing" else "person")


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_pressed_six_times_at_once_it_is_one():
    stranger = Objector(Client(), ABOUT_MISSING)
    stranger.come_to(LAST)
    data = {"dibuka": stamp_of(stranger.get(LAST)), **DECLARED}
    token, together, places = stranger.client.cookies["keberatan"].value, Barrier(6), []

    def press() -> None:
        client = Client()
        client.cookies["keberatan"] = token
        together.wait()
        places.append(client.post(stranger.at(LAST), data)["Location"])
        connections.close_all()

    threads = [Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert places == [SENT] * 6 and Objection.objects.count() == 1


# --- the pages ----------------------------------------------------------------------------------------------------


def test_pages_of_one_person_are_kept_by_no_cache_and_found_by_nobody(either):
    pages = [either.begin()]
    for slug in either.answers:
        if slug != "surat-kuasa":
            either.come_to(slug)
            pages.append(either.get(slug))
    for page in pages:
        assert {"private", "no-store"} <= {part.strip() for part in page["Cache-Control"].split(",")}
        assert '<meta name="robots" content="noindex">' in read(page)
        assert len(re.findall(r"<h1\b", read(page))) == 1


def test_an_objection_is_made_in_writing_so_the_telephone_is_for_questions(client, home):
    AgencyIdentity.objects.create(site=Site.objects.get(), name="Contoh", phone="0541 000000")
    objecting, asking = (client.get(address).content.decode() for address in ("/keberatan/", "/permohonan/"))
    assert "Keberatan juga diterima secara tertulis" in objecting and "Telepon (untuk bertanya)" in objecting
    assert "Permohonan juga diterima di luar situs ini" in asking and "<dt>Telepon</dt>" in asking


def test_the_start_page_is_public_small_and_says_who_decides(client):
    page = client.get("/keberatan/").content.decode()

    assert "30 hari kerja" in page and "14 hari kerja" in page
    assert f'href="{ABOUT_MISSING}"' in page and f'href="{FIND}?untuk=keberatan"' in page
