"""What was found is written down, and told to the PPID and to who runs the portal: each thing once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.template.loader import render_to_string

from portal.core import outbox
from portal.core.afterwards import afterwards
from portal.officials.models import Position
from portal.officials.roles import holders_of
from portal.workdays.calendar import local_date

from .models import Finding, WatchMail
from .walking import Walk

TOLD_AT_ONCE = 50


@transaction.atomic
def record(walk: Walk, now: datetime) -> list[Finding]:
    """Write down what was found, and what is gone from where this run looked; returns what is to be told."""
    found = {_key(suspicion): suspicion for suspicion in walk.found}
    known = {finding.key: finding for finding in Finding.objects.filter(key__in=found)}
    fresh = []
    for key, suspicion in found.items():
        finding = known.get(key) or Finding(
            key=key, kind=suspicion.kind, address=suspicion.address[:500], detail=suspicion.detail[:300]
        )
        if finding.pk is None or finding.gone_at is not None:
            finding.found_at, finding.gone_at = now, None
            finding.save()
            fresh.append(finding)
    gone = Finding.objects.filter(gone_at=None).exclude(key__in=found)
    for finding in gone:
        if finding.address in walk.visited:
            finding.gone_at = now
            finding.save(update_fields=["gone_at"])
    return fresh


@transaction.atomic
def tell(fresh: list[Finding], now: datetime) -> int:
    """One mail to each who is to know, about all that is new; how many mails."""
    if not fresh:
        return 0
    context = {"findings": fresh[:TOLD_AT_ONCE], "more": max(0, len(fresh) - TOLD_AT_ONCE)}
    body = render_to_string("watch/mail/found.txt", context | {"site": settings.WAGTAILADMIN_BASE_URL})
    mails = [
        WatchMail.objects.create(
            key=f"watch:{fresh[0].pk}:{now:%Y%m%d%H%M%S%f}:{user.pk}",
            address=user.email,
            subject=f"Periksa situs: {len(fresh)} temuan baru",
            body=body,
        )
        for user in _readers(now)
    ]
    afterwards(outbox.enqueue, mails)
    return len(mails)


def _readers(now: datetime):
    """The PPID, who answers for what is public, and those who can look after the machine."""
    people = {user.pk: user for user in get_user_model().objects.filter(is_superuser=True, is_active=True)}
    for position in Position.objects.filter(code="ppid"):
        people |= {user.pk: user for user in holders_of(position, local_date(now))}
    return [user for _, user in sorted(people.items()) if user.email]


def _key(suspicion) -> str:
    return sha256("\n".join((suspicion.kind, suspicion.address, suspicion.detail)).encode()).hexdigest()
