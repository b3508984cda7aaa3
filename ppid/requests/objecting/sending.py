"""From the answers of the form to a registered objection."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..models import InformationRequest, Objection
from ..objections.registration import Statement, register

if TYPE_CHECKING:
    from ..asking.drafts import Draft
    from ..asking.way import Way

Kind = InformationRequest.ApplicantKind


def send(draft: Draft, way: Way, secret_hash: str, now: datetime) -> Objection:
    """Register what was answered; of the draft only the code is left. Within the caller's transaction."""
    statement = statement_of(draft, way)
    channel = InformationRequest.Channel.WEB
    objection, _ = register(statement, way.about, channel=channel, received_at=now, now=now, secret_hash=secret_hash)
    for name in way.files.keys() - way.kinds_of_files.keys():
        draft.drop(name)
    draft.forget_all_but_the_code(now)
    return objection


def statement_of(draft: Draft, way: Way) -> Statement:
    """What the objector filled in; every question that concerns him must have been answered."""
    said = way.said
    return Statement(
        form_key=draft.row.form_key,
        reasons=said("alasan", "alasan", [Objection.Reason.PERIODIC_MISSING]),
        facts=said("kasus", "kasus"),
        information=said("informasi", "informasi"),
        purpose=said("informasi" if way.about else "tujuan", "tujuan"),
        representative_name=said("surat-kuasa", "nama_kuasa", ""),
        representative_address=said("surat-kuasa", "alamat_kuasa", ""),
        representative_phone=said("surat-kuasa", "telepon_kuasa", ""),
        applicant={} if way.about else _applicant(way),
        files=[(kind, way.files[name]) for name, kind in way.kinds_of_files.items() if name in way.files],
    )


def _applicant(way: Way) -> dict[str, Any]:
    said = way.said
    return {
        "applicant_kind": Kind.ENTITY if way.is_entity else Kind.PERSON,
        "applicant_name": said("identitas", "nama"),
        "identity_number": said("identitas", "nomor"),
        "is_foreign": said("pemohon", "pemohon") in ("wna", "badan-hukum-asing"),
        "address": said("kontak", "alamat"),
        "phone": said("kontak", "telepon"),
        "email": said("kontak", "surel"),
        "occupation": said("kontak", "pekerjaan"),
    }
