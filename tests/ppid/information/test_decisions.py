"""Classification decisions: made by the leader's approval, frozen, superseded (PP 61/2010 Pasal 3, 4 and 10)."""

import datetime as dt
import threading
from io import BytesIO

import pikepdf
import pypdf
import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail.models import Site, WorkflowState

from portal.core.models import AgencyIdentity, Counter
from portal.officials.models import Official
from portal.sop.models import StepRecord
from ppid.information.exemptions import numbering
from ppid.information.exemptions.decisions import Content
from ppid.information.exemptions.paper import decision_pdf
from ppid.information.models import ClassificationDecision, DecisionEnding, InformationPage
from ppid.information.models.editions import Immutable
from tests.conftest import build_house, make_official, needs_row_locks
from tests.sop.test_holes import EVERYBODY

from .withholding import (
    CANARY,
    a_unit,
    belongs_to,
    compile_test,
    judge,
    rewrite,
    state_of,
    waiting_state,
    waits_for,
    withheld,
)

pytestmark = pytest.mark.django_db

A_NOVEMBER_MORNING = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(A_NOVEMBER_MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def wait_until(as_, people, november):
    """``wait_until(2027, 3, 1)``: ten o'clock of that day, when everybody has logged in again."""

    def wait(*moment: int) -> None:
        moment = moment if len(moment) > 3 else (*moment, 2, 0)
        november.move_to(dt.datetime(*moment, tzinfo=dt.UTC))
        for who in ("petugas", "ppid", "kadis"):
            as_(who).force_login(people[who])

    return wait


@pytest.fixture
def identity(db):
    site = Site.objects.get(is_default_site=True)
    return AgencyIdentity.objects.create(site=site, name="Dinas Contoh", short_name="Dinkes", parent_name="Provinsi")


@pytest.fixture
def decision(as_, identity):
    return withheld(as_)


# --- what it says ---------------------------------------------------------------------------------------------


def test_it_has_every_part_that_the_regulation_orders(as_, people, identity):
    Official.objects.create(user=people["ppid"], name="Contoh, S.Kom", rank="Pembina", employee_number="1" * 18)
    decision = withheld(as_)
    content = Content.of(decision)
    assert decision.number == "1/PPID/Dinkes/XI/2026"
    assert decision.law_ground.title == "Rahasia pribadi"  # a: kind of classification
    assert content.ppid.lines == ["PPID,", "Contoh, S.Kom", "Pembina", f"NIP. {'1' * 18}"]  # b: identity of the PPID
    assert (content.agency, content.unit) == ("Dinas Contoh", "Bidang yankes")  # c: body and unit
    assert (decision.ends_on, decision.period) == (dt.date(2028, 12, 29), "berakhir 29 Desember 2028")  # d: period
    assert CANARY in content.consequence_if_opened and "17 Tahun 2023" in content.act  # e: reason
    assert CANARY in content.place and decision.decided_on == dt.date(2026, 11, 23)  # f: place and date
    assert content.leader.lines == ["Kadis,", "Contoh kadis"]


def test_the_decision_and_the_approval_stand_together_or_not_at_all(as_, identity, monkeypatch):
    test = compile_test(as_("petugas"))
    judge(as_("ppid"), test)
    before = state_of(test)

    def broken(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr("ppid.information.exemptions.decisions._make", broken)
    client = as_("kadis")
    client.raise_request_exception = False
    judge(client, test)
    assert state_of(test) == before
    monkeypatch.undo()
    judge(as_("kadis"), test)
    # The number that the failed approval took is not lost.
    assert ClassificationDecision.objects.get().sequence == 1


def test_it_stands_in_the_register(decision):
    row = StepRecord.objects.about(decision.test).get(outcome="decided")
    assert (row.step, row.comment, row.office) == ("Penetapan klasifikasi", decision.number, "Kadis")


@pytest.mark.parametrize("conclusion", ["withhold", "withhold-part"])
def test_what_is_withheld_is_decided(as_, conclusion):
    assert Content.of(withheld(as_, conclusion=conclusion)).is_part == (conclusion == "withhold-part")


def test_a_test_that_concludes_to_open_makes_no_decision(as_):
    test = compile_test(as_("petugas"), conclusion="open", ground="", ends_on="")
    judge(as_("ppid"), test)
    judge(as_("kadis"), test)
    assert waits_for(test) == ""
    assert not ClassificationDecision.objects.exists()
    assert StepRecord.objects.about(test).filter(step="Penetapan klasifikasi", outcome="opened").exists()


def test_numbers_run_without_a_gap_and_anew_every_year(as_, identity, wait_until):
    numbers = [withheld(as_, subject=f"Informasi {n}").number for n in range(3)]
    assert numbers == [f"{n}/PPID/Dinkes/XI/2026" for n in (1, 2, 3)]
    wait_until(2026, 12, 31, 15, 59)
    assert withheld(as_).number == "4/PPID/Dinkes/XII/2026"
    # 16.00 UTC is midnight at the agency.
    wait_until(2026, 12, 31, 16, 0)
    assert withheld(as_).number == "1/PPID/Dinkes/I/2027"


def test_the_pattern_of_the_number_is_data():
    assert numbering.written(7, "RSUD", dt.date(2026, 8, 2)) == "7/PPID/RSUD/VIII/2026"


def test_days_that_passed_on_the_way_are_looked_at_again(as_, wait_until):
    test = compile_test(as_("petugas"), ends_on="2026-12-01")
    judge(as_("ppid"), test)
    wait_until(2026, 12, 1)
    before = state_of(test)
    response = judge(as_("kadis"), test)
    assert "Tanggal berakhir harus sesudah hari ini" in response.content.decode()
    assert state_of(test) == before


# --- frozen -----------------------------------------------------------------------------------------------------


def test_it_is_never_changed_and_never_removed(decision):
    before = ClassificationDecision.objects.values().get()
    decision.title = "Lain"
    for attempt in (
        decision.save,
        decision.delete,
        lambda: ClassificationDecision.objects.update(title="Lain"),
        ClassificationDecision.objects.all().delete,
        DecisionEnding.objects.all().delete,
    ):
        with pytest.raises(Immutable):
            attempt()
    assert ClassificationDecision.objects.values().get() == before


def test_nothing_that_changes_later_changes_it(as_, people, decision, identity):
    before = pypdf.PdfReader(BytesIO(decision_pdf(decision))).pages[0].extract_text()
    Official.objects.create(user=people["ppid"], name="Orang Lain", rank="Pembina")
    identity.name = "Dinas Lain"
    identity.save()
    unit = a_unit()
    unit.name = "Bidang Lain"
    unit.save()
    for who in ("kadis", "petugas"):
        people[who].delete()
    decision = ClassificationDecision.objects.get()
    assert pypdf.PdfReader(BytesIO(decision_pdf(decision))).pages[0].extract_text() == before


# --- superseded (Pasal 10) ----------------------------------------------------------------------------------------


def supersede(client: Client, decision):
    before = {decision.test_id}
    client.post(reverse("information_supersede", args=[decision.pk]))
    return decision.tests_to_supersede.exclude(pk__in=before).first()


def test_the_ppid_has_it_tested_anew_and_the_new_decision_takes_its_place(as_, people, decision):
    test = supersede(as_("ppid"), decision)
    assert (test.subject, test.ends_on, test.compiled_by) == (decision.title, None, people["petugas"])
    assert as_("petugas").get(reverse("sop_desk")).context["desk"].drafts[0].matter.title == decision.title
    rewrite(as_("petugas"), test, supersedes=decision.pk, subject="Rekam medis rawat jalan")
    judge(as_("ppid"), test)
    # Until the leader approves, the old one holds.
    assert ClassificationDecision.objects.in_force(dt.date(2026, 11, 23)).get() == decision
    judge(as_("kadis"), test)
    new = ClassificationDecision.objects.get(test=test)
    assert ClassificationDecision.objects.in_force(dt.date(2026, 11, 23)).get() == new
    assert (decision.ending.kind, decision.ending.by_test, decision.ending.office) == ("superseded", test, "Kadis")
    assert Content.of(new).supersedes == decision.number


def test_a_new_test_may_find_that_it_opens(as_, ppid, decision):
    test = supersede(as_("ppid"), decision)
    rewrite(as_("petugas"), test, supersedes=decision.pk, conclusion="open", ground="", ends_on="")
    judge(as_("ppid"), test)
    judge(as_("kadis"), test)
    assert decision.ending.kind == "opened"
    assert not ClassificationDecision.objects.in_force(dt.date(2026, 11, 23)).exists()
    assert InformationPage.objects.get().title == decision.title


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != "ppid"])
def test_only_the_ppid_asks_for_a_new_test(as_, decision, who):
    before = state_of(decision.test)
    supersede(as_(who), decision)
    assert state_of(decision.test) == before


def test_one_new_test_at_a_time(as_, decision):
    supersede(as_("ppid"), decision)
    before = state_of(decision.test)
    supersede(as_("ppid"), decision)
    assert state_of(decision.test) == before


def test_of_two_tests_that_supersede_one_decision_the_second_is_refused(as_, decision):
    tests = [compile_test(as_("petugas"), supersedes=decision.pk, subject=f"Uji {n}") for n in (1, 2)]
    for test in tests:
        judge(as_("ppid"), test)
    judge(as_("kadis"), tests[0])
    before = state_of(tests[1])
    response = judge(as_("kadis"), tests[1])
    assert "tidak berlaku lagi" in response.content.decode()
    assert state_of(tests[1]) == before


def test_what_is_open_by_law_is_not_withheld_again(as_, wait_until):
    decision = withheld(as_, ends_on="2027-03-01")
    test = compile_test(as_("petugas"), supersedes=decision.pk)
    judge(as_("ppid"), test)
    wait_until(2027, 3, 1)
    before = state_of(test)
    assert "tidak berlaku lagi" in judge(as_("kadis"), test).content.decode()
    assert state_of(test) == before


def test_a_petugas_supersedes_only_what_his_unit_withheld(as_, people, decision):
    belongs_to(people["petugas"], a_unit("lain"))
    assert compile_test(as_("petugas"), supersedes=decision.pk, unit=a_unit("lain").pk) is None


# --- on paper ----------------------------------------------------------------------------------------------------


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def test_it_prints_for_the_archive(as_, decision):
    pdf = as_("kadis").get(reverse("information_decision_paper", args=[decision.test_id])).content
    with pikepdf.open(BytesIO(pdf)) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
    text = text_of(pdf)
    for words in (
        "NOMOR 1/PPID/Dinkes/XI/2026",
        "Jenis klasifikasi",
        "Identitas PPID",
        "Badan publik dan unit kerja",
        "Jangka waktu pengecualian",
        "Alasan pengecualian",
        "Menyetujui,",
        "Contoh kadis",
        "Menetapkan,",
        "23 November 2026",
        "lembar uji konsekuensi",
    ):
        assert words in text


def test_what_a_person_typed_is_no_markup(as_, identity):
    evil = '#strong[tebal] $x$ *bintang* #panic() \\ "kutip" <label> // akhir\n- butir\u202e\U0001f600'
    decision = withheld(as_, exempted_parts=evil, participants=evil, subject='#eval("1") *judul*', place="#x")
    text = text_of(decision_pdf(decision))
    for words in ("#strong[tebal] $x$ *bintang* #panic()", "- butir", '#eval("1") *judul*'):
        assert words in text


def test_a_word_without_end_does_not_run_off_the_paper(as_, identity):
    assert decision_pdf(withheld(as_, exempted_parts="x" * 9_000, participants="\n".join(["Nama"] * 500)))


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_readers_have_it_on_paper(as_, decision, who):
    client = as_(who)
    response = client.get(reverse("information_decision_paper", args=[decision.test_id]))
    assert response.content.startswith(b"%PDF") == (who in {"ppid", "kadis", "petugas"})


# --- two at once ---------------------------------------------------------------------------------------------------


@pytest.fixture
def approvals(transactional_db):
    """Three tests that wait for the leader, with two people who hold that role, in a database that commits."""
    build_house()
    people = {name: make_official(name, name) for name in ("petugas", "ppid")}
    rivals = [make_official(name, "kadis") for name in ("kadis", "kadis2")]
    clients = {name: Client() for name in people}
    for name, client in clients.items():
        client.force_login(people[name])
    tests = [compile_test(clients["petugas"], subject=f"Informasi {n}") for n in range(3)]
    for test in tests:
        judge(clients["ppid"], test)
    return tests, rivals


def at_once(*calls) -> None:
    barrier = threading.Barrier(len(calls))

    def run(call):
        barrier.wait()
        call()
        connections.close_all()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def approving(user, test, task_state):
    client = Client()
    client.force_login(user)
    return lambda: judge(client, test, task_state=task_state)


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_approve_at_once_make_one_decision(approvals):
    tests, rivals = approvals
    state = waiting_state(tests[0])
    at_once(*(approving(user, tests[0], state) for user in rivals))
    assert ClassificationDecision.objects.count() == 1
    assert StepRecord.objects.about(tests[0]).filter(outcome="decided").count() == 1


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_test_handed_in_twice_at_once_starts_one_flow(approvals):
    petugas = Client()
    petugas.force_login(get_user_model().objects.get(username="petugas"))
    draft = compile_test(petugas, do="simpan", subject="Sekali saja")
    at_once(*(lambda: rewrite(petugas, draft, subject="Sekali saja") for _ in range(2)))
    assert WorkflowState.objects.for_instance(draft).count() == 1
    assert StepRecord.objects.about(draft).filter(order=2).count() == 1


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_decisions_made_at_once_have_neither_gap_nor_double(approvals):
    tests, rivals = approvals
    users = [rivals[0], rivals[1], rivals[0]]
    at_once(*(approving(user, test, waiting_state(test)) for user, test in zip(users, tests, strict=True)))
    assert sorted(ClassificationDecision.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert Counter.objects.get(series=numbering.SERIES).last == 3
