"""What applicants and officers are told by mail of a case: written with the act, sent by the queue, once each.

A mail to an applicant says number, what happened and where to read on: never what was asked, never the tracking code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

from portal.core import outbox
from portal.core.afterwards import afterwards

from .models import Objection, RequestMail
from .models.cases import of

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from .models.cases import Case

Kind = RequestMail.Kind
SUBJECTS = {
    Kind.RECEIVED: "Permohonan informasi {number} sudah diterima",
    Kind.INCOMPLETE: "Permohonan informasi {number} belum lengkap",
    Kind.EXTENDED: "Waktu jawaban permohonan {number} diperpanjang",
    Kind.ANSWERED: "Jawaban permohonan {number} sudah tersedia",
    Kind.REDIRECTED: "Permohonan {number} dialihkan",
    Kind.CLOSED: "Permohonan {number} selesai",
    Kind.ASSIGNED: "Permohonan {number} menunggu Anda",
    Kind.DUE_SOON: "Permohonan {number} segera jatuh tempo",
    Kind.OVERDUE: "Permohonan {number} lewat jatuh tempo",
    Kind.NEW_SECRET: "Kode pelacakan {place} {number} diganti",
    Kind.OBJECTION_RECEIVED: "Keberatan {number} sudah diterima",
    Kind.OBJECTION_DECIDED: "Keberatan {number} sudah ditanggapi",
    Kind.OBJECTION_LAPSED: "Keberatan {number} belum ditanggapi: hak Anda selanjutnya",
    Kind.OBJECTION_FULFILLED: "Putusan atas keberatan {number} sudah dilaksanakan",
    Kind.OBJECTION_CLOSED: "Keberatan {number} selesai",
    Kind.OBJECTION_DUE_SOON: "Keberatan {number} segera jatuh tempo",
    Kind.OBJECTION_OVERDUE: "Keberatan {number} lewat jatuh tempo",
    Kind.ORDER_DUE_SOON: "Perintah atas keberatan {number} segera jatuh tempo",
    Kind.ORDER_OVERDUE: "Perintah atas keberatan {number} lewat batas",
    Kind.OBJECTION_WAITING: "Keberatan {number} menunggu Anda",
    Kind.HEARING: "Sidang sengketa atas keberatan {number}",
    Kind.DISPUTE_TERM: "Tenggat dalam sengketa atas keberatan {number}",
}


def tell_applicant(case: Case, kind: str) -> None:
    """Write one mail to the applicant, if he gave an address; the same news twice is one mail."""
    if case.email:
        _write(case, kind, case.email, f"{kind}:{case.key}:{case.version}", "/permohonan/lacak/")


def tell_officers(case: Case, kind: str, people: Iterable[AbstractUser], *, about: str) -> int:
    """One mail to each of these officers, and to how many; ``about`` names what is told, so that it is told once."""
    told = [
        _write(case, kind, user.email, f"{kind}:{case.pk}:{about}:{user.pk}", f"/admin/{_place(case)}/{case.pk}/")
        for user in people
        if user.email
    ]
    return sum(told)


def _write(case: Case, kind: str, to: str, key: str, path: str) -> bool:
    named = {"number": case.number, "place": _place(case)}
    context = {**of(case), **named, "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    row, is_new = RequestMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            **of(case),
            "address": to,
            "subject": SUBJECTS[kind].format(**named),
            "body": render_to_string(f"requests/mail/{kind}.txt", context),
        },
    )
    if is_new:
        # The act stands even where the queue cannot be written to; ``send_mail`` makes up for it.
        afterwards(outbox.enqueue, [row])
    return is_new


def _place(case: Case) -> str:
    """What a case is called, and its place among the addresses."""
    return "keberatan" if isinstance(case, Objection) else "permohonan"
