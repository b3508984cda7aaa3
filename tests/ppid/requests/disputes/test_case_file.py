"""The one download of a case: complete for its reader, with hashes, and nothing that is not his (PERKI 1/2013)."""

import hashlib
import io
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from portal.core import vault
from portal.core.models import PrivateFileReading
from portal.core.refusal import Refusal
from ppid.requests.actors import applicant
from ppid.requests.case_file.bundle import CONTENTS, bundle
from ppid.requests.models import RequestFile
from tests.core import files

from .. import cases
from ..objections import cases as objections

pytestmark = pytest.mark.django_db


def opened(stream) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(stream.read()))


def text_of(pdf: bytes) -> str:
    """Without the marks that let long words break."""
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", words.replace("\u200b", ""))


def add(case, kind: str, name: str) -> RequestFile:
    file = vault.store(SimpleUploadedFile(name, files.pdf(), "application/pdf"), None)
    return RequestFile.objects.create(**{case.KIND: case}, kind=kind, file=file, name=name, sha256=file.sha256)


def test_the_applicant_has_every_letter_and_file_that_he_was_given(upheld):
    mine = opened(bundle(upheld, applicant(upheld), cases.at("2026-03-06")))

    contents, *letters_and_file = mine.namelist()
    receipt, notice, given, of_objection, decision = letters_and_file
    assert contents == CONTENTS
    assert receipt.startswith("01-tanda-bukti-penerimaan-")
    assert notice.startswith("02-pemberitahuan-tertulis-")
    assert given == "03-informasi-yang-diberikan.pdf"
    assert of_objection.startswith("04-tanda-bukti-penerimaan-keberatan-")
    assert decision.startswith("05-tanggapan-atas-keberatan-")
    letters = {letter.sha256 for letter in (*upheld.request.letters.all(), *upheld.letters.all())}
    inside = (receipt, notice, of_objection, decision)
    assert {hashlib.sha256(mine.read(name)).hexdigest() for name in inside} == letters and len(letters) == 4
    kept = upheld.request.files.get(kind=RequestFile.Kind.RELEASED)
    assert hashlib.sha256(mine.read(given)).hexdigest() == kept.sha256


@pytest.mark.parametrize("kind", ["identity", "power-of-attorney", "scan"])
def test_no_proof_of_identity_is_in_either_file(upheld, people, kind):
    add(upheld, kind, "rahasia.pdf")
    add(upheld.request, kind, "rahasia.pdf")
    for reader in (applicant(upheld), cases.person(people["ppid"])):
        names = opened(bundle(upheld, reader, cases.at("2026-03-06"))).namelist()
        assert len(names) == 6
    readings = PrivateFileReading.objects.all()
    assert not readings.filter(file_name="rahasia.pdf").exists()


def test_receipts_are_made_for_the_file_once_and_without_them_there_is_none(upheld, monkeypatch):
    def refuse(*args):
        raise Refusal("Tanda bukti tidak dapat disimpan.")

    with monkeypatch.context() as broken:
        broken.setattr("ppid.requests.letters.receipt.issue_receipt", refuse)
        with pytest.raises(Refusal):
            bundle(upheld, applicant(upheld), cases.at("2026-03-06"))
    for _ in range(2):
        bundle(upheld, applicant(upheld), cases.at("2026-03-06"))
    assert upheld.letters.filter(kind="objection-receipt").count() == 1
    assert upheld.request.letters.filter(kind="receipt").count() == 1


def test_what_the_agency_keeps_of_the_dispute_is_not_the_applicants(upheld, people):
    add(upheld, RequestFile.Kind.DISPUTE, "jawaban-badan-publik.pdf")

    his = opened(bundle(upheld, applicant(upheld), cases.at("2026-03-06"))).namelist()
    ours = opened(bundle(upheld, cases.person(people["ppid"]), cases.at("2026-03-06"))).namelist()

    assert len(ours) == len(his) + 1


def test_a_decision_that_was_not_yet_given_is_not_in_the_applicants_file(people, superior):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    objection = objections.an_objection(request, "a", cases.at("2026-03-05"))
    atasan = cases.person(superior, cases.at("2026-03-05"))
    objections.do(objection, "decide", atasan, cases.at("2026-03-05"), decision=objections.upholding("a"))

    his = opened(bundle(objection, applicant(objection), cases.at("2026-03-06")))

    assert not [name for name in his.namelist() if "tanggapan" in name]
    assert objection.get_outcome_display() not in text_of(his.read(CONTENTS))


def test_the_contents_are_accessible_and_name_every_file_with_its_hash(upheld):
    mine = opened(bundle(upheld, applicant(upheld), cases.at("2026-03-06")))
    pdf = mine.read(CONTENTS)
    text = text_of(pdf)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert "pdfuaid" in document.Root.Metadata.read_bytes().decode()
    for name in mine.namelist()[1:]:
        assert hashlib.sha256(mine.read(name)).hexdigest() in text.replace(" ", "")
    for row in [*upheld.history.all(), *upheld.request.history.all()]:
        assert row.hash in text.replace(" ", "")
    assert "30 hari kerja" in text
    assert "Rantai riwayat utuh" in text


def test_the_applicant_reads_offices_and_the_agency_names(upheld, people):
    people["ppid"].first_name = "Namapetugas"
    people["ppid"].save()
    his = opened(bundle(upheld, applicant(upheld), cases.at("2026-03-06"))).read(CONTENTS)
    ours = opened(bundle(upheld, cases.person(people["ppid"]), cases.at("2026-03-06"))).read(CONTENTS)
    signer = upheld.request.history.get(event="sign").actor_name

    assert signer not in text_of(his)
    assert signer in text_of(ours)


def test_an_altered_row_shows_in_the_file(upheld):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requests_historyrow SET office = 'Palsu' WHERE objection_id = %s AND sequence = 2", [upheld.pk]
        )

    text = text_of(opened(bundle(upheld, applicant(upheld), cases.at("2026-03-06"))).read(CONTENTS))

    assert "Rantai riwayat tidak utuh sejak baris 2" in text


def test_every_reading_is_on_record(upheld, as_, people):
    before = PrivateFileReading.objects.count()
    answer = as_("ppid").post(reverse("requests_case_file", args=[upheld.pk]))

    archive = opened(io.BytesIO(b"".join(answer.streaming_content)))
    assert "no-store" in answer["Cache-Control"]
    assert PrivateFileReading.objects.count() - before == len(archive.namelist()) - 1
