"""What is kept about use: exports, and offers that were taken."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ExportRecord(models.Model):
    """Who took which rows of the register out of the portal, when (every export is on record)."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("oleh", max_length=255)
    office = models.CharField("jabatan", max_length=255, blank=True)
    at = models.DateTimeField("waktu", auto_now_add=True)
    format = models.CharField("bentuk", max_length=10)
    filters = models.CharField("saringan", max_length=1000, blank=True)
    rows = models.PositiveIntegerField("jumlah baris")

    class Meta:
        verbose_name = "catatan ekspor"
        verbose_name_plural = "catatan ekspor"
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)


class OfferUsed(models.Model):
    """How often public information that was offered to somebody who was about to ask was followed, by day."""

    day = models.DateField("hari")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField("kali", default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "page"], name="offer_used_day_page_once")]
