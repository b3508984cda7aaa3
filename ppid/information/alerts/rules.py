"""When an alert is whole, when it is in force, and what its change means to those who follow it.

Pure functions: values and ``now`` in, answers out. Times are aware.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from .vocabulary import Level, level_of, rank_of

NOT_APPLICABLE = "tidak berlaku"
# A year outside these is a slip of the finger, and beyond them a database cannot turn a time into another zone.
YEARS = range(2000, 2101)

ALERT, UPDATE, CANCEL = "Alert", "Update", "Cancel"


# --- the eight parts ---------------------------------------------------------------------------------------


def is_not_applicable(text: str) -> bool:
    """Whether the part says expressly that it does not apply, in any case and with or without a full stop."""
    return " ".join(text.split()).rstrip(".").rstrip().casefold() == NOT_APPLICABLE


def is_filled(text: str) -> bool:
    """Whether the part says anything at all: a dash or a row of dots is no answer."""
    return any(character.isalnum() for character in text)


# --- time ----------------------------------------------------------------------------------------------------


def is_over(ends_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """Whether the announced end has come, or the PPID has ended it. At the very moment of the end it is over."""
    return any(end is not None and end <= now for end in (ends_at, ended_at))


def is_in_force(starts_at: datetime | None, ends_at: datetime | None, ended_at: datetime | None, now: datetime) -> bool:
    """From the moment of the start up to, and without, the moment of the end; no end means until it is ended."""
    return starts_at is not None and starts_at <= now and not is_over(ends_at, ended_at, now)


def time_problems(
    known_at: datetime | None, starts_at: datetime | None, ends_at: datetime | None, now: datetime
) -> dict[str, str]:
    """What is wrong with the times of an alert, field by field; empty if nothing is."""
    given = {"known_at": known_at, "starts_at": starts_at, "ends_at": ends_at}
    problems = {
        name: f"Tahun harus antara {YEARS.start} dan {YEARS.stop - 1}."
        for name, moment in given.items()
        if moment and moment.year not in YEARS
    }
    if problems:
        return problems
    if known_at and known_at > now:
        problems["known_at"] = "Waktu diketahui tidak boleh di masa depan."
    if starts_at and ends_at and ends_at <= starts_at:
        problems["ends_at"] = "Waktu berakhir harus setelah waktu mulai."
    return problems


def in_words(span: timedelta) -> str:
    """ "kurang dari 1 menit", "12 menit", "3 jam 5 menit", "2 hari 4 jam": by the clock, not by office hours."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "kurang dari 1 menit"
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [f"{days} hari" * bool(days), f"{hours} jam" * bool(hours), f"{minutes} menit" * bool(minutes and not days)]
    return " ".join(part for part in parts if part)


# --- what to show, and in which order --------------------------------------------------------------------------


@dataclass(frozen=True)
class Brief:
    """What a banner says of one alert."""

    level: str
    title: str
    area: str
    url: str
    starts_at: datetime
    ends_at: datetime | None

    @property
    def grade(self) -> Level:
        return level_of(self.level)


T = TypeVar("T")


def gravest_first(alerts: Iterable[T]) -> list[T]:
    """The highest level first, and among equals the newest; each has ``level`` and ``starts_at``."""
    return sorted(alerts, key=lambda alert: (rank_of(alert.level), alert.starts_at), reverse=True)


# --- what followers are told ---------------------------------------------------------------------------------------


def message_kind(announced: bool, expires_at: datetime | None, *, is_current: bool, now: datetime) -> str | None:
    """The CAP message that a change asks for, or ``None`` where nobody has to be told.

    ``announced``: the last message still stands, that is, it was no cancellation; ``expires_at`` is its end, if it has
    one. ``is_current``: the alert is public and not over. What expired by itself needs no cancellation.
    """
    if is_current:
        return UPDATE if announced else ALERT
    stands = announced and (expires_at is None or now < expires_at)
    return CANCEL if stands else None
