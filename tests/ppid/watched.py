"""Which columns of the database a citizen may read, so that all the others can be watched.

A column that is added later is private until it is named here: nothing is forgotten by not being thought of.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from wagtail.models import Page

from .canary import Canaries

# What citizens read, where the row as a whole is public.
PUBLIC = {
    "news.NewsCategory": ("name",),
    "news.NewsGalleryItem": ("caption",),
    "news.NewsAttachment": ("title",),
    "information.InformationDocument": ("title",),
    "information.Edition": ("decree_number", "content", "sha256"),
    "information.EditionPaper": ("pdf",),
    "information.ClassificationDecision": ("number", "title", "ground", "period_text"),
    # The title of what is withheld, which the list shows.
    "information.ConsequenceTest": ("subject",),
    # Who signs what citizens get, in which office.
    "officials.Official": ("name",),
    "officials.Position": ("name",),
    "officials.Unit": ("name",),
    # What the PPID publishes of the survey.
    "survey.SurveyResult": ("note",),
    "survey.FollowUp": ("plan", "responsible"),
    # What the agency says on its statements.
    "home.PublicStatements": ("accessibility_note", "privacy_note", "data_protection_contact"),
    "core.AgencyIdentity": (
        *("name", "short_name", "parent_name", "address", "phone", "email", "whatsapp", "opening_hours"),
        *("facebook", "instagram", "x", "youtube", "tiktok", "lapor_url", "commission_name", "commission_address"),
    ),
    "core.AgencyImage": ("description", "credit", "file"),
    "core.AgencyDocument": ("title", "file", "sha256"),
    "core.AgencyRendition": ("file",),
    "taggit.Tag": ("name",),
    # What the search finds, which is what is public.
    "search.Entry": ("title", "text"),
    "search.Spelling": ("text", "word"),
}
# By what the program finds and orders its rows, or what it reckons from others: no words of people.
KEYS = {
    "news.NewsCategory": ("slug",),
    "information.Edition": ("signature",),
    "core.Counter": ("series",),
    "core.ExportRecord": ("what", "format"),
    "requests.InformationRequest": ("identity_tail",),
    "requests.Objection": ("identity_tail", "reasons", "outcome", "response"),
    "requests.DisputeStep": ("code",),
    "requests.RepeatedDemand": ("outcome",),
    "requests.AnnualReport": ("figures", "signature"),
    "requests.Deadline": ("clock",),
    "requests.DraftFile": ("kind",),
    "survey.SurveyAnswer": ("definition",),
    "survey.SurveyResult": ("definition",),
    "monev.ItemAnswer": ("questionnaire", "item"),
    "sop.Flow": ("code", "tree", "sheet"),
    "sop.StepRecord": ("object_type", "object_id", "role"),
    "officials.Position": ("code",),
    "officials.Unit": ("code",),
    "core.AgencyImage": ("file_hash",),
    "core.AgencyRendition": ("filter_spec", "focal_point_key"),
    "core.AgencyDocument": ("file_hash",),
    "taggit.Tag": ("slug",),
    "wagtailsearch.IndexEntry": ("object_id", "autocomplete", "title", "body"),
    "wagtailcore.Locale": ("language_code",),
    "wagtailcore.Site": ("hostname", "site_name"),
    "wagtailcore.ModelLogEntry": ("action", "object_id"),
    "wagtailcore.PageLogEntry": ("action",),
    "wagtailcore.Revision": ("object_id", "content"),
    "wagtailcore.Collection": ("path",),
    "wagtailcore.WorkflowState": ("object_id",),
    "wagtailcore.ReferenceIndex": ("object_id", "to_object_id", "model_path", "content_path"),
    "auth.Permission": ("codename",),
    "contenttypes.ContentType": ("app_label", "model"),
    "sessions.Session": ("session_key", "session_data"),
}
# The search index has a further table on SQLite alone.
if connection.vendor == "sqlite":
    KEYS["wagtailsearch.SQLiteFTSIndexEntry"] = ("autocomplete", "title", "body")
_KINDS = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def watched() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every column of text or bytes that is neither public nor a key; pages are watched by ``watch_drafts``."""
    for model in apps.get_models():
        if issubclass(model, Page):
            continue
        known = (*PUBLIC.get(model._meta.label, ()), *KEYS.get(model._meta.label, ()))
        for field in model._meta.local_concrete_fields:
            if isinstance(field, _KINDS) and not field.choices and field.name not in known:
                yield model, field


def named_in_vain() -> list[str]:
    """What the tables above name and no model has."""
    missing = []
    for label, names in (*PUBLIC.items(), *KEYS.items()):
        known = {field.name for field in apps.get_model(label)._meta.concrete_fields}
        missing += [f"{label}.{name}" for name in names if name not in known]
    return missing


def watch_rows(canaries: Canaries) -> set[str]:
    """Put a canary into every watched column of every row; the labels of the models that have rows."""
    there = set()
    for model, field in watched():
        rows = models.QuerySet(model)
        if not rows.exists():
            continue
        there.add(model._meta.label)
        word = canaries.sing(f"{model._meta.label}.{field.name}")
        if isinstance(field, models.JSONField):
            for pk, value in rows.values_list("pk", field.name):
                rows.filter(pk=pk).update(**{field.name: _sung(value, word)})
        else:
            rows.update(**{field.name: _value(model, field, word)})
    return there


def watch_drafts(canaries: Canaries) -> set[str]:
    """Put a canary into every text of every page that is not public; the labels of the models that have such pages."""
    there = set()
    for model in (model for model in apps.get_models() if issubclass(model, Page)):
        drafts = model._base_manager.filter(live=False)
        texts = [
            field.name
            for field in model._meta.concrete_fields
            if type(field) in (models.CharField, models.TextField) and not field.choices and not field.unique
        ]
        if drafts.exists():
            there.add(model._meta.label)
            kept = {name: canaries.sing(f"draft {model._meta.label}.{name}") for name in texts if name not in _PLACE}
            for pk in drafts.values_list("pk", flat=True):
                model._base_manager.filter(pk=pk).update(**kept)
    return there


# Where a page stands: addresses and places in the tree.
_PLACE = ("url_path", "path", "legal_item")


def _value(model: type[models.Model], field: models.Field, word: str) -> Any:
    if isinstance(field, models.BinaryField):
        return word.encode()
    longest = field.max_length or 1000
    assert longest >= len(word), f"{model._meta.label}.{field.name} is too short to be watched: is it a key?"
    # With the row's key behind it, because many columns hold no word twice.
    return Concat(Value(word), Cast("pk", models.CharField())) if longest >= len(word) + 6 else word


def _sung(value: Any, word: str) -> Any:
    """The same structure with the canary for every text in it; an empty one holds it too."""
    if isinstance(value, dict):
        return {key: _sung(inner, word) for key, inner in value.items()} or {"": word}
    if isinstance(value, list):
        return [_sung(inner, word) for inner in value] or [word]
    return word if isinstance(value, str) else value
