"""The columns of the register of objections in the order of the official form, then those that the office adds."""

from __future__ import annotations

from ..models import Objection
from .columns import Column


def _identity(objection: Objection) -> str:
    """Applicant and attorney, each with everything by which he is known and reached."""
    lines = [
        objection.applicant_name,
        f"kuasa dari {objection.represented_name}" if objection.represented_name else "",
        f"nomor identitas berakhir {objection.identity_tail}" if objection.identity_tail else "",
        objection.address,
        objection.phone,
        objection.email,
        objection.occupation,
    ]
    if objection.representative_name:
        lines += [
            f"Kuasa: {objection.representative_name}",
            objection.representative_address,
            objection.representative_phone,
        ]
    return "\n".join(filter(None, lines))


def _decision(objection: Objection) -> str:
    lines = [objection.get_outcome_display(), objection.decision_reason]
    if objection.order:
        lines.append(f"Perintah: {objection.order}")
    return "\n".join(filter(None, lines))


def _response(objection: Objection) -> str:
    return "\n".join(filter(None, (objection.get_response_display(), objection.response_text)))


LEGAL_COLUMNS: tuple[Column, ...] = (
    Column("a", "Nomor registrasi keberatan", 20, lambda objection, row: objection.number),
    Column("b", "Tanggal diterima", 12, lambda objection, row: objection.received_on),
    Column("c", "Identitas lengkap pemohon dan/atau kuasa", 32, lambda objection, row: _identity(objection)),
    Column(
        "d",
        "Nomor pendaftaran permohonan",
        20,
        lambda objection, row: objection.request.number if objection.request else "",
    ),
    Column("e", "Informasi yang diminta", 36, lambda objection, row: objection.information),
    Column("f", "Tujuan penggunaan informasi", 28, lambda objection, row: objection.purpose),
    Column(
        "g",
        "Alasan keberatan",
        32,
        lambda objection, row: "\n".join(f"{letter}. {words}" for letter, words in objection.reason_labels),
    ),
    Column("h", "Keputusan Atasan PPID", 32, lambda objection, row: _decision(objection)),
    Column("i", "Hari dan tanggal tanggapan", 16, lambda objection, row: objection.notified_on),
    Column(
        "j",
        "Nama dan posisi Atasan PPID",
        24,
        lambda objection, row: "\n".join(filter(None, (objection.decided_by_name, objection.decided_by_office))),
    ),
    Column("k", "Tanggapan pemohon", 24, lambda objection, row: _response(objection)),
)
OFFICE_COLUMNS: tuple[Column, ...] = (
    Column("", "Cara penyampaian", 14, lambda objection, row: objection.get_channel_display()),
    Column("", "Keadaan", 24, lambda objection, row: objection.get_state_display()),
    Column("", "Diajukan lewat waktu", 12, lambda objection, row: "Ya" if objection.is_late else "Tidak"),
    Column("", "Jatuh tempo tanggapan", 12, lambda objection, row: objection.due_on),
    Column("", "Tidak ditanggapi dalam waktunya", 12, lambda objection, row: objection.lapsed_on),
    Column("", "Batas pelaksanaan perintah", 12, lambda objection, row: objection.order_due_on),
    Column("", "Perintah dilaksanakan pada", 12, lambda objection, row: objection.fulfilled_on),
    Column("", "Petugas penerima", 20, lambda objection, row: objection.received_by_name),
    Column("", "Selesai pada", 12, lambda objection, row: objection.closed_on),
)
