"""Everybody who comes to the back office: who has a part in requests, and who has none."""

import pytest

from tests.conftest import make_official

from .. import cases


@pytest.fixture
def people(people):
    """Beside one person per role: the Atasan PPID, the desk's officer, and a Petugas of another unit.

    ``petugas`` is of the unit to which ``cases.bring_to`` disposes.
    """
    people["atasan"] = make_official("atasan", "atasan-ppid")
    for name, unit in (("desk", "meja"), ("petugas-lain", "lain")):
        people[name] = make_official(name, "petugas")
        cases.belongs_to(people[name], cases.a_unit(unit))
    cases.belongs_to(people["petugas"], cases.a_unit())
    return people


@pytest.fixture
def at_the_desk(people):
    """``at_the_desk()``: a request that ``desk`` took in; his part in it is the desk's."""

    def enter(**changes):
        return cases.a_request(channel="counter", received_by=cases.person(people["desk"]), **changes)

    return enter


@pytest.fixture
def brought(people, at_the_desk):
    """``brought(State.SIGNED)``: a request that ``desk`` took in, brought to that state by those who may."""
    return lambda state, **changes: cases.bring_to(at_the_desk(**changes), state, people)
