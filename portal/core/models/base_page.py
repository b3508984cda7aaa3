"""What every page of the portal shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from portal.core.concealment import without_unseen
from portal.core.permissions import ModeratedPageMixin

if TYPE_CHECKING:
    from .media import AgencyImage


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def has_control_characters(text: str) -> bool:
    """Characters that no reader sees and that break feeds and files; line ends and tabs are none of them."""
    return bool(_CONTROL.search(text))


class BasePage(ModeratedPageMixin, Page):
    """A page that goes public only through the SOP, with what search engines and social sites ask for.

    Every page model of the portal extends this class (kept by a system check in ``sop``).
    """

    social_image = models.ForeignKey(
        "core.AgencyImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="gambar untuk media sosial",
        help_text="Dipakai ketika halaman dibagikan. Kosongkan untuk memakai gambar halaman.",
    )
    hide_from_search_engines = models.BooleanField(
        "sembunyikan dari mesin pencari",
        default=False,
        help_text="Halaman tetap terbuka untuk umum, tetapi tidak diindeks mesin pencari.",
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_image"),
                FieldPanel("hide_from_search_engines"),
                FieldPanel("show_in_menus"),
            ],
            heading="Mesin pencari dan media sosial",
        ),
    ]
    # Publication is never scheduled: the last approval publishes at once (docs/rules.md, rule 3).
    settings_panels: list = []

    # What the page is to social sites; an article says so itself.
    open_graph_type = "website"
    # The field that names the unit which holds a page of this type; "" for pages of no unit in particular.
    unit_field = ""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep out of plain text what no reader sees.

        Marks without width come along unnoticed when a text is pasted, and are dropped; control characters are refused,
        because one of them breaks a whole feed.
        """
        super().clean()
        for field in self._meta.get_fields():
            text = getattr(self, field.name) if isinstance(field, models.CharField | models.TextField) else ""
            # The text of a stream is no string here; its blocks look after theirs.
            if not isinstance(text, str):
                continue
            if has_control_characters(text):
                raise ValidationError(
                    f"“{capfirst(field.verbose_name)}” memuat tanda kendali yang tidak terlihat. Ketik ulang."
                )
            if text != (seen := without_unseen(text)):
                setattr(self, field.name, seen)

    @cached_property
    def held_by_unit_id(self) -> int | None:
        """The unit whose writers work on this page, as the page's row has it; ``None``: those of every unit."""
        return getattr(self, f"{self.unit_field}_id") if self.unit_field else None

    def with_content_json(self, content: dict) -> BasePage:
        """A version of the page. It belongs to whom the page belongs now, whatever an old version says."""
        version = super().with_content_json(content)
        version.held_by_unit_id = self.held_by_unit_id
        return version

    @property
    def share_image(self) -> AgencyImage | None:
        """The picture that social sites show; a page with a picture of its own falls back on that."""
        return self.social_image
