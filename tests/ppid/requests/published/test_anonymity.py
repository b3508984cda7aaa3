"""What would tell in a public text who asked is found."""

import pytest

from ppid.requests.models import InformationRequest
from ppid.requests.published.anonymity import faults_of

ASKED = InformationRequest(
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
