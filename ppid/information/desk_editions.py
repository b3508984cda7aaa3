"""Where the PPID freezes editions: a way in on his desk, and one form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from portal.core.refusal import Refusal
from portal.officials.roles import Hat, hats_of
from portal.sop.desk import Opening, Provider

from .catalogue.editions import SIGNER, Decree, freeze, next_number, why_not_sign
from .models.editions import ListWithEditions

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser


class EditionsOnDesk(Provider):
    """An edition may be frozen at any time, so it never waits; the PPID begins it."""

    def openings(self, user: AbstractUser, hats: Sequence[Hat]) -> Iterator[Opening]:
        if any(hat.position.code == SIGNER for hat in hats):
            yield Opening("Bekukan edisi daftar", reverse("choose_edition"))


@require_safe
def choose_edition(request: HttpRequest) -> HttpResponse:
    """The lists of which this person may freeze an edition today."""
    hats = hats_of(request.user, timezone.localdate())
    pages = [
        page
        for page in Page.objects.live().type(ListWithEditions).order_by("path").specific()
        if not why_not_sign(hats, plh_may_sign=page.plh_may_sign)
    ]
    return TemplateResponse(request, "information/choose_edition.html", {"lists": pages})


class FreezeForm(forms.Form):
    """The decision by which the list is set, and the number of the edition that the PPID was shown."""

    decree_number = forms.CharField(
        label="Nomor surat keputusan", max_length=255, help_text="Seperti tertulis pada surat keputusan."
    )
    decree_date = forms.DateField(
        label="Tanggal surat keputusan",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_decree_date(self):
        day = self.cleaned_data["decree_date"]
        if day > timezone.localdate():
            raise ValidationError("Tanggal surat keputusan tidak boleh setelah hari ini.")
        return day


@require_http_methods(["GET", "HEAD", "POST"])
def freeze_edition(request: HttpRequest, page_id: int) -> HttpResponse:
    """Freeze the list of this page; refused to whoever may not sign it today."""
    page = get_object_or_404(Page, pk=page_id, live=True).specific
    if not isinstance(page, ListWithEditions):
        raise Http404
    if reason := why_not_sign(hats_of(request.user, timezone.localdate()), plh_may_sign=page.plh_may_sign):
        raise Refusal(reason)
    number = next_number(page)
    form = FreezeForm(request.POST or None, initial={"number": number})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decree = Decree(given["decree_number"], given["decree_date"])
        edition = freeze(page, decree, request.user, given["number"], timezone.now())
        messages.success(request, f"{edition} sudah dibekukan.")
        return redirect("sop_desk")
    return TemplateResponse(request, "information/freeze_edition.html", {"form": form, "list": page, "number": number})
