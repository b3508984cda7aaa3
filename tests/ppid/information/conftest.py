"""Two units with a Petugas each, and files for their pages."""

import pytest
from django.core.files.base import ContentFile

from portal.core.models import AgencyDocument
from portal.officials.models import Official, Unit
from tests import verbs
from tests.conftest import make_official
from tests.core import files

FLOW_B = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture
def unit(people):
    """The unit of ``petugas``."""
    unit = Unit.objects.create(code="program", name="Bagian Program")
    Official.objects.create(name="Contoh Petugas", user=people["petugas"], unit=unit)
    return unit


@pytest.fixture
def other_unit(people):
    """Another unit, with a Petugas of its own: ``petugas2``."""
    unit = Unit.objects.create(code="keuangan", name="Bagian Keuangan")
    people["petugas2"] = make_official("petugas2", "petugas")
    Official.objects.create(name="Contoh Petugas Dua", user=people["petugas2"], unit=unit)
    return unit


@pytest.fixture
def add_document(db):
    """``add_document("Laporan")``: a PDF of that title in the library, used by no page."""

    def add(title="Laporan"):
        file = ContentFile(files.pdf() + f"% {title}\n".encode(), name=f"{title}.pdf")
        return AgencyDocument.objects.create(title=title, file=file)

    return add


@pytest.fixture
def draft(as_, unit, periodic):
    """An information page of the Petugas' unit, complete but for documents, not yet submitted."""
    return verbs.write_information(as_("petugas"), periodic, unit=unit.pk)


@pytest.fixture
def through_flow_b(as_):
    """``through_flow_b(page)``: submitted as its form has it, and let out by every step."""

    def publish(page, who="petugas", **changes):
        verbs.submit(as_(who), page, **changes)
        for role in FLOW_B:
            verbs.act(as_(role), page)
        page = verbs.fresh(page)
        assert page.live
        assert not page.has_unpublished_changes
        return page

    return publish


@pytest.fixture
def published(draft, through_flow_b):
    return through_flow_b(draft)
