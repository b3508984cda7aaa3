"""What is counted of visitors, so that public forms stay open to people: tries and robots, never who it was."""

from __future__ import annotations

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
