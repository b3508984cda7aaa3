import pytest

from tests import verbs

APPROVERS = ("kasub", "kabag", "kadivmin", "kadis")


@pytest.fixture
def draft(as_, news_index):
    """A news draft by the Pelaksana, not yet submitted."""
    return verbs.write_news(as_("pelaksana"), news_index)


@pytest.fixture
def submitted(as_, draft):
    """The same, waiting for the Kasub."""
    verbs.submit(as_("pelaksana"), draft)
    return verbs.fresh(draft)


@pytest.fixture
def waiting_at(as_, submitted):
    """``waiting_at("kadis")``: the draft, approved by everybody before that role."""

    def bring(role: str):
        for before in APPROVERS[: APPROVERS.index(role)]:
            verbs.act(as_(before), submitted)
        assert verbs.waits_for(submitted) == role
        return verbs.fresh(submitted)

    return bring


@pytest.fixture
def published(as_, waiting_at):
    page = waiting_at("kadis")
    verbs.act(as_("kadis"), page)
    page = verbs.fresh(page)
    assert page.live
    return page
