"""One cell as one value of an information page. Each function takes what the file holds and raises ``Wrong``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.text import Truncator

from ..formats import FORMATS, stored
from ..items import item
from ..models import Category
from .columns import key_of
from .raw import Odd, Value, is_empty

# Room for the numbers that later publications get: each is one more than the highest.
MOST_NUMBER = 999_999
EARLIEST_YEAR = 1900
# Day 0 of the numbers by which spreadsheet programs keep dates.
_SERIAL_START = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb pebruari peb",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt ags",
            "september sep sept",
            "oktober okt",
            "november nov nopember nop",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_IN_WORDS = re.compile(r"(?:[a-z']+, *)?(\d{1,2}) +([a-z]+)\.? +(\d{4})")

_FORMATS_BY_KEY = {
    **{key_of(text): code for code, label in FORMATS.items() for text in (code, label)},
    **dict.fromkeys(("hardcopy", "cetakan", "tercetak", "kertas", "buku"), "cetak"),
    **dict.fromkeys(("jpg", "jpeg", "png", "foto"), "gambar"),
    **{"word": "docx", "excel": "xlsx", "powerpoint": "pptx", "mp4": "video", "mp3": "audio", "situs": "html"},
    # As exports named it before.
    "htmlhalamansitus": "html",
}
_CATEGORIES_BY_KEY = {
    **{key_of(category.label): category.value for category in Category},
    **{key_of(category.label.removeprefix("Informasi ")): category.value for category in Category},
    "tersediasetiapsaat": Category.ANYTIME.value,
    "informasitersediasetiapsaat": Category.ANYTIME.value,
    "informasiyangwajibtersediasetiapsaat": Category.ANYTIME.value,
    "informasiberkalayangwajibdisediakandandiumumkan": Category.PERIODIC.value,
}


class Wrong(Exception):
    """A value that cannot be taken over; the sentence is in Indonesian."""


def as_text(value: Value, most: int, *, lines: bool = False) -> str:
    """The cell as text of at most ``most`` characters, on one line unless ``lines``.

    Blanks at the ends go, and characters that show nothing (a soft hyphen, a mark of direction).
    """
    if isinstance(value, Odd):
        raise Wrong(f"Sel ini {value.why}")
    if is_empty(value):
        return ""
    text = "".join(character for character in str(value) if unicodedata.category(character) != "Cf")
    if any(unicodedata.category(character) in ("Cc", "Cs") and character not in "\t\r\n" for character in text):
        raise Wrong("Memuat tanda kendali yang tidak terlihat. Ketik ulang.")
    rows = [" ".join(row.split()) for row in text.splitlines()]
    text = ("\n" if lines else " ").join(row for row in rows if row)
    if len(text) > most:
        raise Wrong(f"Terlalu panjang: {len(text)} huruf, paling banyak {most}.")
    return text


def as_summary(value: Value, most: int) -> str:
    text = as_text(value, most, lines=True)
    if not text:
        raise Wrong("Ringkasan belum diisi.")
    return text


def as_number(value: Value) -> int:
    """The number under which the existing catalogue lists the information."""
    text = as_text(value, 30)
    if not text:
        raise Wrong("Nomor belum diisi.")
    digits = re.fullmatch(r"(\d+)(?:\.0*)?", text, re.ASCII)
    number = int(digits[1]) if digits else 0
    if not 0 < number <= MOST_NUMBER:
        raise Wrong(f"“{text}” bukan nomor. Tulis bilangan bulat dari 1 sampai {MOST_NUMBER}.")
    return number


def as_date(value: Value, today: date) -> date | None:
    """A day that was: as a date of the spreadsheet, as year-month-day, day/month/year, or with the month in words."""
    if isinstance(value, date):
        return _past(value, today)
    text = as_text(value, 60)
    if not text:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        raise Wrong(_told_number(text))
    parts = _parts_of(text.casefold())
    if parts is None:
        raise Wrong(f"“{text}” bukan tanggal yang dikenal. Tulis misalnya 5/2/2026 atau 5 Februari 2026.")
    try:
        return _past(date(*parts), today)
    except ValueError as error:
        raise Wrong(f"Tanggal “{text}” tidak ada. Urutannya hari, bulan, tahun.") from error


def _parts_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day; a month that is no month is 0."""
    if found := _ISO.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMERIC.fullmatch(text):
        return int(found[4]), int(found[3]), int(found[1])
    if found := _IN_WORDS.fullmatch(text):
        return int(found[3]), _MONTHS.get(found[2], 0), int(found[1])
    return None


def _told_number(text: str) -> str:
    """A bare number may be a year or what a spreadsheet keeps for a date; which of them is not guessed."""
    serial = int(float(text))
    if serial in _SERIALS:
        day = _SERIAL_START + timedelta(days=serial)
        return f"“{text}” adalah nomor seri tanggal (mungkin {day:%d/%m/%Y}). Ubah format selnya menjadi tanggal."
    return f"“{text}” bukan tanggal lengkap. Tulis hari, bulan, dan tahun, misalnya 5/2/2026."


def _past(day: date, today: date) -> date:
    if day > today:
        raise Wrong(f"Tanggal {day:%d/%m/%Y} belum tiba.")
    if day.year < EARLIEST_YEAR:
        raise Wrong(f"Tahun {day.year} terlalu lampau. Periksa tahunnya.")
    return day


def as_formats(value: Value) -> str:
    """The codes of ``formats.FORMATS`` as pages keep them."""
    words = [word.strip() for word in re.split(r"[,;/&+\n]|\bdan\b", as_text(value, 255, lines=True)) if word.strip()]
    codes = {word: _FORMATS_BY_KEY.get(key_of(word)) for word in words}
    if unknown := [word for word, code in codes.items() if code is None]:
        raise Wrong(f"Format “{', '.join(unknown)}” tidak dikenal. Pilihannya: {', '.join(FORMATS.values())}.")
    return stored(code for code in codes.values() if code)


def as_category(value: Value) -> str:
    text = as_text(value, 255)
    if not text:
        raise Wrong("Kategori belum diisi.")
    key = key_of(text)
    if "dikecualikan" in key:
        raise Wrong("Informasi yang dikecualikan tidak diimpor: penetapannya melalui uji konsekuensi.")
    if key not in _CATEGORIES_BY_KEY:
        raise Wrong(f"Kategori “{text}” tidak dikenal. Pilihannya: {', '.join(Category.labels)}.")
    return _CATEGORIES_BY_KEY[key]


def as_unit(value: Value, units: Mapping[str, int]) -> int | None:
    """The key of a unit by its code or name; ``units`` maps both, as ``key_of`` writes them, to it."""
    text = as_text(value, 255)
    if not text:
        return None
    if key_of(text) not in units:
        raise Wrong(f"Unit “{text}” tidak dikenal. Tulis nama atau kode unit seperti pada daftar unit.")
    return units[key_of(text)]


def as_legal_item(value: Value) -> str:
    """The code of an item of the regulation, such as "B07"."""
    code = as_text(value, 30).upper()
    if code and item(code) is None:
        raise Wrong(f"Butir “{code}” tidak dikenal. Tulis kodenya, misalnya B07, atau kosongkan.")
    return code


def first_sentence(text: str, most: int) -> str:
    """A title for what has none: the first sentence of ``text``, without the stop, at most ``most`` characters.

    A stop ends a sentence only after a word of four letters and before a capital: "No. 5" and "dr. Siti" go on.
    """
    end = re.search(r"\n|(?<=\w{4})[.!?]\s+(?=[A-Z])", text)
    return Truncator((text[: end.start()] if end else text).rstrip(" .")).chars(most)
