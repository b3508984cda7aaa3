"""Where the demonstration is not loaded, nothing of it is left behind."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from home.demo.users import demonstration_users


@pytest.fixture(autouse=True)
def password(monkeypatch) -> None:
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "rahasia-contoh")


def test_a_real_account_is_not_taken_over(db):
    real = get_user_model().objects.create_user("kadis", "kepala@dinas.example", "asli")

    with pytest.raises(CommandError, match="kadis"):
        call_command("load_demo")

    real.refresh_from_db()
    assert real.check_password("asli")
    assert not demonstration_users().exists()


def test_the_demonstration_is_not_loaded_in_production(db, production):
    with pytest.raises(CommandError, match="PORTAL_DEMO"):
        call_command("load_demo")

    assert not demonstration_users().exists()
