"""The account as CSV for other programs: numbers and the words that name them, nothing that anybody typed."""

from __future__ import annotations

import csv
import io

from portal.core.exports import inert

from .tables import Account

HEADINGS = ("Tahun", "Dihitung pada", "Tabel", "Baris", "Nilai", "Satuan")


def as_csv(account: Account) -> bytes:
    """One row a figure, in UTF-8 with the mark by which spreadsheet programs know it; cells are inert."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for table in account.tables:
        for line in table.lines:
            value = "" if line.value is None else round(line.value, 4)
            cells = (account.year, account.counted_on, table.title, line.name, value, line.unit)
            writer.writerow([inert(cell, csv=True) for cell in cells])
    return out.getvalue().encode("utf-8-sig")
