"""One step on the desk: what the official reads before he decides, and what happens to what he typed."""

import re

import pytest
from django import forms
from django.urls import reverse

from portal.sop.models import JudgeTask, StepRecord
from tests import verbs
from tests.conftest import make_official
from tests.news.conftest import make_story
from tests.sop.test_desk import section

pytestmark = pytest.mark.django_db


def read(client, page, query="", task_state=None) -> str:
    url = reverse("sop_decide", args=[(task_state or verbs.current_task_state(page)).pk])
    return client.get(url + query).content.decode()


def changes(html: str) -> str:
    return section(html, "perubahan")


@pytest.fixture
def information(as_, home):
    page = verbs.write_standard_page(as_("petugas"), home)
    verbs.submit(as_("petugas"), page)
    return page


def test_the_page_says_what_the_sop_asks_for(as_, information):
    html = read(as_("timit"), information)
    facts = section(html, "menurut-sop")
    for words in (
        "menyerahkan data-data hasil pencarian kepada Tim IT",
        "laptop, komputer administrator, printer, dan data-data informasi",
        "1–3 jam",
        "WITA",
        "Ditulis oleh Contoh petugas",
        "Diajukan oleh Contoh petugas",
    ):
        assert words in facts
    assert "Sisa " in html
    assert 'value="approve"' in html


def test_the_history_tells_who_did_what_in_which_office(as_, submitted):
    verbs.decide(as_("kasub"), submitted, "approve", "Sudah saya cek ke puskesmas.")
    history = section(read(as_("kabag"), submitted), "riwayat")
    assert "Langkah 5, Penyusunan berita: diajukan Contoh pelaksana, Pelaksana" in history
    assert "Langkah 6, Verifikasi: disetujui Contoh kasub, Kasub HTI dan RB" in history
    assert "Sudah saya cek ke puskesmas." in history


# --- what changed ----------------------------------------------------------------------------------------------------


def test_a_new_text_has_nothing_to_compare_with(as_, submitted):
    assert "Naskah baru: belum ada versi sebelumnya." in changes(read(as_("kasub"), submitted))


def test_after_a_return_the_official_sees_the_reason_and_what_changed_since(as_, waiting_at):
    page = waiting_at("kabag")
    verbs.decide(as_("kabag"), page, "reject", "Sumber belum disebut.")
    verbs.submit(as_("pelaksana"), page, lead="Ringkasan menurut Dinas Kesehatan.")
    html = read(as_("kasub"), page)
    assert re.search(r"Pernah dikembalikan oleh Kabag Program dan Humas.*Sumber belum disebut\.", html)
    found = changes(html)
    assert "Perubahan sejak terakhir Anda tangani" in found
    assert "Teras berita" in found
    assert "menurut" in found
    assert "Dinas" in found
    assert "Isi berita" not in found


def test_who_never_saw_the_returned_text_compares_with_the_version_that_was_returned(as_, submitted):
    verbs.decide(as_("kasub"), submitted, "reject", "Sumber belum disebut.")
    verbs.submit(as_("pelaksana"), submitted, lead="Ringkasan yang diperbaiki.")
    verbs.decide(as_("kasub"), submitted)
    found = changes(read(as_("kabag"), submitted))
    assert "Perubahan sejak dikembalikan Kasub HTI dan RB" in found
    assert "diperbaiki" in found


def test_a_correction_is_compared_with_what_is_public(as_, people, published):
    people["kasub2"] = make_official("kasub2", "kasub")
    verbs.submit(as_("pelaksana"), published, lead="Ralat: ringkasan yang benar.")
    found = changes(read(as_("kasub2"), published))
    assert "Perubahan terhadap yang sedang tayang" in found
    assert "Ralat" in found


def test_a_public_page_that_has_no_revision_is_compared_as_it_stands(as_, news_index):
    page = make_story(news_index, "Berita lama", lead="Teras lama.")
    verbs.submit(as_("pelaksana"), page, lead="Teras yang diralat.", title="Berita lama")
    found = changes(read(as_("kasub"), page))
    assert "Perubahan terhadap yang sedang tayang" in found
    assert "dihapus: lama." in found
    assert "ditambahkan: yang diralat." in found


def test_nothing_changed_since_ones_own_act_is_said(as_, published):
    verbs.submit(as_("pelaksana"), published)
    assert "Tidak ada yang berubah." in changes(read(as_("kasub"), published))


def test_an_editing_step_sees_what_the_step_before_changed(as_, information):
    verbs.act_in_editor(as_("timit"), information, lead="Disunting Tim IT.")
    found = changes(read(as_("webmaster"), information))
    assert "Perubahan sejak masuk ke Tim IT" in found
    assert "Disunting" in found


def test_another_version_may_be_chosen(as_, published):
    verbs.submit(as_("pelaksana"), published, lead="Ralat satu.")
    verbs.decide(as_("kasub"), published)
    verbs.decide(as_("kabag"), published, "reject", "Belum tepat.")
    verbs.submit(as_("pelaksana"), published, lead="Ralat dua.")
    found = changes(read(as_("kasub"), published))
    assert "Perubahan sejak terakhir Anda tangani" in found
    assert "Lihat perubahan terhadap yang sedang tayang" in found
    public = changes(read(as_("kasub"), published, "?bandingkan=tayang"))
    assert "Perubahan terhadap yang sedang tayang" in public
    assert "Ringkasan berita contoh" in public.replace("dihapus: ", "")
    assert "Perubahan sejak terakhir Anda tangani" in changes(read(as_("kasub"), published, "?bandingkan=ngawur"))


# --- deciding --------------------------------------------------------------------------------------------------------


def test_a_return_without_a_reason_points_to_the_field(as_, submitted):
    response = verbs.decide(as_("kasub"), submitted, "reject", "  ")
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#comment">Tuliskan alasannya' in html
    assert "<title>Galat: " in html
    assert 'aria-invalid="true"' in html
    assert verbs.waits_for(submitted) == "kasub"


def test_what_was_typed_is_kept_when_the_act_is_refused(as_, submitted):
    response = verbs.decide(as_("kasub"), submitted, "reject", "x" * 2001)
    assert "x" * 2001 in response.content.decode()
    response = verbs.decide(as_("kasub"), submitted, "terbang", "Catatan saya.")
    assert response.status_code == 409
    assert "Tindakan itu tidak dikenal pada langkah ini." in response.content.decode()
    assert verbs.waits_for(submitted) == "kasub"


def test_an_error_summary_never_shows_what_somebody_typed_as_markup(as_, submitted):
    response = verbs.decide(as_("kasub"), submitted, "reject", "</textarea><script>alert(1)</script>" + "x" * 2000)
    assert "<script>" not in response.content.decode()


def test_a_step_that_is_over_offers_no_act(as_, submitted):
    over = verbs.current_task_state(submitted)
    verbs.decide(as_("kasub"), submitted)
    html = read(as_("kasub"), submitted, task_state=over)
    assert "Langkah ini sudah selesai: disetujui oleh Contoh kasub." in section(html, "tindakan")
    assert 'name="act"' not in html
    assert "Baca naskah lengkap" not in html


@pytest.mark.parametrize("who", ["kabag", "kadis", "pelaksana", "webmaster", "outsider", "superuser"])
def test_a_stranger_is_shown_nothing_of_the_text(as_, submitted, who):
    url = reverse("sop_decide", args=[verbs.current_task_state(submitted).pk])
    response = as_(who).get(url)
    assert response.url == reverse("sop_desk")
    before = list(StepRecord.objects.values())
    as_(who).post(url, {"act": "approve", "comment": ""})
    assert list(StepRecord.objects.values()) == before


class LetterForm(forms.Form):
    """An act's form with more than a comment."""

    receiver = forms.CharField(label="Kepada", error_messages={"required": "Tuliskan kepada siapa."})
    ticks = forms.MultipleChoiceField(
        label="Arahan", choices=[("a", "Tindak lanjuti"), ("b", "Pelajari")], widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(label="Isi", required=False, widget=forms.Textarea)


def test_an_act_with_a_form_of_its_own_is_shown_with_every_field(as_, submitted, monkeypatch):
    stock = JudgeTask.get_form_for_action
    monkeypatch.setattr(
        JudgeTask,
        "get_form_for_action",
        lambda self, act: LetterForm if act == "approve" else stock(self, act),
    )
    html = read(as_("kasub"), submitted)
    assert html.count('class="desk-form"') == 2
    for piece in ('for="approve_receiver"', "<legend>Arahan</legend>", "Tindak lanjuti", 'id="reject_comment"'):
        assert piece in html

    response = verbs.decide(as_("kasub"), submitted, "approve", "Isi yang saya ketik.")
    html = response.content.decode()
    assert response.status_code == 422
    assert '<a href="#approve_receiver">Tuliskan kepada siapa.</a>' in html
    assert "Isi yang saya ketik." in html
    assert verbs.waits_for(submitted) == "kasub"
