"""What was withheld and is open becomes public information (UU 14/2008 Pasal 11 ayat (2), item A15)."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.text import slugify

from ..models import Category, ClassificationDecision, InformationIndexPage, InformationPage

ITEM = "A15"
SLUG_LENGTH = 200  # leaves room for the number that tells it from another


def draft_what_opened(decision: ClassificationDecision, on: date) -> InformationPage | None:
    """A draft information page without an owner, for the Petugas of the unit to fill; ``None`` where there is no index.

    It holds the title and nothing else of what was withheld: the file stays where it is until somebody uploads it.
    """
    index = InformationIndexPage.objects.filter(category=Category.ANYTIME, legal_item="").order_by("path").first()
    if index is None:
        return None
    page = InformationPage(
        title=decision.title,
        slug=f"{slugify(decision.title)[:SLUG_LENGTH]}-{decision.year}-{decision.sequence}".strip("-"),
        unit=decision.unit,
        category=Category.ANYTIME,
        legal_item=ITEM,
        live=False,
        guidance=(
            f"Informasi ini dikecualikan dengan penetapan {decision.number} dan terbuka sejak "
            f"{date_format(on, 'j F Y')}. Lengkapi ringkasan, kolom daftar informasi publik, dan dokumennya."
        ),
    )
    index.add_child(instance=page)
    page.save_revision(log_action=True, clean=False)
    return page
