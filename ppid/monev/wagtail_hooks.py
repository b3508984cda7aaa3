"""What the self-check adds to the admin."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import permissions, urls


@hooks.register("register_admin_urls")
def the_self_check_has_its_addresses():
    return urls.urlpatterns


class MonevMenuItem(MenuItem):
    """Shown to who may read it."""

    def is_shown(self, request):
        return permissions.reads(request.user)


@hooks.register("register_reports_menu_item")
def the_self_check_stands_among_the_reports():
    return MonevMenuItem(
        "Periksa diri Monev", reverse("monev_report"), name="monev", icon_name="clipboard-list", order=30
    )
