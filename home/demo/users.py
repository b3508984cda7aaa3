"""The demonstration users: one per role of the SOP, and one superuser.

They are known by their e-mail domain, which can belong to nobody (RFC 2606). ``home/checks.py`` keeps them out of
production.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet

from portal.officials.models import Position

DOMAIN = "contoh.invalid"
ADMIN = "admin"
# User name (also the code of the position) and the name that stands in the register.
NAMES = {
    "kadis": "Kadis",
    "kadivmin": "Kadivmin",
    "kabag": "Kabag",
    "kasub": "Kasub",
    "pelaksana": "Pelaksana",
    "petugas": "Petugas",
    "timit": "Tim IT",
    "webmaster": "Webmaster",
    "pejabat": "Pejabat",
    "ppid": "PPID",
    "atasan-ppid": "Atasan PPID",
    ADMIN: "Admin",
}
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is easily taken for another


class NameTaken(Exception):
    """A real account bears the name of a demonstration user; the message is in Indonesian."""


def demonstration_users() -> QuerySet[AbstractUser]:
    return get_user_model().objects.filter(email__iendswith=f"@{DOMAIN}")


def password() -> str:
    """``PORTAL_DEMO_PASSWORD``, or one that was made on the first run and kept in a file only its owner reads."""
    if given := os.environ.get("PORTAL_DEMO_PASSWORD"):
        return given
    kept = Path(settings.BASE_DIR) / "var" / "demo-password.txt"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(made)
    return kept.read_text(encoding="utf-8").strip()


def make_users(secret: str) -> dict[str, AbstractUser]:
    """The users by user name, made where missing, all with ``secret`` as password.

    One hash serves them all: hashing twelve times would take longer than everything else at a start.
    Raises ``NameTaken`` where one of the names belongs to somebody else.
    """
    if taken := get_user_model().objects.filter(username__in=NAMES).exclude(pk__in=demonstration_users()).first():
        raise NameTaken(f"Nama pengguna “{taken.username}” sudah dipakai pengguna lain.")
    groups = {position.code: position.group for position in Position.objects.select_related("group")}
    kept = {user.username: user for user in demonstration_users()}
    hashed = next((user.password for user in kept.values() if check_password(secret, user.password)), None)
    hashed = hashed or make_password(secret)
    for username, name in NAMES.items():
        user = kept.setdefault(username, get_user_model()(username=username))
        user.email, user.first_name, user.last_name = f"{username}@{DOMAIN}", "Contoh", name
        user.is_superuser = user.is_staff = username == ADMIN
        user.password = hashed
        user.save()
        if group := groups.get(username):
            user.groups.add(group)
    return kept
