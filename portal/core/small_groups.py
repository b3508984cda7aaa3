"""How people and their cases may be broken down in public: no group so small that somebody could be recognised in it.

Small groups are put together. As long as what is put together is small itself, the next smallest group joins it:
otherwise it could be reckoned from the total. Groups that are not shown are nobody or few, and nobody can tell which.
"""

from __future__ import annotations

from collections.abc import Mapping

TOGETHER = "Lainnya (digabung)"


def shown(counts: Mapping[str, int], smallest: int) -> list[tuple[str, int]]:
    """The groups with at least ``smallest`` members in the order of ``counts``, the others put together at the end;
    nothing where fewer than two lines would be left, which say no more than the total."""
    together, kept = 0, {}
    for name, count in sorted(counts.items(), key=lambda group: group[1]):
        if count < smallest or 0 < together < smallest:
            together += count
        else:
            kept[name] = count
    lines = [(name, kept[name]) for name in counts if name in kept]
    if together:
        lines.append((TOGETHER, together))
    return lines if len(lines) > 1 and all(count >= smallest for _, count in lines) else []
