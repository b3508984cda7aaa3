from datetime import date

import pytest

from ppid.information.models import InformationIndexPage
from ppid.information.structure import ensure_structure
from tests.conftest import make_official

from .. import cases
from ..objections import cases as objections

DAY_AFTER = cases.at("2026-03-05")


@pytest.fixture
def superior(people):
    people["atasan"] = make_official("atasan", "atasan-ppid")
    return people["atasan"]


@pytest.fixture
def index(home):
    """The tree of public information, by its index of what is available at any time."""
    ensure_structure(home)
    return InformationIndexPage.objects.get(slug="informasi-setiap-saat")


@pytest.fixture
def upheld(people, superior):
    """An objection of 5 March 2026 to an answered request, on which the PPID's answer was upheld the same day."""
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    objection = objections.an_objection(request, "ad", DAY_AFTER)
    atasan = cases.person(superior, DAY_AFTER)
    objections.do(objection, "decide", atasan, DAY_AFTER, decision=objections.upholding("ad"))
    objections.do(objection, "notify", atasan, DAY_AFTER)
    assert objection.dispute_due_on > date(2026, 3, 5)
    return objection
