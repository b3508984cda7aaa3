"""What copies cost, kept by the PPID: without a tariff nothing may be charged (UU 14/2008 Pasal 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from ..actors import PPID, officer
from ..models import Tariff

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class PpidKeepsTariffs(ModelPermissionPolicy):
    """The office decides, not a permission of the account: a superuser is no PPID."""

    def user_has_permission(self, user: AbstractUser, action: str) -> bool:
        return officer(user, timezone.localdate()).hat(PPID) is not None

    def user_has_any_permission(self, user: AbstractUser, actions) -> bool:
        return self.user_has_permission(user, "")


class TariffViewSet(ModelViewSet):
    model = Tariff
    name = "tariffs"
    url_prefix = "permohonan/tarif"
    icon = "tag"
    menu_label = "Tarif salinan"
    menu_order = 316
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "unit", "rupiah", "valid_from", "valid_to", "legal_basis"]
    panels = [FieldPanel(name) for name in ("name", "unit", "rupiah", "legal_basis", "valid_from", "valid_to")]

    @property
    def permission_policy(self) -> PpidKeepsTariffs:
        return PpidKeepsTariffs(self.model)
