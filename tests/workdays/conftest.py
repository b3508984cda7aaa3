from datetime import time

import pytest

from portal.workdays.models import CalendarDay, CalendarYear
from portal.workdays.reckoning import ClosedDays
from portal.workdays.seeding import package_days


@pytest.fixture(scope="session")
def decreed() -> ClosedDays:
    """National holidays and cuti bersama of 2026 and 2027, without a database."""
    years = frozenset({2026, 2027})
    return ClosedDays({day.date: day.name for year in years for day in package_days(year)}, years)


@pytest.fixture(scope="session")
def without_joint_leave() -> ClosedDays:
    years = frozenset({2026, 2027})
    days = [day for year in years for day in package_days(year)]
    national = {day.date: day.name for day in days if day.kind == CalendarDay.Kind.NATIONAL}
    return ClosedDays(national, years)


@pytest.fixture(scope="session")
def hours() -> dict[int, tuple[time, time]]:
    """Monday to Thursday 07.30-16.00, Friday 07.30-11.30."""
    usual = (time(7, 30), time(16))
    return {0: usual, 1: usual, 2: usual, 3: usual, 4: (time(7, 30), time(11, 30))}


@pytest.fixture
def no_calendar(db) -> None:
    """A database in which nobody has loaded a year yet."""
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
