"""What rows amount to: who is in time, what is left open, how long it took."""

from __future__ import annotations

from datetime import date

import pytest

from portal.workdays.reckoning import ClosedDays
from ppid.requests.account.figures import Figures, Standing, figures_of, standing_of_request
from ppid.requests.account.rows import DisputeRow, ItemRow, ObjectionRow, RequestRow, YearRows

TODAY = date(2026, 6, 1)
DUE = date(2026, 3, 16)
BEFORE, AFTER = date(2026, 3, 16), date(2026, 3, 17)


def a_request(state="notified", **changes) -> RequestRow:
    """Received on Monday 2 March 2026, due on Monday the 16th."""
    row = RequestRow(state, "web", date(2026, 3, 2), DUE, None, None, None, None)
    return row._replace(**changes)


def an_objection(**changes) -> ObjectionRow:
    row = ObjectionRow("received", "a", "", date(2026, 3, 2), date(2026, 4, 20), None, None, None, None)
    return row._replace(**changes)


def counted(decreed, requests=(), items=(), objections=(), disputes=(), today=TODAY) -> Figures:
    return figures_of(2026, YearRows(list(requests), list(items), list(objections), list(disputes)), today, decreed)


@pytest.mark.parametrize(
    ("row", "today", "expected"),
    [
        (a_request(notified_on=BEFORE), TODAY, Standing.IN_TIME),
        (a_request(notified_on=AFTER), TODAY, Standing.LATE),
        (a_request("redirected", closed_on=BEFORE), TODAY, Standing.IN_TIME),
        (a_request("redirected", closed_on=AFTER), TODAY, Standing.LATE),
        (a_request("signed"), DUE, Standing.OPEN),
        (a_request("signed"), AFTER, Standing.OPEN_LATE),
        (a_request("received", due_on=None), TODAY, Standing.OPEN),
        (a_request("notified", due_on=None, notified_on=AFTER), TODAY, Standing.UNKNOWN),
        (a_request("incomplete"), TODAY, Standing.OPEN),
        (a_request("closed-incomplete", closed_on=AFTER), TODAY, Standing.NOT_OWED),
        (a_request("withdrawn", closed_on=BEFORE), TODAY, Standing.NOT_OWED),
        (a_request("withdrawn", closed_on=AFTER), TODAY, Standing.WITHDRAWN_LATE),
        (a_request("withdrawn", closed_on=AFTER, applicant_due_on=DUE), TODAY, Standing.NOT_OWED),
    ],
)
def test_each_request_stands_in_one_place(row, today, expected):
    assert standing_of_request(row, today) == expected


def test_what_is_late_and_open_lowers_the_share_and_what_is_not_due_does_not(decreed):
    answered = [a_request(notified_on=BEFORE)] * 3
    late = [a_request(notified_on=AFTER), a_request("signed"), a_request("withdrawn", closed_on=AFTER)]
    beside = [a_request("signed", due_on=date(2026, 7, 1)), a_request("closed-incomplete", closed_on=AFTER)]
    timing = counted(decreed, [*answered, *late, *beside]).requests.timing
    assert (timing.judged, timing.share) == (6, 50.0)
    assert sum(timing.standings.values()) == 8


def test_nothing_answered_has_no_share_and_no_time(decreed):
    timing = counted(decreed).requests.timing
    assert (timing.share, timing.median, timing.p90, timing.answered) == (None, None, None, 0)


def test_times_are_working_days_past_the_joint_leave(decreed):
    # 17 March 2026 is the last working day before Idulfitri; the next is the 25th.
    rows = [a_request(received_on=date(2026, 3, 17), notified_on=day) for day in (date(2026, 3, 17), date(2026, 3, 25))]
    assert counted(decreed, rows).requests.timing.median == 0.5


def test_the_ninetieth_percentile_is_a_time_that_happened(decreed):
    days = (3, 4, 5, 6, 9, 10, 11, 12, 13, 16)  # of March: 1 to 10 working days
    rows = [a_request(notified_on=date(2026, 3, day)) for day in days]
    timing = counted(decreed, rows).requests.timing
    assert (timing.median, timing.p90, timing.classes) == (5.5, 9, [10, 0, 0])


def test_a_year_without_calendar_is_told_apart_and_not_dropped():
    rows = [a_request(notified_on=BEFORE)]
    timing = counted(ClosedDays({}, frozenset()), rows).requests.timing
    assert (timing.unmeasured, timing.answered, timing.median) == (1, 1, None)
    assert timing.standings[Standing.IN_TIME] == 1


def test_grounds_go_by_their_letter(decreed):
    items = [ItemRow("refused", "h2"), ItemRow("partly", "h5"), ItemRow("refused", "a"), ItemRow("granted", None)]
    requests = counted(decreed, items=items).requests
    assert requests.grounds == {"a": 1, "h": 2}
    assert requests.outcomes == {"granted": 1, "partly": 1, "refused": 2}


def test_an_objection_counts_once_for_each_reason_and_its_outcome_when_it_was_told(decreed):
    told = an_objection(state="notified", reasons="ac", outcome="accepted", notified_on=date(2026, 4, 20))
    decided = an_objection(state="decided", outcome="upheld")
    objections = counted(decreed, objections=[told, decided]).objections
    assert objections.reasons == {"a": 2, "c": 1} and objections.outcomes == {"accepted": 1}
    assert objections.timing.standings[Standing.IN_TIME] == objections.timing.standings[Standing.OPEN_LATE] == 1


@pytest.mark.parametrize(
    ("fulfilled_on", "expected"),
    [(BEFORE, Standing.IN_TIME), (AFTER, Standing.LATE), (None, Standing.OPEN_LATE)],
)
def test_an_order_is_fulfilled_in_time_or_late_or_not_at_all(decreed, fulfilled_on, expected):
    ordered = an_objection(state="notified", notified_on=BEFORE, order_due_on=DUE, fulfilled_on=fulfilled_on)
    orders = counted(decreed, objections=[ordered, an_objection()]).objections.orders
    assert orders[expected] == sum(orders.values()) == 1


def test_a_dispute_counts_by_stage_ruling_and_what_happened(decreed):
    rows = [
        DisputeRow("executed", "open-all", frozenset({"ruling", "execute"})),
        DisputeRow("registered", "", frozenset()),
    ]
    disputes = counted(decreed, disputes=rows).disputes
    assert (disputes.received, disputes.stages) == (2, {"executed": 1, "registered": 1})
    assert (disputes.rulings, disputes.steps) == ({"open-all": 1}, {"execute": 1, "ruling": 1})


def test_what_is_frozen_can_be_read_again(decreed):
    figures = counted(
        decreed,
        [a_request(notified_on=BEFORE), a_request("signed")],
        [ItemRow("refused", "h2")],
        [an_objection()],
        [DisputeRow("ruled", "upheld", frozenset({"ruling"}))],
    )
    assert Figures.from_dict(figures.as_dict()) == figures
