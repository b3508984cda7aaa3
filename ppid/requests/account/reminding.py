"""The annual report is due on 31 March (C15): from 1 March it lies on the PPID's desk, and two mails tell him of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Min
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from portal.core import outbox
from portal.core.afterwards import afterwards

from ..actors import PPID, holders
from ..clocks import rules
from ..models import AnnualReport, InformationRequest, ReportMail

CLOCK = "C15"
WARNED_FROM = (3, 1)
"""Month and day from which the report on the year before is asked for."""


@dataclass(frozen=True)
class Owed:
    """A report that is not published yet; ``key`` is that of its draft, if there is one."""

    year: int
    due_on: date
    key: int | None

    @property
    def asked_from(self) -> date:
        return date(self.year + 1, *WARNED_FROM)

    @property
    def address(self) -> str:
        if self.key is None:
            return reverse("annual_reports:add")
        return reverse("annual_reports:edit", args=[self.key])

    def is_overdue(self, today: date) -> bool:
        return today > self.due_on


def owed(today: date) -> list[Owed]:
    """The reports that are asked for and missing, of every year since the first request here; two queries."""
    first = InformationRequest.objects.aggregate(day=Min("received_on"))["day"]
    if first is None:
        return []
    reports = {year: (pk, at) for year, pk, at in AnnualReport.objects.values_list("year", "pk", "published_at")}
    missing = (
        Owed(year, due_on(year), reports.get(year, (None, None))[0])
        for year in range(first.year, today.year)
        if reports.get(year, (None, None))[1] is None
    )
    return [report for report in missing if today >= report.asked_from]


def due_on(year: int) -> date:
    """The last day for the report on ``year``."""
    return date.fromisoformat(f"{year + 1}-{rules.clock(CLOCK).day}")


def remind(today: date) -> int:
    """Write the mails that have come due, each once; how many."""
    missing = owed(today)
    told = [user for user in holders(PPID, today) if user.email] if missing else []
    return sum(_tell(report, user, today) for report in missing for user in told)


def _tell(report: Owed, user, today: date) -> bool:
    kind = "overdue" if report.is_overdue(today) else "due"
    due = date_format(report.due_on, "j F Y")
    late = f"lewat batas {due}" if kind == "overdue" else f"paling lambat {due}"
    address = f"{settings.WAGTAILADMIN_BASE_URL}{report.address}"
    context = {"report": report, "is_overdue": kind == "overdue", "source": rules.clock(CLOCK).source}
    mail, is_new = ReportMail.objects.get_or_create(
        key=f"report-{kind}:{report.year}:{user.pk}",
        defaults={
            "address": user.email,
            "subject": f"Laporan layanan informasi publik {report.year}: {late}",
            "body": render_to_string("requests/mail/annual-report.txt", {**context, "address": address}),
        },
    )
    if is_new:
        afterwards(outbox.enqueue, [mail])
    return is_new
