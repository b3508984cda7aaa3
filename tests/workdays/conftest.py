from datetime import time

import pytest

from portal.workdays.models import CalendarDay, CalendarYear


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
