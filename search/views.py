"""The search page, /cari/?q=."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from portal.core.searching import readable

from . import queries, showing, spelling
from .forms import MAX_LENGTH, NEWEST, Filters, SearchForm
from .question import Question

# So few results may come of a slip.
FEW = 2


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer every question with 200 and words in Indonesian, whatever was typed."""
    form, filters = SearchForm(request.GET), Filters.read(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else []
    asked = Question.of(words, filters.marks)
    results = queries.find(asked, request.GET.get("halaman", 1), newest_first=filters.order == NEWEST)
    return TemplateResponse(
        request,
        "search/search.html",
        {
            "has_own_search": True,
            "form": form,
            "filters": filters,
            "fields": filters.fields(),
            "asked": readable(request.GET.get("q", "")).strip()[:MAX_LENGTH],
            "words": words,
            "results": results.page,
            "found": results,
            "shown": showing.rows(results.page.object_list, asked.roots, request),
            "meant": _meant(words, filters, results.count) if words and results.count <= FEW else None,
            "query": f"{filters.query(' '.join(words))}&",
            "without_filters": Filters(order=filters.order).query(" ".join(words)),
        },
    )


def _meant(words: list[str], filters: Filters, count: int) -> dict[str, str] | None:
    """Other words that find more with the same choices: what to show, and where they lead."""
    other = spelling.corrected(words)
    if other == words or queries.find(Question.of(other, filters.marks)).count <= count:
        return None
    return {"words": " ".join(other), "query": filters.query(" ".join(other))}
