from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "portal.workdays"
    label = "workdays"
    verbose_name = "Kalender kerja"

    def ready(self) -> None:
        from .calendar import office_hours

        # Hours that cannot be read stop the start, not the first act whose time is reckoned.
        office_hours()
