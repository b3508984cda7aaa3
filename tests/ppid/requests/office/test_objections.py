"""Objections in the back office, by HTTP: entry, list, page, decision with four eyes, and the order to its end."""

import html
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.officials.models import Position
from ppid.requests import secret
from ppid.requests.lifecycle import State as RequestState
from ppid.requests.models import HistoryRow, Letter, Objection, RequestFile
from ppid.requests.objections.lifecycle import State
from tests.core import files
from tests.sop.test_holes import EVERYBODY

from .. import cases
from ..objections import cases as objections
from ..objections.test_acts import appoint

pytestmark = pytest.mark.django_db

NOW = cases.at("2026-03-05", 14)
ADDRESS = "/admin/keberatan/baru/"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def answered(people):
    """Drafted by ``petugas``, signed by ``ppid``, notified on 4 March 2026; taken in by ``desk``."""
    desk = cases.person(people["desk"], cases.at("2026-03-02"))
    request = cases.a_request(cases.at("2026-03-02"), channel="counter", received_by=desk)
    return cases.bring_to(request, RequestState.NOTIFIED, people, cases.at("2026-03-04"))


@pytest.fixture
def objection(answered, people):
    return objections.an_objection(answered, "ad", NOW, channel="counter", received_by=cases.person(people["desk"]))


def press(client, objection, code, **sent):
    client.raise_request_exception = False
    address = reverse("objections_act", args=[objection.pk, code])
    response = client.post(address, {"version": objection.version, **sent})
    objection.refresh_from_db()
    return response


def deciding(reasons="ad", **changes) -> dict:
    return {
        "outcome": "upheld",
        **{f"answer_{letter}": "Alasan ini tidak diterima." for letter in reasons},
        "reason": "Penetapan klasifikasi masih berlaku.",
        **changes,
    }


def ordering(**changes) -> dict:
    order = {"outcome": "accepted", "order": "Berikan informasi yang diminta.", "order_due_on": "2026-03-20"}
    return deciding(**{"reason": "", **order, **changes})


def page(client, objection) -> str:
    return html.unescape(client.get(reverse("objections_case", args=[objection.pk])).content.decode())


# --- entry -----------------------------------------------------------------------------------------------------------


def entry(**changes) -> dict:
    return {
        "form_key": str(uuid4()),
        "channel": "counter",
        "received_at": "2026-03-05T10:00",
        "name": "contoh  PEMOHON",
        "reasons": ["a", "g"],
        "facts": "Ditolak tanpa alasan yang jelas.",
        **changes,
    }


WITHOUT_REQUEST = {
    "reasons": ["b"],
    "applicant": "wni",
    "name": "Contoh Lain",
    "identity_number": cases.NIK,
    "address": "Jalan Contoh 2",
    "information": "Laporan keuangan",
    "purpose": "Penelitian",
}


def test_an_objection_on_paper_is_entered_with_the_real_time_of_receipt(as_, answered, people):
    sent = entry(request_number=answered.number.lower(), received_at="2026-03-04T16:00", channel="post")
    text = as_("desk").post(ADDRESS, sent).content.decode()

    objection = Objection.objects.get()
    assert (objection.request, objection.reasons, objection.channel) == (answered, "ag", "post")
    assert (objection.received_on, objection.received_by) == (date(2026, 3, 4), people["desk"])
    assert objection.information == "Laporan kinerja tahun 2025\nDaftar pengadaan obat tahun 2025"
    assert objection.secret_hash == "" and "desk-code" not in text and answered.number in text
    receipt = as_("desk").post(reverse("objections_receipt", args=[objection.pk]))
    assert receipt.content.startswith(b"%PDF")
    assert Letter.objects.get(objection=objection).kind == Letter.Kind.OBJECTION_RECEIPT
    assert "satu kali" in as_("desk").post(ADDRESS, sent).content.decode()
    assert Objection.objects.count() == 1


def test_missing_periodic_information_is_entered_without_a_request_and_has_its_own_code(as_, people):
    text = as_("desk").post(ADDRESS, entry(**WITHOUT_REQUEST)).content.decode()

    objection = Objection.objects.get()
    assert (objection.request, objection.applicant_name, objection.identity_tail) == (
        None,
        "Contoh Lain",
        cases.NIK[-4:],
    )
    code = text.split('class="desk-code">')[1].split("<")[0]
    assert secret.matches(code, objection.secret_hash)


def test_an_attorney_comes_with_his_power_of_attorney(as_, answered):
    attorney = {"request_number": answered.number, "representative_name": "Contoh Kuasa"}
    without = as_("desk").post(ADDRESS, entry(**attorney))
    assert without.status_code == 422 and "Pasal 39" in without.content.decode()
    power = SimpleUploadedFile("kuasa.pdf", files.pdf(), "application/pdf")
    as_("desk").post(ADDRESS, entry(**attorney, power_of_attorney=power))

    objection = Objection.objects.get()
    assert objection.representative_name == "Contoh Kuasa"
    assert objection.files.get().kind == RequestFile.Kind.POWER_OF_ATTORNEY


def test_a_late_one_is_entered_and_told(as_, answered):
    with time_machine.travel(cases.at("2026-04-24"), tick=False):
        text = as_("desk").post(
            ADDRESS, entry(request_number=answered.number, reasons=["a"], received_at="2026-04-24T08:00")
        )
    assert Objection.objects.get().is_late and "lewat waktu" in text.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"channel": "phone"}, "Pilih salah satu"),
        ({"channel": "web"}, "Pilih salah satu"),
        ({"reasons": []}, "satu alasan"),
        ({"facts": ""}, "kasus posisi"),
        ({"received_at": "2026-03-05T14:01"}, "belum tiba"),
        ({"name": "Orang Lain"}, "Periksa keduanya"),
        ({"request_number": "99/PPID/2020"}, "Periksa keduanya"),
        ({"request_number": ""}, "alasan b"),
        ({"request_number": "", "reasons": ["a", "b"]}, "alasan b"),
        ({**WITHOUT_REQUEST, "request_number": "", "address": ""}, "alamat"),
        ({**WITHOUT_REQUEST, "request_number": "", "applicant": ""}, "Pilih salah satu"),
        ({**WITHOUT_REQUEST, "request_number": "", "identity_number": "12"}, "16 angka"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(as_, answered, changes, words):
    response = as_("desk").post(ADDRESS, entry(**{"request_number": answered.number, **changes}))
    assert response.status_code == 422 and words in html.unescape(response.content.decode())
    assert not Objection.objects.exists()


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_ppid_and_petugas_enter(as_, answered, who):
    client = as_(who)
    client.raise_request_exception = False
    client.post(ADDRESS, entry(request_number=answered.number))
    assert Objection.objects.exists() == (who in {"ppid", "petugas"})


# --- list and page ---------------------------------------------------------------------------------------------------

WITHOUT_A_PART = ("petugas-lain", "kadis", "pelaksana", "webmaster", "pejabat", "outsider", "superuser")


def listed(client, **asked) -> list[str]:
    return [row.case.number for row in client.get(reverse("objections_list"), asked).context["rows"]]


def test_the_list_is_filtered_and_the_overdue_come_first(as_, answered, people):
    fresh = objections.an_objection(answered, "ag", NOW)
    old = objections.an_objection(answered, "c", cases.at("2026-01-05"))
    ppid = as_("ppid")
    assert listed(ppid) == [old.number, fresh.number]
    assert listed(ppid, alasan="g") == [fresh.number]
    assert listed(ppid, keadaan="decided") == []
    assert listed(ppid, alasan="z", keadaan="' OR 1", lingkup="\0") == [old.number, fresh.number]
    assert listed(ppid, tenggat="lewat") == [old.number]
    assert listed(ppid, cara="post") == listed(ppid, putusan="upheld") == []
    assert listed(ppid, q=fresh.number.lower().replace("/", " ")) == [fresh.number]
    assert listed(ppid, q=answered.number) == [old.number, fresh.number]
    assert listed(ppid, q="'; --", tenggat="x", cara="\0", putusan="z") == [old.number, fresh.number]
    assert listed(ppid, q="99/PPID-K") == []
    assert "1 keberatan lewat tenggat" in ppid.get(reverse("objections_list")).content.decode()
    assert "Keberatan (1 lewat tenggat)" in ppid.get("/admin/").content.decode()


def test_the_list_shows_each_his_own(as_, objection, people):
    assert [listed(as_(who)) for who in ("ppid", "atasan", "desk", "petugas", "petugas-lain")] == [
        *[[objection.number]] * 3,
        [],
        [],
    ]
    for who in ("kadis", "outsider", "superuser"):
        client = as_(who)
        client.raise_request_exception = False
        assert client.get(reverse("objections_list")).status_code in (302, 404)


def test_as_many_queries_for_one_row_as_for_thirty(as_, answered):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            as_("ppid").get(reverse("objections_list"))
        return len(captured)

    objections.an_objection(answered, "a", NOW)
    queries()
    one = queries()
    for _ in range(29):
        objections.an_objection(answered, "a", NOW)
    assert queries() == one <= 20


def test_the_page_tells_everything_to_who_decides(as_, objection, answered):
    text = page(as_("atasan"), objection)
    for words in (
        reverse("requests_case", args=[answered.pk]),
        "Huruf a",
        "Huruf d",
        objection.facts,
        "Terlampir.",
        "Dikabulkan",
        "Contoh Pemohon",
        "dalam waktunya",
        "Putuskan keberatan",
        "Riwayat utuh",
    ):
        assert words in text, words
    assert "permohonan</b>" not in text


def test_the_unit_sees_the_order_and_no_applicant(as_, objection):
    assert as_("petugas").get(reverse("objections_case", args=[objection.pk])).status_code == 404
    press(as_("atasan"), objection, "decide", **ordering())
    text = page(as_("petugas"), objection)
    assert "Berikan informasi yang diminta." in text
    assert "Contoh Pemohon" not in text and "pemohon@contoh.invalid" not in text and "Jalan Contoh" not in text


@pytest.mark.parametrize("who", WITHOUT_A_PART)
def test_whoever_has_no_part_finds_nothing_and_changes_nothing(as_, objection, who):
    press(as_("atasan"), objection, "decide", **ordering())
    client = as_(who)
    client.raise_request_exception = False
    rows, letter, here = HistoryRow.objects.count(), objection.letters.first(), [objection.pk]
    assert client.get(reverse("objections_case", args=here)).status_code in (302, 404)
    for name, args, data in (
        ("objections_identity", here, {"identity-purpose": "memeriksa"}),
        ("objections_letter", [*here, letter.pk, "pdf"], {}),
        ("objections_letter", [*here, letter.pk, "word"], {}),
    ):
        assert client.post(reverse(name, args=args), data).status_code in (302, 404)
    for code in ("notify", "prepare", "fulfil", "respond", "close", "withdraw", "reissue-secret"):
        press(client, objection, code, text="x", response="satisfied", reason="x", identity_checked="on")
    assert (objection.state, HistoryRow.objects.count()) == (State.DECIDED, rows)


# --- four eyes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [*EVERYBODY, "desk", "petugas-lain"])
def test_the_superior_decides_and_nobody_else(as_, objection, who):
    press(as_(who), objection, "decide", **deciding())
    assert (objection.state == State.DECIDED) == (who == "atasan-ppid")
    assert Letter.objects.filter(objection=objection).count() == (who == "atasan-ppid")


def test_a_stranger_decides_nothing(client, objection):
    assert press(client, objection, "decide", **deciding()).url.startswith("/admin/login/")
    assert objection.state == State.RECEIVED


# Who did what on the request; the last two had no part in it.
ANSWERED = {"petugas": True, "ppid": True, "desk": False, "kadis": False}


@pytest.mark.parametrize("hat", ["group", "definitive", "plt", "plh"])
@pytest.mark.parametrize("who", ANSWERED)
def test_check_7_whoever_answered_never_decides_in_whatever_hat(as_, objection, people, who, hat):
    if hat == "group":
        people[who].groups.add(Position.objects.get(code="atasan-ppid").group)
    else:
        appoint(people[who], "atasan-ppid", hat)
    response = press(as_(who), objection, "decide", **deciding())
    if ANSWERED[who]:
        assert response.status_code == 409
        assert (objection.state, objection.version) == (State.RECEIVED, 0)
        assert not Letter.objects.filter(objection=objection).exists()
        assert as_(who).get(reverse("objections_act", args=[objection.pk, "decide"])).status_code == 302
    else:
        assert (objection.state, objection.decided_by) == (State.DECIDED, people[who])


@pytest.mark.parametrize("kind", ["plt", "plh"])
def test_check_7_who_signed_as_acting_ppid_does_not_decide_either(as_, people, kind):
    appoint(people["atasan"], "ppid", kind)
    request = cases.a_request(cases.at("2026-03-02"))
    cases.bring_to(request, RequestState.NOTIFIED, {**people, "ppid": people["atasan"]}, cases.at("2026-03-04"))
    people["atasan"].official.appointments.all().delete()
    objection = objections.an_objection(request, "a", NOW)
    assert press(as_("atasan"), objection, "decide", **deciding("a")).status_code == 409
    assert objection.state == State.RECEIVED


# --- the decision and what follows -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (deciding(reason=""), "Pasal 36 ayat (3)"),
        (deciding(answer_d=""), "Tanggapi alasan ini"),
        (deciding(outcome=""), "Pilih putusannya"),
        (ordering(order=""), "Tulis perintah"),
        (ordering(order_due_on=""), "batas pelaksanaan"),
        (ordering(opens="on"), "judul"),
    ],
)
def test_a_decision_lacks_nothing(as_, objection, sent, words):
    response = press(as_("atasan"), objection, "decide", **sent)
    assert response.status_code == 422 and words in html.unescape(response.content.decode())
    assert (objection.state, objection.version) == (State.RECEIVED, 0)


@pytest.mark.parametrize(("reasons", "offered"), [("a", False), ("ad", True), ("g", True)])
def test_a_settlement_is_offered_for_b_to_g_alone(as_, answered, reasons, offered):
    objection = objections.an_objection(answered, reasons, NOW)
    text = as_("atasan").get(reverse("objections_act", args=[objection.pk, "decide"])).content.decode()
    assert ("secara musyawarah" in text) == offered
    press(as_("atasan"), objection, "decide", **deciding(reasons, outcome="settled"))
    assert (objection.state == State.DECIDED) == offered


def test_an_order_goes_its_whole_way(as_, objection, people):
    press(as_("atasan"), objection, "decide", **ordering())
    upload = SimpleUploadedFile("salinan.pdf", files.pdf(), "application/pdf")
    press(as_("petugas"), objection, "prepare", files=upload)
    assert objection.files.get(kind=RequestFile.Kind.RELEASED).added_by == people["petugas"]
    press(as_("desk"), objection, "notify")
    assert (objection.state, objection.dispute_due_on) == (State.NOTIFIED, date(2026, 4, 1))
    assert press(as_("ppid"), objection, "close").status_code == 409
    unread = press(as_("ppid"), objection, "fulfil", text="Salinan dikirim.")
    assert unread.status_code == 422 and objection.state == State.NOTIFIED
    press(as_("ppid"), objection, "fulfil", text="Salinan dikirim.", files_were_read="on")
    assert objection.files.get(kind=RequestFile.Kind.RELEASED).checked_by == people["ppid"]
    press(as_("desk"), objection, "respond", response="satisfied", text="Terima kasih.")
    press(as_("desk"), objection, "close")
    assert (objection.state, objection.response, objection.response_text) == (
        State.CLOSED,
        "satisfied",
        "Terima kasih.",
    )
    text = page(as_("ppid"), objection)
    assert "Riwayat utuh" in text and "Putuskan keberatan" in text and "Salinan dikirim." in text


def test_who_prepared_a_file_does_not_hand_it_over(as_, objection):
    press(as_("atasan"), objection, "decide", **ordering())
    press(as_("ppid"), objection, "prepare", files=SimpleUploadedFile("a.pdf", files.pdf(), "application/pdf"))
    press(as_("desk"), objection, "notify")
    response = press(as_("ppid"), objection, "fulfil", text="Salinan dikirim.", files_were_read="on")
    assert response.status_code == 409 and objection.state == State.NOTIFIED
    file = objection.files.get(kind=RequestFile.Kind.RELEASED)
    press(as_("ppid"), objection, "prepare", remove=[file.pk])
    assert not objection.files.filter(kind=RequestFile.Kind.RELEASED).exists()
    press(as_("ppid"), objection, "fulfil", text="Diserahkan langsung.")
    assert objection.state == State.FULFILLED


def test_a_withdrawal_is_written_down_in_the_applicants_words(as_, objection):
    press(as_("desk"), objection, "withdraw", reason="Datang sendiri dan mencabutnya.")
    assert (objection.state, objection.response_text) == (State.WITHDRAWN, "Datang sendiri dan mencabutnya.")


def test_a_code_is_made_anew_only_where_there_is_one(as_, objection):
    press(as_("desk"), objection, "reissue-secret", identity_checked="on")
    assert objection.secret_hash == ""
    alone = objections.an_objection(None, "b", NOW)
    text = press(as_("ppid"), alone, "reissue-secret", identity_checked="on").content.decode()
    assert secret.matches(text.split('class="desk-code">')[1].split("<")[0], alone.secret_hash)


def test_two_at_once_one_is_told_and_loses_nothing(as_, objection):
    press(as_("atasan"), objection, "decide", **deciding())
    stale = {"version": 0, "reason": "Datang sendiri."}
    response = as_("desk").post(reverse("objections_act", args=[objection.pk, "withdraw"]), stale)
    assert response.status_code == 409 and "Putuskan keberatan" in html.unescape(response.content.decode())
    objection.refresh_from_db()
    assert objection.state == State.DECIDED
