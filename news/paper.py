"""The disposition sheet on paper, in the customary layout, with what every level wrote."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from django.utils import timezone
from django.utils.formats import date_format

from portal.core.models import AgencyIdentity
from portal.core.paper import render_pdf
from portal.sop.models import StepRecord

from .dispositions import Disposition

TEMPLATE = Path(__file__).parent / "typst" / "disposition.typ"


def disposition_pdf(sheet: Disposition, identity: AgencyIdentity, now: datetime) -> bytes:
    """The sheet as PDF/UA-1; ``now`` is when it was printed."""
    levels = sheet.levels
    return render_pdf(
        TEMPLATE,
        {
            "agency": identity.name,
            "subject": sheet.subject,
            "sender": sheet.sender,
            "letter_number": sheet.letter_number,
            "letter_date": _day(sheet.letter_date),
            "received_on": _day(sheet.received_on),
            "agenda_number": sheet.agenda_number,
            "nature": sheet.get_nature_display(),
            "levels": [
                _level(sheet, row, following) for row, following in zip(levels, [*levels[1:], None], strict=True)
            ],
            "footer": f"Dicetak dari portal pada {_moment(now)}. Nomor lembar {sheet.pk}.",
        },
    )


def _level(sheet: Disposition, row: StepRecord, following: StepRecord | None) -> dict:
    return {
        "title": f"Langkah {row.order}: {row.step}",
        "forwarded_to": row.details.get("writer_name") or _next_office(sheet, row, following),
        "instructions": row.details.get("instructions", []),
        "note": row.comment,
        "due": _day(row.asked_for_on),
        "signature": list(row.signature_lines),
        "when": _moment(row.finished_at),
        "decree": row.decree,
    }


def _next_office(sheet: Disposition, row: StepRecord, following: StepRecord | None) -> str:
    """To whom a level passed the sheet on: who took it from there, or at whose desk it lies."""
    if following is None:
        following = StepRecord.objects.open().about(sheet).filter(task_state_id__isnull=False).first()
    return following.role_name if following else ""


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H.i T")
