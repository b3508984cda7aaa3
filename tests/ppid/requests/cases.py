"""Requests as the tests need them: applied for, brought to a state by those who may, with nothing left out."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.core import vault
from portal.officials.models import Official, Unit
from portal.workdays.calendar import local_date
from ppid.requests import acts, secret
from ppid.requests.actors import Person, applicant, officer
from ppid.requests.answers import Release
from ppid.requests.lifecycle import State
from ppid.requests.models import InformationRequest, RequestedItem
from ppid.requests.registration import Application, register
from tests.core import files

WITA = ZoneInfo("Asia/Makassar")
CODE = "7Q4D-M2KX-90HV"
NIK = "6472010101900001"
RELEASED = files.pdf()


def at(day: str, hour: int = 9) -> datetime:
    """A moment on that day (ISO) on the agency's clock."""
    return datetime.fromisoformat(f"{day}T{hour:02}:00:00").replace(tzinfo=WITA)


def an_application(**changes) -> Application:
    """A citizen who asks for two things."""
    return Application(
        **{
            "form_key": uuid4(),
            "applicant_kind": InformationRequest.ApplicantKind.PERSON,
            "applicant_name": "Contoh Pemohon",
            "identity_number": NIK,
            "address": "Jalan Contoh 1, Kota Contoh",
            "email": "pemohon@contoh.invalid",
            "phone": "081100000000",
            "items": ["Laporan kinerja tahun 2025", "Daftar pengadaan obat tahun 2025"],
            "purpose": "Penelitian",
            "access_mode": InformationRequest.AccessMode.COPY,
            "copy_format": InformationRequest.CopyFormat.SOFTCOPY,
            "delivery_method": InformationRequest.DeliveryMethod.PORTAL,
            **changes,
        }
    )


def a_request(
    now: datetime | None = None, *, channel: str = "web", received_by: Person | None = None, **changes
) -> InformationRequest:
    """A registered request; its tracking code is ``CODE``."""
    now = now or timezone.now()
    request, _ = register(
        an_application(**changes),
        channel=channel,
        received_at=now,
        now=now,
        secret_hash=secret.hashed(CODE),
        received_by=received_by,
    )
    return request


def a_unit(code: str = "p2p") -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"name": f"Bidang {code.upper()}"})[0]


def belongs_to(user, unit: Unit) -> None:
    Official.objects.update_or_create(user=user, defaults={"name": user.get_full_name(), "unit": unit})


def do(request: InformationRequest, code: str, who: Person, now: datetime | None = None, **data) -> acts.Act:
    """One act, at once."""
    act = acts.carry_out(request.pk, code, who, now or timezone.now(), data)
    request.refresh_from_db()
    return act


def person(user, now: datetime | None = None) -> Person:
    """The officer as the database has him now, whatever the test's user remembers."""
    fresh = get_user_model().objects.get(pk=user.pk)
    return officer(fresh, local_date(now or timezone.now()))


def grant(request: InformationRequest, who: Person, now: datetime | None = None) -> None:
    """The unit answers every item with a file."""
    items = list(request.items.all())
    upload = SimpleUploadedFile("jawaban.pdf", RELEASED, "application/pdf")
    file = vault.store(upload, who.user)
    values = {"outcome": RequestedItem.Outcome.GRANTED, "answer": "Terlampir."}
    rest = {**values, "viewing": "Meja layanan, Senin pukul 09.00"}
    do(
        request,
        "draft",
        who,
        now,
        items={items[0]: values, **dict.fromkeys(items[1:], rest)},
        files=[Release(items[0], file)],
    )


# The way of a request that is granted: act, who, and what his form says.
WAY: tuple[tuple[State, str, str, dict], ...] = (
    (State.ACCEPTED, "declare-complete", "ppid", {}),
    (State.DISPOSED, "dispose", "ppid", {}),
    (State.DRAFTING, "draft", "petugas", {}),
    (State.DRAFTED, "hand-in", "petugas", {}),
    (State.SIGNED, "sign", "ppid", {"files_were_read": True}),
    (State.NOTIFIED, "notify", "ppid", {}),
    (State.DELIVERED, "deliver", "ppid", {}),
    (State.CLOSED, "close", "ppid", {}),
)


def bring_to(request: InformationRequest, state: str, people: dict, now: datetime | None = None) -> InformationRequest:
    """Bring a request to ``state`` by the acts of those who may; ``people`` are users by role."""
    now = now or timezone.now()
    unit = a_unit()
    belongs_to(people["petugas"], unit)
    ppid, petugas = person(people["ppid"], now), person(people["petugas"], now)
    if state == State.RECEIVED:
        return request
    if state in (State.INCOMPLETE, State.CLOSED_INCOMPLETE):
        do(request, "find-incomplete", ppid, now, missing=["Salinan identitas"])
        if state == State.CLOSED_INCOMPLETE:
            do(request, "close-incomplete", ppid, now + timedelta(days=30))
        return request
    if state == State.WITHDRAWN:
        do(request, "withdraw", applicant(request), now)
        return request
    if state == State.REDIRECTED:
        do(request, "redirect", ppid, now, holder="Badan Publik Contoh")
        return request
    for reached, code, role, data in WAY:
        if code == "draft":
            grant(request, petugas, now)
        else:
            do(
                request,
                code,
                ppid if role == "ppid" else petugas,
                now,
                **data,
                **({"unit": unit} if code == "dispose" else {}),
            )
        if reached == state:
            return request
    raise AssertionError(f"no way leads to {state}")
