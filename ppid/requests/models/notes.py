"""What officers keep beside a request: notes that never leave the office, and lists they look at often."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from .requests import InformationRequest


class InternalNote(models.Model):
    """A note among officers; not shown to the applicant."""

    request = models.ForeignKey(InformationRequest, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField("penulis", max_length=255)
    text = models.TextField("catatan", max_length=5000)
    at = models.DateTimeField("waktu", auto_now_add=True)

    class Meta:
        verbose_name = "catatan internal"
        verbose_name_plural = "catatan internal"
        ordering = ["request", "pk"]
        default_permissions = ()


class SavedFilter(models.Model):
    """A choice of filters that an officer gave a name."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("nama", max_length=100)
    query = models.CharField("saringan", max_length=1000)

    class Meta:
        verbose_name = "saringan tersimpan"
        verbose_name_plural = "saringan tersimpan"
        ordering = ["name"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_name_once")]
