import pytest

from tests.conftest import make_official

from ...requests import cases


@pytest.fixture
def superior(people):
    """The Atasan PPID."""
    people["atasan"] = make_official("atasan", "atasan-ppid")
    return people["atasan"]


@pytest.fixture
def answered(people):
    """A request received on Monday 2 March 2026 and answered on Wednesday 4 March."""
    request = cases.a_request(cases.at("2026-03-02"))
    return cases.bring_to(request, "notified", people, cases.at("2026-03-04"))
