"""Admin lists of the news app."""

from __future__ import annotations

from wagtail.admin.viewsets.model import ModelViewSet

from .models import NewsCategory


class NewsCategoryViewSet(ModelViewSet):
    model = NewsCategory
    icon = "tag"
    menu_label = "Kategori berita"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["name", "slug"]
    search_fields = ["name"]
    exclude_form_fields: list[str] = []
