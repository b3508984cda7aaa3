"""Visits of an applicant, as HTTP requests."""

from __future__ import annotations

from django.test import Client
from django.utils.html import strip_tags

from .. import cases

FIND, STATUS = "/permohonan/lacak/", "/permohonan/lacak/status/"


def follow(request, code: str = cases.CODE, client: Client | None = None) -> Client:
    """A browser in which number and code were typed."""
    client = client or Client()
    client.post(FIND, {"number": request.number, "code": code})
    return client


def words_of(request, code: str = cases.CODE) -> str:
    """What the page of a request says, without its marks."""
    response = follow(request, code).get(STATUS)
    assert response.status_code == 200
    html = response.content.decode().replace("</dt>", "</dt> ")
    return " ".join(strip_tags(html).split())
