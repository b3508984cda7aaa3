"""The search page, /cari/?q=."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.core.searching import readable

from . import queries
from .forms import MAX_LENGTH, SearchForm


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer every question with 200 and words in Indonesian, whatever was typed."""
    form = SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else []
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "form": form,
            "asked": readable(request.GET.get("q", "")).strip()[:MAX_LENGTH],
            "words": words,
            "results": queries.find(words, request.GET.get("halaman", 1)),
            "query": f"{urlencode({'q': ' '.join(words)})}&",
        },
    )
