"""What the desk costs those who work for public information, with one thing waiting and with many."""

import pytest

from tests.sop.test_desk import MAX_QUERIES, queries_of

from .withholding import a_unit, belongs_to, compile_test, judge

pytestmark = pytest.mark.django_db


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
    few = queries_of(as_(who))
    for number in range(2, 11):
        one_more_of_everything(number)
    assert queries_of(as_(who)) == few
    assert few <= MAX_QUERIES
