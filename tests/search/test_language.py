"""What people type finds what officials wrote: roots, synonyms and joining words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import language
from search.question import MOST_WORDS, Question

SAME = [
    ("permohonan", "memohon"),
    ("pemohon", "mohon"),
    ("tulisan", "menulis"),
    ("penulis", "menulis"),
    ("kiriman", "mengirim"),
    ("perawat", "merawat"),
    ("perawatan", "dirawat"),
    ("pemakaian", "memakai"),
    ("penularan", "menular"),
    ("pertolongan", "menolong"),
    ("kependudukan", "penduduk"),
    ("perumahan", "rumah"),
    ("pelayanan", "melayani"),
    ("kesehatan", "menyehatkan"),
    ("informasinya", "informasi"),
    ("anggaran", "penganggaran"),
    ("pengaduan", "mengadu"),
    ("laporan", "melaporkan"),
]
DIFFERENT = [("penyakit", "sakit"), ("berita", "kita"), ("kepala", "pala"), ("obat", "berat"), ("gizi", "izin")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_a_word_meet(one, other):
    assert set(language.stems(one)) & set(language.stems(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_do_not(one, other):
    assert not set(language.stems(one)) & set(language.stems(other))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Tata cara permohonan informasi", "cara memohon informasi"),
        ("Formulir untuk pemohon", "permohonan"),
        ("Jadwal RS rujukan", "rumah sakit"),
        ("Rumah sakit rujukan", "RS"),
        ("Puskesmas pembantu", "pustu"),
        ("Pemberian vaksin", "imunisasi"),
        ("Kasus demam berdarah dengue", "DBD"),
        ("Tenaga kesehatan teladan", "nakes"),
        ("SOP pelayanan", "standar operasional prosedur"),
        ("Pengumuman LHKPN", "laporan harta kekayaan penyelenggara negara"),
        ("Café sehat", "cafe"),
        ("Diseminasi ﬁlm kesehatan", "film"),
    ],
)
def test_what_is_typed_finds_what_was_written(make_page, titles, written, typed):
    make_page(written)

    assert titles(typed) == [written]


@pytest.mark.django_db
def test_a_synonym_of_several_words_wants_all_of_them(make_page, titles):
    make_page("Rumah singgah")

    assert titles("RS") == []


@pytest.mark.django_db
def test_joining_words_are_looked_for_only_by_themselves(make_page, titles):
    make_page("Izin praktik perawat", "Untuk perawat.")

    assert titles("bagaimana izin dari perawat") == ["Izin praktik perawat"]
    assert titles("untuk") == ["Izin praktik perawat"]
    assert titles("dari") == []


@given(st.text(max_size=60))
def test_every_word_has_a_root_of_letters_and_digits(text):
    for word in language.words_of(text):
        assert all(root and root.isalnum() and len(root) <= language.LONGEST_WORD + 1 for root in language.stems(word))


@given(st.lists(st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=8), max_size=40))
def test_no_question_is_longer_than_the_database_bears(words):
    asked = Question.of(language.words_of(" ".join(words)))

    assert len(asked.groups) <= MOST_WORDS


def test_every_synonym_has_words_of_its_own():
    for line in language._definition()["sinonim"]:
        assert len(line) > 1
        assert all(language.words_of(term) for term in line)
