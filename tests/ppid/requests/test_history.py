"""The history is added to, never changed, and shows it when a row was altered behind its back."""

import pytest
from django.db import connection

from ppid.requests import history
from ppid.requests.lifecycle import State
from ppid.requests.models import HistoryRow, InformationRequest, Letter

from . import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(people):
    return cases.bring_to(cases.a_request(), State.NOTIFIED, people)


def chain(request):
    return list(HistoryRow.objects.filter(request=request))


def test_a_whole_chain_has_no_break(answered):
    rows = chain(answered)
    assert [row.event for row in rows] == [
        *("register", "declare-complete", "dispose", "draft", "hand-in", "sign", "notify"),
    ]
    assert history.first_break(rows) is None
    assert [row.state_after for row in rows][-1] == State.NOTIFIED


@pytest.mark.parametrize(
    "change",
    [
        "event = 'return'",
        "actor_name = 'Orang lain'",
        "office = 'Kadis'",
        "state_after = 'closed'",
        "details = '{}'",
        "legal_basis = ''",
        "at = '2020-01-01 00:00:00+00:00'",
        "previous_hash = ''",
        "hash = 'x'",
        "sequence = 99",
    ],
)
def test_a_row_altered_by_sql_breaks_it_visibly(answered, change):
    row = chain(answered)[3]
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE requests_historyrow SET {change} WHERE id = %s", [row.pk])  # noqa: S608 - the test's own words
    assert history.first_break(chain(answered)) is not None


def test_a_row_taken_out_by_sql_breaks_it(answered):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM requests_historyrow WHERE id = %s", [chain(answered)[2].pk])
    assert history.first_break(chain(answered)) is not None


def test_the_program_itself_changes_no_row(answered):
    row = chain(answered)[0]
    for forbidden in (row.save, row.delete, HistoryRow.objects.all().delete, answered.delete):
        with pytest.raises(TypeError):
            forbidden()
    with pytest.raises(TypeError):
        HistoryRow.objects.update(event="x")
    with pytest.raises(TypeError):
        InformationRequest.objects.all().delete()


def test_the_account_behind_an_act_may_go_and_the_chain_stays_whole(answered, people):
    people["ppid"].delete()
    rows = chain(answered)
    assert history.first_break(rows) is None
    assert rows[1].actor is None and rows[1].actor_name == "Contoh ppid"


def test_an_act_whose_history_cannot_be_written_does_not_happen(people, monkeypatch):
    request = cases.a_request()
    before = InformationRequest.objects.values().get(pk=request.pk)

    def broken(*args, **kwargs):
        raise RuntimeError("no history")

    monkeypatch.setattr("ppid.requests.acts.append", broken)
    with pytest.raises(RuntimeError):
        cases.do(request, "find-incomplete", cases.person(people["ppid"]), missing=["KTP"])

    assert InformationRequest.objects.values().get(pk=request.pk) == before
    assert not Letter.objects.exists()


def test_no_row_names_the_applicant(answered):
    told = " ".join(f"{row.actor_name} {row.office} {row.details}" for row in chain(answered))
    assert answered.applicant_name not in told
    assert answered.email not in told
