"""Taking over an existing catalogue, by HTTP: who may, all rows or none, once, and on record."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, Revision

from portal.core.refusal import Refusal
from portal.sop.models import StepRecord
from ppid.information.catalogue.rows import COLUMNS
from ppid.information.formats import FORMATS
from ppid.information.intake import carrying_out
from ppid.information.intake.carrying_out import carry_out
from ppid.information.models import AlertIndexPage, CatalogueImport, InformationIndexPage, InformationPage
from ppid.information.numbers import give_number
from tests import verbs
from tests.conftest import ROLES, make_official
from tests.test_language import english_on

from .intake_files import book, csv_file, row, rows, saved, upload, xlsx_file

pytestmark = pytest.mark.django_db
CHOOSE = "/admin/meja/impor/"
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
OTHERS = [role for role in ROLES if role != "ppid"]


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def house(ppid, unit):
    """The PPID tree, and one unit with its Petugas."""
    return ppid


@pytest.fixture
def official(as_):
    """The PPID's browser."""
    return as_("ppid")


def send(client: Client, content: bytes, name: str = "daftar.xlsx"):
    return client.post(CHOOSE, {"file": upload(content, name)})


def kept() -> CatalogueImport:
    return CatalogueImport.objects.get(done_at=None)


def say_yes(client: Client, key: int | None = None):
    return client.post(reverse("information_import", args=[key or kept().pk]), {"import": ""}, follow=True)


def bring_in(client: Client, content: bytes, name: str = "daftar.xlsx"):
    send(client, content, name)
    return say_yes(client)


def nothing_is_stored() -> bool:
    return not InformationPage.objects.exists() and not StepRecord.objects.exists() and not Revision.objects.exists()


def said(answer) -> list[str]:
    return [str(message).strip() for message in answer.context["messages"]]


# --- the dry run ----------------------------------------------------------------------------------------------


def test_a_file_that_is_fit_is_kept_and_shown_and_no_page_is_made(house, official):
    answer = send(official, xlsx_file([*rows(11), row(12, Kategori="Setiap saat", Retensi="")]))

    assert answer.url == reverse("information_import", args=[kept().pk])
    shown = official.get(answer.url).content.decode()
    assert "Yang akan dibuat: 12 konsep" in shown
    assert "Impor 12 baris" in shown
    assert "10. Laporan kinerja 10" in shown
    assert "dan 2 konsep lain" in shown
    assert "kosong pada 1 baris" in shown
    assert nothing_is_stored()


@pytest.mark.parametrize(("make", "name"), [(csv_file, "daftar.csv"), (xlsx_file, "daftar.xlsx")])
def test_faults_are_told_row_by_row_and_nothing_is_kept(house, official, make, name):
    content = make([row(1), row(1), row("x", Waktu_pembuatan="31/02/2026"), row(4, Format="lontar")])
    answer = send(official, content, name)

    assert answer.status_code == 422
    told = [(fault.row, fault.column) for fault in answer.context["faults"]]
    assert told == [(3, "A (Nomor)"), (4, "A (Nomor)"), (4, "F (Waktu pembuatan)"), (5, told[3][1])]
    shown = answer.content.decode()
    assert "3 dari 4 baris perlu diperbaiki" in shown
    assert "Baris 4, kolom F (Waktu pembuatan)" in shown
    assert "Tanggal “31/02/2026” tidak ada." in shown
    assert not CatalogueImport.objects.exists()
    assert nothing_is_stored()


def test_of_many_faults_only_the_first_are_shown_and_all_are_counted(house, official):
    answer = send(official, xlsx_file([row("x", Waktu_pembuatan="y", Kategori="z") for _ in range(400)]))

    assert "Yang perlu diperbaiki (1200)" in answer.content.decode()
    assert "Masih ada 1000 kesalahan lain" in answer.content.decode()
    assert len(answer.content) < 60_000


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b"<html>", b"PK\x03\x04", b"a" * (6 * 1024 * 1024)])
@pytest.mark.parametrize("name", ["daftar.csv", "daftar.xlsx", "daftar.exe", "x" * 300 + ".csv"])
def test_a_file_that_cannot_be_read_is_told_at_its_field(house, official, content, name):
    answer = send(official, content, name)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"file"}
    assert not CatalogueImport.objects.exists()


def test_no_file_at_all_is_told(house, official):
    assert official.post(CHOOSE, {}).context["form"].errors == {"file": ["Pilih berkasnya terlebih dahulu."]}
    assert official.post(CHOOSE, {"file": "teks"}).status_code == 422


def test_what_a_file_says_is_shown_as_text(house, official):
    answer = send(official, xlsx_file([row(1, Format="<script>alert(1)</script>")]))
    assert "<script>" not in answer.content.decode()


# --- carrying out ---------------------------------------------------------------------------------------------


def test_every_row_becomes_a_draft_in_its_place_with_its_columns(house, official, people, unit):
    content = xlsx_file(
        [
            row(7, Butir="B05"),
            row(8, Kategori="Serta-merta", Judul="", Ringkasan_isi_informasi="Peringatan demam berdarah. Lama."),
            row(9, Kategori="Setiap saat", **{"Pejabat/unit_yang_menguasai": ""}),
        ]
    )
    answer = bring_in(official, content)

    assert said(answer) == ["3 konsep sudah dibuat."]
    seven, eight, nine = InformationPage.objects.order_by("number")
    places = [page.get_parent().slug for page in (seven, eight, nine)]
    assert places == ["informasi-berkala", "informasi-serta-merta", "informasi-setiap-saat"]
    assert [page.category for page in (seven, eight, nine)] == ["periodic", "immediate", "anytime"]
    assert (seven.title, seven.slug, seven.number) == ("Laporan kinerja", "laporan-kinerja-7", 7)
    assert (seven.unit, seven.legal_item) == (unit, "B05")
    assert (seven.summary, seven.responsible) == ("Capaian indikator kinerja selama setahun.", "Kepala Seksi Contoh")
    assert (f"{seven.made_on:%Y-%m-%d}", seven.made_at, seven.formats) == ("2026-02-27", "Kota Contoh", "pdf cetak")
    assert seven.retention == "5 tahun"
    assert (eight.title, nine.unit) == ("Peringatan demam berdarah", None)
    for page in (seven, eight, nine):
        assert (page.live, page.first_published_at, page.owner) == (False, None, None)
        assert page.has_unpublished_changes
        draft = page.get_latest_revision_as_object()
        assert (draft.title, draft.number, draft.unit_id) == (page.title, page.number, page.unit_id)
        assert page.latest_revision.user == people["ppid"]
        assert Page.objects.get(pk=page.pk).get_parent().numchild == 1
        assert not StepRecord.objects.about(page).exists()


def test_the_act_stands_on_record(house, official, people):
    content = xlsx_file(rows(2))
    bring_in(official, content)
    record = CatalogueImport.objects.get()

    assert record.sha256 == hashlib.sha256(content).hexdigest()
    assert (record.file_name, record.rows, record.content) == ("daftar.xlsx", 2, None)
    assert (record.sender, record.sender_name, record.sender_username) == (people["ppid"], "Contoh ppid", "ppid")
    assert record.office
    assert record.done_at == NOW
    people["ppid"].delete()
    record.refresh_from_db()
    assert (record.sender, record.sender_name) == (None, "Contoh ppid")

    other = make_official("ppid2", "ppid")
    browser = Client()
    browser.force_login(other)
    assert record.sha256 in browser.get(CHOOSE).content.decode()


def test_the_log_names_the_importer(house, official, people):
    bring_in(official, xlsx_file(rows(1)))
    assert PageLogEntry.objects.get(page=InformationPage.objects.get(), action="wagtail.create").user == people["ppid"]


def test_one_row_that_fails_leaves_no_page_at_all(house, official, monkeypatch):
    made = []
    original = InformationPage.save_revision

    def fail_in_the_middle(page, **kwargs):
        made.append(page)
        if len(made) == 3:
            raise RuntimeError("the machine stopped")
        return original(page, **kwargs)

    monkeypatch.setattr(InformationPage, "save_revision", fail_in_the_middle)
    official.raise_request_exception = False
    send(official, xlsx_file(rows(5)))
    tree = list(Page.objects.order_by("path").values_list("path", "numchild"))

    assert say_yes(official).status_code == 500
    assert len(made) == 3
    assert nothing_is_stored()
    assert list(Page.objects.order_by("path").values_list("path", "numchild")) == tree
    assert kept().done_at is None

    monkeypatch.undo()
    assert said(say_yes(official)) == ["5 konsep sudah dibuat."]


def test_a_second_yes_makes_nothing_twice(house, official):
    send(official, xlsx_file(rows(3)))
    key = kept().pk
    say_yes(official, key)

    assert said(say_yes(official, key)) == ["Berkas ini sudah diimpor. Tidak ada yang diimpor dua kali."]
    assert InformationPage.objects.count() == 3
    assert CatalogueImport.objects.count() == 1


def test_the_same_file_again_is_told_that_its_numbers_are_there(house, official):
    bring_in(official, xlsx_file(rows(3)))
    answer = send(official, xlsx_file(rows(3)))

    assert [fault.text for fault in answer.context["faults"]] == [
        f"Nomor {number} sudah ada pada daftar informasi di portal." for number in (1, 2, 3)
    ]
    assert InformationPage.objects.count() == 3


def test_what_changed_since_the_dry_run_is_seen(house, official, unit):
    content = xlsx_file(rows(3))
    send(official, content)
    first = kept()
    send(official, content)
    say_yes(official, first.pk)
    answer = say_yes(official)

    assert said(answer) == [
        "Keadaan berubah sejak berkas diperiksa, jadi tidak ada yang diimpor. Lihat hasil pemeriksaannya."
    ]
    shown = answer.content.decode()
    assert "Berkas yang sama sudah diimpor oleh Contoh ppid" in shown
    assert "Nomor 2 sudah ada" in shown
    assert 'name="import"' not in shown
    assert InformationPage.objects.count() == 3


def test_a_number_taken_at_the_same_moment_is_told_and_nothing_is_stored(house, official, monkeypatch):
    bring_in(official, xlsx_file(rows(1, first=3)))
    real = carrying_out._known()
    monkeypatch.setattr(carrying_out, "_known", lambda: type(real)(real.units, set(), real.today))
    send(official, xlsx_file(rows(5)))

    assert said(say_yes(official)) == [
        "Salah satu nomor baru saja dipakai, jadi tidak ada yang diimpor. Periksa kembali."
    ]
    assert InformationPage.objects.get().number == 3
    assert kept().done_at is None


def test_a_lost_connection_loses_nothing(house, official):
    send(official, xlsx_file(rows(2)))
    assert "daftar.xlsx" in official.get(CHOOSE).content.decode()
    again = Client()
    again.force_login(kept().sender)
    say_yes(again)
    answer = again.get(reverse("information_import", args=[CatalogueImport.objects.get().pk]))
    assert "Sudah diimpor: 2 konsep" in answer.content.decode()


def test_a_file_can_be_thrown_away_and_a_record_cannot(house, official):
    send(official, xlsx_file(rows(1)))
    official.post(reverse("information_import", args=[kept().pk]), {"discard": ""})
    assert not CatalogueImport.objects.exists()

    bring_in(official, xlsx_file(rows(1)))
    done = CatalogueImport.objects.get()
    official.post(reverse("information_import", args=[done.pk]), {"discard": ""})
    assert CatalogueImport.objects.get() == done


def test_a_file_that_nobody_confirmed_does_not_stay(house, official):
    send(official, xlsx_file(rows(1)))
    bring_in_later = xlsx_file(rows(1, first=2))
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        again = Client()
        again.force_login(kept().sender)
        send(again, bring_in_later)
    assert kept().rows == 1
    assert bytes(kept().content) == bring_in_later


def test_pages_beside_a_draft_keep_their_addresses(house, official, periodic):
    periodic.add_child(instance=InformationPage(title="Laporan kinerja 7", slug="laporan-kinerja-7", live=False))
    bring_in(official, xlsx_file([row(7), row(8, Judul="Laporan kinerja"), row(9, Judul="!!!")]))

    slugs = InformationPage.objects.exclude(number=None).order_by("number").values_list("slug", flat=True)
    assert list(slugs) == ["laporan-kinerja-7-dip", "laporan-kinerja-8", "informasi-9"]


def test_drafts_come_under_the_whole_kind_and_not_under_a_detail_of_it(house, official, periodic):
    detail = periodic.add_child(
        instance=InformationIndexPage(title="Pengadaan", slug="pengadaan", category="periodic", legal_item="B12")
    )
    bring_in(official, xlsx_file(rows(1)))
    assert InformationPage.objects.get().get_parent().pk == periodic.pk != detail.pk


def test_a_tree_without_the_place_is_told(house, official):
    AlertIndexPage.objects.get().delete()
    send(official, xlsx_file([row(1), row(2, Kategori="Serta-merta")]))

    assert said(say_yes(official)) == ["Halaman “Informasi serta-merta” belum ada di bawah halaman PPID."]
    assert nothing_is_stored()


# --- who may --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [*OTHERS, "superuser", "outsider"])
def test_nobody_but_the_ppid_imports(house, as_, official, people, who):
    send(official, xlsx_file(rows(1)))
    address = reverse("information_import", args=[kept().pk])
    before = kept()

    for answer in (
        as_(who).get(CHOOSE),
        send(as_(who), xlsx_file(rows(1))),
        as_(who).get(address),
        as_(who).post(address, {"import": ""}),
        as_(who).post(address, {"discard": ""}),
        as_(who).get(reverse("information_import_template", args=["csv"])),
    ):
        assert answer.status_code in (302, 403)
        assert "daftar.xlsx" not in answer.content.decode()
    for where in ("/admin/", "/admin/meja/"):
        assert "Impor daftar informasi" not in as_(who).get(where, follow=True).content.decode()
    assert kept() == before
    assert nothing_is_stored()
    with pytest.raises(Refusal):
        carry_out(before.pk, people[who], NOW)


def test_a_stranger_is_sent_to_the_login(house, client, official):
    send(official, xlsx_file(rows(1)))
    address = reverse("information_import", args=[kept().pk])
    for answer in (client.get(CHOOSE), client.get(address), client.post(address, {"import": ""})):
        assert answer.url.startswith("/admin/login/")
    assert nothing_is_stored()


def test_another_ppid_does_not_carry_out_a_file_that_he_did_not_read(house, official):
    send(official, xlsx_file(rows(1)))
    other = make_official("ppid2", "ppid")
    browser = Client()
    browser.force_login(other)
    address = reverse("information_import", args=[kept().pk])

    assert browser.get(address).status_code == 404
    assert browser.post(address, {"import": ""}).status_code == 404
    assert "daftar.xlsx" not in browser.get(CHOOSE).content.decode()
    with pytest.raises(Refusal):
        carry_out(kept().pk, other, NOW)
    assert nothing_is_stored()


def test_whoever_lost_the_office_since_the_dry_run_imports_nothing(house, official, people):
    send(official, xlsx_file(rows(1)))
    people["ppid"].groups.clear()
    assert say_yes(official).status_code in (302, 403, 200)
    assert nothing_is_stored()


@pytest.mark.parametrize("where", ["/admin/", "/admin/meja/"])
def test_the_ppid_finds_the_import_in_the_menu_and_on_his_desk(house, official, where):
    assert CHOOSE in official.get(where).content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_do_nothing(house, official, method):
    assert getattr(official, method)(CHOOSE).status_code == 405


# --- afterwards -----------------------------------------------------------------------------------------------


def test_an_imported_draft_goes_the_ordinary_way(house, official, as_, people, client):
    bring_in(official, xlsx_file([row(42, Butir="B05"), row(43)]))
    page = InformationPage.objects.get(number=42)
    assert client.get(page.url).status_code == 404

    verbs.submit(as_("petugas"), page)
    for role in ("timit", "webmaster", "pejabat", "webmaster"):
        assert verbs.waits_for(page) == role
        verbs.act(as_(role), page)

    page = verbs.fresh(page)
    assert (page.live, page.number) == (True, 42)
    assert client.get(page.url).status_code == 200
    assert not InformationPage.objects.get(number=43).live


def test_a_draft_lies_with_nobody_until_somebody_takes_it_up(house, official, as_, people):
    bring_in(official, xlsx_file(rows(2)))
    assert "Laporan kinerja" not in official.get("/admin/meja/").content.decode()

    page = InformationPage.objects.get(number=1)
    verbs.edit(as_("petugas"), page, summary="Dilengkapi.")
    assert verbs.fresh(page).owner == people["petugas"]
    assert StepRecord.objects.open().get().role == "petugas"


def test_a_petugas_takes_up_only_what_is_his_units(house, official, as_, other_unit):
    bring_in(official, xlsx_file([row(1), row(2, **{"Pejabat/unit_yang_menguasai": "keuangan"})]))
    theirs = InformationPage.objects.get(number=2)
    verbs.edit(as_("petugas"), theirs, summary="Bukan unit saya.")
    assert verbs.fresh(theirs).get_latest_revision_as_object().summary != "Bukan unit saya."


def test_the_ppid_publishes_nothing_by_importing(house, official):
    bring_in(official, xlsx_file(rows(3)))
    page = InformationPage.objects.first()
    official.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action-publish": "1"})
    assert not InformationPage.objects.live().exists()


def test_the_next_publication_gets_the_number_after_the_imported_ones(house, official, as_, periodic, unit):
    bring_in(official, xlsx_file([row(500)]))
    page = verbs.write_information(as_("petugas"), periodic, unit=unit.pk)
    assert give_number(page) == 501


# --- the template ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_template_has_the_headings_and_imports_nothing_as_it_is(house, official, kind):
    answer = official.get(reverse("information_import_template", args=[kind]))
    assert f'filename="contoh-daftar-informasi.{kind}"' in answer["Content-Disposition"]
    refused = send(official, answer.content, f"contoh.{kind}")
    assert refused.context["form"].errors == {"file": ["Di bawah judul kolom tidak ada baris yang berisi."]}


def test_the_template_filled_in_is_fit(house, official):
    content = official.get(reverse("information_import_template", args=["xlsx"])).content
    filled = openpyxl.load_workbook(io.BytesIO(content))
    example = [cell.value for cell in filled.active[2]]
    filled.active.append([1, *example[1:3], "program", *example[4:]])
    bring_in(official, saved(filled))
    assert InformationPage.objects.get().formats == "pdf cetak"


def test_a_template_of_another_kind_is_not_there(house, official):
    assert official.get("/admin/meja/impor/contoh/pdf/").status_code == 404


def test_the_page_names_the_choices(house, official):
    shown = official.get(CHOOSE).content.decode()
    for word in (*FORMATS.values(), "Bagian Program (program)", "Informasi berkala"):
        assert word in shown


@pytest.mark.parametrize("formats", ["PDF, Halaman situs ini", "PDF, HTML (halaman situs)"])
def test_the_exported_catalogue_can_be_taken_over_again(house, official, formats):
    """Another agency's portal may be the old system: its export has the headings that the import knows."""
    headings = [column.label for column in COLUMNS]
    values = dict(zip(["number", "title", "summary", "unit", "responsible", "made_on"], row(1)[:6], strict=True))
    values |= {
        "made_at": "Kota",
        "formats": formats,
        "retention": "1",
        "category": "Informasi berkala",
    }
    line = [values.get(column.name, "x") for column in COLUMNS]
    bring_in(official, saved(book([line], headings)))
    assert InformationPage.objects.get().formats == "pdf html"


def test_every_screen_of_the_import_speaks_indonesian(house, official):
    answers = [
        official.get(CHOOSE),
        send(official, b"", "x.exe"),
        send(official, b"", "x.csv"),
        send(official, xlsx_file([row("x", Format="lontar")])),
    ]
    send(official, xlsx_file(rows(11)))
    answers += [official.get(reverse("information_import", args=[kept().pk])), say_yes(official), official.get(CHOOSE)]
    assert not english_on((str(number), answer) for number, answer in enumerate(answers))
