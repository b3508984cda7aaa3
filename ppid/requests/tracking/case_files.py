"""The applicant's own file of his case, for the Komisi Informasi (PERKI 1/2013 Pasal 10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.core import vault

from ..actors import applicant
from ..case_file.bundle import as_download, bundle
from ..models import Objection
from .views import for_applicant

if TYPE_CHECKING:
    from ..models.cases import Case


@for_applicant
@require_safe
def case_file(request: HttpRequest, tracked: Case, pk: int) -> HttpResponse:
    """Everything that he was given about one objection and the request behind it, in one download."""
    own = Objection.objects.filter(pk=tracked.pk) if isinstance(tracked, Objection) else tracked.objections.all()
    objection = get_object_or_404(own.select_related("request", "dispute"), pk=pk)
    try:
        content = bundle(objection, applicant(objection), timezone.now())
    except vault.Unreadable:
        return redirect("requests_status")
    return as_download(content, objection)
