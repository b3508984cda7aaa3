"""What only the keys of the vault open."""

from __future__ import annotations

from django.db import models


class SealedField(models.BinaryField):
    """Bytes encrypted by the vault's ring of keys: a sealed text (``portal.core.sealing``) or a file's own key.

    Whatever a ring encrypts and a table keeps is kept in such a field, since ``rewrap_keys`` moves these to a new key
    and no others. Empty bytes are nothing sealed.
    """
