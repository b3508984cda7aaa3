"""Whatever is sent to the form, at every question: no error of the server, nothing run."""

from __future__ import annotations

import json
import time
import tracemalloc
from itertools import product

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, encode_multipart
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ppid.requests.asking import guard
from ppid.requests.asking.steps import STEPS
from ppid.requests.models import InformationRequest, RequestDraft

from .citizen import ANSWERS, FORM, SENT, START, address, read, stamp_of

pytestmark = pytest.mark.django_db

SLUGS = [step.slug for step in STEPS if step.slug != "tersedia"]
FIELDS = [(slug, name) for slug in SLUGS for name in ANSWERS[slug]]
TYPED = [("informasi", "butir_1"), ("tujuan", "tujuan"), ("surat-kuasa", "pemberi_kuasa"), ("identitas", "nama")]
TYPED += [("kontak", "alamat"), ("kontak", "pekerjaan")]
CODE = ["<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "{% debug %}", '" onx="1']
# Told otherwise than the test client tells it, which would pack the parts itself.
IN_PARTS = f"multipart/form-data;boundary={BOUNDARY}"
MEGABYTE = "x" * 1_000_000


@pytest.fixture
def deputy(citizen):
    """Somebody before whom every question stands, all of them answered but the last."""
    citizen.has_answered()
    assert citizen.get("periksa").status_code == 200
    return citizen


# --- nothing at all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a1_an_empty_answer_is_asked_again(deputy, slug):
    before = RequestDraft.objects.values().get()
    for response in (deputy.answer(slug, {}), deputy.client.post(address(slug))):
        assert response.status_code == 200 and "<title>Galat: " in read(response)
    assert not InformationRequest.objects.exists() and RequestDraft.objects.values().get() == before


# --- far too much --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a3_a_megabyte_in_every_field_is_refused_at_once(deputy, slug):
    data = dict.fromkeys([guard.STAMP, guard.TRAP, *ANSWERS[slug]], MEGABYTE)
    began = time.perf_counter()
    response = deputy.client.post(address(slug), data)
    assert response.status_code in (400, 413)
    assert time.perf_counter() - began < 1
    assert len(response.content) < 20_000


@pytest.mark.parametrize("slug", SLUGS)
def test_a3_a_megabyte_in_one_field_is_refused_and_not_shown_again(deputy, slug):
    for name in ANSWERS[slug]:
        response = deputy.client.post(address(slug), {**ANSWERS[slug], name: MEGABYTE})
        assert response.status_code == 413 and len(response.content) < 20_000


def test_a3_a_body_over_the_limit_is_refused_before_it_is_read(deputy, settings):
    settings.PORTAL_LARGEST_BODY = 100_000
    file = SimpleUploadedFile("ktp.jpg", b"x" * 100_001)
    response = deputy.client.post(address("identitas"), {**ANSWERS["identitas"], "identitas": file})
    assert response.status_code == 413 and "Kiriman terlalu besar" in read(response)
    assert response["Content-Security-Policy"]
    assert deputy.client.post("/admin/login/", {"username": "x" * 100_001}).status_code == 200


# --- strange letters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "periksa"])
def test_a5_a_character_that_is_none_is_told_at_its_field(deputy, slug):
    for name, character in product(ANSWERS[slug], ["\0", "\x1b", "\x08"]):
        text = f"{ANSWERS[slug][name]}{character}x"
        response = deputy.answer(slug, {**ANSWERS[slug], name: text})
        assert list(response.context["form"].errors) == [name]


def test_a5_a_tick_is_a_tick_whatever_it_is_called(deputy):
    assert deputy.answer("periksa", {"pernyataan": "\0"})["Location"] == SENT


@pytest.mark.parametrize(
    "text", ["Gus\u202eidnat", "Si\u200bti\u200d", "\ufeffBudi", "e" + "\u0301" * 100, "\u2066Ani\u2069", "🎉", "ᨅᨔ ᨕᨘᨁᨗ"]
)
def test_a7_marks_of_direction_and_none_of_width_are_kept_apart(citizen, text):
    citizen.come_to("periksa", identitas={**ANSWERS["identitas"], "nama": text})
    assert f"<bdi>{text}</bdi>" in read(citizen.get("periksa"))
    citizen.answer("periksa")
    assert InformationRequest.objects.get().applicant_name == text
    assert all(letter.isascii() and letter.isprintable() for message in mail.outbox for letter in message.subject)


@pytest.mark.parametrize("text", CODE)
def test_a9_what_looks_like_code_is_shown_as_it_is(deputy, text):
    for slug, name in TYPED:
        assert deputy.answer(slug, {**ANSWERS[slug], name: text})["Location"] == address("periksa")
        assert text in read(deputy.get(slug))
    page = deputy.get("periksa")
    assert read(page).count(text) == len({slug for slug, _ in TYPED})
    assert "<script" not in page.content.decode() and '" onx="1' not in page.content.decode()
    assert deputy.answer("periksa")["Location"] == SENT
    assert text not in deputy.client.get(SENT).content.decode()


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "a@b.id, c@d.id", "a@b.id\nBcc: x@y.id", "a@b.id\r\nBcc:x", "a@b\u202e.id"]
)
def test_a17_a_mail_address_that_is_more_than_one_is_refused(citizen, text):
    citizen.come_to("kontak")
    response = citizen.answer("kontak", {**ANSWERS["kontak"], "surel": text})
    assert list(response.context["form"].errors) == ["surel"]


@pytest.mark.parametrize("name", ["nama", "pekerjaan"])
def test_a17_a_line_is_a_line(citizen, name):
    slug = "identitas" if name == "nama" else "kontak"
    citizen.send(**{slug: {**ANSWERS[slug], name: "Budi\r\nBcc: x@y.id"}})
    request = InformationRequest.objects.get()
    assert "Budi Bcc: x@y.id" in (request.applicant_name, request.occupation)


def test_a19_advertising_is_registered_for_an_officer_and_public_nowhere(citizen, home, client):
    spam = "slot gacor maxwin " + " ".join(f"http://slot{number}.example" for number in range(10))
    citizen.send(informasi={"butir_1": spam})
    assert InformationRequest.objects.get().state == "received"
    for public in (START, "/", "/cari/?q=gacor", "/sitemap.xml"):
        assert "slot0.example" not in client.get(public).content.decode()


# --- not as a browser sends (see test_drafts and test_guard, too) ------------------------------------------------


@pytest.mark.parametrize("slug", SLUGS)
def test_a21_what_is_no_form_is_not_read(deputy, slug):
    body = json.dumps({**ANSWERS[slug], "dibuka": stamp_of(deputy.get(slug))})
    for kind in ("application/json", "text/xml", "text/plain", "application/octet-stream", ""):
        assert deputy.client.post(address(slug), body, content_type=kind).status_code == 415
    assert not InformationRequest.objects.exists()


def test_a23_ten_thousand_parts_are_refused_in_little_memory(deputy):
    body = encode_multipart(BOUNDARY, {f"bagian_{number}": "x" for number in range(10_000)})
    tracemalloc.start()
    response = deputy.client.post(address("identitas"), body, content_type=IN_PARTS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert response.status_code == 400 and peak < 30_000_000


@pytest.mark.parametrize("count", [101, 10_000])
def test_a23_many_files_are_refused(deputy, count):
    part = '--{0}\r\nContent-Disposition: form-data; name="identitas"; filename="a.jpg"\r\n\r\nx\r\n'
    body = part.format(BOUNDARY) * count + f"--{BOUNDARY}--\r\n"
    assert deputy.client.post(address("identitas"), body, content_type=IN_PARTS).status_code == 400


@pytest.mark.parametrize(
    "part",
    [
        'Content-Disposition: form-data; name="nama"\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%',
        'Content-Disposition: form-data; name="nama"\r\nContent-Transfer-Encoding: base64\r\n\r\nQnVkaQ==',
        'Content-Disposition: form-data; name="identitas"; filename="../../settings.py"\r\n\r\nx',
        'Content-Disposition: form-data; name="identitas"; filename="a\0.jpg"\r\n\r\nx',
        'Content-Disposition: form-data; name="identitas"; filename=""\r\n\r\nx',
        "Content-Disposition: form-data\r\n\r\nx",
        "\r\n\r\n",
    ],
)
@pytest.mark.parametrize("end", [f"\r\n--{BOUNDARY}--\r\n", ""])
def test_a23_broken_parts_are_no_error(deputy, part, end):
    body = f"--{BOUNDARY}\r\n{part}{end}".encode()
    response = deputy.client.post(address("identitas"), body, content_type=IN_PARTS)
    assert response.status_code in (200, 400)
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=é"]
)
def test_a23_a_form_in_no_parts_is_no_error(deputy, kind):
    assert deputy.client.post(address("identitas"), b"x", content_type=kind).status_code in (200, 400)


@pytest.mark.parametrize("field", ["identitas", "nama", "nomor"])
def test_a_file_where_words_belong_and_words_where_a_file_belongs(deputy, field):
    given = SimpleUploadedFile("x.txt", b"x") if field != "identitas" else "kata"
    response = deputy.answer("identitas", {**ANSWERS["identitas"], field: given})
    assert response.status_code in (200, 302)


# --- whatever else -------------------------------------------------------------------------------------------


def test_a_question_is_asked_and_answered_and_nothing_else(deputy):
    for slug, method in product(SLUGS, ("put", "patch", "delete", "options", "trace")):
        assert getattr(deputy.client, method)(address(slug)).status_code == 405


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(st.sampled_from(FIELDS), st.text(max_size=300), st.text(max_size=20))
def test_no_text_whatever_is_an_error(deputy, field, text, other):
    slug, name = field
    response = deputy.client.post(address(slug), {**ANSWERS[slug], name: text, "dibuka": other, f"x{other}": text})
    assert response.status_code in (200, 302, 410)
    assert not InformationRequest.objects.exists()


@pytest.mark.parametrize("path", ["99999999999999999999999999/", "0/", "-1/", "x/", "1/2/"])
def test_no_offer_that_is_none_is_an_error(deputy, path):
    assert deputy.client.get(f"{FORM}tersedia/{path}").status_code == 404


@pytest.mark.parametrize("query", ["?kuki=1", "?kuki=%00", "?butir=%00&butir=2", "?tambah=1&pernyataan=on"])
def test_nothing_in_the_address_counts_as_an_answer(deputy, query):
    assert deputy.client.get(f"{address('periksa')}{query}").status_code == 200
    assert not InformationRequest.objects.exists()


def test_nothing_of_anybody_stands_in_an_address(citizen):
    citizen.begin()
    for slug in SLUGS:
        if slug == "surat-kuasa":
            continue
        location = citizen.answer(slug)["Location"]
        assert "?" not in location and "#" not in location


def test_an_answer_twice_in_one_form_is_read_once(citizen):
    citizen.come_to("tujuan")
    stamp = stamp_of(citizen.get("tujuan"))
    citizen.client.post(address("tujuan"), {"dibuka": stamp, "tujuan": ["Satu", "Dua"]})
    assert "Dua" in read(citizen.get("tujuan"))
