"""Files as strangers with bad intent send them: built by code, so that a reader sees what is in them."""

from __future__ import annotations

from . import broken_pdfs, pdfs, pictures
from .payloads import CANARY, EITHER, KEPT, REFUSED, WORD, Hostile

__all__ = ["CANARY", "EITHER", "KEPT", "REFUSED", "WORD", "Hostile", "corpus", "pdfs", "pictures"]


def corpus() -> dict[str, Hostile]:
    """By what is wrong with them."""
    return {what: hostile for family in (pictures, pdfs, broken_pdfs) for what, hostile in family.hostile()}
