"""What would tell in a public text who asked is found."""

import pytest
from wagtail.models import Site

from portal.core.models import AgencyIdentity
from ppid.requests.models import InformationRequest
from ppid.requests.published.anonymity import faults_of

pytestmark = pytest.mark.django_db

ASKED = InformationRequest(
    applicant_kind="person",
    number="7/PPID/DINKES/III/2026",
    applicant_name="Siti Contohwati",
    represented_name="Yayasan Melati Putih",
    address="Jalan Contoh 1, Kota Contoh",
)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Diminta oleh Ibu Contohwati.", "contohwati"),
        ("Diminta SITI", "siti"),
        ("untuk yayasan melati", "melati"),
        ("NIK 6472010101900001", "NIK"),
        ("NIK 6472 0101 0190 0001", "NIK"),
        ("kirim ke siti@contoh.invalid", "surel"),
        ("telepon 0811-1234-5678", "telepon"),
        ("telepon +62 811 1234 567", "telepon"),
        ("beralamat di Jalan Contoh 1 Kota Contoh", "alamat"),
        ("permohonan 7/PPID/DINKES/III/2026", "nomor pendaftaran"),
    ],
)
def test_what_points_to_a_person_is_named(text, word):
    assert any(word in fault for fault in faults_of(text, ASKED))


@pytest.mark.parametrize(
    "text",
    [
        "Laporan kinerja tahun 2025 memuat realisasi anggaran Rp1.234.567.890.123.",
        "Jumlah puskesmas di provinsi: 187, per 31 Desember 2025.",
        "",
    ],
)
def test_an_ordinary_answer_names_nobody(text):
    assert faults_of(text, ASKED) == []


# --- a legal entity ---------------------------------------------------------------------------------------------

FOUNDATION = InformationRequest(
    number="8/PPID/DINKES/III/2026", applicant_kind="entity", applicant_name="Yayasan Sehat Melati Kalimantan"
)


@pytest.fixture
def agency(db):
    AgencyIdentity.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"name": "Dinas Kesehatan Provinsi Kalimantan Timur"}
    )


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    "text", ["Anggaran kesehatan dan rumah sakit di Kalimantan.", "Daftar yayasan penerima hibah.", "Hidup sehat."]
)
def test_words_that_many_entities_share_point_to_none(text):
    assert faults_of(text, FOUNDATION) == []


@pytest.mark.usefixtures("agency")
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Diminta yayasan Melati.", "melati"),
        ("untuk YAYASAN SEHAT MELATI KALIMANTAN", "nama pemohon"),
    ],
)
def test_its_own_words_and_its_whole_name_are_found(text, word):
    assert any(word in fault for fault in faults_of(text, FOUNDATION))


@pytest.mark.usefixtures("agency")
def test_a_whole_name_of_shared_words_is_found():
    shared = InformationRequest(number="9/X", applicant_kind="entity", applicant_name="Forum Peduli Kesehatan")
    assert faults_of("Dengan forum peduli kesehatan dibahas", shared) == ["Ada nama pemohon."]
    assert faults_of("Dibahas dalam forum kesehatan.", shared) == []


@pytest.mark.usefixtures("agency")
def test_a_person_who_is_called_like_a_common_word_stays_a_person():
    person = InformationRequest(number="9/X", applicant_kind="person", applicant_name="Jaya Mandiri")
    assert faults_of("Usaha mandiri", person) == ["Ada kata dari nama pemohon atau pemberi kuasa: mandiri."]
