"""Freezing a public list as a numbered, signed edition.

How a list comes to its editions: its page extends ``ListWithEditions`` (``models.editions``) and says its kind, columns
and rows. The PPID freezes it from the desk (``desk_editions``), which calls ``freeze(page, decree, user, ...)``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.core.models import AgencyIdentity
from portal.core.refusal import Refusal
from portal.officials.models import Appointment, Official, Position
from portal.officials.roles import Hat, hats_of
from portal.officials.signature import SignatureBlock, signature_block
from portal.sop import recording
from portal.sop.models import StepRecord

from ..models import Edition
from .exports import json_lines
from .rows import Column

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from ..models.editions import ListWithEditions

SIGNER = "ppid"


@dataclass(frozen=True)
class Decree:
    """The decision (surat keputusan) by which the list is set."""

    number: str
    date: date


@transaction.atomic
def freeze(page: ListWithEditions, decree: Decree, user: AbstractUser, number: int, now: datetime) -> Edition:
    """Freeze the list of ``page`` as it is at ``now``; returns the edition.

    ``number`` is the one that the PPID was shown: of two who freeze at once, or of a button pressed twice, one wins.
    The edition and its row in the register are written together. Raises ``Refusal`` (Indonesian) if this person may
    not sign today, if the number is taken, or if the list is empty.
    """
    # Editions are signed one after another, so that their numbers have neither gap nor double.
    Position.objects.select_for_update().get(code=SIGNER)
    hat = _signing_hat(user, page, timezone.localdate(now))
    if number != next_number(page):
        raise Refusal(f"Edisi {number} sudah dibekukan. Muat ulang halaman untuk melihat keadaannya sekarang.")
    rows = list(page.edition_rows())
    if not rows:
        raise Refusal("Daftar ini masih kosong, jadi belum ada yang dapat dibekukan.")
    edition = Edition(
        kind=page.edition_kind,
        number=number,
        decree_number=decree.number,
        decree_date=decree.date,
        frozen_at=now,
        row_count=len(rows),
        signature=_signature(hat, user, timezone.localdate(now)).as_dict(),
    )
    edition.content = "".join(json_lines(head_of(edition, _agency(page)), page.edition_columns(), rows))
    edition.sha256 = hashlib.sha256(edition.content.encode()).hexdigest()
    edition.save()
    note = f"{decree.number}; {len(rows)} baris; SHA-256 {edition.sha256}"
    recording.note_act(page, f"Pembekuan edisi {number}", StepRecord.Outcome.DECIDED, user, hat, note)
    return edition


def why_not_sign(hats: Iterable[Hat], *, plh_may_sign: bool) -> str:
    """The reason why a person with these hats may not sign an edition, or "" if he may; superusers get no exception."""
    mine = [hat for hat in hats if hat.position.code == SIGNER]
    if not mine:
        return "Hanya PPID yang dapat membekukan edisi daftar ini."
    if not plh_may_sign and all(_is_plh(hat) for hat in mine):
        return "Daftar ini tidak dapat ditandatangani Plh. PPID; tunggu pejabat definitif atau Plt."
    return ""


def next_number(page: ListWithEditions) -> int:
    """Editions of each list are numbered from 1."""
    newest = Edition.objects.filter(kind=page.edition_kind).aggregate(number=Max("number"))["number"]
    return (newest or 0) + 1


@dataclass(frozen=True)
class Frozen:
    """What an edition holds, read from its content: ``head`` (see ``head_of``), columns and rows."""

    head: dict[str, Any]
    columns: list[Column]
    rows: list[dict[str, Any]]


def read(edition: Edition, columns: Iterable[Column]) -> Frozen | None:
    """The content of ``edition``; None if it, or what is told of it in lists, is no longer what was frozen.

    ``columns`` are the list's own; of an edition from a time when it had others, those are shown that it has.
    """
    if hashlib.sha256(edition.content.encode()).hexdigest() != edition.sha256:
        return None
    content = json.loads(edition.content)
    rows, labels = content.pop("rows"), content.pop("columns")
    if content != head_of(edition, content["agency"]):
        return None
    kinds = {column.name: column.kind for column in columns}
    return Frozen(content, [Column(name, label, kinds.get(name, "text")) for name, label in labels.items()], rows)


def head_of(edition: Edition, agency: str) -> dict[str, Any]:
    """What stands above the rows: which list and edition, by which decree, when, and signed by whom."""
    return {
        "list": edition.get_kind_display(),
        "agency": agency,
        "edition": edition.number,
        "decree_number": edition.decree_number,
        "decree_date": edition.decree_date.isoformat(),
        "frozen_at": timezone.localtime(edition.frozen_at).isoformat(timespec="seconds"),
        "signed_by": SignatureBlock.from_dict(edition.signature).public_lines(),
        "row_count": edition.row_count,
    }


def _signing_hat(user: AbstractUser, page: ListWithEditions, today: date) -> Hat:
    hats = hats_of(user, today)
    if reason := why_not_sign(hats, plh_may_sign=page.plh_may_sign):
        raise Refusal(reason)
    return next(hat for hat in hats if hat.position.code == SIGNER)


def _is_plh(hat: Hat) -> bool:
    return hat.appointment is not None and hat.appointment.kind == Appointment.Kind.PLH


def _signature(hat: Hat, user: AbstractUser, today: date) -> SignatureBlock:
    """The block of the official on record; of a person who is none, office and name."""
    official = Official.objects.filter(user=user).first() or Official(name=user.get_full_name())
    if not official.name:
        raise Refusal("Nama Anda belum tercatat. Lengkapi nama pada data pejabat atau akun, lalu bekukan lagi.")
    return signature_block(hat, official, today)


def _agency(page: ListWithEditions) -> str:
    return AgencyIdentity.for_site(page.get_site()).name
