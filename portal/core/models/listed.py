"""Pages of which there may be tens of thousands, listed by date or number."""

from __future__ import annotations

from django.db import models

from .base_page import BasePage


class ListedPage(BasePage):
    """Keeps in its own table whether it is live, so that one index holds a whole list in its order.

    Whether a page is live stands in Wagtail's table and its date in its own: a list that asks both sorts all of them
    for the ten that it shows. ``shown`` orders and counts; what is given out is still asked of ``live``.
    """

    shown = models.BooleanField("sedang tayang", default=False, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        self.shown = self.live
        if (fields := kwargs.get("update_fields")) and "live" in fields:
            kwargs["update_fields"] = {*fields, "shown"}
        super().save(*args, **kwargs)
