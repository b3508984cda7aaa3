"""The columns of the register in the order of the official form, then those that the office adds.

The least that it holds is named by UU 14/2008 Pasal 22 ayat (2).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..letters.papers import rupiah
from ..models import InformationRequest, RequestedItem, RequestFile

Outcome = RequestedItem.Outcome


@dataclass(frozen=True)
class Column:
    """``number`` is the column's place in the law's form, "" for what the office adds; ``width`` in characters."""

    number: str
    heading: str
    width: int
    value: Callable[[Any, int], Any]

    @property
    def label(self) -> str:
        return f"{self.number}. {self.heading}" if self.number else self.heading


def _contact(request: InformationRequest) -> str:
    return "\n".join(filter(None, (request.phone, request.email)))


def _by_item(request: InformationRequest, told: Callable[[RequestedItem], str]) -> str:
    """One line an item, numbered where there are several; nothing where no item has anything to tell."""
    items = list(request.items.all())
    lines = [(item.order, told(item)) for item in items]
    if len(items) == 1:
        return lines[0][1]
    return "\n".join(f"{order}. {text}" for order, text in lines if text)


def _held(item: RequestedItem) -> str:
    if not item.outcome:
        return ""
    if item.outcome in (Outcome.NOT_HELD, Outcome.REDIRECTED):
        return f"Tidak: {item.holder or 'badan publik yang menguasai tidak diketahui'}"
    return "Ya"


def _not_documented(item: RequestedItem) -> str:
    return "Belum didokumentasikan" if item.outcome == Outcome.NOT_DOCUMENTED else ""


def _form_held(request: InformationRequest) -> str:
    released = [file for file in request.files.all() if file.kind == RequestFile.Kind.RELEASED]
    viewed = any(item.viewing for item in request.items.all())
    return "\n".join(filter(None, ("Softcopy" if released else "", "Hardcopy" if viewed else "")))


def _decision(item: RequestedItem) -> str:
    return Outcome(item.outcome).label if item.outcome else ""


def _reason(item: RequestedItem) -> str:
    if item.decision is None:
        return ""
    decision = item.decision
    return f"Pasal 17 {decision.law_ground.label}; penetapan {decision.number}"


def _cost(request: InformationRequest) -> str:
    total = sum(line.total for line in request.costs.all())
    return "\n".join(filter(None, (rupiah(total) if total else "", request.payment_method)))


LEGAL_COLUMNS: tuple[Column, ...] = (
    Column("1", "No.", 6, lambda request, row: row),
    Column("2", "Tanggal", 12, lambda request, row: request.received_on),
    Column("3", "Nama", 24, lambda request, row: request.applicant_name),
    Column("4", "Alamat", 28, lambda request, row: request.address),
    Column("5", "Nomor kontak", 22, lambda request, row: _contact(request)),
    Column("6", "Pekerjaan", 16, lambda request, row: request.occupation),
    Column("7", "Informasi yang diminta", 40, lambda request, row: _by_item(request, lambda item: item.text)),
    Column("8", "Tujuan penggunaan informasi", 28, lambda request, row: request.purpose),
    Column("9a", "Status informasi: di bawah penguasaan", 22, lambda request, row: _by_item(request, _held)),
    Column(
        "9b", "Status informasi: belum didokumentasikan", 22, lambda request, row: _by_item(request, _not_documented)
    ),
    Column("10", "Bentuk informasi yang dikuasai", 16, lambda request, row: _form_held(request)),
    Column("11", "Jenis permohonan", 20, lambda request, row: request.get_access_mode_display()),
    Column("12", "Keputusan", 24, lambda request, row: _by_item(request, _decision)),
    Column("13", "Alasan penolakan", 28, lambda request, row: _by_item(request, _reason)),
    Column("14a", "Tanggal pemberitahuan tertulis", 14, lambda request, row: request.notified_on),
    Column("14b", "Tanggal pemberian informasi", 14, lambda request, row: request.delivered_on),
    Column("15", "Biaya dan cara pembayaran", 20, lambda request, row: _cost(request)),
)
OFFICE_COLUMNS: tuple[Column, ...] = (
    Column("", "Nomor pendaftaran", 24, lambda request, row: request.number),
    Column("", "Cara penyampaian", 14, lambda request, row: request.get_channel_display()),
    Column("", "Keadaan", 24, lambda request, row: request.get_state_display()),
    Column("", "Jatuh tempo", 12, lambda request, row: request.due_on),
    Column("", "Diperpanjang pada", 12, lambda request, row: request.extended_on),
    Column("", "Dilengkapi pada", 12, lambda request, row: request.completed_on),
    Column("", "Unit pengolah", 20, lambda request, row: str(request.unit or "")),
    Column("", "Petugas penerima", 20, lambda request, row: request.received_by_name),
    Column("", "Selesai pada", 12, lambda request, row: request.closed_on),
    Column("", "Nomor keberatan", 24, lambda request, row: "\n".join(each.number for each in request.objections.all())),
)
