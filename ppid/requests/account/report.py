"""An annual report as readers get it: its texts, its tables, who signed; the same for page, paper and spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from portal.officials.signature import SignatureBlock
from portal.workdays.calendar import local_date

from ..models import AnnualReport
from .figures import Figures
from .reading import account_now
from .tables import Account, Table, account_of


@dataclass(frozen=True)
class Part:
    """One of the parts a to f of PERKI 1/2021 Pasal 56: written, or reckoned."""

    letter: str
    title: str
    texts: tuple[tuple[str, str], ...] = ()
    """Subheading ("" where the part has only one text) and what was written."""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    """``signature`` is empty as long as the report is a draft."""

    year: int
    title: str
    parts: tuple[Part, ...]
    account: Account
    signature: tuple[str, ...]
    published_at: datetime | None


def report_of(report: AnnualReport, now: datetime) -> Report:
    """A published report as it was frozen; a draft with the figures of ``now``."""
    account = account_frozen(report) or account_now(report.year, now)
    return Report(
        year=report.year,
        title=str(report),
        parts=(
            Part("a", "Gambaran umum kebijakan layanan informasi publik", (("", report.policy),)),
            Part(
                "b",
                "Gambaran umum pelaksanaan layanan informasi publik",
                (
                    ("Sarana dan prasarana, dan kondisinya", report.facilities),
                    ("Sumber daya manusia dan kualifikasinya", report.staff),
                    ("Anggaran dan laporan penggunaannya", report.budget),
                ),
            ),
            Part("c", "Rincian pelayanan informasi publik", tables=account.service),
            Part("d", "Rincian penyelesaian sengketa informasi publik", tables=account.disputes),
            Part(
                "e",
                "Kendala",
                (("Kendala eksternal", report.outer_obstacles), ("Kendala internal", report.inner_obstacles)),
            ),
            Part("f", "Rekomendasi dan rencana tindak lanjut", (("", report.follow_up),)),
        ),
        account=account,
        signature=_signature(report),
        published_at=report.published_at,
    )


def account_frozen(report: AnnualReport) -> Account | None:
    """What was frozen, shown by the threshold of that day; ``None`` for a draft."""
    if not report.is_published:
        return None
    return account_of(Figures.from_dict(report.figures), report.smallest_group)


def _signature(report: AnnualReport) -> tuple[str, ...]:
    if not report.is_published:
        return ()
    return tuple(SignatureBlock.from_dict(report.signature).public_lines())


def published_on(report: Report):
    return local_date(report.published_at) if report.published_at else None
