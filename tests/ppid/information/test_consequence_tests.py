"""Consequence tests: compiling, judging, and who may see one (UU 14/2008 Pasal 19 and 54, PP 61/2010 Pasal 3)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.models import TaskState

from portal.core.models import PrivateFile
from portal.sop.models import Notice, StepRecord
from ppid.information.models import ClassificationDecision, ConsequenceTest
from tests.sop.test_rules import appoint

from .withholding import (
    ROLES,
    a_test_with_its_file,
    a_unit,
    compile_test,
    judge,
    rewrite,
    state_of,
    waiting_state,
    waits_for,
    whole,
    with_all_concerned,
    withheld,
)

pytestmark = pytest.mark.django_db

JUDGES = ("ppid", "kadis")


@pytest.fixture
def people(people):
    return with_all_concerned(people)


@pytest.fixture
def sheet(as_):
    return a_test_with_its_file(as_("petugas"))


@pytest.fixture
def waiting_at(as_, sheet):
    def bring(role: str):
        for before in JUDGES[: JUDGES.index(role)]:
            judge(as_(before), sheet)
        assert waits_for(sheet) == role
        return sheet

    return bring


# --- compiling -------------------------------------------------------------------------------------------------


def test_a_test_goes_from_the_petugas_to_the_ppid_to_the_leader(as_, sheet):
    assert waits_for(sheet) == "ppid"
    judge(as_("ppid"), sheet)
    assert waits_for(sheet) == "kadis"
    assert not ClassificationDecision.objects.exists()
    judge(as_("kadis"), sheet)
    assert waits_for(sheet) == ""
    assert ClassificationDecision.objects.get().test == sheet
    orders = StepRecord.objects.about(sheet).exclude(order=None).order_by("order")
    assert [(row.order, row.role, row.outcome) for row in orders] == [
        (1, "petugas", "submitted"),
        (2, "ppid", "approved"),
        (3, "kadis", "approved"),
    ]


def test_an_unfinished_test_is_kept_and_handed_in_later(as_, people):
    empty = dict.fromkeys(whole(), "") | {"form_key": whole()["form_key"], "subject": "Rekam medis"}
    draft = compile_test(as_("petugas"), do="simpan", **empty)
    assert waits_for(draft) == ""
    assert StepRecord.objects.about(draft).open().get().role == "petugas"
    desk = as_("petugas").get(reverse("sop_desk")).context["desk"]
    assert [(row.matter.title, row.matter.in_hand) for row in desk.drafts] == [("Rekam medis", True)]

    response = rewrite(as_("petugas"), draft, **empty)
    assert response.status_code == 422
    assert waits_for(draft) == ""
    rewrite(as_("petugas"), draft)
    assert waits_for(draft) == "ppid"
    assert Notice.objects.filter(kind="step-opened", recipient=people["ppid"]).count() == 1


@pytest.mark.parametrize("who", [who for who in ROLES if not who.startswith("petugas")])
def test_nobody_else_compiles(as_, who):
    for do in ("simpan", "ajukan"):
        assert compile_test(as_(who), do=do) is None


def test_the_form_says_what_may_stay_open_and_what_only_a_draft_may_leave_open(as_):
    page = " ".join(as_("petugas").get(reverse("information_open_test")).content.decode().split())
    for label, note in (
        ("Identitas dokumen", "wajib saat diajukan"),
        ("Dasar pengecualian", "wajib bila dikecualikan"),
        ("Berkas yang dikecualikan", "boleh kosong"),
    ):
        assert f'{label} <span class="hint">({note})</span>' in page


def test_the_same_form_sent_twice_makes_one_test(as_):
    key = whole()["form_key"]
    for do in ("simpan", "ajukan"):
        compile_test(as_("petugas"), do=do, form_key=key)
    assert ConsequenceTest.objects.count() == 1


def test_what_a_colleague_wrote_meanwhile_is_not_written_over(as_):
    draft = compile_test(as_("petugas"), do="simpan")
    seen = draft.latest_revision_id
    rewrite(as_("petugas-seunit"), draft, do="simpan", subject="Rekam medis lengkap")
    response = rewrite(as_("petugas"), draft, do="simpan", subject="Rekam medis lama", seen=seen)
    assert "diubah orang lain" in response.content.decode()
    assert ConsequenceTest.objects.get().subject == "Rekam medis lengkap"


def test_a_petugas_compiles_for_his_own_unit_only(as_):
    assert compile_test(as_("petugas"), unit=str(a_unit("lain").pk)) is None
    assert compile_test(as_("petugas-lain"), unit=str(a_unit("lain").pk)) is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", ""),
        ("subject", "x" * 256),
        ("subject", "rahasia\x00"),
        ("subject", "rahasia\x08"),
        ("document", "x" * 10_001),
        ("document_kind", "karangan"),
        ("document_kind", "regulation"),
        ("unit", "999999"),
        ("unit", "bukan nomor"),
        ("trigger", "karangan"),
        ("ground", "z9"),
        ("ground", "h"),
        ("act", "PP 61/2010"),
        ("conclusion", "karangan"),
        ("ends_on", "2028-02-30"),
        ("ends_on", "kapan-kapan"),
        ("ends_on", "0001-01-01"),
        ("period_text", "selamanya"),
        ("tested_on", "9999-12-31"),
        ("unit", "9" * 40),
        ("supersedes", "9" * 40),
        ("seen", "9" * 40),
        ("consent_given", "on"),
        ("supersedes", "1"),
        ("form_key", "bukan kunci"),
        ("participants", ""),
    ],
)
def test_bad_input_is_told_at_its_field_and_stores_nothing(as_, people, field, value):
    response = as_("petugas").post(reverse("information_open_test"), {**whole(), field: value, "do": "ajukan"})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not ConsequenceTest.objects.exists()
    assert not PrivateFile.objects.exists()


def test_dates_at_the_end_of_time_are_no_error(as_, people):
    odd = {"ground": "a1", "tested_on": "9999-12-31", "ends_on": "9999-12-31"}
    response = as_("petugas").post(reverse("information_open_test"), {**whole(), **odd, "do": "ajukan"})
    assert response.status_code == 422
    assert "tested_on" in response.context["form"].errors


@pytest.mark.parametrize("name", ["information_show_test", "information_edit_test", "information_decision_paper"])
def test_a_number_that_no_database_has_is_not_found(as_, name):
    assert as_("petugas").get(reverse(name, args=[10**40])).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused_at_its_field(as_, people):
    upload = SimpleUploadedFile("rahasia.pdf", b"MZ bukan pdf", "application/pdf")
    response = as_("petugas").post(reverse("information_open_test"), {**whole(), "upload": upload, "do": "ajukan"})
    assert "upload" in response.context["form"].errors
    assert not ConsequenceTest.objects.exists()
    assert not PrivateFile.objects.exists()


# --- the holes of moderation (docs/rules.md) ----------------------------------------------------------------------


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("role", JUDGES)
@pytest.mark.parametrize("act", ["approve", "reject"])
def test_only_the_role_of_the_step_moves_it(as_, waiting_at, who, role, act):
    test = waiting_at(role)
    before = state_of(test)
    judge(as_(who), test, act, "Alasan.")
    assert (state_of(test) != before) == (who == role)


@pytest.mark.parametrize("act", ["unfit", "publish", "terbang", ""])
def test_no_other_act_is_known(as_, sheet, act):
    before = state_of(sheet)
    assert judge(as_("ppid"), sheet, act, "Alasan.").status_code < 500
    assert state_of(sheet) == before


@pytest.mark.parametrize("comment", ["", "   "])
def test_a_return_needs_a_reason(as_, sheet, comment):
    before = state_of(sheet)
    judge(as_("ppid"), sheet, "reject", comment)
    assert state_of(sheet) == before


@pytest.mark.parametrize("role", JUDGES)
def test_an_author_does_not_judge(as_, people, waiting_at, role):
    test = waiting_at(role)
    people["petugas"].groups.add(Group.objects.get(position__code=role))
    before = state_of(test)
    judge(as_("petugas"), test)
    assert state_of(test) == before


def test_whoever_wrote_in_the_draft_does_not_judge_it_either(as_, people):
    draft = compile_test(as_("petugas-seunit"), do="simpan")
    rewrite(as_("petugas"), draft)
    people["petugas-seunit"].groups.add(Group.objects.get(position__code="ppid"))
    before = state_of(draft)
    judge(as_("petugas-seunit"), draft)
    assert state_of(draft) == before


def test_nobody_sets_and_approves_under_two_hats(as_, people, sheet):
    judge(as_("ppid"), sheet)
    people["ppid"].groups.add(Group.objects.get(position__code="kadis"))
    before = state_of(sheet)
    judge(as_("ppid"), sheet)
    assert state_of(sheet) == before


@pytest.mark.parametrize("role", JUDGES)
@pytest.mark.parametrize(("kind", "may"), [("plh", False), ("plt", False), ("pj", True), ("definitive", True)])
def test_a_plt_or_plh_does_not_classify(as_, people, waiting_at, role, kind, may):
    test = waiting_at(role)
    today = timezone.localdate()
    appoint(people["outsider"], role, kind, today, today + timedelta(days=1))
    before = state_of(test)
    response = judge(as_("outsider"), test)
    assert (state_of(test) != before) == may
    if not may:
        assert "pejabat definitif" in response.content.decode()
        assert as_("outsider").get(reverse("sop_desk")).context["desk"].waiting == []


def test_a_plh_is_not_told_that_a_classification_waits_for_him(as_, people):
    today = timezone.localdate()
    appoint(people["outsider"], "ppid", "plh", today, today)
    compile_test(as_("petugas"))
    assert [notice.recipient for notice in Notice.objects.filter(kind="step-opened")] == [people["ppid"]]


def test_where_only_a_plh_is_there_it_is_said_that_nobody_can_decide(as_, people):
    today = timezone.localdate()
    appoint(people["outsider"], "ppid", "plh", today, today)
    people["ppid"].groups.clear()
    compile_test(as_("petugas"))
    notice = Notice.objects.get(kind="stuck", recipient=people["petugas"])
    assert "belum ada pejabat definitifnya" in notice.body
    assert "menunjuk Plh." not in notice.body


def test_a_stale_tab_decides_nothing_twice(as_, sheet):
    stale = waiting_state(sheet)
    judge(as_("ppid"), sheet)
    before = state_of(sheet)
    for act in ("approve", "reject"):
        judge(as_("ppid"), sheet, act, "Kedua.", task_state=stale)
    assert state_of(sheet) == before


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("role", JUDGES)
def test_nobody_edits_from_the_first_judging_step_on(as_, waiting_at, who, role):
    test = waiting_at(role)
    before = state_of(test)
    for do in ("simpan", "ajukan"):
        rewrite(as_(who), test, do=do, subject="Diubah")
    assert state_of(test) == before


@pytest.mark.parametrize("who", ROLES)
def test_nobody_edits_what_is_decided(as_, people, who):
    decision = withheld(as_)
    before = state_of(decision.test)
    for do in ("simpan", "ajukan"):
        rewrite(as_(who), decision.test, do=do, subject="Diubah")
    assert state_of(decision.test) == before


def test_a_revision_slipped_in_is_not_approved(as_, people, waiting_at):
    test = ConsequenceTest.objects.get(pk=waiting_at("kadis").pk)
    test.subject = "Disisipkan"
    test.save_revision(user=people["petugas"])
    before = state_of(test)
    judge(as_("kadis"), test)
    assert state_of(test) == before


def test_what_is_decided_is_the_revision_that_was_judged(as_, waiting_at):
    test = waiting_at("kadis")
    ConsequenceTest.objects.filter(pk=test.pk).update(subject="Diganti di basis data")
    judge(as_("kadis"), test)
    assert ClassificationDecision.objects.get().title == "Rekam medis pasien rawat inap"


def test_a_step_skipped_in_the_database_decides_nothing(as_, waiting_at):
    test = waiting_at("kadis")
    TaskState.objects.filter(task__sop_step__position__code="ppid").update(status=TaskState.STATUS_SKIPPED)
    before = state_of(test)
    judge(as_("kadis"), test)
    assert state_of(test) == before


def test_disabling_a_step_is_refused(as_, sheet):
    task = waiting_state(sheet).task
    as_("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.active


def test_a_step_whose_record_cannot_be_written_does_not_happen(as_, sheet, monkeypatch):
    from portal.sop import recording

    def broken(*args, **kwargs):
        raise OSError("disk full")

    before = state_of(sheet)
    monkeypatch.setattr(recording, "_close", broken)
    client = as_("ppid")
    client.raise_request_exception = False
    judge(client, sheet)
    assert state_of(sheet) == before


def test_a_returned_test_starts_again_at_the_first_step(as_, waiting_at):
    test = waiting_at("kadis")
    judge(as_("kadis"), test, "reject", "Bagian yang dikecualikan belum jelas.")
    assert waits_for(test) == ""
    page = as_("petugas").get(reverse("information_edit_test", args=[test.pk])).content.decode()
    assert "Bagian yang dikecualikan belum jelas." in page
    desk = as_("petugas").get(reverse("sop_desk")).context["desk"]
    assert [row.matter.reason for row in desk.drafts] == ["Bagian yang dikecualikan belum jelas."]
    rewrite(as_("petugas"), test, exempted_parts="Diagnosis")
    assert waits_for(test) == "ppid"
    decide = as_("ppid").get(reverse("sop_decide", args=[waiting_state(test).pk])).content.decode()
    assert "<del>" in decide
    for role in JUDGES:
        judge(as_(role), test)
    assert ClassificationDecision.objects.get().content["exempted_parts"] == "Diagnosis"


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("label", ["consequencetest", "classificationdecision"])
def test_wagtail_has_no_screen_that_lists_deletes_copies_or_publishes_one(as_, sheet, who, label):
    before = state_of(sheet)
    for view in ("list", "edit", "delete", "unpublish", "history", "inspect", "copy", "workflow_action"):
        with pytest.raises(NoReverseMatch):
            reverse(f"wagtailsnippets_information_{label}:{view}", args=[sheet.pk])
    for action in ("delete", "publish"):
        address = reverse("wagtail_bulk_action", args=["information", label, action])
        for method in (as_(who).get, as_(who).post):
            assert method(f"{address}?id={sheet.pk}&next=/admin/").status_code in (302, 403, 404)
    assert as_(who).get(f"/admin/snippets/choose/information/{label}/").status_code in (302, 404)
    assert state_of(sheet) == before


def test_a_test_that_was_handed_in_is_not_deleted(sheet):
    from portal.core.refusal import Refusal

    with pytest.raises(Refusal):
        sheet.delete()
