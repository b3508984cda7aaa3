"""The calendar in the admin, and a warning before a date is needed that it cannot give."""

from django.utils import timezone
from wagtail import hooks

from .calendar import local_date
from .viewsets import CalendarViewSetGroup
from .warning import CalendarWarning


@hooks.register("register_admin_viewset")
def register_calendar():
    return CalendarViewSetGroup()


@hooks.register("construct_homepage_panels")
def warn_of_years_not_loaded(request, panels):
    warning = CalendarWarning(local_date(timezone.now()))
    if warning:
        panels.append(warning)
