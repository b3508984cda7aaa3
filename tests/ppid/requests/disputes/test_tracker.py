"""A dispute followed through the back office: its terms, its summons, its file; and who may touch it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.core.models import PrivateFileReading
from portal.workdays.models import CalendarDay
from ppid.information.models import InformationPage
from ppid.requests import jobs
from ppid.requests.disputes import reminders
from ppid.requests.disputes.steps import Stage
from ppid.requests.history import first_break
from ppid.requests.models import Deadline, Dispute, DisputeStep, RequestMail
from tests.core import files

from .. import cases
from ..objections import cases as objections

pytestmark = pytest.mark.django_db


def address(objection, code: str) -> str:
    return reverse("requests_dispute_step", args=[objection.pk, code])


def send(client, objection, code: str, day: str, **fields):
    dispute = Dispute.objects.filter(objection=objection).first()
    version = dispute.version if dispute else 0
    return client.post(address(objection, code), {"version": version, "on": day, **fields})


def register(client, objection, day: str = "2026-03-16"):
    return send(client, objection, "register", day, number="010/REG-PSI/III/2026")


@pytest.fixture
def clock(time_machine):
    def set_to(day: str) -> None:
        time_machine.move_to(cases.at(day), tick=False)

    set_to("2026-03-20")
    return set_to


@pytest.fixture
def ppid(as_, clock):
    return as_("ppid")


@pytest.fixture
def disputed(ppid, upheld):
    register(ppid, upheld)
    return Dispute.objects.get(objection=upheld)


def due(objection, clock: str) -> date:
    return Deadline.objects.get(objection=objection, clock=clock, replaced_at=None).due_on


# --- who ----------------------------------------------------------------------------------------------------------

ALLOWED = ("ppid", "atasan")
OTHERS = ("petugas", "kadis", "kadivmin", "kasub", "pelaksana", "webmaster", "outsider", "superuser")


@pytest.mark.parametrize("who", (*ALLOWED, *OTHERS))
def test_only_the_ppid_and_his_superior_record(as_, clock, upheld, who):
    client = as_(who)
    register(client, upheld)
    pages = [
        client.get(reverse("requests_disputes")),
        client.get(reverse("requests_dispute", args=[upheld.pk])),
        client.post(reverse("requests_case_file", args=[upheld.pk])),
    ]

    assert Dispute.objects.filter(objection=upheld).exists() == (who in ALLOWED)
    assert {page.status_code for page in pages} == ({200} if who in ALLOWED else {404})


def test_a_stranger_is_asked_to_log_in(client, clock, upheld):
    for name in ("requests_dispute", "requests_case_file"):
        answer = client.post(reverse(name, args=[upheld.pk]))
        assert answer.status_code == 302 and "/admin/login/" in answer["Location"]
    assert not PrivateFileReading.objects.exists()


def test_foreign_numbers_are_not_there(ppid, upheld):
    for name in ("requests_dispute", "requests_case_file"):
        assert ppid.post(reverse(name, args=[10**9])).status_code in (404, 405)
    assert ppid.get(reverse("requests_dispute", args=[10**9])).status_code == 404
    assert ppid.get(address(upheld, "apa-saja")).status_code == 404
    assert not Dispute.objects.exists()


# --- the way -------------------------------------------------------------------------------------------------------


def test_there_is_no_dispute_before_the_objection_is_answered(people, superior, ppid):
    request = cases.bring_to(cases.a_request(cases.at("2026-03-02")), "notified", people, cases.at("2026-03-04"))
    objection = objections.an_objection(request, "a", cases.at("2026-03-05"))

    answer = register(ppid, objection)

    assert answer.status_code == 409
    assert "setelah keberatan ditanggapi" in answer.content.decode()
    assert not Dispute.objects.exists()


def test_the_whole_way_with_its_terms(ppid, people, clock, upheld):
    register(ppid, upheld, "2026-03-16")
    # Fourteen working days after 16 March 2026, across Nyepi and Idulfitri with their cuti bersama, and Good Friday.
    assert due(upheld, "C09") == date(2026, 4, 13)
    clock("2026-12-01")
    ppid.force_login(people["ppid"])  # the visit of March is over
    send(ppid, upheld, "begin", "2026-04-13")
    assert due(upheld, "C10") > date(2026, 8, 13)
    send(ppid, upheld, "mediation", "2026-04-20")
    # Fourteen working days after 20 April 2026, across 1 May; Kenaikan Isa Almasih and its cuti bersama come later.
    assert due(upheld, "C22") == date(2026, 5, 11)
    send(ppid, upheld, "mediation-again", "2026-04-27")
    assert due(upheld, "C22") == date(2026, 5, 11), "it runs from the first meeting"
    send(ppid, upheld, "mediation-failed", "2026-05-04")
    send(ppid, upheld, "hearing", "2026-05-18")
    send(ppid, upheld, "ruling", "2026-06-15", ruling="open-part", number="010/VI/KIP-2026", title="Laporan")
    assert due(upheld, "C11") == date(2026, 7, 6)
    send(ppid, upheld, "suit", "2026-07-06")
    send(ppid, upheld, "court-ruling", "2026-09-01", ruling="upheld")
    assert due(upheld, "C12") == date(2026, 9, 15), "days, not working days"
    send(ppid, upheld, "cassation", "2026-09-15")
    send(ppid, upheld, "cassation-ruling", "2026-11-20", ruling="open-all", title="Laporan")
    send(ppid, upheld, "execute", "2026-11-30")

    dispute = Dispute.objects.get()
    assert (dispute.stage, dispute.ruling) == (Stage.EXECUTED, "open-all")
    assert dispute.steps.count() == 12
    rows = list(upheld.history.order_by("sequence"))
    assert [row.event for row in rows][-1] == "dispute-execute"
    assert first_break(rows) is None


def test_a_step_that_cannot_follow_is_not_recorded(ppid, upheld, disputed):
    answer = send(ppid, upheld, "execute", "2026-03-20")

    disputed.refresh_from_db()
    assert answer.status_code == 409
    assert (disputed.stage, disputed.version) == (Stage.REGISTERED, 0)
    assert not DisputeStep.objects.filter(code="execute").exists()


@pytest.mark.parametrize("day", ["2026-03-21", "2026-03-15", "besok", ""])
def test_only_what_happened_is_recorded(ppid, upheld, disputed, day):
    send(ppid, upheld, "begin", day)

    assert not DisputeStep.objects.filter(code="begin").exists()


def test_a_ruling_says_what_it_is(ppid, upheld, disputed):
    for ruling in ("", "lainnya"):
        assert send(ppid, upheld, "ruling", "2026-03-20", ruling=ruling).status_code == 422
    assert not DisputeStep.objects.filter(code="ruling").exists()


def test_two_at_once_one_is_told(ppid, upheld, disputed):
    form = {"version": 0, "on": "2026-03-20"}
    ppid.post(address(upheld, "begin"), form)
    answer = ppid.post(address(upheld, "end"), form)

    disputed.refresh_from_db()
    assert answer.status_code == 409
    assert disputed.stage == Stage.BEGUN


def test_sent_twice_it_is_one_dispute(ppid, upheld, disputed):
    register(ppid, upheld)

    assert Dispute.objects.count() == 1
    assert upheld.history.filter(event="dispute-register").count() == 1


# --- mediation -----------------------------------------------------------------------------------------------


@pytest.fixture
def mediated(ppid, upheld, disputed):
    """First met on Tuesday 17 March 2026: fourteen working days end on 14 April, seven more on 23 April."""
    send(ppid, upheld, "begin", "2026-03-17")
    send(ppid, upheld, "mediation", "2026-03-17")
    assert due(upheld, "C22") == date(2026, 4, 14)
    return upheld


def test_the_term_of_a_mediation_is_shown_with_its_proof(ppid, mediated):
    page = ppid.get(reverse("requests_dispute", args=[mediated.pk])).content.decode()

    assert "Mediasi di Komisi Informasi: Selasa, 14 April 2026" in page
    assert "Batas waktu mediasi di Komisi Informasi: 14 hari kerja (PERKI 1/2013 Pasal 41)." in page
    assert "Hitungan bermula pada Selasa, 17 Maret 2026, saat pertemuan mediasi pertama diadakan." in page


def test_its_term_follows_the_calendar_though_the_objection_is_closed(
    ppid, mediated, people, clock, django_capture_on_commit_callbacks
):
    clock("2026-04-10")
    objections.do(mediated, "close", cases.person(people["ppid"]), cases.at("2026-04-10"))
    with django_capture_on_commit_callbacks(execute=True):
        CalendarDay.objects.create(date=date(2026, 4, 13), name="Contoh", kind=CalendarDay.Kind.JOINT_LEAVE)
    assert due(mediated, "C22") == date(2026, 4, 15)


def test_it_is_extended_once_from_the_end_of_its_first_term(ppid, mediated):
    send(ppid, mediated, "mediation-extended", "2026-03-18")
    assert due(mediated, "C23") == date(2026, 4, 23)
    told = " ".join(Deadline.objects.get(objection=mediated, clock="C23").reckoned.explanation())
    assert "Jatuh tempo pertama: Selasa, 14 April 2026" in told
    assert "Jatuh tempo setelah perpanjangan: Kamis, 23 April 2026" in told

    answer = send(ppid, mediated, "mediation-extended", "2026-03-19")
    assert answer.status_code == 409 and "sudah dicatat" in answer.content.decode()
    assert DisputeStep.objects.filter(code="mediation-extended").count() == 1
    page = ppid.get(reverse("requests_dispute", args=[mediated.pk])).content.decode()
    assert address(mediated, "mediation-extended") not in page


@pytest.mark.parametrize("code", ["mediation-again", "mediation-extended"])
def test_no_mediation_goes_on_that_never_began(ppid, upheld, disputed, code):
    send(ppid, upheld, "begin", "2026-03-17")

    assert send(ppid, upheld, code, "2026-03-18").status_code == 409
    assert not Deadline.objects.filter(objection=upheld, clock__in=("C22", "C23")).exists()


def test_the_end_of_a_mediation_is_told_by_the_term_that_holds(ppid, mediated):
    assert reminders.remind(date(2026, 4, 14)) == 2
    send(ppid, mediated, "mediation-extended", "2026-03-18")
    assert reminders.remind(date(2026, 4, 14)) == 0
    assert reminders.remind(date(2026, 4, 23)) == 2


# --- what a ruling opens ---------------------------------------------------------------------------------------


def test_a_ruling_that_opens_drafts_the_page_as_an_order_of_the_superior_does(ppid, upheld, disputed, index):
    said = {"ruling": "open-all", "number": "010/III/KIP-2026", "title": "Laporan kinerja 2025"}
    assert send(ppid, upheld, "ruling", "2026-03-20", **said).status_code == 302

    upheld.refresh_from_db()
    page = InformationPage.objects.get(pk=upheld.page_id)
    assert (page.title, page.live, page.legal_item) == ("Laporan kinerja 2025", False, "A15")
    assert (page.unit, page.get_parent().specific) == (upheld.request.unit, index)
    assert "putusan Komisi Informasi nomor 010/III/KIP-2026" in page.guidance
    assert "20 Maret 2026" in page.guidance
    row = upheld.history.get(event="dispute-ruling")
    assert (row.details["opened"], row.details["page"]) == (True, page.pk)
    assert first_break(list(upheld.history.order_by("sequence"))) is None
    shown = ppid.get(reverse("requests_dispute", args=[upheld.pk])).content.decode()
    assert "Laporan kinerja 2025" in shown and "belum tayang" in shown


@pytest.mark.parametrize("who", ["ppid", "petugas"])
def test_what_a_ruling_opened_waits_on_the_desk_until_it_is_public(as_, clock, upheld, index, who):
    ppid = as_("ppid")
    register(ppid, upheld)
    send(ppid, upheld, "ruling", "2026-03-20", ruling="open-part", title="Laporan kinerja 2025")
    desk = as_(who).get("/admin/meja/").content.decode()
    assert upheld.number in desk and "penayangan informasi yang dibuka" in desk

    upheld.refresh_from_db()
    InformationPage.objects.filter(pk=upheld.page_id).update(live=True)
    assert "penayangan informasi yang dibuka" not in as_(who).get("/admin/meja/").content.decode()


def test_a_ruling_after_silence_waits_for_the_ppid_and_for_the_superior_who_still_decides(
    as_, people, superior, clock, index
):
    objection = objections.an_objection(None, "b", cases.at("2026-03-02"))
    clock("2026-06-15")
    jobs.review(cases.at("2026-06-15"))
    register(as_("ppid"), objection, "2026-06-15")
    send(as_("ppid"), objection, "ruling", "2026-06-15", ruling="open-all", title="Neraca 2025")

    assert "penayangan informasi yang dibuka" in as_("ppid").get("/admin/meja/").content.decode()
    assert "putusan atas keberatan" in as_("atasan").get("/admin/meja/").content.decode()


@pytest.mark.parametrize("title", ["", "   "])
def test_what_is_opened_has_a_title(ppid, upheld, disputed, index, title):
    answer = send(ppid, upheld, "ruling", "2026-03-20", ruling="open-all", title=title)

    upheld.refresh_from_db()
    assert answer.status_code == 422 and "Beri judul" in answer.content.decode()
    assert (upheld.opens, upheld.page_id) == (False, None)
    assert not DisputeStep.objects.filter(code="ruling").exists()


@pytest.mark.parametrize("ruling", ["upheld", "perform", "in-time", "cost", "agreed", "rejected"])
def test_no_other_ruling_drafts_anything(ppid, upheld, disputed, index, ruling):
    before = InformationPage.objects.count()
    assert send(ppid, upheld, "ruling", "2026-03-20", ruling=ruling, title="Laporan").status_code == 302

    upheld.refresh_from_db()
    assert (upheld.opens, upheld.page_id, InformationPage.objects.count()) == (False, None, before)


def test_one_page_is_drafted_however_many_rulings_open(ppid, upheld, disputed, index):
    send(ppid, upheld, "ruling", "2026-03-18", ruling="open-part", title="Laporan kinerja 2025")
    send(ppid, upheld, "suit", "2026-03-19")
    count = InformationPage.objects.count()
    form = ppid.get(address(upheld, "court-ruling")).content.decode()
    assert 'name="title"' not in form
    assert send(ppid, upheld, "court-ruling", "2026-03-20", ruling="open-all").status_code == 302

    assert InformationPage.objects.count() == count


def test_a_ruling_that_does_not_stand_waits_for_nobody(ppid, upheld, disputed, index):
    send(ppid, upheld, "ruling", "2026-03-18", ruling="open-all", title="Laporan kinerja 2025")
    send(ppid, upheld, "suit", "2026-03-19")
    send(ppid, upheld, "court-ruling", "2026-03-20", ruling="upheld")

    upheld.refresh_from_db()
    assert not upheld.opens
    assert not InformationPage.objects.get(pk=upheld.page_id).live
    assert "penayangan informasi yang dibuka" not in ppid.get("/admin/meja/").content.decode()


# --- hearings -------------------------------------------------------------------------------------------------------


def test_a_hearing_to_come_is_not_forgotten_by_what_is_recorded_of_the_past(ppid, upheld, disputed):
    send(ppid, upheld, "summons", "2026-03-20", hearing_at="2026-04-06T09:30")
    send(ppid, upheld, "begin", "2026-03-17")
    disputed.refresh_from_db()

    assert (disputed.stage, disputed.hearing_at.date().isoformat()) == (Stage.BEGUN, "2026-04-06")


@pytest.mark.parametrize("day", ["2026-03-21", "2026-03-04", "1900-01-01"])
def test_a_dispute_begins_between_the_objection_and_today(ppid, upheld, day):
    register(ppid, upheld, day)

    assert not Dispute.objects.exists()


def test_a_hearing_of_another_age_is_a_slip_of_the_pen(ppid, upheld, disputed):
    for moment in ("0001-01-01T00:00", "2062-03-26T09:30"):
        assert send(ppid, upheld, "summons", "2026-03-20", hearing_at=moment).status_code == 422
    assert not DisputeStep.objects.filter(code="summons").exists()


def test_a_late_summons_is_pointed_out_and_reminded_of_once_each_day_that_counts(ppid, upheld, disputed, clock):
    send(ppid, upheld, "summons", "2026-03-20", hearing_at="2026-03-26T09:30", place="Komisi Informasi Provinsi")
    page = ppid.get(reverse("requests_dispute", args=[upheld.pk])).content.decode()
    assert "kurang dari 3 hari kerja" in page
    disputed.refresh_from_db()
    assert disputed.hearing_at == cases.at("2026-03-26", 9).replace(minute=30)

    told = RequestMail.objects.filter(kind=RequestMail.Kind.HEARING)
    assert reminders.remind(date(2026, 3, 25)) == 2
    assert reminders.remind(date(2026, 3, 25)) == 0
    assert reminders.remind(date(2026, 3, 27)) == 0
    assert {mail.address for mail in told} == {"ppid@contoh.invalid", "atasan@contoh.invalid"}


def test_the_end_of_the_parties_term_is_told_once(ppid, upheld, disputed):
    send(ppid, upheld, "ruling", "2026-03-17", ruling="open-all", title="Laporan")
    end = due(upheld, "C11")

    assert reminders.remind(date(2026, 3, 20)) == 0
    assert reminders.remind(end) == 2
    assert reminders.remind(end) == 0


# --- files ----------------------------------------------------------------------------------------------------------


def test_a_ruling_is_kept_privately_and_read_on_record(ppid, upheld, disputed):
    ruling = SimpleUploadedFile("putusan.pdf", files.pdf(), "application/pdf")
    send(ppid, upheld, "ruling", "2026-03-20", ruling="upheld", file=ruling)
    step = DisputeStep.objects.get(code="ruling")

    answer = ppid.post(reverse("requests_dispute_file", args=[upheld.pk, step.pk]))

    assert answer.content.startswith(b"%PDF")
    assert PrivateFileReading.objects.filter(purpose=step.label).count() == 1


def test_a_hostile_file_is_refused_and_nothing_recorded(ppid, upheld, disputed):
    program = SimpleUploadedFile("putusan.pdf", b"MZ\x90", "application/pdf")
    answer = send(ppid, upheld, "ruling", "2026-03-20", ruling="upheld", file=program)

    assert answer.status_code == 422
    assert not DisputeStep.objects.filter(code="ruling").exists()
