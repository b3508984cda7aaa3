"""What a decision must hold (UU 14/2008 Pasal 35 ayat (2), Pasal 36 ayat (2) and (3))."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ..models import Objection

Outcome = Objection.Outcome
# Only these may be settled amicably: a refusal as exempt goes straight to adjudication.
AMICABLE = frozenset("bcdefg")


@dataclass(frozen=True)
class Decision:
    """``answers`` by the letter of the reason; ``order`` to the PPID with the day by which it is carried out.

    ``opens``: what was asked becomes public information (Pasal 11 ayat (2)), under ``title``.
    """

    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    order: str = ""
    order_due_on: date | None = None
    opens: bool = False
    title: str = ""


def may_be_settled(reasons: str) -> bool:
    return bool(AMICABLE & set(reasons))


def faults_of(decision: Decision, reasons: str, today: date) -> list[str]:
    """What the decision still lacks, in Indonesian."""
    faults = []
    if decision.outcome not in Outcome.values:
        faults.append("Pilih putusannya.")
    if missing := [letter for letter in reasons if not decision.answers.get(letter, "").strip()]:
        faults.append(f"Tanggapi setiap alasan; belum ada tanggapan atas alasan {', '.join(missing)}.")
    if decision.outcome == Outcome.SETTLED and not may_be_settled(reasons):
        faults.append(
            "Penolakan karena dikecualikan (alasan a) tidak diselesaikan secara musyawarah (Pasal 35 ayat (2))."
        )
    if decision.outcome == Outcome.UPHELD and not decision.reason.strip():
        faults.append("Tulis alasan mengapa jawaban PPID dikuatkan (Pasal 36 ayat (3)).")
    return [*faults, *_faults_of_order(decision, today)]


def _faults_of_order(decision: Decision, today: date) -> Iterator[str]:
    if decision.outcome == Outcome.UPHELD and (decision.order or decision.opens):
        yield "Putusan yang menguatkan jawaban PPID tidak memuat perintah."
    if decision.outcome in (Outcome.ACCEPTED, Outcome.PARTLY) and not decision.order.strip():
        yield "Tulis perintah kepada PPID."
    if decision.order_due_on and not decision.order.strip():
        yield "Batas pelaksanaan hanya diisi bila ada perintah."
    if decision.order and decision.order_due_on is None:
        yield "Tetapkan batas pelaksanaan perintah."
    if decision.order_due_on and decision.order_due_on < today:
        yield "Batas pelaksanaan perintah tidak boleh sebelum hari ini."
    if decision.opens and not decision.title.strip():
        yield "Beri judul informasi yang dibuka; dengan judul itu ia masuk Daftar Informasi Publik."
