"""What applicants and officers are told by mail: written with the act, sent by the queue, once each.

A mail to an applicant says number, what happened and where to read on: never what was asked, never the tracking code.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

from portal.core import outbox
from portal.core.afterwards import afterwards

from .models import RequestMail

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from .models import InformationRequest

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
    Kind.NEW_SECRET: "Kode pelacakan permohonan {number} diganti",
}


def tell_applicant(request: InformationRequest, kind: str) -> None:
    """Write one mail to the applicant, if he gave an address; the same news twice is one mail."""
    if request.email:
        _write(request, kind, request.email, f"{kind}:{request.pk}:{request.version}", "/permohonan/lacak/")


def tell_officers(request: InformationRequest, kind: str, people: Iterable[AbstractUser], *, of: str) -> int:
    """One mail to each of these officers, and to how many; ``of`` names what is told, so that it is told once."""
    told = [
        _write(request, kind, user.email, f"{kind}:{request.pk}:{of}:{user.pk}", f"/admin/permohonan/{request.pk}/")
        for user in people
        if user.email
    ]
    return sum(told)


def _write(request: InformationRequest, kind: str, to: str, key: str, path: str) -> bool:
    context = {"request": request, "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    row, is_new = RequestMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "request": request,
            "address": to,
            "subject": SUBJECTS[kind].format(number=request.number),
            "body": render_to_string(f"requests/mail/{kind}.txt", context),
        },
    )
    if is_new:
        # The act stands even where the queue cannot be written to; ``send_mail`` makes up for it.
        afterwards(outbox.enqueue, [row])
    return is_new
