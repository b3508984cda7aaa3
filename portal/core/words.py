"""Words from data, set into a sentence."""

from __future__ import annotations


def within_a_sentence(words: str) -> str:
    """With a small letter at its beginning; names further on keep theirs: "permohonan kepada Komisi Informasi"."""
    return words[:1].lower() + words[1:]
