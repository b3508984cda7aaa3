"""What a search engine may list of requests, objections and their account: the ways in and what was published."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from portal.core.public_addresses import Address

from .account import rows
from .models import AnnualReport

WAYS_IN = ("asking_start", "deadline_calculator", "objecting_start", "account_statistics", "account_reports")


def addresses() -> Iterator[Address]:
    yield from (Address(reverse(name)) for name in WAYS_IN)
    # The newest year stands where no year is asked for.
    yield from (Address(reverse("account_statistics_of", args=[year])) for year in rows.years()[1:])
    published = AnnualReport.objects.filter(published_at__isnull=False).values_list("year", "published_at")
    yield from (Address(reverse("account_report", args=[year]), moment) for year, moment in published)
