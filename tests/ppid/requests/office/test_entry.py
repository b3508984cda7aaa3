"""The officer's entry: same number series, same dates, real time of receipt.

Acceptance checks 2 and 17 (docs/rules.md).
"""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.core.models import PrivateFile
from ppid.requests import secret
from ppid.requests.models import InformationRequest, RequestFile
from tests.core import files
from tests.sop.test_holes import EVERYBODY

from .. import cases

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/permohonan/baru/"
NOW = cases.at("2026-03-10", 14)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


def form(**changes) -> dict:
    return {
        "form_key": str(uuid4()),
        "channel": "phone",
        "received_at": "2026-03-10T09:30",
        "applicant": "wni",
        "name": "Contoh Pemohon",
        "identity_number": "6472 0101 0190 0001",
        "address": "Jalan Contoh 1",
        "phone": "0811 1234 5678",
        "items": "Laporan kinerja\n\nDaftar obat",
        "purpose": "Penelitian",
        "access": "cetak",
        "delivery": "pickup",
        "declared": "on",
        **changes,
    }


def entered() -> InformationRequest:
    return InformationRequest.objects.get()


def test_check_2_a_telephone_request_takes_the_next_number_of_the_same_series(as_, people):
    web = cases.a_request(NOW)
    as_("petugas").post(ADDRESS, form())
    phone = InformationRequest.objects.exclude(pk=web.pk).get()
    assert (web.sequence, phone.sequence, phone.channel) == (1, 2, "phone")
    assert (phone.received_by, phone.received_by_name) == (people["petugas"], "Contoh petugas")
    assert [item.text for item in phone.items.all()] == ["Laporan kinerja", "Daftar obat"]


def test_check_17_a_foreign_applicant_is_entered_and_flagged(as_, people):
    as_("ppid").post(ADDRESS, form(applicant="wna", identity_number="X 1234567"))
    assert entered().is_foreign
    html = as_("ppid").get(reverse("requests_list")).content.decode()
    assert "bukan WNI" in html


def test_dates_count_from_the_real_time_of_receipt(as_, people):
    as_("petugas").post(ADDRESS, form(channel="post", received_at="2026-03-06T10:00"))
    assert (entered().received_on, entered().due_on) == (date(2026, 3, 6), date(2026, 3, 27))


def test_nothing_is_received_before_it_comes(as_, people):
    response = as_("petugas").post(ADDRESS, form(received_at="2026-03-10T14:01"))
    assert response.status_code == 422 and "belum tiba" in response.content.decode()
    assert not InformationRequest.objects.exists()


def test_number_code_and_receipt_are_shown_once(as_, people):
    client, sent = as_("petugas"), form()
    html = client.post(ADDRESS, sent).content.decode()
    code = html.split('class="desk-code">')[1].split("<")[0]
    assert secret.matches(code, entered().secret_hash)
    again = client.post(ADDRESS, sent)
    assert InformationRequest.objects.count() == 1
    assert "desk-code" not in again.content.decode() and "satu kali" in again.content.decode()
    receipt = client.post(reverse("requests_receipt", args=[entered().pk]))
    assert receipt.content.startswith(b"%PDF") and "no-store" in receipt["Cache-Control"]


def test_scans_are_made_anew_and_kept_sealed(as_, people):
    scan = SimpleUploadedFile("surat.jpg", files.picture(comment=b"<script>"), "image/jpeg")
    as_("petugas").post(ADDRESS, form(scan=scan, identity=SimpleUploadedFile("k.pdf", files.pdf(), "application/pdf")))
    assert {file.kind for file in entered().files.all()} == {RequestFile.Kind.SCAN, RequestFile.Kind.IDENTITY}
    assert PrivateFile.objects.filter(added_by=people["petugas"]).count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"identity_number": "123"}, "16 angka"),
        ({"name": ""}, "nama pemohon"),
        ({"items": " \n "}, "yang diminta"),
        ({"items": "x\n" * 21}, "20 butir"),
        ({"items": "x" * 2001}, "2000 huruf"),
        ({"channel": "web"}, "Pilih salah satu"),
        ({"delivery": "email", "email": ""}, "alamat surel"),
        ({"email": "a@b.id\nBcc: x@y.id"}, "surel"),
        ({"name": "a\0b"}, "tidak terbaca"),
        ({"declared": ""}, "Pernyataan"),
        ({"received_at": "0000-00-00"}, "tanggal dan jam"),
        ({"form_key": "x"}, ""),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_entered(as_, people, changes, words):
    response = as_("petugas").post(ADDRESS, form(**changes))
    assert response.status_code == 422 and words in response.content.decode()
    assert not InformationRequest.objects.exists()


def test_a_hostile_file_enters_nothing(as_, people):
    response = as_("petugas").post(ADDRESS, form(scan=SimpleUploadedFile("a.pdf", b"MZ" * 500, "application/pdf")))
    assert response.status_code == 422
    assert not InformationRequest.objects.exists() and not PrivateFile.objects.exists()


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_ppid_and_petugas_enter(as_, people, who):
    client = as_(who)
    client.raise_request_exception = False
    may = who in {"ppid", "petugas"}
    assert (client.get(ADDRESS).status_code == 200) == may
    client.post(ADDRESS, form())
    assert InformationRequest.objects.exists() == may


def test_the_receipt_is_for_who_has_a_part(as_, people):
    case = cases.a_request(NOW)
    for who in ("petugas", "kadis", "superuser"):
        client = as_(who)
        client.raise_request_exception = False
        assert client.post(reverse("requests_receipt", args=[case.pk])).status_code in (302, 404)
    assert as_("ppid").post(reverse("requests_receipt", args=[case.pk])).status_code == 200
