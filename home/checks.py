"""Demonstration users stay out of production.

Anybody may know their passwords, and among them is a superuser. Checks on the database do not run when a server
starts, so the WSGI door asks ``refuse_demonstration_users`` itself; ``migrate`` and ``check --database`` say the
same earlier.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from .demo.users import demonstration_users

_HINT = "Hapus dahulu dengan: manage.py remove_demo_users"


def refuse_demonstration_users() -> None:
    """Raise ``ImproperlyConfigured`` where a demonstration user exists and ``PORTAL_DEMO`` is off.

    A database that cannot be asked stops the start too: what is not known to be safe is not served.
    """
    if not settings.PORTAL_DEMO and (names := _names()):
        raise ImproperlyConfigured(f"{_found(names)} {_HINT}")


@register(Tags.database)
def no_demonstration_user_in_production(app_configs, databases: Iterable[str] | None, **kwargs) -> list[Error]:
    if settings.PORTAL_DEMO or "default" not in (databases or ()) or not _users_can_be_asked():
        return []
    names = _names()
    return [Error(_found(names), hint=_HINT, id="home.E001")] if names else []


@register(Tags.security, deploy=True)
def no_demonstration_in_production(app_configs, **kwargs) -> list[Error]:
    if not settings.PORTAL_DEMO:
        return []
    return [Error("PORTAL_DEMO menyala: pengguna contoh dapat dibuat di portal ini.", id="home.E002")]


def _names() -> list[str]:
    return list(demonstration_users().order_by("username").values_list("username", flat=True))


def _found(names: list[str]) -> str:
    return f"Ada pengguna contoh di basis data: {', '.join(names)}."


def _users_can_be_asked() -> bool:
    """The first ``migrate`` comes before the table."""
    return get_user_model()._meta.db_table in connections["default"].introspection.table_names()
