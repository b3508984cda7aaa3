"""Pages of the tree as what the law asks for: texts about the PPID's service by their codes, SOPs and catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Case, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Value, When
from wagtail.models import Page, PageViewRestriction

from portal.core.holdings import Holding
from ppid.information.models import CataloguePage

from .models import SopPage, StandardPage

SOPS = "sops"
CATALOGUE = "catalogue"


def held(names: Collection[str]) -> Iterator[Holding]:
    """One query, however many pages are asked for."""
    name = Case(
        When(soppage__isnull=False, then=Value(SOPS)),
        When(cataloguepage__isnull=False, then=Value(CATALOGUE)),
        default=F("standardpage__legal_item"),
        output_field=CharField(),
    )
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.alias(below=path).filter(below__startswith=F("page__path"))
    # By key, so that the table of all pages is not walked.
    wanted = Q(pk__in=StandardPage.objects.filter(legal_item__in=names).values("pk"))
    wanted |= Q(pk__in=SopPage.objects.values("pk")) | Q(pk__in=CataloguePage.objects.values("pk"))
    pages = Page.objects.live().filter(wanted, ~Exists(closed)).annotate(name=name).filter(name__in=names)
    for page in pages.only("title", "slug", "url_path", "path", "depth"):
        yield Holding(page.name, page.title, page.get_url())
