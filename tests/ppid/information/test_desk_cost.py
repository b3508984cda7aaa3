"""What the desk costs those who work for public information, with one thing waiting and with many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from .withholding import a_unit, belongs_to, compile_test, judge

pytestmark = pytest.mark.django_db

MOST = 20  # design section 8


def queries_of(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse("sop_desk")).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["petugas", "ppid", "kadis"])
def test_the_desk_takes_as_many_queries_for_ten_tests_as_for_one(as_, people, ppid, who):
    belongs_to(people["petugas"], a_unit())

    def one_more_of_everything(number: int) -> None:
        for name, judges in (("Menunggu PPID", ()), ("Menunggu Kadis", ("ppid",))):
            test = compile_test(as_("petugas"), subject=f"{name} {number}")
            for role in judges:
                judge(as_(role), test)
        compile_test(as_("petugas"), do="simpan", subject=f"Konsep {number}")

    one_more_of_everything(1)
    queries_of(as_(who))
    few = queries_of(as_(who))
    for number in range(2, 11):
        one_more_of_everything(number)
    assert queries_of(as_(who)) == few
    assert few <= MOST
