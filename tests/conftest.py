"""The house that every test lives in: the SOP installed, a calendar, a news index, one person per role."""

from __future__ import annotations

import gc
import io

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from hypothesis import settings as hypothesis_settings

from portal.workdays.models import CalendarDay
from portal.workdays.reckoning import ClosedDays
from portal.workdays.seeding import package_days

# A busy machine is no fault of the code: no test is timed.
hypothesis_settings.register_profile("portal", deadline=None)
hypothesis_settings.load_profile("portal")

# Thousands of tests leave more behind than the collector is set for; looking less often saves an eighth of the time.
gc.set_threshold(50_000, 20, 20)

needs_row_locks = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql",
    reason="SQLite's tests share one connection in memory; its one write lock is no row lock",
)

ROLES = (
    "kadis",
    "kadivmin",
    "kabag",
    "kasub",
    "pelaksana",
    "petugas",
    "timit",
    "webmaster",
    "pejabat",
    "ppid",
)


def build_house() -> None:
    """What a fresh installation has beside its home page and news index: calendar and SOP."""
    call_command("load_calendar", "2026", "2027", stdout=io.StringIO())
    call_command("install_sop", stdout=io.StringIO())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        build_house()


@pytest.fixture(autouse=True)
def nothing_is_left_in_the_cache():
    """A cache outlives a rolled-back transaction; a test must not read what another one wrote."""
    cache.clear()


@pytest.fixture(scope="session")
def decreed() -> ClosedDays:
    """National holidays and cuti bersama of 2026 and 2027, without a database."""
    years = frozenset({2026, 2027})
    return ClosedDays({day.date: day.name for year in years for day in package_days(year)}, years)


@pytest.fixture(scope="session")
def without_joint_leave() -> ClosedDays:
    years = frozenset({2026, 2027})
    days = [day for year in years for day in package_days(year)]
    national = {day.date: day.name for day in days if day.kind == CalendarDay.Kind.NATIONAL}
    return ClosedDays(national, years)


@pytest.fixture
def home(db):
    from home.models import HomePage

    return HomePage.objects.get()


@pytest.fixture
def news_index(db):
    from news.models import NewsIndexPage

    return NewsIndexPage.objects.get()


def make_user(username: str, **fields):
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.create_user(
        username,
        f"{username}@contoh.invalid",
        "rahasia-sekali",
        first_name="Contoh",
        last_name=username,
        **fields,
    )
    return user


def make_official(username: str, role: str):
    """A person who belongs to the group of ``role``."""
    user = make_user(username)
    user.groups.add(Group.objects.get(position__code=role))
    return user


@pytest.fixture
def people(db):
    """One person per role, a second writer, an outsider with admin access, and a superuser."""
    from django.contrib.auth import get_user_model

    everyone = {role: make_official(role, role) for role in ROLES}
    everyone["pelaksana2"] = make_official("pelaksana2", "pelaksana")
    outsider = make_user("orang-luar")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    everyone["outsider"] = outsider
    everyone["superuser"] = get_user_model().objects.create_superuser("admin", "admin@contoh.invalid", "rahasia-sekali")
    return everyone


@pytest.fixture
def as_(people):
    """``as_("kasub")`` is a browser in which that person is logged in."""
    clients: dict[str, Client] = {}

    def browser(who: str) -> Client:
        if who not in clients:
            clients[who] = Client(raise_request_exception=True)
            clients[who].force_login(people[who])
        return clients[who]

    return browser
