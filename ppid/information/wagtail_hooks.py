"""What public information adds to the admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .alerts import urls as alert_urls
from .desk_editions import choose_edition, freeze_edition
from .exemptions import access as exemptions_access
from .exemptions import urls as exemption_urls
from .intake import urls as intake_urls
from .intake.carrying_out import hat_of
from .reports import UpdatesView
from .reports import may_read as may_read_updates


@hooks.register("register_admin_urls")
def editions_are_frozen_from_the_desk():
    return [
        path("meja/edisi/", choose_edition, name="choose_edition"),
        path("meja/edisi/<int:page_id>/bekukan/", freeze_edition, name="freeze_edition"),
    ]


@hooks.register("register_admin_urls")
def alerts_are_announced_from_the_desk():
    return alert_urls.urlpatterns


@hooks.register("register_admin_urls")
def a_catalogue_is_taken_over_from_the_desk():
    return intake_urls.urlpatterns


@hooks.register("register_admin_urls")
def exemptions_are_tested_and_decided_from_the_desk():
    return exemption_urls.urlpatterns


class ConsequenceTestMenuItem(MenuItem):
    """Shown to who may see that there are tests."""

    def is_shown(self, request):
        return exemptions_access.may_list(request.user)


@hooks.register("register_admin_menu_item")
def consequence_tests_stand_in_the_menu():
    return ConsequenceTestMenuItem(
        "Uji konsekuensi", reverse("information_tests"), name="uji-konsekuensi", icon_name="lock", order=320
    )


class ImportMenuItem(MenuItem):
    """Shown to who may import."""

    def is_shown(self, request):
        return hat_of(request.user) is not None


@hooks.register("register_admin_menu_item")
def the_import_stands_in_the_menu_of_the_ppid():
    return ImportMenuItem(
        "Impor daftar informasi", reverse("information_imports"), name="impor", icon_name="upload", order=30
    )


@hooks.register("register_admin_urls")
def the_report_on_updates_has_its_addresses():
    return [
        path("reports/pemutakhiran/", UpdatesView.as_view(), name="information_updates"),
        path("reports/pemutakhiran/hasil/", UpdatesView.as_view(results_only=True), name="information_updates_results"),
    ]


class UpdatesMenuItem(MenuItem):
    """Shown to who may read the report."""

    def is_shown(self, request):
        return may_read_updates(request.user)


@hooks.register("register_reports_menu_item")
def the_report_on_updates_stands_among_the_reports():
    return UpdatesMenuItem(
        "Pemutakhiran informasi berkala",
        reverse("information_updates"),
        name="pemutakhiran",
        icon_name="time",
        order=20,
    )
