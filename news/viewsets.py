"""Admin lists of the news app."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import InspectView, SnippetViewSet

from portal.sop.policy import ReadOnlyPolicy

from .dispositions import may_read
from .models import Disposition, NewsCategory
from .sheet_form import FIELDS


class NewsCategoryViewSet(ModelViewSet):
    model = NewsCategory
    icon = "tag"
    menu_label = "Kategori berita"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["name", "slug"]
    search_fields = ["name"]
    exclude_form_fields: list[str] = []


class SheetInspectView(InspectView):
    def get_object(self, queryset=None):
        sheet = super().get_object(queryset)
        if not may_read(sheet, self.request.user):
            raise PermissionDenied
        return sheet


class DispositionViewSet(SnippetViewSet):
    """All sheets, to be found and read; they are opened and passed on from the desk."""

    model = Disposition
    icon = "mail"
    menu_label = "Disposisi"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = SheetInspectView
    # What stands on the sheet; its state as Wagtail keeps it is no one's business.
    inspect_view_fields = list(FIELDS)
    list_display = ["subject", "sender", "letter_number", "received_on", "nature"]
    list_filter = ["nature", "received_on"]
    search_fields = ["subject", "sender", "letter_number", "agenda_number"]

    def get_queryset(self, request):
        """A confidential sheet is not even listed for those who may not read it."""
        return Disposition.read_by(request.user)

    @property
    def permission_policy(self):
        return ReadOnlyPolicy(self.model)
