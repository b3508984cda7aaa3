from __future__ import annotations

from dataclasses import replace

import pytest

from ppid.requests.clocks import rules
from ppid.requests.clocks.rules import Policy


@pytest.fixture(scope="session")
def reading():
    """``reading(clock_start="received")`` is the agency's policy with another answer to that question."""

    def other(**answers) -> Policy:
        return replace(rules.policy(), **answers)

    return other
