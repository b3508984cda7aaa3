"""Installing the SOP: once, again, and as a revised version."""

import dataclasses
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Task, Workflow, WorkflowPage, WorkflowTask

from portal.officials.models import Position
from portal.sop.definition import DefinitionError, load_definition
from portal.sop.installation import VersionConflict, install
from portal.sop.models import Flow, Sop, Step
from tests import verbs

SOP_FILE = Path(settings.PORTAL_SOP_FILES[0])
TABLES = (Sop, Flow, Step, Position, Group, Task, Workflow, WorkflowTask, WorkflowPage, GroupPagePermission)


@pytest.fixture
def definition():
    return load_definition(SOP_FILE)


@pytest.fixture
def revised(definition):
    return dataclasses.replace(definition, version=2, digest="2")


def test_the_sop_has_the_steps_of_the_signed_document(definition):
    flow_a, flow_b = definition.flows
    assert [(step.role, step.longest) for step in flow_a.steps] == [
        ("kadis", "30 menit"),
        ("kadivmin", "30 menit"),
        ("kabag", "30 menit"),
        ("kasub", "30 menit"),
        ("pelaksana", ""),
        ("kasub", ""),
        ("kabag", ""),
        ("kadivmin", ""),
        ("kadis", ""),
    ]
    assert [(step.role, step.shortest, step.longest) for step in flow_b.steps] == [
        ("petugas", "", "1 hari"),
        ("timit", "1 jam", "3 jam"),
        ("webmaster", "1 jam", "3 jam"),
        ("pejabat", "", "1 jam"),
        ("webmaster", "", "15 menit"),
        ("webmaster", "", "15 menit"),
        ("webmaster", "", "15 menit"),
    ]


def test_the_approvers_nip_carries_a_birth_date_and_is_not_in_the_file():
    assert "19590602" not in SOP_FILE.read_text().replace(" ", "")


@pytest.mark.django_db
def test_installing_again_changes_nothing():
    before = [list(table.objects.order_by("pk").values()) for table in TABLES]
    out = io.StringIO()
    call_command("install_sop", stdout=out)
    assert [list(table.objects.order_by("pk").values()) for table in TABLES] == before
    assert "sudah terpasang" in out.getvalue()


@pytest.mark.django_db
def test_a_changed_file_under_the_same_version_is_refused(definition):
    with pytest.raises(VersionConflict):
        install(dataclasses.replace(definition, digest="other"))


@pytest.mark.django_db
def test_a_revised_sop_takes_new_submissions_and_running_ones_keep_theirs(as_, news_index, submitted, revised):
    install(revised)
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        assert verbs.waits_for(submitted) == role
        verbs.act(as_(role), submitted)
    assert verbs.fresh(submitted).live

    new = verbs.write_news(as_("pelaksana"), news_index, "Berita baru")
    verbs.submit(as_("pelaksana"), new)
    assert verbs.current_task_state(new).task.sop_step.flow.sop.version == 2
    for role in ("kasub", "kabag", "kadivmin", "kadis"):
        verbs.act(as_(role), new)
    assert verbs.fresh(new).live


@pytest.mark.django_db
def test_stock_moderation_is_gone():
    assert not WorkflowPage.objects.filter(page=Page.get_first_root_node()).exists()
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()


def broken(tmp_path, old, new):
    path = tmp_path / "sop.toml"
    text = SOP_FILE.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return path


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('longest = "1 hari"', 'longest = "sebentar"', "sebentar"),
        ('role = "timit"\n', 'role = "tim"\n', "tim"),
        ('kind = "publish"', 'kind = "terbang"', "terbang"),
        ("order = 9", "order = 19", "berurutan"),
        ('take_down = "kadis"', 'take_down = "raja"', "raja"),
        ('superior = "kabag"', 'superior = "raja"', "raja"),
        ('role = "timit"\nkind = "edit"', 'role = "timit"\nkind = "publish"', "penyuntingan"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_the_fault_named(tmp_path, old, new, fault):
    with pytest.raises(DefinitionError, match=fault):
        load_definition(broken(tmp_path, old, new))
