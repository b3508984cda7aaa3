"""Answers that became public, and what was asked so often that it should (UU 14/2008 Pasal 7 and 11)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .answers import RequestedItem


class PublishedAnswer(models.Model):
    """The decision to make one answer public, with the words that were decided on; the page is moderated like any."""

    item = models.OneToOneField(RequestedItem, on_delete=models.PROTECT, related_name="published", verbose_name="butir")
    title = models.CharField("judul", max_length=255)
    summary = models.TextField("ringkasan", max_length=1000)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="halaman"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_by_name = models.CharField("diputuskan oleh", max_length=255)
    decided_on = models.DateField("diputuskan pada")

    class Meta:
        verbose_name = "jawaban yang diumumkan"
        verbose_name_plural = "jawaban yang diumumkan"
        ordering = ["-decided_on", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class RepeatedDemand(models.Model):
    """One thing that was asked for by several requests: a task to publish it, until somebody answers it."""

    class Outcome(models.TextChoices):
        PUBLISHED = "published", "Sudah diumumkan"
        DRAFTED = "drafted", "Disiapkan untuk diumumkan"
        DECLINED = "declined", "Tidak diumumkan"

    text = models.TextField("informasi yang diminta", max_length=2000)
    items = models.ManyToManyField(RequestedItem, related_name="demands", verbose_name="butir permohonan")
    raised_at = models.DateTimeField("ditemukan pada")
    outcome = models.CharField("tindak lanjut", max_length=20, choices=Outcome.choices, blank=True)
    reason = models.TextField("alasan", max_length=2000, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="halaman"
    )
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handled_by_name = models.CharField("ditangani oleh", max_length=255, blank=True)
    handled_on = models.DateField("ditangani pada", null=True)

    class Meta:
        verbose_name = "permintaan berulang"
        verbose_name_plural = "permintaan berulang"
        ordering = ["-raised_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["outcome", "raised_at"], name="demand_open")]

    def __str__(self) -> str:
        return self.text[:80]
