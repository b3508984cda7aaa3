"""What follows when a consequence test has come to its end."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils import timezone

from portal.sop.signals import sheet_completed

from ..models import ConsequenceTest
from . import decisions


@receiver(sheet_completed, sender=ConsequenceTest, dispatch_uid="information_decide")
def an_approved_test_becomes_a_decision(instance: ConsequenceTest, user=None, **kwargs) -> None:
    # Read anew: what was published is the revision that was judged.
    decisions.decide(ConsequenceTest.objects.get(pk=instance.pk), user, timezone.now())
