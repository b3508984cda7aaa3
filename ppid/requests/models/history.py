"""What happened to a case, for ever: rows are added, never changed, and each vouches for the one before it."""

from __future__ import annotations

from typing import NoReturn

from django.conf import settings
from django.db import models

from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest


class HistoryQuerySet(models.QuerySet):
    def update(self, **kwargs) -> NoReturn:
        raise TypeError("history is only added to")

    def delete(self) -> NoReturn:
        raise TypeError("history is only added to")


class HistoryRow(OfCase):
    """One act: who, in what office, from which state to which, what changed, by which article.

    Written by ``history.append`` in the transaction of the act. ``details`` holds dates, numbers and codes, never
    personal data: it outlives the erasure of the person.
    """

    request = models.ForeignKey(
        InformationRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="history"
    )
    objection = models.ForeignKey(Objection, null=True, blank=True, on_delete=models.PROTECT, related_name="history")
    sequence = models.PositiveIntegerField("urutan")
    at = models.DateTimeField("waktu")
    event = models.CharField("peristiwa", max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name="pelaku"
    )
    actor_name = models.CharField("nama", max_length=255)
    office = models.CharField("jabatan", max_length=255, blank=True)
    state_before = models.CharField("dari", max_length=20, blank=True)
    state_after = models.CharField("menjadi", max_length=20)
    details = models.JSONField("rincian", default=dict)
    legal_basis = models.CharField("dasar hukum", max_length=255, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        verbose_name = "riwayat permohonan"
        verbose_name_plural = "riwayat permohonan"
        ordering = ["request", "objection", "sequence"]
        default_permissions = ()
        constraints = [
            belongs_to_one_case("history_of_one_case"),
            models.UniqueConstraint(fields=["request", "sequence"], name="request_history_sequence_once"),
            models.UniqueConstraint(fields=["objection", "sequence"], name="objection_history_sequence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.event}"

    @property
    def state_before_label(self) -> str:
        return self._label_of(self.state_before)

    @property
    def state_after_label(self) -> str:
        return self._label_of(self.state_after)

    def _label_of(self, state: str) -> str:
        """The state in words; one that the table no longer has stays what it was."""
        states = InformationRequest if self.request_id else Objection
        return dict(states._meta.get_field("state").choices).get(state, state)

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise TypeError("history is only added to")
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args, **kwargs) -> NoReturn:
        raise TypeError("history is only added to")
