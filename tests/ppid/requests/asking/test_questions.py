"""Each question: what it takes, what it refuses and how it says so, and which question follows."""

from __future__ import annotations

import re

import pytest

from ppid.requests.asking.forms import MOST_ITEMS
from ppid.requests.asking.steps import STEPS
from ppid.requests.models import InformationRequest

from .citizen import ANSWERS, FORM, START, address, read

pytestmark = pytest.mark.django_db

AS_DEPUTY = {"kuasa": {"kuasa": "wakil"}}


def errors(response) -> dict[str, list[str]]:
    assert response.status_code == 200, response.get("Location")
    return response.context["form"].errors


def the_request() -> InformationRequest:
    return InformationRequest.objects.get()


# --- the way -----------------------------------------------------------------------------------------------


def test_nobody_comes_past_a_question_that_he_has_not_answered(citizen):
    citizen.come_to("pemohon")
    for slug in ("kuasa", "kontak", "periksa", "surat-kuasa", "tersedia"):
        assert citizen.get(slug)["Location"] == address("pemohon")
        assert citizen.answer(slug)["Location"] == address("pemohon")
    for slug in ("informasi", "tujuan", "pemohon"):
        assert citizen.get(slug).status_code == 200


def test_what_is_no_question_is_not_found(citizen):
    citizen.begin()
    assert citizen.get("nik").status_code == 404
    assert citizen.client.get(f"{FORM}informasi").status_code == 301


def test_each_page_leads_back_to_the_one_before(citizen):
    citizen.come_to("periksa", **AS_DEPUTY)
    page, seen = citizen.get("periksa"), []
    while back := re.search(r'class="back-link" href="([^"]+)"', read(page)):
        seen.append(back[1])
        page = citizen.client.get(back[1])
    assert seen == [
        *(address(slug) for slug in (
            "pengiriman", "cara", "kontak", "identitas", "surat-kuasa", "kuasa", "pemohon", "tujuan", "informasi",
        )),
        START,
    ]  # fmt: skip


def test_what_was_answered_stands_there_again(citizen):
    citizen.come_to("periksa", **AS_DEPUTY)
    for slug in ("informasi", "tujuan", "identitas", "kontak", "surat-kuasa"):
        page = read(citizen.get(slug))
        assert all(text in page for text in ANSWERS[slug].values()), slug
    for slug, value in (("pemohon", "wni"), ("kuasa", "wakil"), ("cara", "elektronik"), ("pengiriman", "portal")):
        assert re.search(rf'value="{value}"[^>]* checked', read(citizen.get(slug))), slug


def test_a_change_leads_back_to_the_page_of_checking(citizen):
    citizen.come_to("periksa")
    response = citizen.answer("kontak", {**ANSWERS["kontak"], "alamat": "Jalan Lain 2"})
    assert response["Location"] == address("periksa")
    assert "Jalan Lain 2" in read(citizen.get("periksa"))


def test_a_change_that_makes_another_answer_wrong_asks_that_one_again(citizen):
    citizen.come_to("periksa", pemohon={"pemohon": "wna"}, identitas={"nama": "Contoh", "nomor": "X 123"})
    assert citizen.answer("pemohon", {"pemohon": "wni"})["Location"] == address("identitas")
    page = read(citizen.get("identitas"))
    assert "<title>Galat: " in page and "NIK terdiri atas 16 angka" in page and "X 123" in page


def test_the_page_of_checking_shows_every_answer_with_a_way_to_change_it(citizen):
    citizen.come_to("periksa", **AS_DEPUTY)
    page = read(citizen.get("periksa"))
    for slug, answers in ANSWERS.items():
        if slug in ("periksa", "tersedia", "pemohon", "kuasa", "cara", "pengiriman"):
            continue
        for name, text in answers.items():
            assert text.replace("\n", "<br>") in page
            assert f'href="{address(slug)}#id_{name}"' in page
    for label in ("Warga negara Indonesia", "Sebagai kuasa", "salinan elektronik", "Diunduh di portal ini"):
        assert label in page
    targets = re.findall(r'href="(/permohonan/baru/[a-z-]+/)#(id_\w+)"', page)
    assert len(targets) == 18
    for target, name in targets:
        assert f'id="{name}"' in read(citizen.client.get(target)), (target, name)


def test_one_heading_a_page_and_the_title_says_the_same(citizen):
    citizen.come_to("periksa", **AS_DEPUTY)
    for step in STEPS:
        if step.slug == "tersedia":
            continue
        page = read(citizen.get(step.slug))
        headings = re.findall(r"<h1>(?:<label[^>]*>)?([^<]+)", page)
        assert headings == [step.title]
        assert f"<title>{step.title} – " in page


# --- what each takes -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "data", "field", "fault"),
    [
        ("informasi", {}, "butir_1", "Tulis informasi yang Anda minta."),
        ("informasi", {"butir_1": "  \n ", "butir_2": " "}, "butir_1", "Tulis informasi yang Anda minta."),
        ("informasi", {"butir_1": "x" * 2001}, "butir_1", "terlalu panjang: 2001 huruf. Batasnya 2000"),
        ("tujuan", {"tujuan": ""}, "tujuan", "Tulis untuk apa"),
        ("pemohon", {}, "pemohon", "Pilih salah satu."),
        ("pemohon", {"pemohon": "presiden"}, "pemohon", "Pilih salah satu."),
        ("kuasa", {"kuasa": "\0"}, "kuasa", "Pilih salah satu."),
        ("surat-kuasa", {"pemberi_kuasa": ""}, "pemberi_kuasa", "Tulis nama orang atau badan hukum"),
        ("identitas", {"nama": "", "nomor": "6472010101900001"}, "nama", "Tulis nama lengkap."),
        ("identitas", {"nama": "x" * 256, "nomor": "6472010101900001"}, "nama", "terlalu panjang"),
        ("identitas", {"nama": "Contoh", "nomor": ""}, "nomor", "Tulis NIK Anda."),
        ("identitas", {"nama": "Contoh", "nomor": "647201010190000"}, "nomor", "16 angka"),
        ("identitas", {"nama": "Contoh", "nomor": "64720101019000011"}, "nomor", "16 angka"),
        ("identitas", {"nama": "Contoh", "nomor": "647201010190000x"}, "nomor", "16 angka"),
        ("identitas", {"nama": "Contoh", "nomor": "６４７２０１０１０１９００００１"}, "nomor", "16 angka"),
        ("kontak", {"alamat": "", "telepon": "0811 000 000"}, "alamat", "Tulis alamat lengkap."),
        ("kontak", {"alamat": "Jalan Contoh 1"}, "telepon", "Isi nomor telepon, alamat surel, atau keduanya."),
        ("kontak", {"alamat": "Jalan", "telepon": "nol delapan"}, "telepon", "Tulis nomor telepon dengan angka"),
        ("kontak", {"alamat": "Jalan", "telepon": "12345"}, "telepon", "Tulis nomor telepon dengan angka"),
        ("kontak", {"alamat": "Jalan", "telepon": "0811\n000000 x"}, "telepon", "Tulis nomor telepon dengan angka"),
        ("kontak", {"alamat": "Jalan", "surel": "contoh"}, "surel", "Tulis alamat surel yang lengkap"),
        ("cara", {}, "cara", "Pilih salah satu."),
        ("pengiriman", {"pengiriman": "merpati"}, "pengiriman", "Pilih salah satu."),
        ("periksa", {}, "pernyataan", "Setujui pernyataan ini"),
    ],
)  # fmt: skip
def test_each_fault_is_told_at_its_field_at_the_top_and_in_the_title(citizen, slug, data, field, fault):
    citizen.come_to(slug, **AS_DEPUTY)
    response = citizen.answer(slug, data)
    (told,) = errors(response)[field]
    assert fault in told
    page = read(response)
    assert "<title>Galat: " in page
    assert '<div class="error-summary" role="alert"' in page
    target = re.search(rf'<a href="#(id_\w+)">{re.escape(told)}</a>', page)[1]
    assert target.startswith(f"id_{field}") and f'id="{target}"' in page
    assert page.count(told) == 2
    assert not InformationRequest.objects.exists()


def test_what_was_typed_is_kept_beside_the_fault(citizen):
    citizen.come_to("kontak")
    page = read(citizen.answer("kontak", {"alamat": "Jalan Contoh 1", "surel": "salah", "pekerjaan": "Guru"}))
    assert "Jalan Contoh 1" in page and 'value="salah"' in page and 'value="Guru"' in page


@pytest.mark.parametrize(
    "typed", ["6472010101900001", "6472 0101 0190 0001", "64.7201.010190-0001", " 6472010101900001 "]
)
def test_a_nik_is_read_as_people_type_it(citizen, typed):
    citizen.send(identitas={"nama": "Contoh", "nomor": typed})
    assert the_request().identity_tail == "0001"


@pytest.mark.parametrize(
    "typed", ["081100000000", "0811-0000-0000", "+62 811 0000 0000", "(0541) 123456", "0541.123456"]
)
def test_a_phone_number_is_taken_as_people_write_it(citizen, typed):
    citizen.send(kontak={"alamat": "Jalan Contoh 1", "telepon": typed})
    assert (the_request().phone, the_request().email) == (typed, "")


def test_items_are_added_without_scripts_and_dropped_when_emptied(citizen):
    citizen.begin()
    response = citizen.answer("informasi", {"butir_1": "Satu", "tambah": "1"})
    assert response["Location"] == f"{address('informasi')}?butir=2#id_butir_2"
    page = read(citizen.client.get(response["Location"]))
    assert "Satu" in page and 'name="butir_2"' in page and 'name="butir_3"' not in page
    response = citizen.answer("informasi", {"butir_1": " ", "butir_2": "Dua", "butir_3": "", "butir_4": "Empat"})
    assert response["Location"] == address("tujuan")
    page = read(citizen.get("informasi"))
    assert re.findall(r'<textarea name="(butir_\d+)"', page) == ["butir_1", "butir_2"]
    citizen.send()
    assert [item.text for item in the_request().items.all()] == ["Dua", "Empat"]


@pytest.mark.parametrize("boxes", ["0", "-1", "21", "999999999999", "1e3", "x", "²", "\0", "%"])
def test_no_number_of_boxes_is_an_error(citizen, boxes):
    citizen.begin()
    response = citizen.client.get(address("informasi"), {"butir": boxes})
    assert response.status_code == 200
    assert 1 <= read(response).count("<textarea") <= MOST_ITEMS


def test_there_is_an_end_to_items(citizen):
    citizen.begin()
    many = {f"butir_{number}": f"Butir {number}" for number in range(1, 99)}
    assert citizen.answer("informasi", many)["Location"] == address("tujuan")
    page = read(citizen.get("informasi"))
    assert page.count("<textarea") == MOST_ITEMS and "Tambah butir" not in page


# --- who asks ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind", "is_foreign", "label"),
    [
        ("wni", "person", False, "NIK"),
        ("badan-hukum", "entity", False, "Nomor surat keputusan pengesahan badan hukum"),
        ("wna", "person", True, "Nomor paspor atau izin tinggal"),
        ("badan-hukum-asing", "entity", True, "Nomor pendaftaran badan hukum"),
    ],
)
def test_every_kind_of_applicant_is_registered_and_the_foreign_one_flagged(citizen, answer, kind, is_foreign, label):
    citizen.come_to("identitas", pemohon={"pemohon": answer})
    page = read(citizen.get("identitas"))
    assert f">{label}</label>" in page
    assert ('autocomplete="organization"' in page) == (kind == "entity")
    assert ('inputmode="numeric"' in page) == (answer == "wni")
    number = "6472010101900001" if answer == "wni" else "AHU-0001.AH.01.07 Tahun 2020"
    citizen.send(identitas={"nama": "Contoh", "nomor": number})
    request = the_request()
    assert (request.applicant_kind, request.is_foreign) == (kind, is_foreign)


def test_a_deputy_names_whom_he_represents(citizen):
    citizen.send(**AS_DEPUTY)
    request = the_request()
    assert (request.applicant_name, request.represented_name) == ("Contoh Pemohon", "Contoh Pemberi Kuasa")
    assert not request.is_foreign


def test_whoever_represents_a_foreigner_is_flagged(citizen):
    citizen.send(**AS_DEPUTY, surat_kuasa={"pemberi_kuasa": "Contoh Asing", "asing": "on"})
    assert the_request().is_foreign


def test_whoever_asks_for_himself_after_all_is_nobodys_deputy(citizen):
    citizen.come_to("periksa", **AS_DEPUTY)
    citizen.answer("kuasa", {"kuasa": "sendiri"})
    assert "Contoh Pemberi Kuasa" not in read(citizen.get("periksa"))
    citizen.answer("periksa")
    assert the_request().represented_name == ""


# --- how to obtain it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "mode", "form"),
    [("lihat", "view", ""), ("elektronik", "copy", "softcopy"), ("cetak", "copy", "hardcopy")],
)
def test_how_it_is_obtained(citizen, answer, mode, form):
    citizen.send(cara={"cara": answer}, pengiriman={"pengiriman": "pickup"})
    request = the_request()
    assert (request.access_mode, request.copy_format, request.delivery_method) == (mode, form, "pickup")


def test_who_looks_at_it_is_not_asked_how_a_copy_is_sent(citizen):
    citizen.come_to("cara")
    assert citizen.answer("cara", {"cara": "lihat"})["Location"] == address("periksa")


@pytest.mark.parametrize(
    ("access", "contact", "offered"),
    [
        ("elektronik", {"surel": "a@b.id"}, ["portal", "email", "pickup", "post", "courier"]),
        ("elektronik", {"telepon": "0811 000 000"}, ["portal", "pickup", "post", "courier"]),
        ("cetak", {"surel": "a@b.id"}, ["pickup", "post", "courier"]),
    ],
)
def test_only_what_can_reach_the_applicant_is_offered(citizen, access, contact, offered):
    citizen.come_to("pengiriman", cara={"cara": access}, kontak={"alamat": "Jalan Contoh 1", **contact})
    page = read(citizen.get("pengiriman"))
    assert re.findall(r'name="pengiriman" value="(\w+)"', page) == offered
    for refused in {"portal", "email"} - set(offered):
        assert "pengiriman" in errors(citizen.answer("pengiriman", {"pengiriman": refused}))
