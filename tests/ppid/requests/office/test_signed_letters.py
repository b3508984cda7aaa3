"""A letter that comes back signed: who puts it back, what is kept of it, and that it counts from then on."""

import html
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from portal.core import vault
from portal.core.models import PrivateFile, PrivateFileReading
from ppid.requests import history
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InformationRequest, Letter, SignedLetter
from tests.conftest import build_house, make_official, needs_row_locks
from tests.core import files
from tests.core.hidden_files import pdf as hidden
from tests.core.hostile_files import pdfs as hostile
from tests.core.hostile_files.remains import left_in
from tests.sop.test_two_at_once import post, together

from .. import cases
from ..tracking.visits import follow, words_of
from .test_case_page import WITHOUT_A_PART, page, section

pytestmark = pytest.mark.django_db

SCAN = hostile.pdf()
OTHER_SCAN = hostile.pdf(drawing=b"0 0 9 9 re f")
SIGNED = hidden.pdf(hidden.signed)


def put_back(client: Client, letter: Letter, /, content: bytes = SCAN, name: str = "pindaian.pdf", **changes):
    request = InformationRequest.objects.get(pk=letter.request_id)
    data = {"version": request.version, "letter": letter.pk, "file": files.upload(content, name), **changes}
    return client.post(reverse("requests_act", args=[request.pk, "put-final"]), data)


def content_of(signed: SignedLetter) -> bytes:
    return vault.read(signed.file, None, "uji", "uji")


@pytest.fixture
def letter(brought) -> Letter:
    return brought(State.NOTIFIED).letters.get()


# --- who ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ppid", "desk"])
def test_ppid_and_desk_find_the_form_at_each_letter_and_put_it_back(as_, people, letter, who):
    text = page(as_(who), letter.request)
    assert "Simpan yang bertanda tangan" in section(text, "surat")
    assert "Simpan surat bertanda tangan" not in section(text, "tindakan")
    assert put_back(as_(who), letter).status_code == 302
    signed = SignedLetter.objects.get()
    assert signed.letter == letter and signed.file.added_by == people[who]
    row = HistoryRow.objects.filter(request=letter.request).last()
    assert (row.event, row.actor, row.state_after) == ("put-final", people[who], State.NOTIFIED)
    assert row.details == {"letter": letter.number, "sha256": signed.file.sha256, "replaced": ""}
    assert row.legal_basis and history.first_break(letter.request.history.all()) is None
    assert "Ganti yang bertanda tangan" in section(page(as_(who), letter.request), "surat")


@pytest.mark.parametrize("who", ["atasan", "petugas", *WITHOUT_A_PART, "stranger"])
def test_nobody_else_finds_it_or_puts_anything_back(as_, people, letter, who):
    client = Client() if who == "stranger" else as_(who)
    if who in ("atasan", "petugas"):
        assert "yang bertanda tangan" not in page(client, letter.request)
    files_before, readings = PrivateFile.objects.count(), PrivateFileReading.objects.count()
    put_back(client, letter)
    assert not SignedLetter.objects.exists()
    assert HistoryRow.objects.last().event == "notify"
    assert (PrivateFile.objects.count(), PrivateFileReading.objects.count()) == (files_before, readings)


@pytest.mark.parametrize(
    "who, may",
    [("ppid", True), ("atasan", True), ("desk", True), ("petugas", False), ("petugas-lain", False), ("kadis", False)],
)
def test_it_is_read_by_whoever_reads_letters_and_each_reading_is_on_record(as_, people, letter, who, may):
    put_back(as_("ppid"), letter)
    signed = SignedLetter.objects.get()
    address = reverse("requests_signed_letter", args=[letter.request_id, letter.pk, signed.pk])
    response = as_(who).post(address)
    assert response.status_code == (200 if may else 404)
    assert PrivateFileReading.objects.filter(reader=people[who], file=signed.file).count() == int(may)
    if may:
        assert sha256(response.content).hexdigest() == signed.file.sha256
        assert response["Content-Disposition"].startswith("attachment") and "no-store" in response["Cache-Control"]
    assert as_(who).get(address).status_code == 405


def test_what_belongs_elsewhere_is_not_found(as_, brought, letter):
    put_back(as_("ppid"), letter)
    signed, other = SignedLetter.objects.get(), brought(State.NOTIFIED)
    for args in (
        [other.pk, letter.pk, signed.pk],
        [other.pk, other.letters.get().pk, signed.pk],
        [letter.request_id, letter.pk, signed.pk + 1],
        [letter.request_id, letter.pk, 10**30],
    ):
        assert as_("ppid").post(reverse("requests_signed_letter", args=args)).status_code == 404
    response = put_back(as_("ppid"), letter, letter=other.letters.get().pk)
    assert response.status_code == 422 and SignedLetter.objects.count() == 1


# --- it counts from then on -----------------------------------------------------------------------------------


def test_the_applicant_gets_it_and_anybody_may_compare_its_hash(as_, letter):
    put_back(as_("desk"), letter)
    signed = SignedLetter.objects.get()
    given = follow(letter.request).post(reverse("requests_tracked_letter", args=[letter.pk]))
    assert given.content == content_of(signed) and given["Content-Type"] == "application/pdf"
    words = words_of(letter.request)
    assert "PDF bertanda tangan" in words and "Surat yang sudah ditandatangani disimpan" in words
    told = html.unescape(Client().get(f"/permohonan/surat/{letter.code}/").content.decode())
    assert sha256(given.content).hexdigest() in told and letter.sha256 in told
    assert "Berkas bertanda tangan itulah yang berlaku" in told and "Sudah diganti" not in told


def test_put_back_again_the_newest_counts_and_the_older_stay(as_, letter):
    for content in (SCAN, OTHER_SCAN):
        assert put_back(as_("ppid"), letter, content).status_code == 302
    older, newest = SignedLetter.objects.all()
    assert Letter.objects.get(pk=letter.pk).final == newest.file
    given = follow(letter.request).post(reverse("requests_tracked_letter", args=[letter.pk]))
    assert given.content == content_of(newest) != content_of(older)
    row = HistoryRow.objects.filter(request=letter.request).last()
    assert (row.details["sha256"], row.details["replaced"]) == (newest.file.sha256, older.file.sha256)
    assert older.file.sha256 in section(page(as_("ppid"), letter.request), "riwayat")
    told = Client().get(f"/permohonan/surat/{letter.code}/").content.decode()
    for file in (older.file, newest.file):
        assert told.count(file.sha256) == 1
    assert told.index("Sudah diganti") < told.index(older.file.sha256)
    address = reverse("requests_signed_letter", args=[letter.request_id, letter.pk, older.pk])
    assert as_("ppid").post(address).content == content_of(older)
    assert f'formaction="{address}"' in as_("ppid").get(f"/admin/permohonan/{letter.request_id}/").content.decode()


def test_the_same_file_once_more_replaces_nothing(as_, letter):
    assert put_back(as_("ppid"), letter, SIGNED).status_code == 302
    files_before, response = PrivateFile.objects.count(), put_back(as_("ppid"), letter, SIGNED)
    assert response.status_code == 409 and "tidak ada yang diganti" in response.content.decode()
    assert SignedLetter.objects.count() == 1 and PrivateFile.objects.count() == files_before


def test_a_signed_notice_is_not_given_before_the_answer_is(as_, brought):
    letter = brought(State.SIGNED).letters.get()
    put_back(as_("ppid"), letter)
    client = follow(letter.request)
    assert client.post(reverse("requests_tracked_letter", args=[letter.pk])).status_code == 404
    assert letter.number not in words_of(letter.request)
    cases.do(letter.request, "notify", cases.person(letter.pdf.added_by))
    given = follow(letter.request).post(reverse("requests_tracked_letter", args=[letter.pk]))
    assert given.content == content_of(SignedLetter.objects.get())


def test_a_signed_receipt_is_the_one_that_is_given(as_, at_the_desk):
    request = at_the_desk()
    receipt = reverse("requests_receipt", args=[request.pk])
    issued = as_("desk").post(receipt).content
    put_back(as_("desk"), request.letters.get())
    assert as_("desk").post(receipt).content == content_of(SignedLetter.objects.get()) != issued
    tracked = follow(request).post("/permohonan/lacak/tanda-bukti/")
    assert tracked.content == content_of(SignedLetter.objects.get())


# --- what is kept ---------------------------------------------------------------------------------------------


def test_a_scan_is_made_anew_and_lies_encrypted(as_, letter, settings):
    content = hostile.pdf(hostile.properties)
    put_back(as_("ppid"), letter, content)
    signed = SignedLetter.objects.get()
    kept = content_of(signed)
    assert kept.startswith(b"%PDF") and not left_in(kept, "pdf") and left_in(content, "pdf")
    assert (signed.file.sha256, signed.file.content_type) == (sha256(kept).hexdigest(), "application/pdf")
    assert signed.file.name == f"notice-{letter.number.replace('/', '-')}-bertanda-tangan.pdf"
    assert b"%PDF" not in Path(settings.PRIVATE_ROOT, signed.file.stored_as).read_bytes()


def test_a_pdf_that_is_signed_electronically_stays_as_it_is(as_, letter):
    """Made anew, it would have lost the signature, and with it what makes it valid."""
    put_back(as_("ppid"), letter, SIGNED)
    assert content_of(SignedLetter.objects.get()) == SIGNED


def _signed_with_a_script(made) -> None:
    hidden.signed(made)
    made.Root.OpenAction = made.make_indirect(hostile.script())


REFUSED = {
    "page of the web": (files.SCRIPT, "surat.pdf"),
    "program": (files.PHP, "surat.pdf"),
    "picture": (files.picture(), "surat.jpg"),
    "picture that calls itself PDF": (files.picture(), "surat.pdf"),
    "Word": (files.office(), "surat.docx"),
    "nothing": (b"", "surat.pdf"),
    "broken": (SCAN[:200], "surat.pdf"),
    "larger than a scan": (SCAN + b" " * 5 * 1024 * 1024, "surat.pdf"),
    "signed, with a script": (hidden.pdf(_signed_with_a_script), "surat.pdf"),
    "no PDF but the mark of a signature": (files.SCRIPT + b"/ByteRange", "surat.pdf"),
    "broken, with the mark of a signature": (SIGNED[:200] + b"/ByteRange", "surat.pdf"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(as_, letter, what):
    content, name = REFUSED[what]
    before = PrivateFile.objects.count()
    response = put_back(as_("ppid"), letter, content, name)
    told = response.content.decode()
    assert response.status_code == 422 and "<title>Galat: " in told and "PDF yang sudah ditandatangani:" in told
    assert not SignedLetter.objects.exists() and PrivateFile.objects.count() == before
    assert HistoryRow.objects.last().event == "notify"


# --- at once --------------------------------------------------------------------------------------------------


def test_whoever_comes_second_is_told_and_nothing_is_replaced_unseen(as_, letter):
    seen = letter.request.version
    put_back(as_("desk"), letter)
    files_before = PrivateFile.objects.count()
    response = put_back(as_("ppid"), letter, OTHER_SCAN, version=seen)
    assert response.status_code == 409
    assert "“Simpan surat bertanda tangan” oleh Contoh desk" in response.content.decode()
    assert SignedLetter.objects.count() == 1 and PrivateFile.objects.count() == files_before


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_at_the_same_instant_one_wins():
    build_house()
    people = [make_official(name, "ppid") for name in ("ppid", "ppid2")]
    request = cases.a_request()
    cases.do(request, "find-incomplete", cases.person(people[0]), missing=["Identitas"])
    letter, acts = request.letters.get(), []
    for user, content in zip(people, (SCAN, OTHER_SCAN), strict=True):
        client = Client()
        client.force_login(user)
        data = {"version": request.version, "letter": letter.pk, "file": files.upload(content, "pindaian.pdf")}
        acts.append(post(client, reverse("requests_act", args=[request.pk, "put-final"]), **data))
    told = together(*acts)
    signed = SignedLetter.objects.get()
    assert sum("Tercatat:" in text for text in told) == 1
    assert sum("Tindakan belum tercatat" in text for text in told) == 1
    assert HistoryRow.objects.filter(event="put-final").get().details["sha256"] == signed.file.sha256
    assert PrivateFile.objects.count() == 2
