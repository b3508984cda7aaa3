"""What was withheld and is open becomes public information (UU 14/2008 Pasal 11 ayat (2), item A15)."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify

from portal.officials.models import Unit

from ..models import Category, ClassificationDecision, InformationIndexPage, InformationPage

ITEM = "A15"
SLUG_LENGTH = 200  # leaves room for the number that tells it from another


def draft_what_opened(decision: ClassificationDecision, on: date) -> InformationPage | None:
    """The page of what an exemption withheld; the file stays where it is until somebody uploads it."""
    return draft_opened(
        decision.title,
        unit=decision.unit,
        reference=f"{decision.year}-{decision.sequence}",
        why=f"dikecualikan dengan penetapan {decision.number} dan terbuka",
        on=on,
    )


def draft_opened(title: str, *, unit: Unit | None, reference: str, why: str, on: date) -> InformationPage | None:
    """What was withheld until then, by its title alone; ``why`` ends the sentence "Informasi ini ... sejak"."""
    told = (
        f"Informasi ini {why} sejak {date_format(on, 'j F Y')}. Lengkapi ringkasan, kolom daftar informasi publik, "
        "dan dokumennya."
    )
    return _draft(title, unit=unit, reference=reference, guidance=told, legal_item=ITEM)


def draft_answer(title: str, summary: str, *, unit: Unit | None, reference: str, on: date) -> InformationPage | None:
    """What somebody was answered, in words that name nobody, for all to read."""
    told = (
        f"Jawaban atas permohonan informasi, diputuskan untuk diumumkan pada {date_format(on, 'j F Y')}. Lengkapi "
        "kolom daftar informasi publik dan dokumennya. Jangan memuat apa pun yang menunjuk kepada pemohon."
    )
    return _draft(title, unit=unit, reference=reference, guidance=told, summary=summary)


def _draft(title: str, *, unit: Unit | None, reference: str, guidance: str, **fields) -> InformationPage | None:
    """A draft information page without an owner, for the Petugas of the unit to fill; ``None`` where there is no index.

    ``reference`` tells its address from another of the same title.
    """
    index = InformationIndexPage.objects.filter(category=Category.ANYTIME, legal_item="").order_by("path").first()
    if index is None:
        return None
    page = InformationPage(
        title=title,
        slug=f"{slugify(title)[:SLUG_LENGTH]}-{reference}".strip("-"),
        unit=unit,
        category=Category.ANYTIME,
        live=False,
        guidance=guidance,
        **fields,
    )
    index.add_child(instance=page)
    page.save_revision(log_action=True, clean=False)
    return page
