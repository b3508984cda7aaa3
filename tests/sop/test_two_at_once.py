"""Two people at the same instant: one wins, the other is told so, nothing is recorded twice (rule 5)."""

import threading

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from portal.sop.models import StepRecord
from tests import verbs
from tests.conftest import build_house, make_official

needs_row_locks = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
    reason="SQLite's tests share one connection in memory; its one write lock is no row lock",
)


@pytest.fixture
def story(transactional_db, settings):
    """A story that waits for the Kadis, with two people who hold that role, in a database that commits."""
    from news.models import NewsIndexPage

    build_house()
    index = NewsIndexPage.objects.get()
    people = {name: make_official(name, name) for name in ("pelaksana", "kasub", "kabag", "kadivmin")}
    rivals = [make_official(name, "kadis") for name in ("kadis", "kadis2")]
    writer = Client()
    writer.force_login(people["pelaksana"])
    page = verbs.write_news(writer, index)
    verbs.submit(writer, page)
    for name in ("kasub", "kabag", "kadivmin"):
        client = Client()
        client.force_login(people[name])
        verbs.act(client, page)
    assert verbs.waits_for(page) == "kadis"
    return page, rivals


@needs_row_locks
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("second_act", ["approve", "reject"])
def test_of_two_concurrent_decisions_one_wins(story, second_act):
    page, rivals = story
    task_state = verbs.current_task_state(page)
    barrier = threading.Barrier(2)
    answers: dict[str, str] = {}

    def press(user, name):
        client = Client()
        client.force_login(user)
        barrier.wait()
        response = client.post(
            reverse("sop_decide", args=[task_state.pk]), {"act": name, "comment": user.username}, follow=True
        )
        answers[user.username] = response.content.decode()
        connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(rivals, ("approve", second_act), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winner = TaskState.objects.get(pk=task_state.pk)
    assert winner.finished_by in rivals
    assert winner.comment == winner.finished_by.username
    loser = next(user for user in rivals if user != winner.finished_by)
    assert "sudah diselesaikan oleh" in answers[loser.username]
    assert "Tercatat" in answers[winner.finished_by.username]

    row = StepRecord.objects.about(page).get(order=9)
    assert (row.actor, row.comment) == (winner.finished_by, winner.comment)
    published = winner.status == TaskState.STATUS_APPROVED
    assert verbs.fresh(page).live == published
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count() == int(published)
