"""``/healthz`` says what is wrong, tells no secrets and works while things are broken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from portal.core import health


def put_in_queue(age: timedelta, status: str = "READY", run_after=None) -> None:
    task = DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="portal.core.renditions.make_renditions",
        backend_name="default",
        run_after=run_after or get_date_max(),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - age)


def test_all_is_well_with_everything_applied_and_nobody_waiting(client, db):
    answer = client.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": True,
        "migrations": True,
        "queue": True,
        "queue_seconds": 0,
    }
    assert "no-store" in answer["Cache-Control"]


def test_a_task_that_waits_too_long_is_a_fault(client, db):
    put_in_queue(timedelta(minutes=6))

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["queue"] is False
    assert answer.json()["queue_seconds"] >= 360


@pytest.mark.parametrize("status", ["RUNNING", "SUCCESSFUL", "FAILED"])
def test_only_tasks_that_wait_for_a_worker_count(client, db, status):
    put_in_queue(timedelta(hours=1), status)

    assert client.get("/healthz").json()["queue"] is True


def test_a_task_for_later_waits_only_from_its_time_on(client, db):
    put_in_queue(timedelta(days=1), run_after=timezone.now() + timedelta(hours=1))
    assert client.get("/healthz").json()["queue"] is True

    put_in_queue(timedelta(days=1), run_after=timezone.now() - timedelta(minutes=1))
    assert client.get("/healthz").json()["queue"] is True

    put_in_queue(timedelta(days=1), run_after=timezone.now() - timedelta(minutes=6))
    assert client.get("/healthz").json()["queue"] is False


def test_a_migration_that_was_not_run_is_a_fault(client, db):
    MigrationRecorder(connection).migration_qs.filter(app="core").delete()

    answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["migrations"] is False


def test_without_a_database_it_still_answers(client, db, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server at db.internal as portal")

    with monkeypatch.context() as outage:
        outage.setattr(connection, "cursor", refuse)
        answer = client.get("/healthz")

    assert answer.status_code == 503
    assert answer.json()["database"] is False
    assert b"db.internal" not in answer.content


def test_it_asks_the_same_few_questions_however_long_the_queue(db, django_assert_max_num_queries):
    for _ in range(20):
        put_in_queue(timedelta(seconds=1))

    with django_assert_max_num_queries(4):
        assert health.is_fit(health.report(timezone.now()))
