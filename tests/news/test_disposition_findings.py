"""What people found when they tried the sheets: each stays mended here."""

import io
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from news import paper
from news.models import Disposition, NewsPage
from portal.core.models import AgencyIdentity
from portal.officials.models import Appointment, Official, Position
from portal.sop.models import Notice, StepRecord
from tests import verbs
from tests.conftest import make_official
from tests.news.sheets import open_sheet, pass_on, sheet_form, waits_for

pytestmark = pytest.mark.django_db


def appoint(person, role, days=3):
    today = timezone.localdate()
    official, _ = Official.objects.get_or_create(user=person, defaults={"name": f"Contoh {person.username}"})
    return Appointment.objects.create(
        position=Position.objects.get(code=role),
        official=official,
        kind="plh",
        valid_from=today - timedelta(days=1),
        valid_to=today + timedelta(days=days),
        decree_number="800/1/contoh",
    )


def order(as_, people, **changes):
    """A sheet that went all the way down; returns the draft that it opened."""
    sheet = open_sheet(as_("kadis"), **changes)
    pass_on(as_("kadivmin"), sheet)
    pass_on(as_("kabag"), sheet)
    pass_on(as_("kasub"), sheet, writer=people["pelaksana"].pk)
    return NewsPage.objects.filter(disposition=sheet).first()


# --- the draft that a sheet opens ---------------------------------------------------------------------------


@pytest.mark.parametrize("subject", ["Pekan imunisasi", "A" * 255, "Rss", "💉 1"])
def test_two_sheets_of_one_subject_open_two_drafts(as_, people, subject):
    first, second = order(as_, people, subject=subject), order(as_, people, subject=subject)
    assert first.title == second.title == subject
    assert first.slug and second.slug and first.slug != second.slug
    assert max(len(first.slug), len(second.slug)) <= 255
    assert "rss" not in (first.slug, second.slug)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("subject", "!!!"),
        ("subject", "\u200b\u200b"),
        ("subject", "Vaksin\x08asi"),
        ("sender", "Puskes\x1fmas"),
        ("received_on", "9999-01-01"),
        ("received_on", "0001-01-01"),
        ("letter_date", "9999-01-01"),
        ("due_on", "9999-12-31"),
    ],
)
def test_a_sheet_without_sense_is_not_opened(as_, field, value):
    assert open_sheet(as_("kadis"), **{field: value}) is None


def test_a_level_below_sets_no_time_limit_of_another_age(as_):
    sheet = open_sheet(as_("kadis"))
    pass_on(as_("kadivmin"), sheet, due="9999-12-31")
    assert waits_for(sheet) == "kadivmin"


def test_a_form_sent_twice_opens_one_sheet(as_):
    data = sheet_form(form_key=str(uuid.uuid4()))
    for _ in range(2):
        as_("kadis").post(reverse("news_open_disposition"), data)
    assert Disposition.objects.count() == 1


def test_a_copy_of_an_ordered_draft_was_ordered_by_nobody(as_, people):
    draft = order(as_, people)
    data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": draft.get_parent().pk, "alias": ""}
    as_("pelaksana").post(reverse("wagtailadmin_pages:copy", args=[draft.pk]), data)
    assert NewsPage.objects.get(slug="salinan").disposition is None


def test_a_deleted_ordered_draft_is_told_to_who_ordered_it(as_, people):
    draft = order(as_, people)
    as_("pelaksana").post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert not NewsPage.objects.filter(pk=draft.pk).exists()
    assert Notice.objects.get(kind="dropped").recipient == people["kasub"]


def test_superiors_see_what_they_ordered_while_it_is_being_written(as_, people):
    draft = order(as_, people)
    for who in ("kadis", "kadivmin", "kabag", "kasub"):
        elsewhere = as_(who).get(reverse("sop_desk")).context["desk"].elsewhere
        assert draft.title in [row.matter.title for row in elsewhere], who
    handled = as_("kabag").get(reverse("sop_desk")).context["desk"].handled
    assert handled[0].place == "kini di Pelaksana"


# --- a sheet that came back --------------------------------------------------------------------------------


def test_a_sheet_that_came_back_lies_with_the_office_not_the_person(as_, people):
    appointment = appoint(people["kabag"], "kadis")
    sheet = open_sheet(as_("kabag"))
    pass_on(as_("kadivmin"), sheet, act="reject", comment="Perbaiki.")
    Appointment.objects.filter(pk=appointment.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    drafts = {who: as_(who).get(reverse("sop_desk")).context["desk"].drafts for who in ("kadis", "kabag")}
    assert [row.matter.title for row in drafts["kadis"]] == [sheet.subject]
    assert drafts["kadis"][0].matter.url == reverse("news_repair_disposition", args=[sheet.pk])
    assert drafts["kabag"] == []


def test_the_register_calls_a_repaired_sheet_by_its_new_subject(as_):
    sheet = open_sheet(as_("kadis"))
    pass_on(as_("kadivmin"), sheet, act="reject", comment="Perbaiki.")
    as_("kadis").post(reverse("news_repair_disposition", args=[sheet.pk]), sheet_form(subject="Perihal diperbaiki"))
    titles = StepRecord.objects.about(sheet).order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Pekan imunisasi", "Pekan imunisasi", "Perihal diperbaiki", "Perihal diperbaiki"]


# --- on paper ----------------------------------------------------------------------------------------------


def printed(sheet) -> str:
    pdf = paper.disposition_pdf(Disposition.objects.get(pk=sheet.pk), AgencyIdentity(name="Contoh"), timezone.now())
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_long_note_is_printed_to_its_last_line(as_):
    note = "\n".join(f"b{number}" for number in range(300))
    sheet = open_sheet(as_("kadis"), note=note)
    text = printed(sheet)
    assert all(f"b{number}" in text for number in range(300))


def test_a_word_without_end_stays_on_the_paper(as_):
    sheet = open_sheet(as_("kadis"), note="x" * 1900 + " selesai", subject="Y" * 250)
    text = printed(sheet).replace("\u200b", "").replace("\n", "")
    assert text.count("x") >= 1900
    assert text.count("Y") >= 250


def test_the_paper_says_to_whom_the_newest_level_passed_it_on(as_):
    assert "Kadivmin" in printed(open_sheet(as_("kadis")))


# --- confidential ------------------------------------------------------------------------------------------


SECRET = "Perihal tertutup"


def test_a_confidential_subject_stands_in_no_mail_and_no_list(as_, people):
    sheet = open_sheet(as_("kadis"), subject=SECRET, nature="rahasia")
    assert not StepRecord.objects.filter(title__contains=SECRET).exists()
    assert not Notice.objects.filter(subject__contains=SECRET).exists()
    assert not Notice.objects.filter(body__contains=SECRET).exists()
    index = reverse(Disposition.snippet_viewset.get_url_name("list"))
    assert SECRET not in as_("petugas").get(index).content.decode()
    assert SECRET in as_("kabag").get(index).content.decode()
    state = sheet.current_workflow_task_state
    assert SECRET in as_("kadivmin").get(reverse("sop_decide", args=[state.pk])).content.decode()


@pytest.mark.parametrize(
    ("who", "reads"), [("kadis", True), ("kasub", True), ("pelaksana", False), ("petugas", False), ("ppid", False)]
)
def test_a_confidential_sheet_is_read_by_its_offices(as_, who, reads):
    sheet = open_sheet(as_("kadis"), subject=SECRET, nature="rahasia")
    inspect = reverse(Disposition.snippet_viewset.get_url_name("inspect"), args=[sheet.pk])
    assert (SECRET in as_(who).get(inspect).content.decode()) is reads
    assert (as_(who).get(reverse("news_disposition_paper", args=[sheet.pk])).status_code == 200) is reads


def test_the_named_writer_reads_the_confidential_sheet(as_, people):
    draft = order(as_, people, subject=SECRET, nature="rahasia")
    paper_url = reverse("news_disposition_paper", args=[draft.disposition_id])
    assert as_("pelaksana").get(paper_url).status_code == 200
    assert as_("pelaksana2").get(paper_url).status_code != 200


SAID = "Jangan diumumkan dahulu"


def returned_confidential_sheet(as_):
    """One level passed it on with a note, the next returned it with a reason."""
    sheet = open_sheet(as_("kadis"), subject=SECRET, nature="rahasia")
    pass_on(as_("kadivmin"), sheet, comment=f"{SAID}.")
    pass_on(as_("kabag"), sheet, "reject", comment=f"{SAID}!")
    return sheet


@pytest.mark.parametrize(
    ("who", "reads"),
    [("kadis", True), ("kasub", True), ("pelaksana", False), ("timit", False), ("ppid", False), ("superuser", False)],
)
def test_what_the_levels_wrote_on_a_confidential_sheet_is_in_their_registers_alone(as_, who, reads):
    sheet = returned_confidential_sheet(as_)
    register, report = reverse("buku_kendali:index"), reverse("sop_quality")
    screens = [f"{register}?export=csv", report, reverse("sop_quality_download", args=["csv"])]
    screens += [reverse("buku_kendali:inspect", args=[row.pk]) for row in StepRecord.objects.about(sheet)]
    told = "".join(_text_of(as_(who).get(screen)) for screen in screens)
    assert (SAID in told) is reads
    assert (f"Disposisi rahasia nomor {sheet.pk}" in told) is reads


def test_the_named_writer_reads_the_rows_of_his_confidential_sheet(as_, people):
    draft = order(as_, people, subject=SECRET, nature="rahasia")
    for who, rows in (("pelaksana", 4), ("pelaksana2", 0)):
        told = _text_of(as_(who).get(f"{reverse('buku_kendali:index')}?export=csv"))
        assert told.count(f"Disposisi rahasia nomor {draft.disposition_id}") == rows


def test_the_editor_shows_a_confidential_sheet_to_its_readers_alone(as_, people):
    draft = order(as_, people, subject=SECRET, nature="rahasia", note=SAID)
    editor = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert SAID in as_("pelaksana").get(editor).content.decode()
    for who in ("pelaksana2", "superuser"):
        assert SAID not in as_(who).get(editor).content.decode()


def test_the_reason_of_a_confidential_return_stands_on_the_desk_and_in_no_mail(as_):
    returned_confidential_sheet(as_)
    assert SAID in as_("kadis").get(reverse("sop_desk")).content.decode()
    notice = Notice.objects.get(kind=Notice.Kind.RETURNED)
    assert SAID not in notice.body
    assert "meja kerja" in notice.body


def _text_of(response) -> str:
    return b"".join(response.streaming_content if response.streaming else [response.content]).decode()


# --- one flow, one hat -------------------------------------------------------------------------------------


def test_who_passed_the_sheet_down_in_one_office_does_not_judge_the_story_in_another(as_, people):
    appointment = appoint(people["kasub"], "kadivmin")
    sheet = open_sheet(as_("kadis"))
    pass_on(as_("kasub"), sheet)
    pass_on(as_("kabag"), sheet)
    appointment.delete()
    second = Client()
    second.force_login(make_official("kasub2", "kasub"))
    pass_on(second, sheet, writer=people["pelaksana"].pk)
    draft = NewsPage.objects.get(disposition=sheet)
    verbs.submit(as_("pelaksana"), draft)
    verbs.act(as_("kasub"), draft)
    assert verbs.waits_for(draft) == "kasub"
    verbs.act(second, draft)
    assert verbs.waits_for(draft) == "kabag"
