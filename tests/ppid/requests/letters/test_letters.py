"""Letters: what the law wants on each, in PDF and Word, frozen and verifiable (UU 14/2008 Pasal 22)."""

import hashlib
from io import BytesIO

import pikepdf
import pypdf
import pytest
from django.core.exceptions import ValidationError
from docx import Document

from portal.core import vault
from portal.core.refusal import Refusal
from portal.officials.models import Official
from ppid.requests.actors import applicant
from ppid.requests.letters.content import content_of
from ppid.requests.letters.paper import address_of, docx_of, pdf_of
from ppid.requests.letters.papers import paper_of
from ppid.requests.letters.receipt import receipt_of, receipt_pdf
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest, Letter, RequestedItem, Tariff

from .. import cases

pytestmark = pytest.mark.django_db

Kind = Letter.Kind
EVIL = '<script>alert(1)</script> {{ 7 * 7 }} #eval("1") $x$ [[ ]] \\ "'


def text_of(pdf: bytes) -> str:
    """The words of a PDF, without the marks at which a long word may break."""
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.replace("\u200b", "").split())


def words_of_docx(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def issued(request, kind) -> Letter:
    return request.letters.get(kind=kind)


def read(letter) -> str:
    return text_of(vault.read(letter.pdf, letter.request.received_by or USER["ppid"], "PPID", "uji"))


USER: dict = {}


@pytest.fixture(autouse=True)
def reader(people):
    USER["ppid"] = people["ppid"]


@pytest.fixture
def ppid(people):
    Official.objects.create(
        name="dr. Contoh PPID", user=people["ppid"], employee_number="198001012005011001", rank="Pembina"
    )
    return cases.person(people["ppid"])


@pytest.fixture
def signed(people, ppid):
    return cases.bring_to(cases.a_request(), State.SIGNED, people)


def test_the_written_notice_has_the_parts_of_pasal_22(signed):
    text = read(issued(signed, Kind.NOTICE))
    for part in (
        signed.number,
        "Contoh Pemohon",
        "Jalan Contoh 1",
        "A. Informasi dapat diberikan",
        "Penguasaan informasi : Kami",
        "jawaban.pdf",
        "Tanpa biaya",
        "keberatan kepada Atasan PPID",
        "dr. Contoh PPID",
        "NIP. 198001012005011001",
    ):
        assert part in text


def test_the_notice_names_costs_by_tariff(people, ppid):
    request = cases.bring_to(cases.a_request(), State.DRAFTED, people)
    tariff = Tariff.objects.create(
        name="Fotokopi", unit="lembar", rupiah=500, legal_basis="Contoh", valid_from="2026-01-01"
    )
    request.costs.create(tariff=tariff, quantity=12, rupiah=500)
    cases.do(request, "sign", ppid, files_were_read=True)
    tariff.rupiah = 900
    tariff.save()
    text = read(issued(request, Kind.NOTICE))
    assert "12 lembar × Rp500 = Rp6.000" in text and "Jumlah biaya : Rp6.000" in text


def test_what_is_not_given_stands_under_b_with_its_holder(people, ppid):
    request = cases.bring_to(cases.a_request(), State.DISPOSED, people)
    petugas = cases.person(people["petugas"])
    first, second = request.items.all()
    cases.do(
        request,
        "draft",
        petugas,
        items={
            first: {"outcome": RequestedItem.Outcome.NOT_HELD, "holder": "Badan Publik Contoh"},
            second: {"outcome": RequestedItem.Outcome.NOT_DOCUMENTED, "answer": "Didokumentasikan tahun depan."},
        },
    )
    cases.do(request, "hand-in", petugas)
    cases.do(request, "sign", ppid)
    text = read(issued(request, Kind.NOTICE))
    assert "A. Informasi dapat diberikan" not in text
    for part in ("B. Informasi tidak dapat diberikan", "Badan Publik Contoh", "Belum didokumentasikan"):
        assert part in text
    assert not request.letters.filter(kind=Kind.REFUSAL).exists()


def test_the_extension_says_why_and_until_when(people, ppid):
    now = cases.at("2026-03-06")
    request = cases.a_request(now)
    cases.do(request, "extend", ppid, now, ground="not-held-yet", reason="Data dikumpulkan dari unit.")
    text = read(issued(request, Kind.EXTENSION))
    for part in ("Rabu, 8 April 2026", "belum dikuasai", "Data dikumpulkan dari unit.", "Pasal 22 ayat (8)"):
        assert part in text


def test_the_notice_of_incompleteness_lists_what_is_missing_and_the_last_day(people, ppid):
    now = cases.at("2026-03-06")
    request = cases.a_request(now)
    cases.do(request, "find-incomplete", ppid, now, missing=["Salinan kartu identitas", "Surat kuasa"])
    text = read(issued(request, Kind.INCOMPLETE))
    for part in ("Salinan kartu identitas", "Surat kuasa", "Rabu, 11 Maret 2026", "tidak diproses"):
        assert part in text


def test_redirection_and_handover_say_to_whom_and_what(people, ppid):
    redirected = cases.bring_to(cases.a_request(), State.REDIRECTED, people)
    assert "Badan Publik Contoh" in read(issued(redirected, Kind.REDIRECTION))
    delivered = cases.bring_to(cases.a_request(), State.DELIVERED, people)
    assert "jawaban.pdf" in read(issued(delivered, Kind.HANDOVER))


def test_the_receipt_tells_number_hour_items_and_both_dates(people):
    request = cases.a_request(cases.at("2026-03-21", 10))
    text = text_of(receipt_pdf(request, cases.person(people["ppid"])))
    for part in (
        request.number,
        "Sabtu, 21 Maret 2026, 10.00 WITA",
        "Laporan kinerja tahun 2025",
        "Rabu, 8 April 2026",
        "Jumat, 17 April 2026",
        "Komisi Informasi",
    ):
        assert part in text
    assert "Diterbitkan otomatis oleh portal." in text
    for private in (cases.NIK, cases.CODE, "7Q4D"):
        assert private not in text
    assert receipt_of(request).pk == receipt_of(request).pk
    assert Letter.objects.count() == 1


def test_a_letter_is_pdf_a_and_ua_tagged_with_title_and_language(signed):
    content = vault.read(issued(signed, Kind.NOTICE).pdf, USER["ppid"], "PPID", "uji")
    with pikepdf.open(BytesIO(content)) as pdf:
        meta = pdf.open_metadata()
        assert meta.get("pdfaid:part") == "2" and meta.get("pdfaid:conformance").upper() == "A"
        assert meta.get("pdfuaid:part") == "1"
        assert str(pdf.Root.Lang) == "id"
        assert pdf.Root.MarkInfo.Marked
        assert signed.letters.first().number in meta.get("dc:title")


def test_a_letter_never_changes_after_it_was_issued(signed):
    letter = issued(signed, Kind.NOTICE)
    before = dict(letter.content)
    InformationRequest.objects.filter(pk=signed.pk).update(applicant_name="Nama Lain")
    letter.refresh_from_db()
    assert letter.content == before
    stored = vault.read(letter.pdf, USER["ppid"], "PPID", "uji")
    assert letter.sha256 == hashlib.sha256(stored).hexdigest()
    assert text_of(pdf_of(letter.content, letter.code)) == text_of(stored)


def test_numbers_of_letters_are_gapless_and_their_codes_unguessable(people, ppid):
    for _ in range(3):
        cases.bring_to(cases.a_request(), State.SIGNED, people)
    letters = Letter.objects.exclude(kind=Kind.RECEIPT).order_by("sequence")
    assert [letter.sequence for letter in letters] == [1, 2, 3]
    assert len({letter.code for letter in letters}) == 3 and all(len(letter.code) >= 32 for letter in letters)


def test_the_word_version_says_the_same(signed):
    letter = issued(signed, Kind.NOTICE)
    words = words_of_docx(docx_of(letter))
    for part in (letter.number, "Contoh Pemohon", "jawaban.pdf", "dr. Contoh PPID", address_of(letter.code)):
        assert part in words
    assert "{{" not in words and "{%" not in words


@pytest.mark.parametrize("kind", [Kind.INCOMPLETE, Kind.EXTENSION, Kind.REDIRECTION, Kind.HANDOVER, Kind.NOTICE])
def test_hostile_text_is_only_text_on_every_letter(people, ppid, kind):
    request = cases.a_request(applicant_name=EVIL, address=EVIL, items=[EVIL, "é 漢字 🙂 \u202e abc"], purpose=EVIL)
    request.items.update(outcome=RequestedItem.Outcome.GRANTED, answer=EVIL)
    said = {"missing": [EVIL], "ground": "not-held-yet", "reason": EVIL, "holder": EVIL, "received_by": EVIL}
    content = content_of(request, kind, "1/X", ppid, cases.at("2026-03-06").date(), said)
    assert "alert(1)" in text_of(pdf_of(content, "x" * 32))
    letter = Letter(content=content, code="x" * 32)
    words = words_of_docx(docx_of(letter))
    assert "<script>alert(1)</script> {{ 7 * 7 }}" in words and "49" not in words.replace(letter.code, "")


def test_a_letter_that_cannot_be_kept_undoes_its_act(people, ppid, monkeypatch):
    request = cases.a_request()

    def full(*args, **kwargs):
        raise ValidationError("Berkas tidak dapat disimpan saat ini. Coba lagi nanti.")

    monkeypatch.setattr(vault, "keep", full)
    with pytest.raises(Refusal, match="tidak dapat disimpan"):
        cases.do(request, "find-incomplete", ppid, missing=["KTP"])
    request.refresh_from_db()
    assert (request.state, request.version) == (State.RECEIVED, 0)
    assert not Letter.objects.exists()


def test_an_officer_without_an_entry_signs_by_name_and_office(people):
    request = cases.a_request()
    cases.do(request, "find-incomplete", cases.person(people["ppid"]), missing=["KTP"])
    paper = paper_of(issued(request, Kind.INCOMPLETE).content)
    assert paper.signature == ("PPID,", "Contoh ppid")


def test_the_applicant_hands_himself_over_what_he_downloaded(people, ppid):
    request = cases.bring_to(cases.a_request(), State.NOTIFIED, people)
    cases.do(request, "deliver", applicant(request))
    assert request.state == State.DELIVERED
    assert paper_of(issued(request, Kind.HANDOVER).content).signature == ("Pemohon,", "Contoh Pemohon")
