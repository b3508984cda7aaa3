"""The figures of the quality book against cases reckoned by hand, and its clock against the portal's reckoning."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sop.models import StepRecord
from portal.sop.quality.chart import charts_of, standard_minutes
from portal.sop.quality.clock import OfficeClock
from portal.sop.quality.figures import State, StepRow, median, percentile, report_on
from portal.sop.quality.words import duration, share
from portal.workdays.reckoning import YearNotLoaded, office_minutes_between
from tests.workdays.conftest import hours  # noqa: F401  (a fixture without a database)

Outcome = StepRecord.Outcome
WITA = ZoneInfo("Asia/Makassar")
NINE = datetime(2026, 6, 8, 9, tzinfo=WITA)
CUT = datetime(2026, 7, 1, tzinfo=WITA)


def minute(count: int) -> timedelta:
    return timedelta(minutes=count)


def row(took: int | None = 10, **changes) -> StepRow:
    """A step of 30 minutes that began on Monday at nine and took so many minutes; ``None``: it is still open."""
    values = {
        "title": "Berita",
        "story": "page:1",
        "task_state_id": 1,
        "sop": "SOP contoh",
        "flow": "A",
        "order": 2,
        "step": "Disposisi Kadivmin",
        "role_name": "Kadivmin",
        "standard": "30 menit",
        "started_at": NINE,
        "due_at": NINE + minute(30),
        "finished_at": None if took is None else NINE + minute(took),
        "outcome": "" if took is None else Outcome.APPROVED,
        "actor_name": "Contoh",
        "office": "" if took is None else "Kadivmin",
        "comment": "",
    }
    return StepRow(**values | changes)


UNSET = {"standard": "belum ditetapkan", "due_at": None, "order": 6, "step": "Verifikasi", "role_name": "Kasub"}


def report(*rows: StepRow):
    """The report, on a clock on which every minute is an office minute."""
    return report_on(rows, CUT, lambda start, end: (end - start) // minute(1))


def figures(*rows: StepRow):
    return report(*rows).total


# --- middle and tail ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "middle", "ninetieth"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([10, 20], 15, 20),
        ([10, 25], 17.5, 25),
        ([30, 10, 20], 20, 30),
        (list(range(1, 11)), 5.5, 9),
        (list(range(1, 12)), 6, 10),
        (list(range(1, 101)), 50.5, 90),
        ([5] * 9 + [500], 5, 5),
        ([5] * 8 + [500] * 2, 5, 500),
    ],
)
def test_median_and_ninetieth_percentile(values, middle, ninetieth):
    assert median(values) == middle
    assert percentile(values, 90) == ninetieth


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed(values, percent):
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


# --- what counts as what -------------------------------------------------------------------------------------


def test_steps_finished_by_their_due_time_are_within_the_standard():
    result = figures(row(10), row(30), row(31), row(90))
    assert (result.done, result.median, result.p90, result.longest) == (4, 30.5, 90, 90)
    assert (result.share.within, result.share.late, result.share.fraction) == (2, 2, 0.5)


def test_a_step_without_a_standard_is_neither_on_time_nor_late():
    result = figures(row(10), row(500, **UNSET))
    assert (result.done, result.share.within, result.share.late, result.share.unset) == (2, 1, 0, 1)
    assert result.share.fraction == 1
    assert share(result.share) == "100,0% (1 dari 1); 1 belum ditetapkan"
    assert share(figures(row(500, **UNSET)).share) == "belum ditetapkan"


def test_a_standard_that_the_calendar_could_not_reckon_is_told_apart():
    result = figures(row(10, due_at=None))
    assert (result.share.unknown, result.share.unset, result.share.fraction) == (1, 0, None)
    assert share(result.share) == "1 tidak dapat dihitung"


def test_open_steps_are_counted_with_those_that_are_overdue():
    result = figures(row(10), row(None), row(None, due_at=CUT + minute(1)), row(None, **UNSET))
    assert (result.done, result.open, result.overdue) == (1, 3, 1)
    assert result.median == 10


def test_what_was_finished_after_the_period_was_open_at_its_end():
    late_end = row(10, finished_at=CUT + minute(5))
    result = report(late_end)
    assert (result.total.done, result.total.open, result.total.overdue) == (0, 1, 1)
    assert result.longest_open[0].minutes == (CUT - NINE) // minute(1)


@pytest.mark.parametrize("outcome", [Outcome.WITHDRAWN, Outcome.DELETED])
def test_withdrawn_and_deleted_steps_are_counted_apart(outcome):
    result = figures(row(10), row(900, outcome=outcome))
    assert (result.done, result.dropped, result.p90, result.share.late) == (1, 1, 10, 0)


def test_a_publication_is_no_step():
    note = row(0, order=None, task_state_id=None, outcome=Outcome.PUBLISHED, step="Penayangan halaman")
    result = report(row(10), note)
    assert result.total.done == 1
    assert result.notes == [(Outcome.PUBLISHED, 1)]
    assert [item.state for item in result.items] == [State.DONE, State.NOTE]


def test_a_task_made_by_hand_is_a_step_without_a_standard():
    foreign = row(10, sop="", flow="", order=None, role_name="", standard="", due_at=None, step="Tugas buatan")
    result = report(foreign)
    assert [(key.name, key.standard) for key, _ in result.by_step] == [("Tugas buatan", "belum ditetapkan")]
    assert result.total.share.unset == 1


def test_returns_come_newest_first_with_reason_and_office():
    first = row(10, outcome=Outcome.RETURNED, comment="Foto kabur.", office="Plh. Kadivmin")
    second = row(20, outcome=Outcome.RETURNED, comment="Ejaan.")
    result = report(first, second, row(30))
    assert [item.row.comment for item in result.returns] == ["Ejaan.", "Foto kabur."]
    assert result.total.returned == 2
    assert result.total.done == 3


def test_the_longest_waits_are_ten_and_the_longest_first():
    result = report(*[row(count) for count in range(1, 13)], row(None))
    assert [item.minutes for item in result.longest_done] == list(range(12, 2, -1))
    assert len(result.longest_open) == 1


def test_figures_are_told_per_step_role_and_office():
    result = report(row(10), row(20, office="Plh. Kadivmin"), row(40, **UNSET, office="Kasub"), row(None))
    assert [(key.name, f.done, f.open) for key, f in result.by_step] == [
        ("A2 Disposisi Kadivmin", 2, 1),
        ("A6 Verifikasi", 1, 0),
    ]
    assert [(role, f.done, f.open, f.median) for role, f in result.by_role] == [
        ("Kadivmin", 2, 1, 15),
        ("Kasub", 1, 0, 40),
    ]
    assert [(office, f.done) for office, f in result.by_office] == [("Kadivmin", 1), ("Kasub", 1), ("Plh. Kadivmin", 1)]


def test_steps_of_another_version_or_standard_stand_apart():
    result = report(row(10), row(20, sop="SOP contoh versi 2", standard="1 jam"))
    assert [(key.sop, key.standard, f.median) for key, f in result.by_step] == [
        ("SOP contoh", "30 menit", 10),
        ("SOP contoh versi 2", "1 jam", 20),
    ]


def test_nothing_at_all_is_a_report_too():
    result = report()
    assert (result.total.done, result.total.median, result.total.p90) == (0, None, None)
    assert share(result.total.share) == "–"
    assert charts_of(result.by_step) == []


def test_a_wait_that_the_calendar_cannot_reckon_has_no_length():
    def fails(start, end):
        raise YearNotLoaded(2031)

    result = report_on([row(10)], CUT, fails)
    assert (result.total.done, result.total.median, result.total.share.within) == (1, None, 1)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (None, "–"),
        (0, "0 menit"),
        (45, "45 menit"),
        (12.5, "12,5 menit"),
        (60, "1 jam"),
        (200, "3 jam 20 menit"),
        (72_000, "1.200 jam"),
    ],
)
def test_durations_are_said_in_hours_and_minutes(minutes, text):
    assert duration(minutes) == text


def test_only_all_of_them_are_a_hundred_percent():
    assert share(figures(*[row(10)] * 1999, row(90)).share) == "99,9% (1999 dari 2000)"


# --- the chart ---------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_what_they_stand_for():
    (chart,) = charts_of(report(row(10), row(20), row(60)).by_step)
    (step,) = chart.rows
    assert step.p90_length == 99
    assert step.median_length == pytest.approx(step.p90_length * 20 / 60, abs=0.01)
    assert step.standard_at == pytest.approx(step.p90_length * 30 / 60, abs=0.01)
    assert "median 20 menit, persentil 90 1 jam, waktu baku 30 menit" in chart.description


def test_steps_without_a_standard_have_a_chart_and_a_scale_of_their_own():
    with_standard, without = charts_of(report(row(10), row(5000, **UNSET)).by_step)
    assert [step.standard_at is None for step in (*with_standard.rows, *without.rows)] == [False, True]
    assert with_standard.rows[0].standard_at == without.rows[0].p90_length == 99


def test_steps_that_took_no_time_are_drawn_without_a_fault():
    (chart,) = charts_of(report(row(0, **UNSET)).by_step)
    assert chart.rows[0].p90_length == 0


@pytest.mark.parametrize(
    ("standard", "minutes"),
    [("30 menit", 30), ("1–3 jam", 180), ("30 menit – 1 jam", 60), ("1 hari", None), ("belum ditetapkan", None)],
)
def test_only_a_standard_in_minutes_or_hours_can_be_drawn(standard, minutes):
    assert standard_minutes(standard) == minutes


# --- the clock -----------------------------------------------------------------------------------------------

# Around Idul Fitri 2026, to the second.
a_moment = st.builds(
    lambda second: datetime(2026, 3, 12, tzinfo=WITA) + timedelta(seconds=second), st.integers(0, 20 * 24 * 3600)
)


@given(a_moment, a_moment)
def test_the_quick_clock_tells_what_the_reckoning_tells(decreed, hours, one, other):  # noqa: F811
    start, end = sorted((one, other))
    clock = OfficeClock(decreed, hours, WITA)
    assert clock.minutes(start, end) == office_minutes_between(start, end, decreed, hours)
    assert clock.minutes(start.astimezone(UTC), end.astimezone(UTC)) == clock.minutes(start, end)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2026-06-08 09:00", "2026-06-08 09:30", 30),
        ("2026-05-29 15:45", "2026-06-02 08:00", 30),
        ("2026-05-29 11:00", "2026-06-02 08:00", 60),
        ("2026-03-17 15:45", "2026-03-25 07:45", 30),
        ("2026-06-07 10:00", "2026-06-08 08:00", 30),
        ("2026-06-11 07:30", "2026-06-15 07:30", 510 + 240),
        ("2026-06-08 09:30", "2026-06-08 09:00", 0),
    ],
)
def test_golden_waits(decreed, hours, start, end, minutes):  # noqa: F811
    clock = OfficeClock(decreed, hours, WITA)
    moments = (datetime.fromisoformat(text).replace(tzinfo=WITA) for text in (start, end))
    assert clock.minutes(*moments) == minutes


def test_the_clock_guesses_nothing_beyond_its_calendar(decreed, hours):  # noqa: F811
    clock = OfficeClock(decreed, hours, WITA)
    with pytest.raises(YearNotLoaded):
        clock.minutes(datetime(2027, 12, 31, 9, tzinfo=WITA), datetime(2028, 1, 3, 9, tzinfo=WITA))
