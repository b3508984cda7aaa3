"""What is counted of visitors, so that public forms stay open to people, and what officers took out of the portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Attempt(models.Model):
    """How often something was tried within a window, by the fingerprint of who tried: no address is kept."""

    key = models.CharField(max_length=64, unique=True)
    window_started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()


class RobotCaught(models.Model):
    """How many robots filled in what no person sees on the form, by day: so that a trap that fails is noticed."""

    day = models.DateField("hari", unique=True)
    count = models.PositiveIntegerField("kali", default=0)

    class Meta:
        default_permissions = ()


class ExportRecord(models.Model):
    """Who took which rows of ``what`` out of the portal, when: every export of the back office is on record."""

    what = models.SlugField("yang diambil", max_length=60)
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
