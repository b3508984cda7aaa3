"""Copying sheets from paper, one after another. What an officer copied is not kept, only how many on which day.

Each page has a number of its own, as on the site, so that a double click keeps one sheet.
"""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from portal.core import robots
from portal.core.private_pages import private_page
from portal.workdays.calendar import local_date

from . import definition, permissions, receiving
from .forms import PaperForm
from .models import PaperTally, SurveyAnswer

UNPROCESSABLE = 422
OPEN_TOO_LONG = "Halaman ini terlalu lama terbuka. Isian Anda masih ada: simpan sekali lagi."


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def copy_from_paper(request: HttpRequest) -> HttpResponse:
    """One sheet of paper after another; who may not copy gets 403, a gap in the sheet 422.

    A page that lay open too long gets a new number and keeps what was typed, so that no sheet is copied twice or lost.
    """
    if not permissions.copies(request.user):
        raise PermissionDenied
    now = timezone.now()
    today = local_date(now)
    sent = request.POST if request.method == "POST" else None
    form = PaperForm(sent, definition=definition.current(), today=today, initial={"answered_on": today})
    number, stamp = request.POST.get(receiving.NUMBER, ""), request.POST.get(robots.STAMP, "")
    if not receiving.is_valid(number, stamp, now):
        number = receiving.new_number()
        stamp = receiving.stamp_for(number, now)
        if request.method == "POST":
            form.add_error(None, OPEN_TOO_LONG)
    if request.method == "POST" and form.is_valid():
        if receiving.is_first(number, now):
            receiving.keep(form, SurveyAnswer.Channel.PAPER, form.cleaned_data["answered_on"])
            _count(request, today)
        messages.success(request, "Lembar tercatat. Masukkan lembar berikutnya, bila ada.")
        return redirect("survey_copy_from_paper")
    context = {
        "form": form,
        "tallies": PaperTally.objects.filter(day=today),
        "hidden": {receiving.NUMBER: number, robots.STAMP: stamp}.items(),
    }
    return TemplateResponse(request, "survey/copy.html", context, status=UNPROCESSABLE if form.errors else 200)


def _count(request: HttpRequest, today: date) -> None:
    PaperTally.objects.update_or_create(
        day=today,
        by_name=(request.user.get_full_name() or request.user.get_username())[:255],
        office=permissions.copying_office(request.user)[:255],
        defaults={"count": F("count") + 1},
        create_defaults={"count": 1},
    )
