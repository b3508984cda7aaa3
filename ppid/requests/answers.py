"""The answer, item by item: what each outcome demands before it is signed (UU 14/2008 Pasal 17, 19, 22 ayat (7))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q

from .models import RequestedItem, RequestFile

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from portal.core.models import PrivateFile

    from .models import InformationRequest

Outcome = RequestedItem.Outcome
Findings = Sequence[Mapping[str, str]]
WITHHOLDING = frozenset({Outcome.REFUSED, Outcome.PARTLY})
GIVING = frozenset({Outcome.GRANTED, Outcome.PARTLY})


class Release(NamedTuple):
    """A file that the unit lets go out with an item, or in fulfilment of an order with none, in the vault already.

    ``findings`` is what it carries unseen, ``cleaned`` what was taken out of it, both as ``from_rows`` reads them.
    """

    item: RequestedItem | None
    file: PrivateFile
    findings: Findings = ()
    cleaned: Findings = ()


def faults_of(item: RequestedItem, files: int, in_force: Iterable[int]) -> list[str]:
    """What an item's answer still lacks, in Indonesian; ``files`` is how many go out with it.

    ``in_force`` are the keys of the classification decisions that hold today: withholding demands one (Pasal 19).
    """
    outcome, faults = item.outcome, []
    if outcome == Outcome.GRANTED and not (files or item.page_id or item.viewing):
        faults.append("berikan berkas, halaman informasi publik, atau tempat dan waktu melihat")
    if outcome == Outcome.PARTLY:
        if not (files or item.viewing):
            faults.append("berikan berkas atau tempat dan waktu melihat")
        if not (item.redacted and item.redaction_reason):
            faults.append("sebutkan bagian yang dihitamkan dan alasannya (Pasal 22 ayat (7) huruf e)")
    if outcome in WITHHOLDING:
        faults += _faults_of_withholding(item, in_force)
    if outcome == Outcome.REDIRECTED and not item.holder:
        faults.append("sebutkan badan publik yang menguasai")
    if outcome == Outcome.NOT_HELD and not (item.holder or item.answer):
        faults.append("sebutkan badan publik yang menguasai, atau jelaskan bahwa tidak diketahui")
    if outcome == Outcome.NOT_DOCUMENTED and not item.answer:
        faults.append("jelaskan kapan informasi didokumentasikan")
    return [f"Butir {item.order}: {fault}." for fault in faults]


def _faults_of_withholding(item: RequestedItem, in_force: Iterable[int]) -> list[str]:
    if item.decision_id is None:
        return ["pilih penetapan klasifikasi dari uji konsekuensi yang disetujui (Pasal 19)"]
    faults = []
    if item.decision_id not in in_force:
        faults.append(f"penetapan {item.decision.number} tidak berlaku lagi")
    if item.decision.ground.startswith("j") and not item.decision.content.get("act"):
        faults.append("Pasal 17 huruf j memerlukan undang-undang yang menjadi dasar")
    return faults


def faults_of_items(request: InformationRequest, in_force: Iterable[int]) -> tuple[str, ...]:
    """The faults of all items in their order."""
    known = frozenset(in_force)
    files: Mapping[int, int] = _files_by_item(request)
    return tuple(
        fault
        for item in request.items.select_related("decision")
        if item.outcome
        for fault in faults_of(item, files.get(item.pk, 0), known)
    )


def faults_of_files(request: InformationRequest) -> tuple[str, ...]:
    """What stops a file from going out: content that its reader would not see (release gate)."""
    released = request.files.filter(kind=RequestFile.Kind.RELEASED)
    return tuple(f"{file.name}: {finding.text}" for file in released for finding in file.found if finding.blocks)


def drafters_of(request: InformationRequest) -> frozenset[int]:
    """Everybody who wrote a part of the answer or put in a file that goes out: none of them signs it."""
    writers = request.items.exclude(drafted_by=None).values_list("drafted_by", flat=True)
    adders = request.files.filter(kind=RequestFile.Kind.RELEASED).exclude(added_by=None)
    return frozenset({*writers, *adders.values_list("added_by", flat=True)})


def drafted_by(user: AbstractUser) -> Q:
    """The same as a condition on requests: those of which this person wrote a part of the answer."""
    items = RequestedItem.objects.filter(request=OuterRef("pk"), drafted_by=user)
    files = RequestFile.objects.filter(request=OuterRef("pk"), kind=RequestFile.Kind.RELEASED, added_by=user)
    return Q(Exists(items)) | Q(Exists(files))


def decisions_in_force(on: date) -> frozenset[int]:
    """The keys of the classification decisions that hold on that day."""
    from ppid.information import public

    return frozenset(public.decisions_in_force(on).values_list("pk", flat=True))


def _files_by_item(request: InformationRequest) -> dict[int, int]:
    counts: dict[int, int] = {}
    for item_id in request.files.filter(kind=RequestFile.Kind.RELEASED, erased_on=None).values_list("item", flat=True):
        counts[item_id] = counts.get(item_id, 0) + 1
    return counts
