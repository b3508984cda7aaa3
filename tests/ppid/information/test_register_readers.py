"""Who reads in the register about what is withheld: those who may read the test, and nobody else."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.sop.models import StepRecord
from ppid.information.exemptions import expiry
from ppid.information.models import ClassificationDecision
from tests.conftest import make_official

from .withholding import a_unit, belongs_to, compile_test, judge, rewrite, withheld

pytestmark = pytest.mark.django_db

SUBJECT = "Perihal tertutup uji"
REASON = "Alasan tertutup PPID"
READERS = ("petugas", "ppid", "kadis")
OTHERS = ("pelaksana", "timit", "webmaster", "pejabat", "kabag", "superuser")


@pytest.fixture
def returned(as_, people):
    """A test of one unit that the PPID sent back with a reason, and its step in the register."""
    belongs_to(people["petugas"], a_unit())
    test = compile_test(as_("petugas"), subject=SUBJECT)
    judge(as_("ppid"), test, "reject", REASON)
    return test


def told(client) -> str:
    """Everything that the register, the quality book and the desk say to this person."""
    index = reverse("buku_kendali:index")
    pages = [index, f"{index}?export=csv", reverse("sop_quality"), reverse("sop_desk")]
    pages += [reverse("sop_quality_download", args=["csv"])]
    answers = [client.get(page) for page in pages]
    return "".join(
        (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode() for answer in answers
    )


@pytest.mark.parametrize("who", READERS)
def test_those_who_read_the_test_find_it_in_the_register(as_, returned, who):
    words = told(as_(who))
    assert SUBJECT in words
    assert REASON in words


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_reads_subject_or_reason(as_, returned, who):
    words = told(as_(who))
    assert SUBJECT not in words
    assert REASON not in words


def test_a_petugas_of_another_unit_reads_neither(as_, people, returned):
    other = make_official("petugas2", "petugas")
    belongs_to(other, a_unit("lain"))
    client = Client()
    client.force_login(other)
    words = told(client)
    assert SUBJECT not in words
    assert REASON not in words


def test_one_row_is_closed_as_the_list_is(as_, returned):
    row = StepRecord.objects.about(returned).first()
    url = reverse("buku_kendali:inspect", args=[row.pk])
    assert SUBJECT in as_("ppid").get(url).content.decode()
    assert SUBJECT not in as_("kabag").get(url).content.decode()


# --- what a test replaces is said once ---------------------------------------------------------------------


def test_a_test_cannot_forget_what_it_is_to_replace(as_, people):
    belongs_to(people["petugas"], a_unit())
    decision = withheld(as_)
    as_("ppid").post(reverse("information_supersede", args=[decision.pk]))
    test = decision.tests_to_supersede.get()
    rewrite(as_("petugas"), test, supersedes="", subject="Uji baru")
    judge(as_("ppid"), test)
    judge(as_("kadis"), test)
    in_force = ClassificationDecision.objects.in_force(timezone.localdate())
    assert [row.title for row in in_force] == ["Uji baru"]


def test_what_has_opened_is_not_withheld_again_by_an_older_test(as_, people):
    belongs_to(people["petugas"], a_unit())
    decision = withheld(as_)
    as_("ppid").post(reverse("information_supersede", args=[decision.pk]))
    test = decision.tests_to_supersede.get()
    expiry.open_by_law(decision.pk)
    rewrite(as_("petugas"), test, supersedes=decision.pk, subject="Uji terlambat")
    test.refresh_from_db()
    assert test.current_workflow_state is None
    assert not ClassificationDecision.objects.in_force(timezone.localdate()).exists()


# --- the daily job -----------------------------------------------------------------------------------------


def test_the_job_opens_nothing_before_its_day(as_, people):
    decision = withheld(as_)
    for day in (decision.ends_on, timezone.localdate() + timedelta(days=1), "besok"):
        with pytest.raises(CommandError):
            call_command("review_exemptions", "--today", str(day))
    assert ClassificationDecision.objects.in_force(timezone.localdate()).filter(pk=decision.pk).exists()


@pytest.mark.parametrize("view", ["update_alert", "end_alert"])
def test_a_number_that_no_database_holds_is_no_alert(as_, alerts, view):
    assert as_("ppid").get(reverse(view, args=[10**30])).status_code == 404
