"""The hole table over flow B: the same tests, with a standard page that waits for the Pejabat's filter.

Imported tests take the fixtures of this module. What belongs to flow B alone stands below.
"""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests import verbs
from tests.sop.test_holes import (  # noqa: F401 - they are run here again
    EVERYBODY,
    state_of,
    test_h1_publish_in_the_editor_during_review_changes_nothing,
    test_h1_publish_in_the_editor_publishes_nothing,
    test_h2_bulk_publish_publishes_nothing,
    test_h12_nobody_deletes_a_text_in_review,
    test_h12_nobody_deletes_what_is_public,
    test_scheduling_publishes_nothing,
    test_stock_unpublish_takes_nothing_down,
)

pytestmark = pytest.mark.django_db

STEPS = ("timit", "webmaster", "pejabat", "webmaster")


@pytest.fixture
def draft(as_, home):
    return verbs.write_standard_page(as_("petugas"), home)


@pytest.fixture
def at_step(as_, draft):
    """``at_step(2)``: the page, passed on by everybody before that step."""

    def bring(number: int):
        verbs.submit(as_("petugas"), draft)
        for role in STEPS[:number]:
            verbs.act(as_(role), draft)
        assert verbs.waits_for(draft) == STEPS[number]
        return verbs.fresh(draft)

    return bring


@pytest.fixture
def submitted(at_step):
    return at_step(2)


@pytest.fixture
def published(as_, at_step):
    page = at_step(3)
    verbs.act(as_("webmaster"), page)
    assert verbs.fresh(page).live
    return verbs.fresh(page)


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
def test_only_the_role_of_the_step_moves_it(as_, at_step, number, who, way):
    page = at_step(number)
    before = state_of(page)
    way(as_(who), page, "approve")
    assert (state_of(page) != before) == (who == STEPS[number])


@pytest.mark.parametrize("way", [verbs.act, verbs.act_in_editor, verbs.decide])
def test_the_compiler_does_not_filter_his_own_page(as_, people, submitted, way):
    people["petugas"].groups.add(Group.objects.get(position__code="pejabat"))
    before = state_of(submitted)
    way(as_("petugas"), submitted)
    assert state_of(submitted) == before


@pytest.mark.parametrize("act", ["reject", "unfit"])
@pytest.mark.parametrize("way", [verbs.act, verbs.decide])
def test_no_without_a_reason_changes_nothing(as_, submitted, act, way):
    before = state_of(submitted)
    way(as_("pejabat"), submitted, act, "  ")
    assert state_of(submitted) == before


def test_a_stale_tab_filters_nothing_twice(as_, submitted):
    stale = verbs.current_task_state(submitted)
    verbs.act(as_("pejabat"), submitted)
    before = state_of(submitted)
    for act in ("approve", "reject", "unfit"):
        verbs.act(as_("pejabat"), submitted, act, "Kedua.", task_state=stale)
        verbs.decide(as_("pejabat"), submitted, act, "Kedua.", task_state=stale)
    assert state_of(submitted) == before


@pytest.mark.parametrize("number", range(4))
def test_disabling_a_step_is_refused_and_publishes_nothing(as_, at_step, number):
    page = at_step(number)
    before = state_of(page)
    task = verbs.current_task_state(page).task
    as_("superuser").post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))
    task.refresh_from_db()
    assert task.active
    assert state_of(page) == before
