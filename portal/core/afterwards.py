"""What follows an act once it is committed, and undoes nothing where it fails."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction


def afterwards(follow_up: Callable[..., object], *args, **kwargs) -> None:
    """Call ``follow_up`` once the transaction is committed. An exception in it is logged: the act stands.

    Use this and no ``functools.partial`` for what may fail, such as a queue that cannot be written to: Django names
    the function in its log, and a partial has no name, so that the log entry itself would be the error 500.
    """
    transaction.on_commit(lambda: follow_up(*args, **kwargs), robust=True)
