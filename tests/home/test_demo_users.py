"""The demonstration users, and that production never serves a portal that has them.

The house of the tests has a news index, so ``load_demo`` brings users and no content here.
"""

from __future__ import annotations

import importlib
import stat

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import transaction

from home.demo.users import NAMES, demonstration_users


@pytest.fixture
def password(monkeypatch) -> str:
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "rahasia-contoh")
    return "rahasia-contoh"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demonstration, loaded once for this module and rolled back after it; each test rolls back its own changes."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("PORTAL_DEMO_PASSWORD", "rahasia-contoh")
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def users(loaded, db, password) -> dict:
    return {user.username: user for user in demonstration_users()}


def test_there_is_one_user_per_role_in_its_group_and_only_admin_is_superuser(users, password):
    assert users.keys() == NAMES.keys()
    assert [name for name, user in users.items() if user.is_superuser] == ["admin"]
    assert all(user.check_password(password) for user in users.values())
    assert {name: [group.position.code for group in user.groups.all()] for name, user in users.items()} == {
        name: [] if name == "admin" else [name] for name in NAMES
    }


def test_a_new_password_in_the_environment_is_the_one_that_works(users, monkeypatch, capsys):
    monkeypatch.setenv("PORTAL_DEMO_PASSWORD", "kata-sandi-baru")
    call_command("load_demo")

    assert "kata-sandi-baru" in capsys.readouterr().out
    assert all(user.check_password("kata-sandi-baru") for user in demonstration_users())


def test_a_password_that_was_made_is_kept_for_its_owner_alone(db, monkeypatch, settings, tmp_path, capsys):
    monkeypatch.delenv("PORTAL_DEMO_PASSWORD", raising=False)
    settings.BASE_DIR = tmp_path
    call_command("load_demo")
    call_command("load_demo")
    kept = tmp_path / "var" / "demo-password.txt"

    assert len(kept.read_text()) >= 12
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert capsys.readouterr().out.count(kept.read_text()) == 2
    assert demonstration_users().get(username="kasub").check_password(kept.read_text())


def test_removing_spares_real_accounts(users):
    get_user_model().objects.create_user("asli", "asli@dinas.example", "asli")
    call_command("remove_demo_users", verbosity=0)

    assert not demonstration_users().exists()
    assert get_user_model().objects.filter(username="asli").exists()


# --- production ---------------------------------------------------------------------------------------------------


def start_server() -> None:
    import portal.wsgi

    importlib.reload(portal.wsgi)


def test_production_does_not_start_while_a_demonstration_user_exists(users, production):
    with pytest.raises(ImproperlyConfigured, match="kadis"):
        start_server()


def test_production_starts_without_them_and_development_with_them(users, settings):
    start_server()
    call_command("remove_demo_users", verbosity=0)
    settings.PORTAL_DEMO = False
    start_server()


def test_a_check_of_the_database_finds_them_too(users, production):
    with pytest.raises(SystemCheckError, match=r"home\.E001"):
        call_command("check", databases=["default"])


def test_a_check_before_deployment_finds_the_switch():
    with pytest.raises(SystemCheckError, match=r"home\.E002"):
        call_command("check", deploy=True, fail_level="ERROR")
