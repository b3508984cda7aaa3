"""What public-information requests add to the admin."""

from django.urls import reverse
from wagtail import hooks

from . import visibility
from .account.office import AnnualReportViewSet
from .disputes import urls as disputes_urls
from .objections import visibility as objections
from .office import urls as office_urls
from .office.menu import CasesMenuItem
from .office.tariffs import TariffViewSet
from .published import urls as published_urls
from .register import urls as register_urls


@hooks.register("register_admin_urls")
def the_register_is_taken_out_in_the_back_office():
    return register_urls.urlpatterns


@hooks.register("register_admin_urls")
def disputes_are_followed_in_the_back_office():
    # Before the acts on an objection, whose address takes any word.
    return disputes_urls.urlpatterns


@hooks.register("register_admin_urls")
def requests_are_handled_in_the_back_office():
    return office_urls.urlpatterns


@hooks.register("register_admin_menu_item")
def requests_stand_in_the_menu_with_what_is_late():
    where = {"name": "permohonan", "icon_name": "mail", "order": 315, "visible_to": visibility.visible_to}
    return CasesMenuItem("Permohonan", reverse("requests_list"), **where)


@hooks.register("register_admin_urls")
def answers_are_made_public_in_the_back_office():
    return published_urls.urlpatterns


@hooks.register("register_admin_menu_item")
def objections_stand_beside_them():
    where = {"name": "keberatan", "icon_name": "warning", "order": 315, "visible_to": objections.visible_to}
    return CasesMenuItem("Keberatan", reverse("objections_list"), **where)


@hooks.register("register_admin_viewset")
def tariffs_are_kept_by_the_ppid():
    return TariffViewSet()


@hooks.register("register_admin_viewset")
def the_annual_report_is_written_and_published_by_the_ppid():
    return AnnualReportViewSet()
