"""A due date in plain Indonesian: what it starts with, which rule, which days did not count, and the result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import zip_longest
from operator import attrgetter
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from portal.core.words import within_a_sentence
from portal.workdays.reckoning import SATURDAY

from . import rules

if TYPE_CHECKING:
    from .reckoning import Reckoned

ONE_DAY = timedelta(days=1)
# As portal.workdays marks a holiday whose date is not decreed yet.
ESTIMATE = "(perkiraan)"


def explanation(reckoned: Reckoned) -> tuple[str, ...]:
    first = reckoned.extends
    sentences = [*_period(first, "Jatuh tempo pertama")] if first else []
    sentences += _period(reckoned, "Jatuh tempo setelah perpanjangan" if first else "Jatuh tempo")
    if is_provisional(reckoned):
        sentences.append(f"Hari yang bertanda {ESTIMATE} belum ditetapkan, sehingga tenggat ini masih dapat berubah.")
    return tuple(sentences)


def is_provisional(reckoned: Reckoned) -> bool:
    """Does the date rest on a holiday that is only estimated?"""
    first = reckoned.extends
    return any(ESTIMATE in day.reason for day in reckoned.skipped) or (first is not None and is_provisional(first))


def period_words(amount: int, unit: str, day: str = "") -> str:
    """How long a clock runs: "10 hari kerja", "3 × 24 jam", "seketika"."""
    match unit:
        case rules.WORKING_DAYS:
            return f"{amount} hari kerja"
        case rules.WORKING_DAYS_BEFORE:
            return f"{amount} hari kerja sebelumnya"
        case rules.CALENDAR_DAYS:
            return f"{amount} hari kalender"
        case rules.MONTHS:
            return f"{amount} bulan"
        case rules.HOURS:
            return f"{amount // 24} × 24 jam" if amount % 24 == 0 else f"{amount} jam"
        case rules.AT_ONCE:
            return "seketika"
        case _:
            return date_format(date.fromisoformat(f"2001-{day}"), "j F")


def period(clock_id: str) -> str:
    """How long that clock of the law runs today, for sentences that name a period without a date: "14 hari kerja"."""
    clock = rules.clock(clock_id)
    return period_words(clock.amount, clock.unit, clock.day)


def written(day: date) -> str:
    """A date as a letter writes it: "Jumat, 27 Maret 2026"."""
    return date_format(day, "l, j F Y")


def _period(reckoned: Reckoned, result: str) -> Iterator[str]:
    yield _beginning(reckoned)
    yield _rule(reckoned)
    weekends = [day.date for day in reckoned.skipped if day.date.weekday() >= SATURDAY]
    if weekends:
        yield f"Akhir pekan tidak dihitung: {_spans(sorted(weekends))}."
    for day in sorted(reckoned.skipped, key=attrgetter("date")):
        if day.date.weekday() < SATURDAY:
            yield f"{written(day.date)}, tidak dihitung: {day.reason}."
    yield f"{result}: {written(reckoned.due)}, sampai akhir hari itu."


def _beginning(reckoned: Reckoned) -> str:
    when = f"{written(reckoned.start)}, saat {rules.event(reckoned.start_event).words}"
    if reckoned.unit == rules.WORKING_DAYS_BEFORE:
        return f"Hitungan mundur bermula pada {when}. Hari itu tidak dihitung."
    if reckoned.unit not in (rules.WORKING_DAYS, rules.CALENDAR_DAYS):
        return f"Hitungan bermula pada {when}."
    counts = "ikut dihitung" if reckoned.start_counts else "tidak dihitung"
    unit = "hari kerja" if reckoned.unit == rules.WORKING_DAYS else "hari"
    return f"Hitungan bermula pada {when}. Hari itu {counts}; {unit} ke-1 adalah {written(_first_counted(reckoned))}."


def _first_counted(reckoned: Reckoned) -> date:
    passed = {day.date for day in reckoned.skipped}
    day = reckoned.start if reckoned.start_counts else reckoned.start + ONE_DAY
    while day in passed:
        day += ONE_DAY
    return day


def _rule(reckoned: Reckoned) -> str:
    clock = rules.clock(reckoned.clock_id)
    period = period_words(reckoned.amount, reckoned.unit, clock.day)
    rule = f"Batas waktu {within_a_sentence(clock.what)}: {period} ({reckoned.article})."
    if reckoned.extends or reckoned.unit not in (rules.WORKING_DAYS, rules.WORKING_DAYS_BEFORE):
        return rule  # what a working day is was told with the first period
    working_day = rules.rules().working_day
    return f"{rule} {working_day.words} ({working_day.source})."


def _spans(days: list[date]) -> str:
    """Days run together where they follow each other: "7–8, 14–15, dan 22 Maret 2026"."""
    spans: list[tuple[date, date]] = []
    for day in days:
        if spans and day - spans[-1][1] == ONE_DAY:
            spans[-1] = spans[-1][0], day
        else:
            spans.append((day, day))
    nexts = [first for first, _ in spans[1:]]
    *others, last = [_span(*span, before) for span, before in zip_longest(spans, nexts)]
    if not others:
        return last
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} dan {last}"


def _span(first: date, last: date, before: date | None) -> str:
    """One or several days; month and year are left out where the span that follows (from ``before``) tells them."""
    if before is None or before.year != last.year:
        ending = date_format(last, "j F Y")
    elif before.month != last.month or first.month != last.month:
        ending = date_format(last, "j F")
    else:
        ending = str(last.day)
    if first == last:
        return ending
    return f"{first.day if first.month == last.month else date_format(first, 'j F')}–{ending}"
