"""A year's service in a sentence: how many, how they stand, and how many of how many were in time.

A share alone would flatter as long as little is answered, so punctuality is told as one number of another.
"""

from __future__ import annotations

from django.utils.formats import number_format

from .figures import Requests, Standing, Timing

PUNCTUAL = "Tepat waktu"
OF_THOSE = "yang sudah dijawab atau lewat jatuh tempo"


def summary(requests: Requests) -> str:
    """ "3 permohonan diterima: 1 sudah dijawab, 2 masih diproses. Tepat waktu: 1 dari 1." """
    if not requests.received:
        return "Belum ada permohonan pada tahun ini."
    told = f"{_number(requests.received)} permohonan diterima: {', '.join(_standings(requests))}."
    return f"{told} {_punctuality(requests.timing)}".rstrip()


def in_time(timing: Timing) -> str:
    """ "1 dari 2"; empty where nothing can be judged yet."""
    return f"{_number(timing.standings[Standing.IN_TIME])} dari {_number(timing.judged)}" if timing.judged else ""


def counts_unanswered(timing: Timing) -> bool:
    """Whether what was never answered, or not yet, is among those that are judged."""
    return bool(timing.standings[Standing.OPEN_LATE] or timing.standings[Standing.WITHDRAWN_LATE])


def _standings(requests: Requests) -> list[str]:
    timing = requests.timing
    late = timing.standings[Standing.OPEN_LATE]
    waiting = timing.standings[Standing.OPEN] + late
    ended = requests.received - timing.answered - waiting
    told = [f"{_number(timing.answered)} sudah dijawab" if timing.answered else "belum ada yang dijawab"]
    if waiting:
        told.append(f"{_number(waiting)} masih diproses{f' ({_number(late)} lewat jatuh tempo)' if late else ''}")
    if ended:
        told.append(f"{_number(ended)} dicabut atau tidak dilengkapi")
    return told


def _punctuality(timing: Timing) -> str:
    unknown = timing.standings[Standing.UNKNOWN]
    judged = in_time(timing)
    if judged and counts_unanswered(timing):
        judged = f"{judged} {OF_THOSE}"
    told = [judged, f"{_number(unknown)} tidak dapat dihitung" if unknown else ""]
    words = "; ".join(filter(None, told))
    return f"{PUNCTUAL}: {words}." if words else ""


def _number(count: int) -> str:
    return number_format(count, 0)
