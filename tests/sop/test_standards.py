"""When a step is due: the golden cases of the SOP's time standards, on the real calendar of 2026.

In May 2026 Friday the 29th stands before Saturday, Sunday and Hari Lahir Pancasila (Monday 1 June). In March, Nyepi,
Idul Fitri and their cuti bersama close the office from Wednesday the 18th to Tuesday the 24th.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.sop.models import Step
from portal.sop.recording import due_time
from portal.sop.standards import NOT_SET, Duration, due_at, standard_text
from portal.workdays.calendar import closed_days, office_hours

pytestmark = pytest.mark.django_db
WITA = ZoneInfo("Asia/Makassar")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA)


@pytest.mark.parametrize(
    ("opened", "standard", "due"),
    [
        # On an ordinary day.
        ("2026-06-08 09:00", "30 menit", "2026-06-08 09:30"),
        ("2026-06-08 15:45", "30 menit", "2026-06-09 07:45"),
        # 15.45 on the Friday before a long weekend: the office closed at 11.30, so all of it is left for Tuesday.
        ("2026-05-29 15:45", "30 menit", "2026-06-02 08:00"),
        ("2026-05-29 11:15", "30 menit", "2026-06-02 07:45"),
        # Across cuti bersama.
        ("2026-03-17 15:45", "30 menit", "2026-03-25 07:45"),
        ("2026-03-20 10:00", "30 menit", "2026-03-25 08:00"),
        # Opened on a Sunday.
        ("2026-06-07 10:00", "30 menit", "2026-06-08 08:00"),
        # "1 hari" is the next working day, until the office closes.
        ("2026-06-08 09:00", "1 hari", "2026-06-09 16:00"),
        ("2026-06-11 15:59", "1 hari", "2026-06-12 11:30"),
        ("2026-05-29 08:00", "1 hari", "2026-06-02 16:00"),
        ("2026-03-17 08:00", "1 hari", "2026-03-25 16:00"),
        ("2026-06-07 10:00", "1 hari", "2026-06-08 16:00"),
        # "1–3 jam": the shortest and the longest.
        ("2026-06-08 14:00", "1 jam", "2026-06-08 15:00"),
        ("2026-06-08 14:00", "3 jam", "2026-06-09 08:30"),
        ("2026-05-29 10:00", "1 jam", "2026-05-29 11:00"),
        ("2026-05-29 10:00", "3 jam", "2026-06-02 09:00"),
    ],
)
def test_golden_cases(opened, standard, due):
    assert due_at(at(opened), Duration.parse(standard), closed_days(), office_hours()) == at(due)


def test_a_step_of_one_to_three_hours_is_due_after_the_longest():
    step = Step.objects.get(flow__code="B", order=2)
    assert step.standard == "1–3 jam"
    assert due_time(step, at("2026-06-08 14:00")).at == at("2026-06-09 08:30")


def test_a_step_whose_time_the_sop_leaves_blank_has_no_due_time():
    step = Step.objects.get(flow__code="A", order=6)
    assert step.standard == NOT_SET
    assert due_time(step, at("2026-06-08 14:00")).at is None
    assert due_time(step, at("2026-06-08 14:00")).note == NOT_SET


def test_a_calendar_that_does_not_reach_so_far_is_noted_and_nothing_is_guessed():
    step = Step.objects.get(flow__code="B", order=1)
    due = due_time(step, at("2027-12-31 09:00"))
    assert due.at is None
    assert "2028" in due.note


@pytest.mark.parametrize(
    ("shortest", "longest", "text"),
    [
        ("", "", NOT_SET),
        ("", "30 menit", "30 menit"),
        ("1 jam", "3 jam", "1–3 jam"),
        ("30 menit", "1 jam", "30 menit – 1 jam"),
    ],
)
def test_a_standard_is_written_as_the_sop_writes_it(shortest, longest, text):
    assert standard_text(shortest, longest) == text


@pytest.mark.parametrize("text", ["", "0 jam", "1,5 jam", "1 minggu", "30", "-1 hari", " 1 jam"])
def test_a_standard_that_cannot_be_read_is_an_error(text):
    with pytest.raises(ValueError, match="tidak dikenal"):
        Duration.parse(text)
