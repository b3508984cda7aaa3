"""The demonstration's requests: one that has just come in, one that lacks something, one that was answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from portal.core import vault
from portal.officials.models import Unit
from portal.workdays.calendar import local_date
from ppid.requests import acts, secret
from ppid.requests.actors import Person, officer
from ppid.requests.answers import Release
from ppid.requests.models import InformationRequest, RequestedItem
from ppid.requests.registration import Application, register

from . import objections
from .acting import People
from .information import UNIT
from .papers import WRITERS, Table
from .texts import MARK

ANSWER = Table(f"{MARK}Jumlah fasilitas kesehatan", ["Jenis", "Jumlah"], [["Puskesmas", "12"], ["Klinik", "7"]])


def load(people: People) -> tuple[str, str]:
    """Write them; number and tracking code of the answered one, to try tracking with."""
    now = timezone.now()
    ppid, petugas = _officer(people, "ppid", now), _officer(people, "petugas", now)
    _apply(now, ["Rencana kerja tahun ini"], secret.make())
    lacking, _ = _apply(now, ["Daftar pengadaan tahun lalu"], secret.make())
    acts.carry_out(lacking.pk, "find-incomplete", ppid, now, {"missing": ["Salinan kartu identitas"]})
    code = secret.make()
    answered, _ = _apply(now - timedelta(days=1), ["Jumlah fasilitas kesehatan", "Denah gedung kantor"], code)
    _answer(answered, ppid, petugas, now)
    objections.load(people, answered)
    return answered.number, code


def _officer(people: People, username: str, now: datetime) -> Person:
    return officer(people[username], local_date(now))


def _apply(at: datetime, items: list[str], code: str) -> tuple[InformationRequest, bool]:
    application = Application(
        form_key=uuid4(),
        applicant_kind=InformationRequest.ApplicantKind.PERSON,
        applicant_name=f"{MARK}Pemohon",
        identity_number="0000000000000000",
        address="Jalan Contoh 1, Kota Contoh",
        email="pemohon@contoh.invalid",
        items=[f"{MARK}{item}" for item in items],
        purpose=f"{MARK}Penelitian",
        access_mode=InformationRequest.AccessMode.COPY,
        copy_format=InformationRequest.CopyFormat.SOFTCOPY,
        delivery_method=InformationRequest.DeliveryMethod.PORTAL,
    )
    return register(
        application, channel=InformationRequest.Channel.WEB, received_at=at, now=at, secret_hash=secret.hashed(code)
    )


def _answer(request: InformationRequest, ppid: Person, petugas: Person, now: datetime) -> None:
    first, second = request.items.all()
    file = vault.store(ContentFile(WRITERS["pdf"](ANSWER), name="fasilitas-kesehatan.pdf"), petugas.user)
    granted = {"outcome": RequestedItem.Outcome.GRANTED, "answer": f"{MARK}Terlampir."}
    not_documented = {"outcome": RequestedItem.Outcome.NOT_DOCUMENTED, "answer": f"{MARK}Denah sedang disusun."}
    way: list[tuple[str, Person, dict]] = [
        ("declare-complete", ppid, {}),
        ("dispose", ppid, {"unit": Unit.objects.get(name=UNIT)}),
        ("draft", petugas, {"items": {first: granted, second: not_documented}, "files": [Release(first, file)]}),
        ("hand-in", petugas, {}),
        ("sign", ppid, {"files_were_read": True}),
        ("notify", ppid, {}),
    ]
    for code, person, data in way:
        acts.carry_out(request.pk, code, person, now, data)
