"""What the watch keeps of itself, with a canary in every word of it."""

from __future__ import annotations

from django.utils import timezone

from portal.watch.models import Finding, WatchMail


def furnish(house) -> None:
    sing = house.sing
    Finding.objects.create(
        kind=Finding.Kind.WORDS,
        address=sing("address of a finding"),
        detail=sing("detail of a finding"),
        key="x",
        found_at=timezone.now(),
    )
    WatchMail.objects.create(key="x", address="x@contoh.invalid", subject="x", body=sing("mail of the watch"))
