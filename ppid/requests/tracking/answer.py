"""What was asked for and what it was answered, item by item, in plain words for whoever asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..answers import GIVING
from ..letters.papers import costs_of
from ..models import Letter, RequestedItem, RequestFile

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ..models import InformationRequest

Outcome = RequestedItem.Outcome

OUTCOMES: Mapping[str, str] = {
    Outcome.GRANTED: "Dikabulkan: informasi ini kami berikan.",
    Outcome.PARTLY: "Dikabulkan sebagian: informasi ini kami berikan, tetapi sebagian dihitamkan.",
    Outcome.REFUSED: "Ditolak: informasi ini dikecualikan menurut undang-undang.",
    Outcome.NOT_HELD: "Tidak dapat kami berikan: informasi ini tidak kami kuasai.",
    Outcome.NOT_DOCUMENTED: "Belum dapat kami berikan: informasi ini belum didokumentasikan.",
    Outcome.REDIRECTED: "Dialihkan kepada badan publik yang menguasainya.",
}


@dataclass(frozen=True)
class AnsweredItem:
    """One thing that was asked for; ``outcome`` is empty until the applicant may see the answer."""

    item: RequestedItem
    outcome: str = ""
    ground: str = ""
    files: tuple[RequestFile, ...] = ()


@dataclass(frozen=True)
class Answer:
    """``costs``: label and value, as the written notice has them. ``is_given``: the applicant has it."""

    items: tuple[AnsweredItem, ...]
    is_given: bool = False
    costs: tuple[tuple[str, str], ...] = ()


def asked(request: InformationRequest) -> Answer:
    """What was asked for, and nothing of the answer."""
    return Answer(tuple(AnsweredItem(item) for item in request.items.all()))


def answer_of(request: InformationRequest) -> Answer:
    """The whole answer (three queries)."""
    files: dict[int | None, list[RequestFile]] = {}
    for file in released(request):
        files.setdefault(file.item_id, []).append(file)
    items = list(request.items.select_related("page", "decision"))
    notice = request.letters.filter(kind=Letter.Kind.NOTICE).order_by("pk").last()
    gives_something = any(item.outcome in GIVING for item in items)
    return Answer(
        items=tuple(
            AnsweredItem(item, OUTCOMES.get(item.outcome, ""), _ground(item), tuple(files.get(item.pk, ())))
            for item in items
        ),
        is_given=True,
        costs=costs_of(notice.content).rows if notice and gives_something else (),
    )


def released(request: InformationRequest) -> QuerySet[RequestFile]:
    """The files that were given out and still are."""
    return request.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).select_related("file")


def _ground(item: RequestedItem) -> str:
    return f"UU 14/2008 {item.decision.law_ground.label}" if item.decision else ""
