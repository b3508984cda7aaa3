"""Documents are found by their text while a public page carries them as current: what was replaced by a newer version
stays on its page and is offered to nobody who asks.

Their files are opened in a process of its own (``portal.core.hidden``).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from wagtail.models import Page, ReferenceIndex

from portal.core.hidden import sandbox
from portal.core.hidden.findings import Refused
from portal.core.models import AgencyDocument
from ppid.information.models import InformationDocument

from . import entries, keeping
from .models import DocumentText, Entry

log = logging.getLogger(__name__)


def carried_by(page_ids: Iterable[int]) -> list[int]:
    """The documents (keys) that these pages use."""
    used = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(pk) for pk in page_ids],
        to_content_type=ContentType.objects.get_for_model(AgencyDocument),
    )
    return sorted({int(pk) for pk in used.values_list("to_object_id", flat=True)})


def read(document_ids: Iterable[int]) -> None:
    """Let the documents be found, each with the first open page that carries it; those that none carries are not."""
    for document in AgencyDocument.objects.filter(pk__in=set(document_ids)):
        carrier = _carrier(document)
        if carrier is None:
            keeping.drop(Entry.objects.filter(document=document))
            continue
        made = entries.of_document(document, text_of(document), carrier)
        with transaction.atomic():
            keeping.forget(Entry.objects.filter(document=document))
            keeping.put([made])


def text_of(document: AgencyDocument) -> str:
    """What the file says, "" where it cannot be read; kept, so that each file is read once."""
    document.inspect_if_missing()
    if document.blocking_findings:
        return ""  # whatever it hides would be told by the passages that are shown
    kept = DocumentText.objects.filter(document=document, sha256=document.sha256).first()
    if kept is None:
        try:
            text = _text_in(document)
        except OSError:  # perhaps only now: it is opened again when its page is read the next time
            log.warning("document %s could not be opened", document.pk)
            return ""
        kept, _ = DocumentText.objects.update_or_create(
            document=document, defaults={"sha256": document.sha256, "text": text}
        )
    return kept.text


def _text_in(document: AgencyDocument) -> str:
    with document.open_file() as file:
        try:
            return sandbox.read_text(file, document.file_extension.lower())
        except Refused:
            log.warning("document %s cannot be read", document.pk)
            return ""


def _carrier(document: AgencyDocument) -> Entry | None:
    """The entry of the oldest open page that uses the document; ``None`` where it is not for everybody."""
    if document.collection_id in entries.closed_collections():
        return None
    users = ReferenceIndex.get_references_to(document).filter(base_content_type=ContentType.objects.get_for_model(Page))
    ids = {int(pk) for pk in users.values_list("object_id", flat=True)}
    open_ids = entries.open_pages().filter(pk__in=ids).exclude(pk__in=_pages_with_newer(document)).values("pk")
    return Entry.objects.filter(page__in=open_ids, document=None).order_by("page").first()


def _pages_with_newer(document: AgencyDocument) -> QuerySet:
    """The pages (keys) on which every row of the document was replaced."""
    current = Count("pk", filter=Q(replaced_on=None))
    rows = InformationDocument.objects.filter(document=document).order_by()
    return rows.values("page").annotate(current=current).filter(current=0).values("page")
