import pytest

from ppid.requests.asking import guard

from .citizen import Citizen


@pytest.fixture(autouse=True)
def nobody_is_too_quick(request, monkeypatch):
    """Tests answer at once; those of the guard itself take their time."""
    if "patient" not in request.keywords:
        monkeypatch.setattr(guard, "STEP", guard.STEP * 0)
        monkeypatch.setattr(guard, "FORM", guard.FORM * 0)


@pytest.fixture
def citizen(db):
    return Citizen()
