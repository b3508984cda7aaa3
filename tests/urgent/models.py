from django.db import models
from wagtail.admin.panels import FieldPanel

from portal.core.models import BasePage


class UrgentPage(BasePage):
    """Stands for an alert: the PPID publishes it directly."""

    text = models.TextField(blank=True)
    published_directly_by = "ppid"
    parent_page_types = ["home.HomePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("text")]
