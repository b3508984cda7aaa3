"""What follows when a request is sent today: the steps of the law with their dates, for whoever thinks of asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from portal.workdays.reckoning import ClosedDays, YearNotLoaded

from ..clocks import reckoning

CHECK, OBJECT, DECIDE = "C02", "C06", "C07"


@dataclass(frozen=True)
class ProcedureStep:
    """``lead`` stands before the day: "paling lambat"."""

    title: str
    day: date
    lead: str = ""
    text: str = ""


def procedure(today: date, closed: ClosedDays) -> list[ProcedureStep]:
    """The way of a request that is received ``today`` and that everybody takes all his time for; empty where the
    calendar does not reach that far."""
    try:
        answer = reckoning.answer_due(today, None, closed)
        check = reckoning.reckon(CHECK, today, closed, start_event="registered")
        extended = reckoning.extended_due(answer, answer.due, closed)
        objection = reckoning.reckon(OBJECT, answer.due, closed, start_event="answer-received")
        decision = reckoning.reckon(DECIDE, objection.due, closed, start_event="objection-registered")
    except YearNotLoaded:
        return []
    by = "paling lambat"
    return [
        ProcedureStep("Anda mengirim permohonan", today, text="Nomor pendaftaran diberikan seketika."),
        ProcedureStep("PPID memeriksa kelengkapan", check.due, by, "Bila ada yang kurang, Anda diberi tahu."),
        ProcedureStep("PPID menjawab tertulis", answer.due, by, "Setiap butir dijawab sendiri, dengan alasannya."),
        ProcedureStep("Bila diperpanjang", extended.due, by, "Satu kali saja, dengan alasan tertulis."),
        ProcedureStep(
            "Bila tidak puas, Anda mengajukan keberatan",
            objection.due,
            by,
            f"Untuk jawaban tanggal {date_format(answer.due, 'j F Y')}.",
        ),
        ProcedureStep("Atasan PPID menanggapi", decision.due, by, "Bila keberatan diajukan pada hari terakhirnya."),
    ]
