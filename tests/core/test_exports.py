"""Spreadsheets are inert and in local time."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.test import RequestFactory
from django.views.generic import ListView

from portal.core.exports import InertExportMixin
from portal.core.models import AgencyImage

FORMULAS = [
    '=HYPERLINK("http://contoh.invalid","klik")',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u3000=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "\x00=1",
    "\x0b=1",
]


class Row:
    def __init__(self, value):
        self.value = value


class Export(InertExportMixin, ListView):
    model = AgencyImage
    list_export = ["value"]


def read_csv(*values) -> list[str]:
    view = export_view()
    content = b"".join(view.stream_csv(Rows(values))).decode()
    return [row[0] for row in csv.reader(StringIO(content, newline=""))][1:]


def read_xlsx(*values) -> list:
    output = BytesIO()
    export_view().write_xlsx(Rows(values), output)
    sheet = openpyxl.load_workbook(output).active
    return [row[0] for row in sheet.iter_rows(min_row=2)]


class Rows(list):
    model = AgencyImage

    def __init__(self, values):
        super().__init__(Row(value) for value in values)


def export_view() -> Export:
    view = Export()
    view.setup(RequestFactory().get("/", {"export": "csv"}))
    return view


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_a_formula(text):
    [cell] = read_xlsx(text)
    for value in (read_csv(text)[0], cell.value):
        assert value.startswith("'")
        assert value.endswith(text[-2:].strip("\x00\x0b"))
    assert cell.data_type == "s"


@pytest.mark.parametrize("text", ["Posyandu", "a = b", "rapat - 2", "surel@contoh.invalid", ""])
def test_plain_text_stays_as_it_is(text):
    assert read_csv(text) == [text]
    assert read_xlsx(text)[0].value in (text, None)


def test_lists_are_made_inert_as_well():
    assert read_csv(["=1", "b"])[0].startswith("'")
    assert read_xlsx(["=1", "b"])[0].value.startswith("'")


def test_long_numbers_and_numbers_with_a_leading_zero_stay_text():
    assert read_csv("6471010101900001", "0811000000") == ["'6471010101900001", "'0811000000"]
    cells = read_xlsx("6471010101900001", "0811000000")
    assert [(cell.value, cell.data_type) for cell in cells] == [("6471010101900001", "s"), ("0811000000", "s")]


@pytest.mark.parametrize("text", ["1/2", "10-12", "08.00-16.00", "1.000", "5E3", "10%", "2026-03-14"])
def test_texts_that_look_like_a_date_or_a_number_stay_text(text):
    assert read_csv(text) == [f"'{text}"]
    [cell] = read_xlsx(text)
    assert (cell.value, cell.data_type) == (text, "s")


@pytest.mark.parametrize("text", ["2026", "5 tahun", "1/2 hari", "Pasal 9-11", "E-mail"])
def test_texts_that_no_program_would_change_carry_no_mark(text):
    assert read_csv(text) == [text]


def test_numbers_stay_numbers():
    assert read_csv(-5, Decimal("-1.5")) == ["-5", "-1.5"]
    assert [cell.value for cell in read_xlsx(-5, Decimal("-1.5"))] == [-5, -1.5]


def test_times_are_those_of_the_offices_clock():
    moment = datetime(2026, 11, 30, 22, 30, tzinfo=UTC)

    assert read_csv(moment) == ["2026-12-01 06:30:00"]
    [cell] = read_xlsx(moment)
    assert cell.value == datetime(2026, 12, 1, 6, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    assert cell.number_format == "yyyy-mm-dd hh:mm"


def test_dates_stay_dates():
    assert read_csv(date(2026, 12, 1)) == ["2026-12-01"]
    assert read_xlsx(date(2026, 12, 1))[0].value == date(2026, 12, 1)
