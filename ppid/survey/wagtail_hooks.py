"""What the survey adds to the admin."""

from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import permissions
from .office import copy_from_paper
from .viewsets import SurveyResultViewSet


@hooks.register("register_admin_viewset")
def results_are_published_by_the_ppid():
    return SurveyResultViewSet()


@hooks.register("register_admin_urls")
def sheets_are_copied_from_paper():
    return [path("survei/kertas/", copy_from_paper, name="survey_copy_from_paper")]


class CopyMenuItem(MenuItem):
    """Shown to who may copy."""

    def is_shown(self, request):
        return permissions.copies(request.user)


@hooks.register("register_admin_menu_item")
def copying_stands_in_the_menu():
    return CopyMenuItem(
        "Survei dari kertas", reverse("survey_copy_from_paper"), name="survei-kertas", icon_name="edit", order=318
    )
