"""Announcing alerts as the PPID does it, by the light form of the desk."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.sop.models import StepRecord
from ppid.information.alerts.vocabulary import PARTS
from ppid.information.models import AlertMessage, AlertPage

PARTS_FILLED = {part.name: f"Uraian contoh: {part.title.lower()}." for part in PARTS}


def local(moment: datetime) -> str:
    """As a browser's own picker sends a time."""
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def alert_form(title: str = "KLB difteri di Kabupaten Contoh", **changes) -> dict:
    now = timezone.now()
    data = {
        "title": title,
        "level": "siaga",
        "event": "klb-difteri",
        "area": "Kabupaten Contoh",
        "known_at": local(now),
        "starts_at": local(now),
        "ends_at": "",
        **PARTS_FILLED,
        "key": str(uuid4()),
    }
    return data | changes


def announce(client: Client, title: str = "KLB difteri di Kabupaten Contoh", **changes) -> AlertPage | None:
    """Announce from the desk; ``None`` if nothing was made."""
    before = set(AlertPage.objects.values_list("pk", flat=True))
    client.post(reverse("announce_alert"), alert_form(title, **changes))
    return AlertPage.objects.exclude(pk__in=before).first()


def update(client: Client, alert: AlertPage, **changes):
    data = alert_form(alert.title, level=alert.level, starts_at=local(alert.starts_at), known_at=local(alert.known_at))
    seen = AlertPage.objects.get(pk=alert.pk).latest_revision_id
    return client.post(reverse("update_alert", args=[alert.pk]), data | {"seen": seen} | changes)


def end(client: Client, alert: AlertPage, note: str = "Kejadian sudah tertangani."):
    return client.post(reverse("end_alert", args=[alert.pk]), {"note": note})


def editor_form(title: str = "KLB difteri di Kabupaten Contoh", slug: str = "klb-difteri", **changes) -> dict:
    """Wagtail's own editor form of an alert."""
    now = local(timezone.now()).replace("T", " ")
    data = alert_form(title) | {"slug": slug, "body-count": "0", "known_at": now, "starts_at": now}
    del data["key"]
    return data | changes


def live_alert(index, title: str = "Peringatan contoh", **fields) -> AlertPage:
    """A public alert, made the short way, for tests of what the public sees."""
    now = timezone.now()
    given = {
        "level": "waspada",
        "event": "wabah",
        "area": "Kabupaten Contoh",
        "known_at": now,
        "starts_at": now,
        "first_published_at": now,
        "last_published_at": now,
        **PARTS_FILLED,
    }
    return index.add_child(instance=AlertPage(title=title, live=True, **given | fields))


def write_draft(client, index, **changes) -> AlertPage | None:
    before = set(AlertPage.objects.values_list("pk", flat=True))
    client.post(reverse("wagtailadmin_pages:add", args=["information", "alertpage", index.pk]), editor_form(**changes))
    return AlertPage.objects.exclude(pk__in=before).first()


def stored() -> tuple:
    """Everything that a refused act must not have changed."""
    pages = AlertPage.objects.order_by("pk").values_list("pk", "title", "live", "latest_revision", "ended_at")
    return list(pages), StepRecord.objects.count(), AlertMessage.objects.count()
