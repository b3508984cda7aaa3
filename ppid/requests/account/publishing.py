"""Publishing the annual report: by the PPID, once, with its figures frozen and his signature beneath (Pasal 56)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from wagtail.log_actions import log

from portal.core.refusal import Refusal
from portal.officials.models import Official
from portal.officials.signature import signature_block
from portal.workdays.calendar import local_date

from ..actors import PPID, Person
from ..models import AnnualReport
from .reading import figures_now

if TYPE_CHECKING:
    from portal.officials.signature import SignatureBlock


def why_not_written_by(person: Person) -> str:
    """Why this person may neither write nor publish the report, in Indonesian; "" if he may."""
    return "" if person.hat(PPID) else "Laporan layanan informasi publik disusun dan diumumkan oleh PPID."


def why_not_published(report: AnnualReport, now: datetime) -> str:
    """Why it cannot be published yet; "" if it can."""
    if report.is_published:
        return "Laporan ini sudah diumumkan."
    if report.year >= local_date(now).year:
        return f"Tahun {report.year} belum berakhir, jadi laporannya belum dapat diumumkan."
    empty = [report._meta.get_field(name).verbose_name for name in report.TEXTS if not getattr(report, name).strip()]
    return f"Bagian ini masih kosong: {'; '.join(empty)}." if empty else ""


@transaction.atomic
def publish(report_id: int, person: Person, now: datetime) -> AnnualReport:
    """Freeze parts c and d as the registers stand at ``now``. Raises ``Refusal``; then nothing has happened."""
    if reason := why_not_written_by(person):
        raise Refusal(reason)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    if reason := why_not_published(report, now):
        raise Refusal(reason)
    report.figures = figures_now(report.year, now).as_dict()
    report.smallest_group = settings.PORTAL_ACCOUNT_SMALLEST_GROUP
    report.signature = _signature(person, now).as_dict()
    report.published_at = now
    report.save()
    log(instance=report, action="wagtail.publish", user=person.user, data={"office": person.hat(PPID).label})
    return report


def _signature(person: Person, now: datetime) -> SignatureBlock:
    """The block of the official on record; of a person who is none, office and name."""
    official = Official.objects.filter(user=person.user).first() or Official(name=person.name)
    return signature_block(person.hat(PPID), official, local_date(now))
