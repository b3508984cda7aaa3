"""The classification decision on paper, with the parts of PP 61/2010 Pasal 4 ayat (2) and its consequence test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.formats import date_format

from portal.core.paper import render_pdf

from ..models import ClassificationDecision
from .decisions import Content, Signature

TEMPLATE = Path(__file__).parent / "typst" / "decision.typ"
ARCHIVE = "a-2a"


def decision_pdf(decision: ClassificationDecision) -> bytes:
    """The decision as PDF/A-2a, made from what was frozen in it and so the same at any time."""
    content = Content.of(decision)
    return render_pdf(
        TEMPLATE,
        {
            "agency": content.agency,
            "parent": content.parent,
            "number": decision.number,
            "year": decision.decided_on.year,
            "month": decision.decided_on.month,
            "day": decision.decided_on.day,
            "title": decision.title,
            "parts": _parts(decision, content),
            "test": _test(decision, content),
            "supersedes": content.supersedes,
            "place_and_date": f"{content.place}, {_day(decision.decided_on.isoformat())}",
            "ppid": _block(content.ppid),
            "leader": _block(content.leader),
        },
        standard=ARCHIVE,
    )


def _parts(decision: ClassificationDecision, content: Content) -> list[list[str]]:
    """Label and words of each part of the decision, in the order of Pasal 4 ayat (2)."""
    kind = f"{decision.law_ground.label}{' (sebagian)' if content.is_part else ''}"
    reason = "\n\n".join(filter(None, [_basis(content), content.consequence_if_opened]))
    return [
        ["Jenis klasifikasi informasi yang dikecualikan", kind],
        ["Informasi yang dikecualikan", content.exempted_parts],
        ["Dokumen", f"{content.document_kind}: {content.document}"],
        ["Identitas PPID yang menetapkan", f"{content.ppid.name}, {content.ppid.office}"],
        ["Badan publik dan unit kerja", f"{content.agency}; {content.unit}"],
        ["Jangka waktu pengecualian", decision.period],
        ["Alasan pengecualian", reason],
    ]


def _test(decision: ClassificationDecision, content: Content) -> list[list[str]]:
    """The sheet of the test, with the columns of the customary form (PERKI 1/2021 Pasal 49 ayat (2))."""
    return [
        ["Informasi", content.exempted_parts],
        ["Dasar hukum", _basis(content)],
        ["Konsekuensi bila dibuka", content.consequence_if_opened],
        ["Konsekuensi bila ditutup", content.consequence_if_closed],
        ["Pertimbangan kepentingan publik", content.public_interest],
        ["Jangka waktu", decision.period],
        ["Waktu pengujian", content.trigger],
        ["Peserta pengujian", "\n".join(content.participants)],
        ["Tempat dan tanggal pengujian", f"{content.place}, {_day(content.tested_on)}"],
    ]


def _basis(content: Content) -> str:
    act = ", ".join(filter(None, [content.act, content.article]))
    return "\n".join(filter(None, [f"UU 14/2008 Pasal 17 {content.item}", act]))


def _block(signature: Signature) -> dict:
    return {"lines": signature.lines, "decree": signature.decree, "on": _day(signature.on)}


def _day(iso: str) -> str:
    return date_format(date.fromisoformat(iso), "j F Y")
