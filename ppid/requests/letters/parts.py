"""What every letter is put together from: sections, dates with their proof, days in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from ..clocks import explaining

Content = Mapping[str, Any]
"""What was frozen of a letter when it was issued (``content.content_of``)."""


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs, label-and-value rows and points, each of which may be missing."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()


def clock_of(content: Content, clock: str, heading: str) -> Section:
    """A date with its proof; nothing where the calendar did not reach."""
    told = content["deadlines"].get(clock)
    if told is None:
        return Section(heading, ("Tanggal ini belum dapat dihitung karena kalender kerja belum dimuat.",))
    return Section(heading, (f"{weekday(told['due_on'])}.", *told["explanation"]))


def period(content: Content, clock: str) -> str:
    """How long a clock runs, by the law as it stood when the letter was issued: "14 hari kerja"."""
    return content.get("terms", {}).get(clock) or explaining.period(clock)


def moment(iso: str) -> str:
    """Day and hour on the agency's clock."""
    return f"{date_format(timezone.localtime(datetime.fromisoformat(iso)), 'l, j F Y, H.i')} WITA"


def day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")


def weekday(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "l, j F Y")
