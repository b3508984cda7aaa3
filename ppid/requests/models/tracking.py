"""Who is looking at his request right now."""

from __future__ import annotations

from django.db import models

from .cases import OfCase, belongs_to_one_case
from .objections import Objection
from .requests import InformationRequest


class TrackingSession(OfCase):
    """The one browser that follows a request; a second one that knows the code ends the first's visit.

    The browser has a token, of which only the hash is kept; a new tracking code deletes the row.
    """

    request = models.OneToOneField(
        InformationRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="tracking_session"
    )
    objection = models.OneToOneField(
        Objection, null=True, blank=True, on_delete=models.CASCADE, related_name="tracking_session"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [belongs_to_one_case("tracking_session_of_one_case")]
