"""The editions of the public lists: they stand below the list's page and are no pages of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from portal.core.public_addresses import Address

from .models import CataloguePage, Edition, ExemptListPage


def addresses() -> Iterator[Address]:
    for model in (CataloguePage, ExemptListPage):
        page = model.objects.live().public().filter(hide_from_search_engines=False).first()
        if page is None:
            continue
        path = page.get_url_parts()[2]
        yield Address(f"{path}edisi/")
        frozen = Edition.objects.filter(kind=model.edition_kind).values_list("number", "frozen_at")
        yield from (Address(f"{path}edisi/{number}/", moment) for number, moment in frozen)
