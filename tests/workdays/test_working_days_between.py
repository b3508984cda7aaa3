"""How many working days are left until a date, or have passed since."""

from datetime import date

import pytest

from portal.workdays.reckoning import ClosedDays, YearNotLoaded, add_working_days, working_days_between

CALENDAR = ClosedDays({date(2026, 3, 18): "Cuti bersama"}, frozenset({2026}))
MONDAY = date(2026, 3, 16)


@pytest.mark.parametrize("days", [0, 1, 2, 5, 30])
def test_it_undoes_the_count_forward(days):
    due = add_working_days(MONDAY, days, CALENDAR).due
    assert working_days_between(MONDAY, due, CALENDAR) == days
    assert working_days_between(due, MONDAY, CALENDAR) == -days


def test_free_days_do_not_count():
    friday, sunday, monday = date(2026, 3, 20), date(2026, 3, 22), date(2026, 3, 23)
    assert working_days_between(friday, sunday, CALENDAR) == 0
    assert working_days_between(friday, monday, CALENDAR) == working_days_between(sunday, monday, CALENDAR) == 1
    assert working_days_between(date(2026, 3, 17), date(2026, 3, 19), CALENDAR) == 1


def test_a_year_that_nobody_loaded_is_an_error():
    with pytest.raises(YearNotLoaded):
        working_days_between(date(2026, 12, 31), date(2027, 1, 4), CALENDAR)
