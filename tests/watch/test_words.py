"""Gambling words are found however they are spelled, and honest texts of a health agency stay silent."""

from __future__ import annotations

import pytest

from portal.watch.words import gambling_words, listed

SPAM = [
    ("Situs slot gacor hari ini", "gacor"),
    ("SLOT GACOR", "slot gacor"),
    ("pasti MaxWin!", "maxwin"),
    ("main sl0t g4c0r sekarang", "gacor"),
    ("g\u200ba\u200bc\u2060or", "gacor"),
    ("gасоr", "gacor"),  # with Cyrillic letters
    ("ｇａｃｏｒ", "gacor"),
    ("Slot88 dan Slot777", "slot88"),
    ("RTP Live terpercaya", "rtp live"),
    ("prediksi togel sgp", "togel"),
    ("agen judi bola resmi", "agen judi"),
    ("daftar /slot-gacor/ sekarang", "slot gacor"),
    ("Mahjong Ways 2", "mahjong ways"),
    ("bonus deposit di kasino", "deposit"),
    ("zeus, scatter dan jackpot menanti", "zeus"),
]
HONEST = [
    "Tersisa 40 slot vaksin untuk anak usia sekolah; slot waktu dapat dipilih di posyandu.",
    "Bandar Lampung dan bandar udara APT Pranoto menerima kunjungan.",
    "Bahaya judi online bagi kesehatan jiwa: kecanduan judi dan taruhan merusak keluarga. Korban judol dapat berobat.",
    "Dinas mencegah kecanduan judi daring lewat penyuluhan; bonus demografi harus dijaga.",
    "Diagram pencar (scatter plot) menunjukkan deposit kalsium pada ginjal.",
    "Kamus: zeus adalah dewa Yunani.",
    "Kasino Wibowo, tokoh pendidikan.",
    "Slotan, gacoran kata, atau maxwinda bukan kata judi.",
    "Rehabilitasi adiksi: judi, taruhan, poker, dan kasino adalah pemicu kecanduan.",
    "Pemenang lomba menang dengan bonus buku.",
    "Sisa slot antrean operasi katarak hari ini 12, slot kunjungan rumah 8.",
    "Data SGOT dan SGPT pasien; rtpcr dan RT-PCR.",
    "Slot vaksin di bandar udara: bonus demografi, deposit kalsium, dan slot antrean pemeriksaan.",
    "Informasi terpercaya hanya di situs resmi Dinas Kesehatan.",
]


@pytest.mark.parametrize(("text", "word"), SPAM)
def test_spam_is_found(text, word):
    assert word in gambling_words(text)


@pytest.mark.parametrize("text", HONEST)
def test_honest_texts_are_silent(text):
    assert gambling_words(text) == []


def test_doubtful_words_far_apart_are_no_sign():
    assert gambling_words("slot " + "kata " * 40 + "zeus " + "kata " * 40 + "jackpot") == []


def test_a_warning_does_not_cover_what_is_certain():
    assert "slot gacor" in gambling_words("bahaya dampak kecanduan slot gacor")


def test_there_are_words_enough_and_each_is_found_by_itself():
    certain = listed().certain
    assert len(certain) >= 40
    for phrase in certain:
        assert " ".join(phrase) in gambling_words(" ".join(phrase))


def test_a_long_text_takes_no_long_time():
    assert gambling_words("kata slot vaksin " * 50_000) == []
