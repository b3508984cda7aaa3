"""Rules of ``core`` at the places where Wagtail asks."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail import hooks
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry

from . import document_access
from .models import AgencyDocument
from .policy import page_policy
from .rich_text import ExternalLinkHandler


# After Wagtail's own rule on private collections, which may ask for a password first.
@hooks.register("before_serve_document", order=10)
def documents_are_public_only_on_a_live_page(document: AgencyDocument, request: HttpRequest) -> HttpResponse | None:
    if document_access.is_public(document):
        return None
    if document_access.may_read_unpublished(request):
        return document_access.unpublished_response(document)
    # As if it did not exist: whether a draft has documents is nobody's business.
    raise Http404


# Before Wagtail's own addresses: the first that fits answers.
@hooks.register("register_admin_urls", order=-1)
def the_library_says_what_a_document_hides() -> list[URLPattern]:
    from . import document_views  # not at the top: hooks are loaded before Wagtail's own views can be

    return document_views.urlpatterns


@hooks.register("construct_page_chooser_queryset")
def choosers_show_what_the_lists_show(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return page_policy().visible(request.user, pages)


@hooks.register("register_rich_text_features")
def links_to_other_sites_give_no_standing(features: FeatureRegistry) -> None:
    features.register_link_type(ExternalLinkHandler)


@hooks.register("insert_global_admin_css")
def the_admin_can_be_read_on_a_phone() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("core/admin.css"))
