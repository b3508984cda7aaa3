"""The installed SOPs for citizens to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portal.sop.models import Flow, Sop, Step


@dataclass(frozen=True)
class ShownFlow:
    flow: Flow
    steps: list[Step]


@dataclass(frozen=True)
class ShownSop:
    """``head`` holds the lists of the SOP's cover sheet by their headings, without those that it leaves empty."""

    sop: Sop
    effective_on: date | None
    approved_by: dict[str, str]
    head: list[tuple[str, list[str]]]
    flows: list[ShownFlow]


HEADINGS = {
    "legal_basis": "Dasar hukum",
    "qualifications": "Kualifikasi pelaksana",
    "related": "Keterkaitan",
    "equipment": "Peralatan dan perlengkapan",
    "warnings": "Peringatan",
    "records": "Pencatatan dan pendataan",
}


def sops_in_force() -> list[ShownSop]:
    """Each SOP by which new drafts are moderated, with its flows; three queries."""
    flows = list(
        Flow.objects.current().select_related("sop").prefetch_related("steps__position").order_by("sop", "code")
    )
    sops = {flow.sop_id: flow.sop for flow in flows}
    return [_shown(sop, [flow for flow in flows if flow.sop_id == pk]) for pk, sop in sops.items()]


def _shown(sop: Sop, flows: list[Flow]) -> ShownSop:
    effective_on = sop.head.get("effective_on")
    return ShownSop(
        sop,
        date.fromisoformat(effective_on) if effective_on else None,
        sop.head.get("approved_by") or {},
        [(heading, sop.head[key]) for key, heading in HEADINGS.items() if sop.head.get(key)],
        [ShownFlow(flow, list(flow.steps.all())) for flow in flows],
    )
