"""Who may read a document: everybody once a live page uses it, before that only those who work here."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from wagtail.models import Page, ReferenceIndex

from .models import AgencyDocument


def is_public(document: AgencyDocument) -> bool:
    """Does a live page that everybody may see use ``document``?"""
    users = ReferenceIndex.get_references_to(document).filter(base_content_type=ContentType.objects.get_for_model(Page))
    ids = {int(pk) for pk in users.values_list("object_id", flat=True)}
    return Page.objects.filter(pk__in=ids).live().public().exists()


def may_read_unpublished(request: HttpRequest) -> bool:
    return request.user.is_active and request.user.has_perm("wagtailadmin.access_admin")


def unpublished_response(document: AgencyDocument) -> HttpResponse:
    """The file for somebody who works on it: kept by no cache, and saved rather than shown."""
    with document.open_file() as file:
        # Wagtail takes a streaming answer from a hook for none at all, so the file is read whole.
        response = HttpResponse(file.read(), content_type=document.content_type)
    response["Content-Disposition"] = content_disposition_header(True, document.filename)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'"
    return response
