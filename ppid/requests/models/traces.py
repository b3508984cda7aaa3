"""What is counted of use: offers that were taken."""

from __future__ import annotations

from django.db import models


class OfferUsed(models.Model):
    """How often public information that was offered to somebody who was about to ask was followed, by day."""

    day = models.DateField("hari")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField("kali", default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "page"], name="offer_used_day_page_once")]
