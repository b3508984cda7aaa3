"""A row of everything that the self-check keeps, so that the canary's crawl can listen for each column of it."""

from __future__ import annotations


def furnish(house) -> None:
    """An answered item; ``house`` as in ``canary_house``."""
    sing = house.sing
    house.as_("ppid").post(
        "/admin/reports/monev/butir/B1/",
        {"answer": "B", "addresses": "/", "unit": "", "responsible": sing("monev, who"), "note": sing("monev, note")},
    )
