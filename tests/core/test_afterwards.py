"""What follows an act may fail; the act stands, and whoever acted is not shown an error."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import transaction

from portal.core.afterwards import afterwards
from portal.core.models import PrivateFile


def broken(*args, **kwargs) -> None:
    raise OSError("the queue cannot be written to")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("follow_up", [broken, partial(broken, 1)], ids=["function", "partial"])
def test_what_fails_after_the_commit_is_logged_and_no_more(follow_up, caplog):
    with transaction.atomic():
        row = PrivateFile.objects.create(name="x", size=1, stored_as="x")
        afterwards(follow_up, "berkas", missing_ok=True)

    assert PrivateFile.objects.filter(pk=row.pk).exists()
    assert "the queue cannot be written to" in caplog.text


def test_it_waits_for_the_commit(db, django_capture_on_commit_callbacks):
    done = []
    with django_capture_on_commit_callbacks(execute=True):
        afterwards(done.append, 1)
        assert done == []
    assert done == [1]
