"""Where the QR code of a letter leads: anybody may compare, nobody learns whose letter it is."""

import pytest
from django.test import Client

from portal.core import vault
from ppid.requests.lifecycle import State

from .. import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(people):
    return cases.bring_to(cases.a_request(), State.SIGNED, people).letters.get()


def test_it_tells_kind_number_date_and_hash_and_nothing_of_anybody(letter):
    response = Client().get(f"/permohonan/surat/{letter.code}/")
    html = response.content.decode()
    for told in (letter.get_kind_display(), letter.number, letter.sha256, "Tidak ada berkas yang lebih baru"):
        assert told in html
    request = letter.request
    for private in (request.applicant_name, request.number, "Laporan kinerja", request.email, request.address):
        assert private not in html
    assert response["X-Robots-Tag"] == "noindex" and "no-store" in response["Cache-Control"]


def test_a_newer_signed_file_is_told_of(letter, people):
    letter.signed.create(file=vault.keep(b"%PDF-signed", "pindaian.pdf", people["ppid"]))
    html = Client().get(f"/permohonan/surat/{letter.code}/").content.decode()
    assert letter.final.sha256 in html and letter.sha256 in html and "Berkas bertanda tangan itulah" in html


@pytest.mark.parametrize(
    "spoil", [lambda code: code[:-1] + "~", str.swapcase, lambda code: "\x00", lambda code: "x" * 5000]
)
def test_an_unknown_code_is_not_found(letter, spoil):
    assert Client().get(f"/permohonan/surat/{spoil(letter.code)}/").status_code == 404


def test_nothing_is_changed_there(letter):
    assert Client().post(f"/permohonan/surat/{letter.code}/").status_code == 405
