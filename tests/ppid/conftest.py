"""The PPID tree as an installation has it: fixed addresses, nothing in them."""

import pytest


@pytest.fixture
def ppid(home):
    """The landing page at /ppid/, with its five index pages below it."""
    from ppid.information.models import PpidPage
    from ppid.information.structure import ensure_structure

    ensure_structure(home)
    home.refresh_from_db()
    return PpidPage.objects.get()


@pytest.fixture
def periodic(ppid):
    from ppid.information.models import InformationIndexPage

    return InformationIndexPage.objects.get(slug="informasi-berkala")


@pytest.fixture
def anytime(ppid):
    from ppid.information.models import InformationIndexPage

    return InformationIndexPage.objects.get(slug="informasi-setiap-saat")


@pytest.fixture
def catalogue(ppid):
    from ppid.information.models import CataloguePage

    return CataloguePage.objects.get()


@pytest.fixture
def alerts(ppid):
    from ppid.information.models import AlertIndexPage

    return AlertIndexPage.objects.get()


@pytest.fixture
def exempt_list(ppid):
    from ppid.information.models import ExemptListPage

    return ExemptListPage.objects.get()
