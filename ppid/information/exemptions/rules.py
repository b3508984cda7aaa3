"""What a consequence test must say before it can be judged: pure rules over its answers, each with its article.

An unfinished test may leave everything open; these rules speak when it is submitted, and again when it is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, date
from typing import Any

from .grounds import Ground, ground_of, law

WITHHOLD, WITHHOLD_PART, OPEN = "withhold", "withhold-part", "open"

# What every test answers, whatever it concludes (PERKI 1/2021 Pasal 49).
ALWAYS = {
    "subject": "Tuliskan judul informasinya.",
    "document": "Identifikasi dokumennya: judul, nomor, dan tanggal bila ada.",
    "document_kind": "Pilih jenis dokumennya.",
    "unit": "Pilih unit yang menguasai informasi ini.",
    "trigger": "Pilih kapan pengujian ini dilakukan.",
    "consequence_if_opened": "Uraikan konsekuensinya bila informasi dibuka.",
    "consequence_if_closed": "Uraikan konsekuensinya bila informasi ditutup.",
    "public_interest": "Uraikan pertimbangan kepentingan publik.",
    "participants": "Sebutkan siapa yang ikut menguji.",
    "conclusion": "Pilih kesimpulan pengujian.",
    "place": "Tuliskan tempat pengujian.",
    "tested_on": "Tuliskan tanggal pengujian.",
}
# What it answers beside if something is to be withheld.
TO_WITHHOLD = {
    "exempted_parts": "Catat dengan jelas bagian mana yang dikecualikan (PERKI 1/2021 Pasal 49 ayat (2)).",
    "ground": "Pilih dasar pengecualiannya (UU 14/2008 Pasal 17).",
}
_ACT = re.compile(r"(kitab\s+)?(undang[\s\-‐‑–]*undang|uu)\b", re.IGNORECASE)


def faults_of(answers: Mapping[str, Any], today: date) -> dict[str, str]:
    """By field: what is wrong with it, in Indonesian; empty for a test that can be judged.

    ``answers`` has plain values by the names of the test's fields; dates are dates, flags booleans.
    """
    faults = _missing(answers, ALWAYS)
    if answers.get("tested_on") and answers["tested_on"] > today:
        faults["tested_on"] = "Tanggal pengujian belum tiba."
    if answers.get("conclusion") in (WITHHOLD, WITHHOLD_PART):
        faults |= _missing(answers, TO_WITHHOLD)
        for field, fault in _faults_of_withholding(answers, today):
            faults.setdefault(field, fault)
    return faults


def names_an_act(text: str) -> bool:
    """Whether ``text`` cites an Act first: "UU 17/2023 …", not a lower rule such as a PP that carries out an Act."""
    text = text.strip()
    return bool(_ACT.match(text)) and any(character.isdigit() for character in text)


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 28 February where there is no 29th, and no later than dates go."""
    if day.year + years > MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _missing(answers: Mapping[str, Any], wanted: Mapping[str, str]) -> dict[str, str]:
    return {field: words for field, words in wanted.items() if not answers.get(field)}


def _faults_of_withholding(answers: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    kind = law().kinds.get(answers.get("document_kind", ""))
    if kind is not None and kind.never_exempt:
        yield (
            "document_kind",
            f"{kind.title} tidak termasuk informasi yang dikecualikan (UU 14/2008 Pasal 18 ayat (1)).",
        )
    if not answers.get("ground"):
        return
    ground = ground_of(answers["ground"])
    yield from _faults_of_act(ground, answers)
    yield from _faults_of_consent(ground, answers)
    yield from _faults_of_period(ground, answers, today)


def _faults_of_act(ground: Ground, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    act = answers.get("act", "")
    if ground.needs_act and not act:
        yield "act", "Huruf j berlaku hanya bila ada Undang-Undang yang melarangnya: sebutkan Undang-Undang itu."
    elif act and not names_an_act(act):
        yield (
            "act",
            "Tuliskan Undang-Undangnya lebih dahulu, misalnya “Undang-Undang Nomor … Tahun …”. "
            "Peraturan di bawahnya (PP, Perpres, Permen, Pergub) saja tidak cukup.",
        )
    if ground.needs_act and not answers.get("article"):
        yield "article", "Sebutkan pasal dalam Undang-Undang itu."


def _faults_of_consent(ground: Ground, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """UU 14/2008 Pasal 18 ayat (2): what is private opens by consent, and so does what concerns a public office."""
    if not ground.opens_on_consent:
        return
    because = f"maka huruf {ground.code} tidak berlaku (UU 14/2008 Pasal 18 ayat (2))."
    if answers.get("consent_given"):
        yield "consent_given", f"Yang bersangkutan menyetujui secara tertulis, {because}"
    if answers.get("public_office"):
        yield "public_office", f"Informasi ini berkaitan dengan posisi dalam jabatan publik, {because}"


def _faults_of_period(ground: Ground, answers: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    ends_on, words = answers.get("ends_on"), answers.get("period_text")
    if ends_on and words:
        yield "period_text", "Isi tanggal berakhir atau uraian jangka waktu, jangan keduanya."
    elif ground.ends and not ends_on:
        yield "ends_on", f"Huruf {ground.code} tidak permanen: isi tanggal berakhirnya (UU 14/2008 Pasal 20 ayat (1))."
    elif not ends_on and not words:
        yield "ends_on", "Isi tanggal berakhir, atau uraikan jangka waktunya."
    if ends_on and ends_on <= today:
        yield "ends_on", "Tanggal berakhir harus sesudah hari ini."
    tested_on = answers.get("tested_on")
    if ends_on and tested_on and ground.most_years and ends_on > years_after(tested_on, ground.most_years):
        article = f"{law().period_law} {ground.period_article}"
        yield "ends_on", f"Huruf {ground.code} {ground.period} sejak pengujian ({article})."
