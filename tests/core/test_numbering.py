"""Running numbers: each series and year for itself, without gaps or doubles."""

import threading
from datetime import date

import pytest
from django.db import connections, transaction

from portal.core import numbering
from portal.core.models import Counter
from tests.conftest import needs_row_locks

pytestmark = pytest.mark.django_db


def test_each_series_and_each_year_counts_for_itself():
    taken = [numbering.take(*of) for of in (("a", 2026), ("a", 2026), ("b", 2026), ("a", 2027), ("a", 2026))]
    assert taken == [1, 2, 1, 1, 3]


def test_a_number_whose_bearer_came_to_nothing_is_given_again():
    numbering.take("a", 2026)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert numbering.take("a", 2026) == 2
        raise ZeroDivisionError
    assert numbering.take("a", 2026) == 2


@pytest.mark.parametrize(("month", "roman"), [(1, "I"), (4, "IV"), (9, "IX"), (11, "XI"), (12, "XII")])
def test_the_month_is_written_in_roman_figures(month, roman):
    pattern = "{sequence}/PPID/{body}/{month}/{year}"
    assert numbering.written(pattern, 3, "Dinkes", date(2026, month, 1)) == f"3/PPID/Dinkes/{roman}/2026"


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_first_numbers_of_a_year_taken_at_once_have_neither_gap_nor_double():
    taken, barrier = [], threading.Barrier(8)

    def take() -> None:
        barrier.wait()
        with transaction.atomic():
            taken.append(numbering.take("a", 2026))
        connections.close_all()

    threads = [threading.Thread(target=take) for _ in range(barrier.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert Counter.objects.get().last == 8
