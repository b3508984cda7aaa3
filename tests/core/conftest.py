from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from portal.core.models import AgencyDocument, AgencyImage

from . import files


@pytest.fixture(autouse=True)
def empty_cache():
    """The chrome is kept in the cache, and the cache outlives a test's transaction."""
    cache.clear()


@pytest.fixture
def image(db) -> AgencyImage:
    return add_image("Posyandu")


@pytest.fixture
def document(db) -> AgencyDocument:
    return AgencyDocument.objects.create(title="Laporan", file=ContentFile(files.pdf(), name="laporan.pdf"))


@pytest.fixture
def editor(db, django_user_model) -> Client:
    """A browser of somebody who may do everything in the libraries."""
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("penyunting", "", "rahasia-sekali"))
    return client


def add_image(title: str, size: tuple[int, int] = (1600, 1000)) -> AgencyImage:
    return AgencyImage.objects.create(
        title=title, description=f"Gambar {title}", file=ContentFile(files.picture(size=size), name="a.jpg")
    )
