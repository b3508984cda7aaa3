"""What the news app adds to the admin."""

from wagtail import hooks

from .viewsets import NewsCategoryViewSet


@hooks.register("register_admin_viewset")
def categories_are_kept_in_the_admin() -> NewsCategoryViewSet:
    return NewsCategoryViewSet("news_categories")
