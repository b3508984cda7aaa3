"""Running numbers without gaps."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """The last number given in a series in a year; see ``portal.core.numbering``."""

    series = models.SlugField("rangkaian")
    year = models.PositiveSmallIntegerField("tahun")
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    class Meta:
        verbose_name = "nomor urut"
        verbose_name_plural = "nomor urut"
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="counter_series_year_once")]
