"""What the news app adds to the admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import urls
from .viewsets import DispositionViewSet, NewsCategoryViewSet

register_snippet(DispositionViewSet)


@hooks.register("register_admin_viewset")
def categories_are_kept_in_the_admin() -> NewsCategoryViewSet:
    return NewsCategoryViewSet("news_categories")


@hooks.register("register_admin_urls")
def dispositions_have_their_place_on_the_desk():
    return urls.urlpatterns
