"""What a letter says, frozen as plain values on the day on which it is issued (UU 14/2008 Pasal 22)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.models import Site

from portal.core.models import AgencyIdentity
from portal.officials.signature import SignatureBlock, signature_block

from .. import deadlines
from ..actors import APPEAL_AUTHORITY, PPID
from ..clocks.explaining import period
from ..models import Deadline, Objection
from ..models.cases import of

if TYPE_CHECKING:
    from datetime import date

    from ..actors import Person
    from ..models import InformationRequest
    from ..models.cases import Case

# In which office somebody signs a letter of a request and of an objection.
SIGNING = {"request": (PPID,), "objection": (APPEAL_AUTHORITY, PPID)}
# Clocks whose period a letter names without a date.
TERMS = ("C03", "C04", "C05", "C06", "C07", "C08")


def content_of(case: Case, kind: str, number: str, person: Person, on: date, said: dict[str, Any]) -> dict[str, Any]:
    """Everything on the paper: agency, number, date, applicant, what was asked and answered, dates with their proof."""
    return {
        "kind": kind,
        "number": number,
        "dated_on": on.isoformat(),
        "agency": _agency(),
        **(_of_objection(case) if isinstance(case, Objection) else _of_request(case)),
        "deadlines": _deadlines(case),
        "terms": {clock: period(clock) for clock in TERMS},
        "signature": _signature(person, on, case),
        "said": said,
    }


def _of_request(request: InformationRequest) -> dict[str, Any]:
    return {
        "request": _request(request),
        "items": [_item(item) for item in request.items.select_related("decision", "page")],
    }


def _of_objection(objection: Objection) -> dict[str, Any]:
    return {
        "objection": {
            "number": objection.number,
            "request_number": objection.request.number if objection.request else "",
            "received_at": objection.received_at.isoformat(),
            "received_on": objection.received_on.isoformat(),
            "channel": objection.get_channel_display(),
            "applicant": objection.applicant_name,
            "address": objection.address,
            "phone": objection.phone,
            "email": objection.email,
            "representative": objection.representative_name,
            "representative_address": objection.representative_address,
            "reasons": objection.reason_labels,
            "information": objection.information,
            "purpose": objection.purpose,
            "facts": objection.facts,
            "is_late": objection.is_late,
            "outcome": objection.get_outcome_display(),
            "answers": objection.answers,
            "decision_reason": objection.decision_reason,
            "order": objection.order,
            "order_due_on": objection.order_due_on.isoformat() if objection.order_due_on else "",
        }
    }


def _agency() -> dict[str, str]:
    identity = AgencyIdentity.for_site(Site.objects.get(is_default_site=True))
    fields = ("name", "short_name", "parent_name", "address", "phone", "email", "opening_hours")
    fields += ("commission_name", "commission_address")
    return {name: str(getattr(identity, name) or "") for name in fields}


def _request(request: InformationRequest) -> dict[str, Any]:
    return {
        "number": request.number,
        "received_at": request.received_at.isoformat(),
        "received_on": request.received_on.isoformat(),
        "channel": request.get_channel_display(),
        "applicant": request.applicant_name,
        "represented": request.represented_name,
        "address": request.address,
        "phone": request.phone,
        "email": request.email,
        "purpose": request.purpose,
        "provided_within_days": request.provided_within_days,
        "payment_method": request.payment_method,
        "costs": [
            {"name": line.tariff.name, "unit": line.tariff.unit, "quantity": line.quantity, "rupiah": line.rupiah}
            for line in request.costs.select_related("tariff")
        ],
    }


def _item(item) -> dict[str, Any]:
    decision = item.decision
    return {
        "order": item.order,
        "text": item.text,
        "outcome": item.outcome,
        "answer": item.answer,
        "viewing": item.viewing,
        "page": item.page.full_url if item.page and item.page.live else "",
        "redacted": item.redacted,
        "redaction_reason": item.redaction_reason,
        "holder": item.holder,
        "files": list(item.files.filter(erased_on=None).values_list("name", flat=True)),
        "decision": {
            "number": decision.number,
            "ground": decision.law_ground.label,
            "act": decision.content.get("act", ""),
            "article": decision.content.get("article", ""),
            "consequence": decision.content.get("consequence_if_opened", ""),
            "period": decision.period,
        }
        if decision
        else None,
    }


def _deadlines(case: Case) -> dict[str, dict]:
    current = Deadline.objects.filter(**of(case), replaced_at=None)
    return {
        deadline.clock: {
            "due_on": deadline.shown_on.isoformat(),
            "explanation": list(deadlines.reasons(deadline)),
        }
        for deadline in current
    }


def _signature(person: Person, on: date, case: Case) -> dict[str, Any] | None:
    """Who signs, as he stands that day: an officer without an entry among the officials by name and office.

    The applicant signs for what he took over; what nobody signs, the portal issued by itself.
    """
    if person.user is None and not person.applicant_of:
        return None
    official = getattr(person.user, "official", None)
    hat = next(filter(None, map(person.hat, SIGNING[case.KIND])), None) or next(iter(person.hats), None)
    if hat and official:
        return signature_block(hat, official, on).as_dict()
    block = SignatureBlock(
        prefix=hat.prefix if hat else "",
        position=hat.position.name if hat else person.office,
        name=person.name if person.user else case.applicant_name,
        employee_number="",
        rank="",
        appointment_id=hat.appointment.pk if hat and hat.appointment else None,
        signed_on=on,
    )
    return block.as_dict()
