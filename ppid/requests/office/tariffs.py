"""What copies cost, kept by the PPID: without a tariff nothing may be charged (UU 14/2008 Pasal 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.model import ModelViewSet

from portal.officials.policies import OfficePolicy

from ..actors import PPID, officer
from ..models import Tariff

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


def is_ppid(user: AbstractUser) -> bool:
    return officer(user, timezone.localdate()).hat(PPID) is not None


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
    def permission_policy(self) -> OfficePolicy:
        return OfficePolicy(self.model, is_ppid)
