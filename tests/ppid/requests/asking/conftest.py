import pytest

from ppid.requests.asking import guard

from .citizen import Citizen

PATIENCE = {"STEP": guard.STEP, "FORM": guard.FORM}


@pytest.fixture(autouse=True)
def nobody_is_too_quick(monkeypatch):
    """Tests answer at once."""
    for name, time in PATIENCE.items():
        monkeypatch.setattr(guard, name, time * 0)


@pytest.fixture
def patience(nobody_is_too_quick, monkeypatch):
    """The guard as it is: for the tests of the guard itself."""
    for name, time in PATIENCE.items():
        monkeypatch.setattr(guard, name, time)


@pytest.fixture
def citizen(db):
    return Citizen()
