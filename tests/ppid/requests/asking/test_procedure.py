"""The start page of a request reckons its steps from today."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from portal.workdays.calendar import closed_days
from ppid.requests.asking.procedure import procedure


@pytest.fixture
def closed(db):
    return closed_days()


def test_the_steps_are_those_of_the_clocks(closed):
    """Acceptance check 1 (docs/rules.md): received on 21 March 2026, due on 8 April, extended 17 April."""
    days = [step.day for step in procedure(date(2026, 3, 21), closed)]

    assert days == sorted(days)
    assert days[0] == date(2026, 3, 21)
    assert days[2:4] == [date(2026, 4, 8), date(2026, 4, 17)]
    assert procedure(date(2026, 3, 21), closed)[4].text == "Untuk jawaban tanggal 8 April 2026."


def test_without_a_calendar_no_date_is_guessed(closed):
    assert procedure(date(2031, 3, 6), closed) == []


def test_the_start_page_shows_every_step_with_its_day(client, home):
    page = BeautifulSoup(client.get("/permohonan/").content, "html.parser")

    steps = page.select(".steps > li")
    assert len(steps) == 6
    assert all(step.select_one("time")["datetime"] for step in steps)
