"""Remind officials of steps that run out of time, tell of steps that nobody may take, send what was not sent before."""

from __future__ import annotations

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.core import outbox
from portal.sop import notices, reminders
from portal.workdays.calendar import local_date


class Command(BaseCommand):
    help = "Mengingatkan pejabat sebelum dan sesudah jatuh tempo, lalu mengirim semua surel yang belum terkirim."

    def add_arguments(self, parser):
        parser.add_argument(
            "--now", type=_moment, help="Saat yang dipakai sebagai “sekarang” (ISO 8601); bawaan: jam komputer."
        )

    def handle(self, *args, now: datetime | None = None, **options):
        now = now or timezone.now()
        notices.look_again(local_date(now))
        run = reminders.remind(now)
        for problem in sorted(run.problems):
            self.stderr.write(problem)
        delivery = outbox.send_unsent()
        if delivery.complaint:
            self.stderr.write(delivery.complaint)
        if run.written or delivery.sent:
            self.stdout.write(f"{run.written} pengingat dibuat, {delivery.sent} surel terkirim.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(f"“{text}” bukan waktu ISO 8601.") from problem
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
