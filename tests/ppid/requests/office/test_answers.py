"""The page of answers: what is kept, by whom, in which state, and what became of a file on its way in."""

import html
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.hidden import sandbox
from portal.core.models import PrivateFile, PrivateFileReading
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, RequestedItem, RequestFile, Tariff
from tests.core import files as made
from tests.core.hidden_files import HIDING, NAMING
from tests.ppid.information.catalogue_pages import make_page
from tests.ppid.information.withholding import withheld

from .. import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def disposed(brought):
    return brought(State.DISPOSED)


def address(request) -> str:
    return reverse("requests_answers", args=[request.pk])


def form_of(request, **changes) -> dict:
    """The form as a browser posts it, as it stands in the database but for ``changes``."""
    data = {"version": request.version, "provided_within_days": "", "payment_method": "", "cari": ""}
    for item in request.items.all():
        for name in ("outcome", "answer", "viewing", "redacted", "redaction_reason", "holder"):
            data[f"butir-{item.order}-{name}"] = getattr(item, name)
        data[f"butir-{item.order}-page"] = item.page_id or ""
        data[f"butir-{item.order}-decision"] = item.decision_id or ""
    return {**data, **{name.replace("butir_", "butir-").replace("__", "-"): value for name, value in changes.items()}}


def save(client, request, **changes):
    response = client.post(address(request), form_of(request, **changes))
    request.refresh_from_db()
    return response


def a_file(content: bytes = cases.RELEASED, name: str = "laporan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words_of(response) -> str:
    return html.unescape(response.content.decode())


# --- what is kept ------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_item_by_item_with_who_wrote_it(as_, people, disposed):
    response = save(
        as_("petugas"),
        disposed,
        butir_1__outcome="granted",
        butir_1__answer="Terlampir.",
        butir_1__viewing="Meja layanan, Senin",
        provided_within_days="3",
        payment_method="Tunai di loket",
    )
    assert response.url == address(disposed)
    first, second = disposed.items.all()
    assert (first.outcome, first.answer, first.viewing) == ("granted", "Terlampir.", "Meja layanan, Senin")
    assert (first.drafted_by, second.drafted_by) == (people["petugas"], None)
    assert (disposed.state, disposed.provided_within_days) == (State.DRAFTING, 3)
    assert disposed.payment_method == "Tunai di loket"
    row = HistoryRow.objects.filter(request=disposed).last()
    assert (row.event, row.actor, row.details["items"]) == ("draft", people["petugas"], [1])
    shown = words_of(as_("petugas").get(address(disposed)))
    assert "Masih ada 1 butir permintaan tanpa hasil." in shown and "Meja layanan, Senin" in shown


def test_what_was_answered_can_be_emptied_again(as_, disposed):
    save(as_("petugas"), disposed, butir_1__outcome="not-held", butir_1__holder="Badan Contoh")
    save(as_("petugas"), disposed, butir_1__outcome="", butir_1__holder="")
    first = disposed.items.first()
    assert (first.outcome, first.holder) == ("", "")


def test_a_page_is_chosen_among_what_is_public_now(as_, disposed, periodic):
    page = make_page(periodic, 1, "Laporan kinerja tahun 2025")
    hidden = make_page(periodic, 2, "Laporan kinerja tahun 2024", live=False)
    shown = words_of(as_("petugas").get(address(disposed)))
    assert page.title in shown and hidden.title not in shown
    for wrong in (hidden.pk, disposed.pk + 10**6, "x", "-1", 10**30):
        assert save(as_("petugas"), disposed, butir_1__outcome="granted", butir_1__page=wrong).status_code == 422
    assert disposed.state == State.DISPOSED
    save(as_("petugas"), disposed, butir_1__outcome="granted", butir_1__page=page.pk)
    assert disposed.items.first().page_id == page.pk


def test_looking_for_a_page_loses_nothing(as_, disposed, periodic):
    make_page(periodic, 7, "Profil kesehatan provinsi")
    data = {"butir_1__outcome": "granted", "butir_1__answer": "Ada di situs.", "cari": "profil kesehatan", "do": "cari"}
    assert "Profil kesehatan" not in words_of(as_("petugas").get(address(disposed)))
    response = save(as_("petugas"), disposed, **data)
    shown = words_of(as_("petugas").get(response.url))
    assert "Profil kesehatan provinsi" in shown and "Ada di situs." in shown
    assert disposed.items.first().answer == "Ada di situs."


def test_a_decision_is_chosen_among_those_in_force(as_, people, ppid, disposed):
    decision = withheld(as_, unit=str(cases.a_unit().pk))
    shown = words_of(as_("petugas").get(address(disposed)))
    assert f"{decision.number}: {decision.title} (Pasal 17 huruf h" in shown
    assert save(as_("petugas"), disposed, butir_1__decision=decision.pk + 1).status_code == 422
    save(as_("petugas"), disposed, butir_1__outcome="refused", butir_1__decision=decision.pk)
    assert disposed.items.first().decision == decision


# --- costs -------------------------------------------------------------------------------------------------------


@pytest.fixture
def tariff(db):
    return Tariff.objects.create(
        name="Fotokopi", unit="lembar", rupiah=500, legal_basis="Peraturan Contoh 1/2026", valid_from="2026-01-01"
    )


def test_costs_follow_the_tariff_as_it_was_when_they_were_reckoned(as_, disposed, tariff):
    field = f"tariff-{tariff.pk}"
    save(as_("petugas"), disposed, **{field: "12"})
    line = disposed.costs.get()
    assert (line.tariff, line.quantity, line.rupiah, line.total) == (tariff, 12, 500, 6000)
    tariff.rupiah = 900
    tariff.save()
    save(as_("petugas"), disposed, **{field: "10"})
    assert (disposed.costs.get().quantity, disposed.costs.get().rupiah) == (10, 500)
    save(as_("petugas"), disposed, **{field: "0"})
    assert not disposed.costs.exists()


@pytest.mark.parametrize("wrong", ["-1", "x", "1.5", str(10**12)])
def test_a_quantity_that_is_none_is_told(as_, disposed, tariff, wrong):
    assert save(as_("petugas"), disposed, **{f"tariff-{tariff.pk}": wrong}).status_code == 422
    assert not disposed.costs.exists() and disposed.state == State.DISPOSED


def test_a_tariff_that_is_over_charges_nobody_anew(as_, disposed, tariff):
    Tariff.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    save(as_("petugas"), disposed, **{f"tariff-{tariff.pk}": "3"})
    assert not disposed.costs.exists()


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_goes_into_the_vault_with_its_item(as_, people, disposed):
    save(as_("petugas"), disposed, butir_2__outcome="granted", butir_2__files=[a_file(), a_file(name="lagi.pdf")])
    first, second = disposed.files.all()
    assert (first.kind, first.item.order, first.added_by) == (RequestFile.Kind.RELEASED, 2, people["petugas"])
    assert {first.name, second.name} == {"laporan.pdf", "lagi.pdf"}
    assert PrivateFile.objects.count() >= 2
    assert HistoryRow.objects.filter(request=disposed).last().details["files"] == 2


@pytest.mark.parametrize("name", NAMING)
def test_names_are_cleaned_away_and_told_before_and_after(as_, disposed, name):
    extension, content = NAMING[name]
    response = as_("petugas").post(
        address(disposed), form_of(disposed, butir_1__files=a_file(content, f"berkas.{extension}")), follow=True
    )
    file = disposed.files.get()
    assert [row["code"] for row in file.cleaned] == ["names"] and file.findings == []
    assert "dibersihkan. Sebelumnya:" in words_of(response)
    assert f"Dibersihkan: {file.cleaned[0]['text']}" in words_of(response)
    kept = cases.vault.read(file.file, None, "uji", "uji")
    assert sandbox.inspect(ContentFile(kept, file.name), extension).findings == []


@pytest.mark.parametrize("name", HIDING)
def test_what_cannot_be_cleaned_stops_the_answer_and_is_told(as_, disposed, name):
    hiding = HIDING[name]
    upload = a_file(hiding.content, f"berkas.{hiding.extension}")
    viewing = {f"butir_{order}__{field}": value for order in (1, 2) for field, value in GRANTED.items()}
    shown = words_of(
        as_("petugas").post(address(disposed), form_of(disposed, butir_1__files=upload, **viewing), follow=True)
    )
    disposed.refresh_from_db()
    file = disposed.files.get()
    blocking = [finding for finding in file.found if finding.blocks]
    as_("petugas").post(reverse("requests_act", args=[disposed.pk, "hand-in"]), {"version": disposed.version})
    disposed.refresh_from_db()
    assert (disposed.state == State.DRAFTED) == (not blocking)
    for finding in file.found:
        assert finding.text in shown
    for finding in file.taken_out:
        assert f"Dibersihkan: {finding.text}" in shown


GRANTED = {"outcome": "granted", "viewing": "Meja layanan"}


def test_a_picture_goes_out_as_its_pixels_alone(as_, disposed):
    save(as_("petugas"), disposed, butir_1__files=a_file(made.picture_with_position(), "denah.jpg"))
    kept = cases.vault.read(disposed.files.get().file, None, "uji", "uji")
    assert b"KameraRahasia" not in kept and kept.startswith(b"\xff\xd8")


@pytest.mark.parametrize(
    "content, name",
    [
        (made.SCRIPT, "halaman.html"),
        (made.SCRIPT, "laporan.pdf"),
        (made.PHP, "gambar.jpg"),
        (made.png_that_claims(50_000, 50_000), "besar.png"),
        (b"", "kosong.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "terkunci.docx"),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(as_, disposed, content, name):
    before = PrivateFile.objects.count()
    response = save(as_("petugas"), disposed, butir_1__outcome="granted", butir_1__files=a_file(content, name))
    assert response.status_code == 422
    assert "Butir 1, berkas untuk pemohon" in words_of(response)
    assert (PrivateFile.objects.count(), disposed.files.count(), disposed.state) == (before, 0, State.DISPOSED)


def test_too_many_files_at_once_are_told(as_, disposed):
    response = save(as_("petugas"), disposed, butir_1__files=[a_file(name=f"{number}.pdf") for number in range(6)])
    assert response.status_code == 422 and not disposed.files.exists()


def test_a_file_of_the_draft_is_taken_back_from_the_vault_too(as_, disposed):
    save(as_("petugas"), disposed, butir_1__files=a_file())
    file = disposed.files.get()
    other = RequestFile.objects.create(
        request=disposed, kind=RequestFile.Kind.ATTACHMENT, name="lampiran.pdf", sha256="x"
    )
    assert save(as_("petugas"), disposed, butir_1__remove=[other.pk]).status_code == 422
    assert save(as_("petugas"), disposed, butir_2__remove=[file.pk]).status_code in (302, 422)
    assert RequestFile.objects.filter(pk=file.pk).exists()
    save(as_("petugas"), disposed, butir_1__remove=[file.pk])
    assert list(disposed.files.all()) == [other]
    assert not PrivateFile.objects.filter(pk=file.file_id).exists()
    assert HistoryRow.objects.filter(request=disposed).last().details["removed"] == 1


# --- who and when ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
def test_only_its_unit_writes_and_only_while_it_is_written(as_, brought, state):
    request = brought(state)
    writes = state in (State.DISPOSED, State.DRAFTING)
    before = (request.version, request.items.first().answer, PrivateFile.objects.count())
    for who, status in {
        "ppid": 409,
        "atasan": 409,
        "desk": 409,
        "petugas-lain": 404,
        "kadis": 404,
        "outsider": 404,
        "superuser": 404,
    }.items():
        response = save(as_(who), request, butir_1__answer="Bukan hak saya", butir_1__files=a_file())
        assert response.status_code == status, who
        assert (request.version, request.items.first().answer, PrivateFile.objects.count()) == before
        assert as_(who).get(address(request)).status_code in (302, 404)
    response = save(as_("petugas"), request, butir_1__answer="Jawaban unit")
    of_his_unit = request.unit_id is not None
    assert response.status_code == (302 if writes else 409 if of_his_unit else 404)
    assert (request.items.first().answer == "Jawaban unit") == writes


def test_of_two_writers_the_second_is_told_and_keeps_what_he_typed(as_, people, disposed):
    seen = form_of(disposed, butir_1__answer="Tulisan saya")
    save(as_("petugas"), disposed, butir_1__answer="Tulisan yang lebih dulu")
    response = as_("petugas").post(address(disposed), {**seen, "butir-1-files": a_file()})
    assert response.status_code == 409
    shown = words_of(response)
    assert "Susun jawaban” oleh Contoh petugas" in shown and "Tulisan saya" in shown
    assert disposed.items.first().answer == "Tulisan yang lebih dulu" and not disposed.files.exists()
    disposed.refresh_from_db()
    assert f'name="version" value="{disposed.version}"' in shown


@pytest.mark.parametrize("version", ["", "x", None])
def test_a_form_without_its_version_is_told(as_, disposed, version):
    data = form_of(disposed, butir_1__answer="x")
    data.pop("version") if version is None else data.update(version=version)
    assert as_("petugas").post(address(disposed), data).status_code == 422
    assert disposed.items.first().answer == ""


def test_an_act_that_fails_leaves_no_file_behind(as_, disposed, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no history")

    before = PrivateFile.objects.count()
    monkeypatch.setattr("ppid.requests.acts.append", broken)
    with pytest.raises(RuntimeError):
        save(as_("petugas"), disposed, butir_1__answer="x", butir_1__files=a_file())
    disposed.refresh_from_db()
    assert PrivateFile.objects.count() == before and disposed.items.first().answer == ""


def test_hostile_words_are_words(as_, disposed):
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    save(as_("petugas"), disposed, butir_1__answer=hostile, butir_1__outcome="granted", butir_1__holder=hostile)
    raw = as_("petugas").get(address(disposed)).content.decode()
    assert "<script>alert" not in raw and "&lt;script&gt;" in raw
    assert save(as_("petugas"), disposed, butir_1__answer="a\0b").status_code == 422
    assert save(as_("petugas"), disposed, butir_1__answer="x" * 5001).status_code == 422
    assert save(as_("petugas"), disposed, butir_1__outcome="menang").status_code == 422


def test_it_costs_as_many_queries_for_fifty_items_as_for_one(as_, brought):
    request = brought(State.DRAFTING, items=["Satu butir"])

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert as_("petugas").get(address(request)).status_code == 200
        return len(captured)

    cost()
    few = cost()
    RequestedItem.objects.bulk_create(
        RequestedItem(request=request, order=order, text="Butir", outcome="granted") for order in range(2, 51)
    )
    assert cost() == few
    assert not PrivateFileReading.objects.exists()
