"""Every date of a case with its proof: what started it, by which rule, which days were passed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..clocks.reckoning import Reckoned
from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest


class Deadline(OfCase):
    """One reckoning of one clock of ``clocks/clocks.toml``. A new reckoning replaces it; the old one stays.

    ``due_on`` is what the clock gave. ``shown_on`` is what the applicant was told, never shortened by a later
    reckoning; ``target_on`` is what the office works to, never lengthened by one.
    """

    request = models.ForeignKey(
        InformationRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="deadlines")
    clock = models.CharField("tenggat", max_length=10)
    due_on = models.DateField("jatuh tempo")
    shown_on = models.DateField("yang disampaikan")
    target_on = models.DateField("sasaran")
    explanation = models.JSONField("penjelasan")
    made_at = models.DateTimeField("dihitung pada")
    replaced_at = models.DateTimeField("diganti pada", null=True)

    class Meta:
        verbose_name = "tenggat"
        verbose_name_plural = "tenggat"
        ordering = ["request", "objection", "pk"]
        default_permissions = ()
        constraints = [
            belongs_to_one_case("deadline_of_one_case"),
            models.UniqueConstraint(
                fields=["request", "clock"], condition=Q(replaced_at=None), name="request_one_current_deadline"
            ),
            models.UniqueConstraint(
                fields=["objection", "clock"], condition=Q(replaced_at=None), name="objection_one_current_deadline"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.clock} {self.due_on}"

    @property
    def reckoned(self) -> Reckoned:
        return Reckoned.from_dict(self.explanation)
