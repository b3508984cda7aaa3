"""The page of one request: who finds it, what of it he sees, what he opens on record, at what cost."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.models import PrivateFile, PrivateFileReading
from ppid.requests import history
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InternalNote, RequestedItem, RequestFile

from .. import cases

pytestmark = pytest.mark.django_db

WITH_A_PART = ("ppid", "atasan", "desk", "petugas")
WITHOUT_A_PART = ("petugas-lain", "kadis", "pelaksana", "webmaster", "pejabat", "outsider", "superuser")
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} =1+1 \N{RIGHT-TO-LEFT OVERRIDE}"


def page(client, request) -> str:
    response = client.get(reverse("requests_case", args=[request.pk]))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def section(text: str, heading: str) -> str:
    found = re.search(rf'<section aria-labelledby="{heading}">(.*?)</section>', text, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def addresses(request) -> list[tuple[str, str, dict]]:
    """Every address about a request: method, address, what is sent."""
    file, letter = request.files.first(), request.letters.first()
    purpose = {"file-purpose": "memeriksa", "identity-purpose": "memeriksa", "text": "x"}
    return [
        ("get", reverse("requests_case", args=[request.pk]), {}),
        ("get", reverse("requests_act", args=[request.pk, "close"]), {}),
        ("post", reverse("requests_act", args=[request.pk, "close"]), {"version": request.version}),
        ("post", reverse("requests_note", args=[request.pk]), purpose),
        ("post", reverse("requests_identity", args=[request.pk]), purpose),
        ("post", reverse("requests_file", args=[request.pk, file.pk]), purpose),
        ("post", reverse("requests_letter", args=[request.pk, letter.pk, "pdf"]), {}),
        ("post", reverse("requests_letter", args=[request.pk, letter.pk, "word"]), {}),
    ]


# --- who finds it ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", WITHOUT_A_PART)
def test_whoever_has_no_part_finds_nothing_and_changes_nothing(as_, brought, who):
    request = brought(State.NOTIFIED)
    rows, readings = HistoryRow.objects.count(), PrivateFileReading.objects.count()
    for method, address, data in addresses(request):
        assert getattr(as_(who), method)(address, data).status_code == 404, address
    before = request.version
    request.refresh_from_db()
    assert (request.state, request.version, HistoryRow.objects.count()) == (State.NOTIFIED, before, rows)
    assert PrivateFileReading.objects.count() == readings
    assert not InternalNote.objects.exists()


def test_a_stranger_is_sent_to_the_login(client, brought):
    request = brought(State.NOTIFIED)
    for method, address, data in addresses(request):
        assert getattr(client, method)(address, data).url.startswith("/admin/login/")


def test_what_is_not_there_is_not_found(as_, brought):
    request, other = brought(State.NOTIFIED), brought(State.NOTIFIED)
    for pk in (0, 10**6, 10**30):
        assert as_("ppid").get(f"/admin/permohonan/{pk}/").status_code == 404
    for address in (
        reverse("requests_file", args=[request.pk, other.files.get().pk]),
        reverse("requests_letter", args=[request.pk, other.letters.first().pk, "pdf"]),
        reverse("requests_letter", args=[request.pk, request.letters.first().pk, "final"]),
        reverse("requests_letter", args=[request.pk, request.letters.first().pk, "lain"]),
    ):
        assert as_("ppid").post(address, {"file-purpose": "memeriksa"}).status_code == 404
    assert as_("ppid").get(reverse("requests_act", args=[request.pk, "hapus"])).status_code == 404
    assert as_("ppid").post(reverse("requests_act", args=[request.pk, "register"])).status_code == 404


@pytest.mark.parametrize("who", WITH_A_PART)
def test_nothing_of_it_is_kept_by_a_cache(as_, brought, who):
    request = brought(State.NOTIFIED)
    for method, address, data in addresses(request):
        response = getattr(as_(who), method)(address, data)
        assert response.status_code < 500
        assert "no-store" in response["Cache-Control"] and "private" in response["Cache-Control"], address


# --- what is seen ------------------------------------------------------------------------------------------------

SEES = {
    # name, address and phone, end of the identity number, answer while it is written, letters, notes
    "ppid": (True, True, True, True, True, True),
    "atasan": (True, True, True, True, True, True),
    "desk": (True, True, True, False, True, True),
    "petugas": (True, False, False, True, False, True),
}


@pytest.mark.parametrize("who", WITH_A_PART)
def test_each_sees_what_his_part_grants(as_, people, brought, who):
    request = brought(State.DRAFTING)
    cases.do(request, "extend", cases.person(people["ppid"]), ground="not-held-yet", reason="Data dikumpulkan.")
    InternalNote.objects.create(request=request, author_name="Contoh", text="Catatan antarpetugas")
    text = page(as_(who), request)
    seen = (
        "Contoh Pemohon" in text,
        "Jalan Contoh 1" in text or "081100000000" in text,
        f"berakhir {cases.NIK[-4:]}" in text,
        "Terlampir." in text or "jawaban.pdf" in text,
        "Pemberitahuan perpanjangan" in text,
        "Catatan antarpetugas" in text,
    )
    assert seen == SEES[who]
    assert cases.NIK not in text
    assert request.number in text and "Laporan kinerja tahun 2025" in text


def test_the_desk_reads_the_answer_once_it_is_signed(as_, brought):
    assert "jawaban.pdf" in page(as_("desk"), brought(State.SIGNED))


def test_it_says_what_is_left_and_how_the_date_was_reckoned(as_, people):
    request = cases.a_request()
    text = page(as_("ppid"), request)
    assert "sisa 10 hari kerja" in text
    assert "Jatuh tempo jawaban" in text and "Sasaran kerja" in text and "Batas sejak diterima" in text
    assert "Jatuh tempo:" in section(text, "tenggat") and "UU 14/2008 Pasal 22 ayat (7)" in section(text, "tenggat")


def test_a_replaced_reckoning_stays_to_be_read(as_, people):
    request = cases.bring_to(cases.a_request(), State.INCOMPLETE, people)
    cases.do(request, "complete", cases.person(people["ppid"]), text="Lengkap")
    assert "Hitungan lama" in section(page(as_("ppid"), request), "tenggat")


def test_an_altered_history_is_told(as_, brought):
    request = brought(State.DISPOSED)
    assert "Riwayat utuh: 3 baris" in section(page(as_("ppid"), request), "riwayat")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requests_historyrow SET actor_name = 'x' WHERE request_id = %s AND sequence = 2", [request.pk]
        )
    told = section(page(as_("ppid"), request), "riwayat")
    assert "tidak utuh" in told and "Baris 2" in told
    assert history.first_break(list(request.history.all())).sequence == 2


def test_the_buttons_are_those_of_the_table(as_, people, brought):
    request = brought(State.DRAFTING)
    RequestedItem.objects.filter(request=request, order=1).update(outcome="")
    offered = section(page(as_("petugas"), request), "tindakan")
    assert offered.startswith("Yang dapat Anda lakukan Susun jawaban Belum dapat dilakukan Ajukan untuk")
    assert "Masih ada 1 butir permintaan tanpa hasil." in offered
    assert section(page(as_("atasan"), request), "tindakan") == ""


def test_hostile_words_are_words(as_, people):
    request = cases.a_request(applicant_name=HOSTILE, items=[HOSTILE, HOSTILE * 40], purpose=HOSTILE, address=HOSTILE)
    as_("ppid").post(reverse("requests_note", args=[request.pk]), {"text": HOSTILE})
    raw = as_("ppid").get(reverse("requests_case", args=[request.pk])).content.decode()
    assert "<script>alert" not in raw and "&lt;script&gt;alert(1)" in raw and "{{ 7*7 }}" in raw
    assert InternalNote.objects.get().text == HOSTILE


# --- what is opened on record ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who, may", [("ppid", True), ("atasan", True), ("desk", True), ("petugas", False)])
def test_the_identity_number_is_shown_once_to_whoever_says_what_for(as_, people, brought, who, may):
    request = brought(State.DRAFTING)
    address = reverse("requests_identity", args=[request.pk])
    assert as_(who).get(address).status_code == 405
    unsaid = as_(who).post(address, {"identity-purpose": " "})
    assert unsaid.status_code == (422 if may else 404)
    assert cases.NIK not in unsaid.content.decode() and not PrivateFileReading.objects.exists()
    shown = as_(who).post(address, {"identity-purpose": "mencocokkan identitas"})
    assert (cases.NIK in shown.content.decode()) == may
    if may:
        row = PrivateFileReading.objects.get()
        assert (row.reader, row.purpose) == (people[who], "mencocokkan identitas")
        assert request.number in row.file_name and cases.NIK not in row.file_name
        assert cases.NIK not in page(as_(who), request)


def with_file(request, kind, people) -> RequestFile:
    kept = cases.vault.store(cases.SimpleUploadedFile("pindaian.pdf", cases.RELEASED), people["ppid"])
    return RequestFile.objects.create(request=request, kind=kind, file=kept, name=kept.name, sha256=kept.sha256)


READS = {
    RequestFile.Kind.IDENTITY: {"ppid", "atasan", "desk"},
    RequestFile.Kind.POWER_OF_ATTORNEY: {"ppid", "atasan", "desk"},
    RequestFile.Kind.SCAN: {"ppid", "atasan", "desk"},
    RequestFile.Kind.PROOF: {"ppid", "atasan", "desk"},
    RequestFile.Kind.ATTACHMENT: {"ppid", "atasan", "desk", "petugas"},
    RequestFile.Kind.RELEASED: {"ppid", "atasan", "petugas"},
    RequestFile.Kind.DISPUTE: {"ppid", "atasan", "desk", "petugas"},
}


@pytest.mark.parametrize("kind", RequestFile.Kind)
@pytest.mark.parametrize("who", WITH_A_PART)
def test_a_file_is_read_by_whom_its_kind_is_for_and_each_reading_is_on_record(as_, people, brought, kind, who):
    request = brought(State.DISPOSED)
    file = with_file(request, kind, people)
    may = who in READS[kind]
    assert ("pindaian.pdf" in page(as_(who), request)) == may
    address = reverse("requests_file", args=[request.pk, file.pk])
    assert as_(who).get(address).status_code == 405
    assert as_(who).post(address, {"file-purpose": ""}).status_code == (422 if may else 404)
    assert not PrivateFileReading.objects.exists()
    response = as_(who).post(address, {"file-purpose": "memeriksa kelengkapan"})
    assert response.status_code == (200 if may else 404)
    assert PrivateFileReading.objects.filter(reader=people[who], file=file.file).count() == int(may)
    if may:
        assert response.content == cases.RELEASED
        assert (
            response["Content-Disposition"].startswith("attachment") and response["X-Content-Type-Options"] == "nosniff"
        )


def test_an_erased_file_is_told_and_not_given(as_, people, brought):
    request = brought(State.DISPOSED)
    file = with_file(request, RequestFile.Kind.IDENTITY, people)
    RequestFile.objects.filter(pk=file.pk).update(file=None, erased_on="2026-11-30")
    assert "dihapus 30 November 2026" in section(page(as_("ppid"), request), "berkas")
    response = as_("ppid").post(reverse("requests_file", args=[request.pk, file.pk]), {"file-purpose": "x"})
    assert response.status_code == 404


def test_a_file_that_cannot_be_opened_is_told_in_words(as_, people, brought):
    request = brought(State.DISPOSED)
    file = with_file(request, RequestFile.Kind.ATTACHMENT, people)
    PrivateFile.objects.filter(pk=file.file_id).update(wrapped_key=b"x")
    address = reverse("requests_file", args=[request.pk, file.pk])
    response = as_("ppid").post(address, {"file-purpose": "memeriksa"}, follow=True)
    assert "tidak dapat dibuka" in response.content.decode()


def test_letters_are_read_by_whoever_may_know_the_address_in_both_forms(as_, people, brought):
    request = brought(State.NOTIFIED)
    letter = request.letters.first()
    pdf = as_("desk").post(reverse("requests_letter", args=[request.pk, letter.pk, "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    word = as_("desk").post(reverse("requests_letter", args=[request.pk, letter.pk, "word"]))
    assert word.content.startswith(b"PK")
    assert PrivateFileReading.objects.filter(reader=people["desk"]).count() == 2
    assert as_("petugas").post(reverse("requests_letter", args=[request.pk, letter.pk, "pdf"])).status_code == 404


# --- notes --------------------------------------------------------------------------------------------------


def test_a_note_is_kept_with_its_writer(as_, people, brought):
    request = brought(State.DISPOSED)
    address = reverse("requests_note", args=[request.pk])
    assert as_("petugas").post(address, {"text": " "}).status_code == 422
    assert as_("petugas").post(address, {"text": "x" * 5001}).status_code == 422
    assert as_("petugas").post(address, {"text": "a\0b"}).status_code == 422
    assert not InternalNote.objects.exists()
    assert as_("petugas").post(address, {"text": "Hubungi arsip."}).status_code == 302
    note = InternalNote.objects.get()
    assert (note.author, note.author_name, note.text) == (people["petugas"], "Contoh petugas", "Hubungi arsip.")


# --- cost ---------------------------------------------------------------------------------------------------


def queries_of(client, request) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(client, request)
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


def test_fifty_of_everything_cost_as_many_queries_as_one(as_, people, brought):
    request = brought(State.DRAFTED, items=["Satu butir"])

    def queries() -> dict[str, int]:
        return {who: queries_of(as_(who), request) for who in WITH_A_PART}

    queries()
    few = queries()
    ppid = cases.person(people["ppid"])
    for number in range(2, 51):
        RequestedItem.objects.create(request=request, order=number, text="Butir", outcome="granted", viewing="Meja")
        InternalNote.objects.create(request=request, author=people["ppid"], author_name="PPID", text="Catatan")
        with_file(request, RequestFile.Kind.ATTACHMENT, people)
        history.append(request, "assign", ppid, cases.timezone.now(), state_before=request.state)
    assert queries() == few
    assert max(few.values()) <= 30
