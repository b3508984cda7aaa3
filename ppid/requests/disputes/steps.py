"""What may be recorded of a dispute, in one table: step, from which stage to which, which clock it starts, by what law.

The commission and the courts decide; the agency records. So nothing here says who is right, only what can follow what,
and which term begins. Pure: takes plain values.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import models


class Stage(models.TextChoices):
    REGISTERED = "registered", "Didaftarkan di Komisi Informasi"
    BEGUN = "begun", "Penyelesaian dimulai"
    MEDIATION = "mediation", "Mediasi"
    ADJUDICATION = "adjudication", "Ajudikasi"
    RULED = "ruled", "Diputus Komisi Informasi"
    COURT = "court", "Gugatan di pengadilan"
    COURT_RULED = "court-ruled", "Diputus pengadilan"
    CASSATION = "cassation", "Kasasi di Mahkamah Agung"
    FINAL = "final", "Berkekuatan hukum tetap"
    EXECUTED = "executed", "Putusan dilaksanakan"
    ENDED = "ended", "Berakhir"


CLOSED_STAGES = frozenset({Stage.EXECUTED, Stage.ENDED})


class Ruling(models.TextChoices):
    """What the commission may order (Pasal 46), and a court after it (Pasal 49)."""

    OPEN_ALL = "open-all", "Membuka seluruh informasi"
    OPEN_PART = "open-part", "Membuka sebagian informasi"
    UPHELD = "upheld", "Menguatkan keputusan badan publik"
    PERFORM = "perform", "Menjalankan kewajiban menurut undang-undang"
    IN_TIME = "in-time", "Memenuhi kewajiban dalam jangka waktu yang ditetapkan"
    COST = "cost", "Menetapkan biaya"
    AGREED = "agreed", "Kesepakatan mediasi"
    REJECTED = "rejected", "Permohonan sengketa ditolak atau gugur"


# What these order to open is public information from then on (Pasal 11 ayat (2)).
OPENING = frozenset({Ruling.OPEN_ALL, Ruling.OPEN_PART})
# What these say of an earlier ruling that opened: it does not stand.
CLOSING = frozenset({Ruling.UPHELD, Ruling.REJECTED})


@dataclass(frozen=True)
class Step:
    """One row. ``target`` is empty where the stage stays; ``clock`` begins by ``start_event`` on the step's day.

    ``once``: it happens at most once in a dispute, though its stage lasts.
    """

    code: str
    label: str
    sources: frozenset[Stage]
    target: Stage | None
    legal_basis: str
    clock: str = ""
    start_event: str = ""
    asks_hearing: bool = False
    asks_ruling: bool = False
    once: bool = False


BEFORE_THE_COMMISSION = frozenset({Stage.REGISTERED, Stage.BEGUN, Stage.MEDIATION, Stage.ADJUDICATION})
_RULED = frozenset({Stage.RULED, Stage.COURT_RULED})
_OPEN = frozenset(Stage) - CLOSED_STAGES

STEPS: tuple[Step, ...] = (
    Step(
        "begin",
        "Komisi Informasi memulai penyelesaian",
        frozenset({Stage.REGISTERED}),
        Stage.BEGUN,
        "UU 14/2008 Pasal 38",
        "C10",
        "dispute-began",
    ),
    Step(
        "summons",
        "Panggilan sidang atau mediasi diterima",
        _OPEN - {Stage.RULED, Stage.COURT_RULED, Stage.FINAL},
        None,
        "PERKI 1/2013 Pasal 24 ayat (2)",
        asks_hearing=True,
    ),
    Step(
        "mediation",
        "Pertemuan mediasi pertama",
        frozenset({Stage.BEGUN}),
        Stage.MEDIATION,
        "UU 14/2008 Pasal 40 dan PERKI 1/2013 Pasal 41",
        "C22",
        "mediation-began",
    ),
    Step(
        "mediation-again",
        "Pertemuan mediasi berikutnya",
        frozenset({Stage.MEDIATION}),
        None,
        "UU 14/2008 Pasal 40 dan PERKI 1/2013 Pasal 41",
    ),
    Step(
        "mediation-extended",
        "Mediasi diperpanjang satu kali",
        frozenset({Stage.MEDIATION}),
        None,
        "PERKI 1/2013 Pasal 41",
        "C23",
        "mediation-period-ended",
        once=True,
    ),
    Step(
        "mediation-agreed",
        "Mediasi mencapai kesepakatan",
        frozenset({Stage.MEDIATION}),
        Stage.FINAL,
        "UU 14/2008 Pasal 39",
        asks_ruling=True,
    ),
    Step(
        "mediation-failed",
        "Mediasi gagal",
        frozenset({Stage.MEDIATION}),
        Stage.ADJUDICATION,
        "UU 14/2008 Pasal 42",
    ),
    Step(
        "hearing",
        "Sidang ajudikasi",
        frozenset({Stage.BEGUN, Stage.ADJUDICATION}),
        Stage.ADJUDICATION,
        "UU 14/2008 Pasal 42 sampai Pasal 45",
    ),
    Step(
        "ruling",
        "Putusan Komisi Informasi diterima",
        BEFORE_THE_COMMISSION,
        Stage.RULED,
        "UU 14/2008 Pasal 46 dan Pasal 48 ayat (1)",
        "C11",
        "commission-ruling-received",
        asks_ruling=True,
    ),
    Step(
        "suit",
        "Gugatan diajukan ke pengadilan",
        frozenset({Stage.RULED}),
        Stage.COURT,
        "UU 14/2008 Pasal 47 dan Pasal 48",
    ),
    Step(
        "court-ruling",
        "Putusan pengadilan diterima",
        frozenset({Stage.COURT}),
        Stage.COURT_RULED,
        "UU 14/2008 Pasal 49 dan Pasal 50",
        "C12",
        "court-ruling-received",
        asks_ruling=True,
    ),
    Step(
        "cassation",
        "Permohonan kasasi diajukan",
        frozenset({Stage.COURT_RULED}),
        Stage.CASSATION,
        "UU 14/2008 Pasal 50",
    ),
    Step(
        "cassation-ruling",
        "Putusan kasasi diterima",
        frozenset({Stage.CASSATION}),
        Stage.FINAL,
        "UU 14/2008 Pasal 50",
        asks_ruling=True,
    ),
    Step(
        "become-final",
        "Putusan berkekuatan hukum tetap",
        _RULED,
        Stage.FINAL,
        "UU 14/2008 Pasal 48 dan Pasal 50",
    ),
    Step(
        "execute",
        "Putusan dilaksanakan",
        frozenset({Stage.FINAL}),
        Stage.EXECUTED,
        "UU 14/2008 Pasal 46",
    ),
    Step(
        "suit-withdrawn",
        "Gugatan atau kasasi dicabut",
        frozenset({Stage.COURT, Stage.CASSATION}),
        Stage.FINAL,
        "UU 14/2008 Pasal 47 sampai Pasal 50",
    ),
    Step(
        "end-without-duty",
        "Selesai tanpa kewajiban bagi badan publik",
        frozenset({Stage.FINAL}),
        Stage.ENDED,
        "UU 14/2008 Pasal 46",
    ),
    Step(
        "end",
        "Sengketa berakhir tanpa putusan",
        BEFORE_THE_COMMISSION,
        Stage.ENDED,
        "PERKI 1/2013 Pasal 30",
    ),
)
BY_CODE: Mapping[str, Step] = {step.code: step for step in STEPS}
# The first record, which makes the tracker.
REGISTER = Step(
    "register",
    "Permohonan sengketa didaftarkan",
    frozenset(),
    Stage.REGISTERED,
    "UU 14/2008 Pasal 37 ayat (2)",
    "C09",
    "dispute-received",
)
LABELS: Mapping[str, str] = {step.code: step.label for step in (REGISTER, *STEPS)}


def possible(stage: str, recorded: Collection[str] = ()) -> list[Step]:
    """What may be recorded at this stage; ``recorded`` are the codes of what was."""
    return [step for step in STEPS if stage in step.sources and not (step.once and step.code in recorded)]
