"""From the answers of the form to a registered request."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ..models import InformationRequest
from ..registration import Application, register

if TYPE_CHECKING:
    from .drafts import Draft
    from .steps import RequestWay

Applicant = InformationRequest.ApplicantKind
Access = InformationRequest.AccessMode
Copy = InformationRequest.CopyFormat
Delivery = InformationRequest.DeliveryMethod

# By the answer to "cara" (how the information is to be had, UU 14/2008 Pasal 22 ayat (2)).
ACCESS = {
    "lihat": (Access.VIEW, ""),
    "elektronik": (Access.COPY, Copy.SOFTCOPY),
    "cetak": (Access.COPY, Copy.HARDCOPY),
}


def send(draft: Draft, way: RequestWay, secret_hash: str, now: datetime) -> InformationRequest:
    """Register what was answered; of the draft only the code is left. Within the caller's transaction."""
    application = application_of(draft, way)
    channel = InformationRequest.Channel.WEB
    request, _ = register(application, channel=channel, received_at=now, now=now, secret_hash=secret_hash)
    for name in way.files.keys() - way.kinds_of_files.keys():
        draft.drop(name)
    draft.forget_all_but_the_code(now)
    return request


def application_of(draft: Draft, way: RequestWay) -> Application:
    """What the applicant filled in; every question that concerns him must have been answered."""
    said = way.said
    access_mode, copy_format = ACCESS[said("cara", "cara")]
    return Application(
        form_key=draft.row.form_key,
        applicant_kind=Applicant.ENTITY if way.is_entity else Applicant.PERSON,
        applicant_name=said("identitas", "nama"),
        identity_number=said("identitas", "nomor"),
        is_foreign=way.is_foreign,
        represented_name=said("surat-kuasa", "pemberi_kuasa", ""),
        address=said("kontak", "alamat"),
        phone=said("kontak", "telepon"),
        email=said("kontak", "surel"),
        occupation=said("kontak", "pekerjaan"),
        items=way.forms["informasi"].items,
        purpose=said("tujuan", "tujuan"),
        access_mode=access_mode,
        copy_format=copy_format,
        # Who looks at it comes to the office.
        delivery_method=said("pengiriman", "pengiriman", Delivery.PICKUP),
        files=[(kind, way.files[name]) for name, kind in way.kinds_of_files.items() if name in way.files],
    )
