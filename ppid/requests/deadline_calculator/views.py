"""The page itself. Nobody has to tell who he is, and nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.workdays.calendar import provisional_among

from ..clocks import explaining, rules
from ..clocks.reckoning import Reckoned
from .forms import CalculatorForm

# The deadlines that an applicant meets, as the overview under the form lists them.
MET = ("C03", "C04", "C05", "C06", "C07", "C08")


@require_safe
def show_calculator(request: HttpRequest) -> HttpResponse:
    """The empty form, the form with its faults, or the form under the deadline with its explanation: always 200."""
    asked = not CalculatorForm.base_fields.keys().isdisjoint(request.GET)
    form = CalculatorForm(request.GET if asked else None)
    context = {"form": form, "overview": [(rules.clock(clock_id), explaining.period(clock_id)) for clock_id in MET]}
    if form.is_valid():
        context |= _answer(form.reckoned)
    return TemplateResponse(request, "requests/deadline_calculator.html", context)


def _answer(reckoned: Reckoned) -> dict:
    return {
        "reckoned": reckoned,
        "clock": rules.clock(reckoned.clock_id),
        "due": explaining.written(reckoned.due),
        "undecreed": provisional_among(range(reckoned.start.year, reckoned.due.year + 1)),
    }
