"""The admin speaks Indonesian: every role, every screen it uses, and the catalogue behind them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable

import polib
import pytest
import time_machine
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.sop.models import StepRecord

from .language import compiling, screens, visible, words

# October: its English and its Indonesian name differ, so that a date in the wrong language is found too.
AN_OCTOBER_MORNING = dt.datetime(2026, 10, 5, 2, 0, tzinfo=dt.UTC)

# Hard-coded in a template of Wagtail (shared/header.html): a button that only a screen reader meets.
BEYOND_REACH = {("/admin/choose-page/", "Search")}

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_TAG = re.compile(r"<[^>]+>")


def english_on(answers: Iterable[tuple[str, HttpResponse]]) -> dict[str, tuple[str, set[str]]]:
    """By the text in which English stands: the first address that showed it, and the English words."""
    found: dict[str, tuple[str, set[str]]] = {}
    for address, response in answers:
        for text in visible.texts(response.content.decode(), response["Content-Type"]):
            english = words.english_in(text)
            known = any(address.startswith(start) and text == said for start, said in BEYOND_REACH)
            if english and not known:
                found.setdefault(text[:200], (address, english))
    return found


# --- The screens --------------------------------------------------------------------------------


@pytest.fixture
def october():
    with time_machine.travel(AN_OCTOBER_MORNING, tick=False):
        yield


def test_no_role_meets_an_english_word(october, as_, news_index, home):
    house = screens.furnish(as_, news_index, home)
    met: dict[str, dict] = defaultdict(dict)
    kinds: dict[str, set[str]] = {}
    for role in screens.ROLES:
        opened: set[str] = set()
        met[role] = english_on(screens.watched(screens.screens_of(as_(role), house), opened))
        kinds[role] = opened

    assert not {role: found for role, found in met.items() if found}
    for role, expected in screens.EXPECTED.items():
        assert expected <= kinds[role], f"{role} did not come to {sorted(expected - kinds[role])}"


def test_nobody_meets_an_english_word_before_logging_in(db):
    client = Client()
    addresses = [
        reverse("wagtailadmin_login"),
        reverse("wagtailadmin_password_reset"),
        reverse("wagtailadmin_password_reset_done"),
        reverse("wagtailadmin_password_reset_complete"),
        reverse("wagtailadmin_password_reset_confirm", args=["MQ", "bukan-kunci"]),
    ]
    answers = [(address, client.get(address)) for address in addresses]
    wrong = client.post(addresses[0], {"username": "siapa", "password": "salah"})

    assert not english_on([*answers, (addresses[0], wrong)])


def test_the_scripts_of_the_admin_speak_indonesian(as_):
    script = as_("pelaksana").get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    spoken = json.loads(re.search(r"newcatalog = (\{.*?\});\n", script, re.DOTALL).group(1))

    for entry in polib.pofile(str(words.catalogue_of("wagtail.admin", "djangojs"))):
        assert entry.msgid in spoken, entry.msgid
        assert not words.english_in(str(spoken[entry.msgid])), entry.msgid


def test_dates_are_written_in_indonesian(october, as_, news_index):
    page = screens.verbs.write_news(as_("pelaksana"), news_index)
    shown = as_("pelaksana").get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()

    assert re.search(r"\b5 (?:Okt\.|Oktober) 2026\b", shown)
    assert not re.search(r"\b(?:Oct|October|Monday|a\.m\.|p\.m\.|AM|PM)\b", " ".join(visible.texts_of_html(shown)))


def test_moments_are_shown_in_the_time_of_the_agency(october, as_, news_index):
    page = screens.verbs.write_news(as_("pelaksana"), news_index)
    screens.verbs.submit(as_("pelaksana"), page)
    record = StepRecord.objects.open().get()
    shown = as_("kasub").get(reverse("buku_kendali:inspect", args=[record.pk])).content.decode()

    assert "5 Okt. 2026, 10.00" in shown


# --- The catalogue ------------------------------------------------------------------------------


@pytest.mark.parametrize("domain", compiling.DOMAINS)
def test_the_compiled_catalogue_is_the_one_that_people_edit(domain):
    assert compiling.target(domain).read_bytes() == compiling.compiled(domain)


@pytest.mark.parametrize("domain", compiling.DOMAINS)
def test_every_entry_keeps_its_placeholders_and_tags(domain):
    for entry in polib.pofile(str(compiling.source(domain))):
        original = entry.msgid_plural or entry.msgid
        said = entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr

        assert said.strip(), entry.msgid
        assert not entry.fuzzy, entry.msgid
        assert sorted(_PLACEHOLDER.findall(said)) == sorted(_PLACEHOLDER.findall(original)), entry.msgid
        assert sorted(_TAG.findall(said)) == sorted(_TAG.findall(original)), entry.msgid


@pytest.mark.parametrize("domain", compiling.DOMAINS)
def test_no_entry_stands_twice_and_none_is_english(domain):
    entries = polib.pofile(str(compiling.source(domain)))
    keys = [(entry.msgctxt, entry.msgid) for entry in entries]

    assert len(keys) == len(set(keys))
    for entry in entries:
        for said in (entry.msgstr, *entry.msgstr_plural.values()):
            assert not words.words(said) & words.FUNCTION_WORDS, said


@pytest.mark.parametrize("package", [name for name in words.PACKAGES if name.startswith(("wagtail", "taggit"))])
def test_no_string_of_a_package_is_without_indonesian(package):
    """Whoever meets it: the next Wagtail's new strings are found here before an official finds them."""
    with translation.override(settings.LANGUAGE_CODE):
        known = translation.trans_real.translation(settings.LANGUAGE_CODE)._catalog
        for entry in polib.pofile(str(words.catalogue_of(package, "django"))):
            key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
            assert (key, 0) in known if entry.msgid_plural else key in known, entry.msgid


def test_the_check_knows_english_when_it_sees_it():
    assert words.english_in("Save draft") == {"save", "draft"}
    assert words.english_in("This page is locked") == {"this", "page", "is", "locked"}
    assert words.english_in("Link text") == {"link", "text"}
    assert not words.english_in("Simpan konsep, lalu ajukan ke langkah berikutnya. Format PDF, status: tayang.")
    assert list(visible.texts_of_html('<p title="a">b</p><script>c</script><i data-x=\'{"k": "D e"}\'></i>')) == [
        "a",
        "b",
        "D e",
    ]
