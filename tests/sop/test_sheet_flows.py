"""A flow without a tree of pages: its sheet is the text that its steps judge."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import WorkflowContentType

from portal.core.refusal import Refusal
from portal.officials.models import Position
from portal.sop import checks
from portal.sop.definition import DefinitionError, load_definition
from portal.sop.installation import install
from portal.sop.models import Flow, Sop, Step

FILE = Path(settings.PORTAL_SOP_FILES[1])
FLOW = 'sheet = "information.ConsequenceTest"'


@pytest.fixture
def flow(db):
    return Flow.objects.current().get(sheet="information.ConsequenceTest")


def test_the_steps_are_those_of_the_regulation(flow):
    assert [(step.order, step.kind, step.position.code, step.longest) for step in flow.steps.order_by("order")] == [
        (1, "draft", "petugas", ""),
        (2, "judge", "ppid", ""),
        (3, "judge", "kadis", ""),
    ]
    assert (flow.tree, flow.take_down, flow.opener, flow.sheet_workflow) == ("", None, None, None)
    assert flow.author.code == "petugas"


def test_its_workflow_moderates_the_sheet(flow):
    bound = WorkflowContentType.objects.get(content_type__model="consequencetest")
    assert bound.workflow == flow.workflow
    assert list(flow.workflow.tasks.values_list("sop_step__order", flat=True)) == [2, 3]


@pytest.mark.django_db
def test_both_files_are_installed_and_installing_again_changes_nothing():
    before = list(Flow.objects.order_by("pk").values())
    out = io.StringIO()
    call_command("install_sop", stdout=out)
    assert out.getvalue().count("sudah terpasang") == 2
    assert list(Flow.objects.order_by("pk").values()) == before
    assert Sop.objects.count() == 2


@pytest.mark.django_db
def test_a_named_file_is_installed_alone():
    out = io.StringIO()
    call_command("install_sop", str(FILE), stdout=out)
    assert out.getvalue().strip() == "SOP PP 61/2010 versi 1 sudah terpasang."


def revised(tmp_path):
    file = tmp_path / "revised.toml"
    file.write_text(FILE.read_text().replace("version = 1", "version = 2"))
    return load_definition(file)


def test_a_revised_version_takes_the_place_of_the_former(flow, tmp_path):
    install(revised(tmp_path))
    flow.refresh_from_db()
    assert not flow.is_current
    now = Flow.objects.current().get(sheet="information.ConsequenceTest")
    assert now.sop.version == 2
    assert WorkflowContentType.objects.get(content_type__model="consequencetest").workflow == now.workflow
    # Other flows govern what they governed.
    assert {other.code for other in Flow.objects.current()} == {"A", "B", "K"}


def test_a_position_that_the_agency_has_renamed_stays_one(flow, tmp_path):
    position = Position.objects.get(code="kadis")
    position.group.name = position.name = "Kepala Dinas"
    position.group.save()
    position.save()
    install(revised(tmp_path))
    assert not Group.objects.filter(name="Kadis").exists()
    assert Step.objects.filter(flow__sop__version=2, order=3).get().position == position


def test_the_sheet_of_an_installed_flow_cannot_be_unbound(flow):
    with pytest.raises(Refusal):
        WorkflowContentType.objects.filter(workflow=flow.workflow).delete()


def test_no_role_is_given_the_reading_of_all_sheets(flow):
    for group in Group.objects.all():
        assert not group.permissions.filter(content_type__model="consequencetest").exists()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (FLOW, "", "sebutkan pohon"),
        (FLOW, f'{FLOW}\ntake_down = "kadis"', "tidak ada yang diturunkan"),
        (
            'kind = "judge"\ndefinitive_only = true\ntitle = "Penetapan',
            'kind = "dispose"\ntitle = "Penetapan',
            "disposisi",
        ),
        (FLOW, 'tree = "home.HomePage"', "menurunkan"),
    ],
)
def test_a_flow_that_contradicts_itself_is_refused_with_the_fault_named(tmp_path, old, new, fault):
    text = FILE.read_text()
    assert old in text
    file = tmp_path / "sop.toml"
    file.write_text(text.replace(old, new))
    with pytest.raises(DefinitionError, match=fault):
        load_definition(file)


@pytest.mark.parametrize("label", ["information.TidakAda", "news.NewsPage", "tanpa-titik"])
def test_a_sheet_that_is_no_sheet_is_found_by_the_check(tmp_path, settings, label):
    file = tmp_path / "sop.toml"
    file.write_text(FILE.read_text().replace("information.ConsequenceTest", label))
    settings.PORTAL_SOP_FILES = [str(file)]
    assert [error.id for error in checks.the_sop_files_are_sound(None)] == ["sop.E003"]
