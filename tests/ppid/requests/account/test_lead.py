"""The year in a sentence: true whatever is answered, late, withdrawn or beyond the calendar."""

from dataclasses import replace

import pytest

from ppid.requests.account import lead
from ppid.requests.account.figures import Requests, Standing, Timing
from ppid.requests.account.headline import told
from ppid.requests.account.tables import Line


def requests(answered: int = 0, ended: int = 0, **standings: int) -> Requests:
    """``standings`` by the names of ``Standing``; ``ended``: what was withdrawn or never completed."""
    counts = {standing.value: standings.get(standing.name.lower(), 0) for standing in Standing}
    timing = Timing(counts, None, None, [10, 17], [answered, 0, 0], 0)
    received = answered + ended + counts[Standing.OPEN] + counts[Standing.OPEN_LATE]
    return Requests(received, {}, {}, 0, timing, {}, {})


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (requests(), "Belum ada permohonan pada tahun ini."),
        (
            requests(1, in_time=1, open=2),
            "3 permohonan diterima: 1 sudah dijawab, 2 masih diproses. Tepat waktu: 1 dari 1.",
        ),
        (requests(open=2), "2 permohonan diterima: belum ada yang dijawab, 2 masih diproses."),
        (requests(3, in_time=2, late=1), "3 permohonan diterima: 3 sudah dijawab. Tepat waktu: 2 dari 3."),
        (
            requests(1, in_time=1, open=1, open_late=1),
            "3 permohonan diterima: 1 sudah dijawab, 2 masih diproses (1 lewat jatuh tempo). "
            "Tepat waktu: 1 dari 2 yang sudah dijawab atau lewat jatuh tempo.",
        ),
        (
            requests(1, ended=2, in_time=1, not_owed=1, withdrawn_late=1),
            "3 permohonan diterima: 1 sudah dijawab, 2 dicabut atau tidak dilengkapi. "
            "Tepat waktu: 1 dari 2 yang sudah dijawab atau lewat jatuh tempo.",
        ),
        (
            requests(2, in_time=1, unknown=1),
            "2 permohonan diterima: 2 sudah dijawab. Tepat waktu: 1 dari 1; 1 tidak dapat dihitung.",
        ),
        (requests(1, unknown=1), "1 permohonan diterima: 1 sudah dijawab. Tepat waktu: 1 tidak dapat dihitung."),
    ],
)
def test_every_year_is_told_as_it_is(year, sentence):
    assert lead.summary(year) == sentence


def test_the_home_page_tells_the_same_in_figures():
    year = requests(1, in_time=1, open=2)
    assert told(replace(year, timing=replace(year.timing, median=7))) == [
        ("Permohonan diterima", "3"),
        ("Sudah dijawab", "1"),
        ("Tepat waktu", "1 dari 1"),
        ("Lama menjawab (nilai tengah)", "7 hari kerja"),
    ]
    assert told(requests(open_late=1))[2] == ("Tepat waktu, dari yang sudah dijawab atau lewat jatuh tempo", "0 dari 1")
    assert told(requests(open=1))[2:] == [("Tepat waktu", "–"), ("Lama menjawab (nilai tengah)", "–")]


@pytest.mark.parametrize(("value", "words"), [(100.0, "100%"), (99.99, "99,9%"), (97.25, "97,2%"), (0.0, "0%")])
def test_a_whole_share_has_no_decimals_and_only_all_is_all(value, words):
    assert Line("", value, "persen").words == words
