"""Due dates that were reckoned twice by other means, and a slow oracle that looks at every day."""

from __future__ import annotations

from datetime import date, timedelta

COUNTS = (3, 10, 17, 14, 30)
GOLDEN = {
    # day 0: due after 3, 10, 17, 14, 30 working days; after 10 if cuti bersama is ignored
    "2026-01-05": ("2026-01-08", "2026-01-20", "2026-01-29", "2026-01-26", "2026-02-19", "2026-01-20"),
    "2026-03-06": ("2026-03-11", "2026-03-27", "2026-04-08", "2026-04-02", "2026-04-27", "2026-03-23"),
    "2026-03-21": ("2026-03-27", "2026-04-08", "2026-04-17", "2026-04-14", "2026-05-07", "2026-04-06"),
    "2026-05-25": ("2026-06-02", "2026-06-11", "2026-06-23", "2026-06-18", "2026-07-10", "2026-06-10"),
    "2026-12-11": ("2026-12-16", "2026-12-29", "2027-01-11", "2027-01-06", "2027-01-28", "2026-12-28"),
    "2026-12-31": ("2027-01-07", "2027-01-18", "2027-01-27", "2027-01-22", "2027-02-16", "2027-01-18"),
    "2027-03-08": ("2027-03-18", "2027-03-31", "2027-04-09", "2027-04-06", "2027-04-28", "2027-03-24"),
}


def is_working_day(day: date, closed) -> bool:
    return day.isoweekday() <= 5 and day not in set(closed)


def due_by_looking_at_every_day(start: date, days: int, closed) -> date:
    """The slow oracle: write down every working day and take the one asked for."""
    first = 0 if days == 0 else 1
    calendar = [start + timedelta(days=n) for n in range(first, 400)]
    working = [day for day in calendar if is_working_day(day, closed)]
    return working[max(days - 1, 0)]
