"""What a citizen has typed so far, kept for a day so that a lost connection loses nothing."""

from __future__ import annotations

from django.db import models

from portal.core.models import SealedField


class RequestDraft(models.Model):
    """The answers of an unsent form, sealed, so that the database alone tells nothing; found by its cookie's hash."""

    token_hash = models.CharField(max_length=64, unique=True)
    # Becomes the request's ``form_key``: sending twice makes one request.
    form_key = models.UUIDField(unique=True)
    answers_sealed = SealedField()
    files = models.ManyToManyField("core.PrivateFile", through="DraftFile", related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()


class DraftFile(models.Model):
    """A file of an unsent form; it goes with the draft, or becomes a ``RequestFile``."""

    draft = models.ForeignKey(RequestDraft, on_delete=models.CASCADE, related_name="draft_files")
    file = models.OneToOneField("core.PrivateFile", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)

    class Meta:
        default_permissions = ()
