"""What a visitor asked for: words and choices, made into what both databases can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from . import language

MOST_WORDS = 12
# Words that nobody can type, because no typed word holds a "_": a choice is looked up as a word is.
KIND, YEAR, UNIT = "_jenis_", "_tahun_", "_unit_"

# A word is any of its roots; a term is all of its words; of each group, one term has to be there.
Roots = tuple[str, ...]
Group = tuple[tuple[Roots, ...], ...]


@dataclass(frozen=True)
class Question:
    """``groups`` all have to be met, and ``marks`` (choices as words) too."""

    groups: tuple[Group, ...]
    marks: tuple[str, ...] = ()

    @classmethod
    def of(cls, words: list[str], marks: tuple[str, ...] = ()) -> Question:
        """The question that ``words`` (plain, as ``language.words_of`` gives them) ask; perhaps an empty one."""
        wanted = language.without_joining_words(list(dict.fromkeys(words))[:MOST_WORDS])
        groups = tuple(
            tuple(tuple(language.stems(word) for word in term) for term in group) for group in language.synonyms(wanted)
        )
        return cls(groups, marks)

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def roots(self) -> frozenset[str]:
        """Every root that makes a word in a text one of those that were asked for."""
        return frozenset(root for group in self.groups for term in group for roots in term for root in roots)
