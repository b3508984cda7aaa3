"""Which words are English.

No dictionary is needed. Wagtail and its companions bring their English as message ids, and models bring the names of
their fields, from which Django makes labels: a word of these that our own Indonesian never uses is English. So a string
that falls out of the catalogue is found by its words, and so is a label that somebody wrote in English by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import polib
from django.apps import apps

from . import compiling

PACKAGES = (
    "django",
    "django.contrib.auth",
    "taggit",
    "wagtail",
    "wagtail.admin",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.documents",
    "wagtail.embeds",
    "wagtail.images",
    "wagtail.search",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.users",
)

# The words that hold English sentences together, should none of the above use one.
FUNCTION_WORDS = frozenset(
    """
    about after all also and any are as at be because been before but by can could did do does done each every few for
    from had has have her here his how if in into is it its just may me more most my no nor not of off on only or other
    our out over please she should so some such than that the their them then there these they this those through to
    under until up us very was we were what when where which while who why will with within without would yes you your
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

# Indonesian writes these as English does, or offices take them from English.
ALLOWED = frozenset(
    """
    agenda april area csv desktop detail email error feb gb horizontal html https instagram internal jan jul jun kb
    lapor mar mb min nov november office pdf per rupiah sep september sop spasi unit valid video web website youtube
    """.split()  # noqa: SIM905 - as above
)
# Names, which are of no language. The last is a page type of the tests' own.
NAMES = re.compile(r"\bTim IT\b|\bCtrl \+ Alt\b|\bWagtail\b|\b(?:WhatsApp|Facebook|Telegram)\b|\bUrgent [Pp]age\b")

# What is shown but is no language: addresses, paths, placeholders, tags, keys with figures, dotted names of models.
_NO_LANGUAGE = re.compile(
    r"""https?://\S+ | [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | %\(\w+\)[sd] | %[sd] | \{\w*\} | <[^>]*> | &\w+;
    | \S*[/_]\S* | \b\w*\d\w*\b | \b[a-z]+\.[a-z]+(?:[.:]\w+)*\b""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?")


def words(text: str) -> set[str]:
    """The words of a text, in small letters; single letters are none."""
    text = _NO_LANGUAGE.sub(" ", NAMES.sub(" ", text))
    return {word.lower() for word in _WORD.findall(text) if len(word) > 1}


def english_in(text: str) -> set[str]:
    return words(text) & english()


@cache
def english() -> frozenset[str]:
    theirs = set(FUNCTION_WORDS)
    for package in PACKAGES:
        for entry in _english_of(package):
            theirs |= words(f"{entry.msgid} {entry.msgid_plural}")
    for model in apps.get_models():
        for field in model._meta.get_fields():
            theirs |= set(field.name.split("_"))
    ours: set[str] = set()
    for domain in compiling.DOMAINS:
        for entry in polib.pofile(str(compiling.source(domain))):
            ours |= words(" ".join([entry.msgstr, *entry.msgstr_plural.values()]))
    return frozenset(word for word in theirs - ours - ALLOWED if len(word) > 1)


def _english_of(package: str) -> Iterator[polib.POEntry]:
    for domain in compiling.DOMAINS:
        catalogue = catalogue_of(package, domain)
        if catalogue.exists():
            yield from polib.pofile(str(catalogue))


def catalogue_of(package: str, domain: str) -> Path:
    """A package's own English; not every package has one for scripts."""
    home = Path(find_spec(package).origin).parent
    folder = home / "conf" if package == "django" else home
    return folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
