from __future__ import annotations

import pytest


@pytest.fixture
def production(settings) -> None:
    settings.PORTAL_DEMO = False
