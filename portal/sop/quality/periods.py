"""The period that a report is about: from a first to a last day, both included, on the office's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from urllib.parse import urlencode

from django.utils.formats import date_format

# The years that the working calendar can hold; beyond them no office minute can be reckoned.
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Period:
    """``name`` is the code under which it is asked for; "" for days of one's own choice."""

    name: str
    label: str
    first: date
    last: date

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first moment after it."""
        return (
            datetime.combine(self.first, time.min, zone),
            datetime.combine(self.last + timedelta(days=1), time.min, zone),
        )

    @property
    def days(self) -> str:
        """In words, "1 November 2026 sampai 30 November 2026"."""
        return f"{date_format(self.first, 'j F Y')} sampai {date_format(self.last, 'j F Y')}"

    @property
    def query(self) -> str:
        """What asks for this period in an address."""
        if self.name:
            return urlencode({"periode": self.name})
        return urlencode({"dari": self.first.isoformat(), "sampai": self.last.isoformat()})


def named_periods(today: date) -> tuple[Period, ...]:
    """The periods that are offered by name; the first one is what is shown to who asks for none."""
    month, quarter, year = today.replace(day=1), _quarter(today), today.replace(month=1, day=1)
    return (
        Period("bulan-ini", "Bulan ini", month, _end_of_months(month, 1)),
        Period("bulan-lalu", "Bulan lalu", _previous(month), month - timedelta(days=1)),
        Period("triwulan-ini", "Triwulan ini", quarter, _end_of_months(quarter, 3)),
        Period("triwulan-lalu", "Triwulan lalu", _quarter(_previous(quarter)), quarter - timedelta(days=1)),
        Period("tahun-ini", "Tahun ini", year, _end_of_months(year, 12)),
        Period("tahun-lalu", "Tahun lalu", year.replace(year=year.year - 1), year - timedelta(days=1)),
    )


def read_period(asked: Mapping[str, str], today: date) -> tuple[Period, str]:
    """The period that an address asks for, and "" or what was wrong with it; then the period is this month."""
    offered = {period.name: period for period in named_periods(today)}
    usual = next(iter(offered.values()))
    name, first, last = (asked.get(key, "").strip() for key in ("periode", "dari", "sampai"))
    if first or last:
        try:
            return _chosen(first, last), ""
        except ValueError as problem:
            return usual, f"{problem} Yang ditampilkan adalah bulan ini."
    if name and name not in offered:
        return usual, "Periode itu tidak dikenal. Yang ditampilkan adalah bulan ini."
    return offered.get(name, usual), ""


def _chosen(first: str, last: str) -> Period:
    begin, end = _day(first, "dari"), _day(last, "sampai")
    if begin > end:
        raise ValueError("Tanggal “dari” harus sebelum atau sama dengan tanggal “sampai”.")
    return Period("", "Tanggal pilihan", begin, end)


def _day(text: str, field: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"Tanggal “{field}” kosong atau tidak dapat dibaca.") from None
    if day.year not in YEARS:
        raise ValueError(f"Tanggal “{field}” harus antara tahun {YEARS[0]} dan {YEARS[-1]}.")
    return day


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _previous(first_of_month: date) -> date:
    return (first_of_month - timedelta(days=1)).replace(day=1)


def _end_of_months(first_of_month: date, months: int) -> date:
    """The last day of the ``months`` months that begin with this one."""
    years, month = divmod(first_of_month.month - 1 + months, 12)
    return date(first_of_month.year + years, month + 1, 1) - timedelta(days=1)
