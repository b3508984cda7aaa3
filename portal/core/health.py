"""Is the portal fit to serve? Asked by whoever watches over the machine."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Case, F, Min, When
from django_tasks_db.models import DBTaskResult

LONGEST_WAIT = timedelta(minutes=5)


def report(now: datetime) -> dict[str, bool | int | None]:
    """What is well (``True``), what is not (``False``) and what could not be found out (``None``).

    ``queue_seconds`` is how long the oldest task has been waiting for a worker (0 when none waits).
    """
    found: dict[str, bool | int | None] = dict.fromkeys(["database", "migrations", "queue", "queue_seconds"], None)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        found["migrations"] = migrations_are_applied()
        waited = longest_wait(now)
        found["queue"] = waited <= LONGEST_WAIT
        found["queue_seconds"] = int(waited.total_seconds())
    except DatabaseError:
        found["database"] = found["database"] or False
    return found


def is_fit(found: dict[str, bool | int | None]) -> bool:
    return all(found[part] is True for part in ("database", "migrations", "queue"))


def migrations_are_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def longest_wait(now: datetime) -> timedelta:
    """How long the oldest task that could run has been waiting at ``now``."""
    due_since = Case(When(run_after__lte=now, then=F("run_after")), default=F("enqueued_at"))
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min(due_since))["oldest"]
    return max(now - oldest, timedelta()) if oldest else timedelta()
