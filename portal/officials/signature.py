"""The lines under a signature, as they stood on the day of signing.

A document keeps the block itself, not a pointer to the official: a later promotion, a corrected title or an
ended appointment must not rewrite what was signed (UU 30/2014 Pasal 14).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from .models import Official
from .roles import Hat


@dataclass(frozen=True)
class SignatureBlock:
    """``prefix`` is "", "Plt.", "Plh." or "Pj."; ``appointment_id`` is empty for membership of a group."""

    prefix: str
    position: str
    name: str
    employee_number: str
    rank: str
    appointment_id: int | None
    signed_on: date

    def as_dict(self) -> dict[str, Any]:
        """For a JSON field; the date as ISO text."""
        return asdict(self) | {"signed_on": self.signed_on.isoformat()}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> SignatureBlock:
        return cls(**values | {"signed_on": date.fromisoformat(values["signed_on"])})

    def lines(self) -> tuple[str, ...]:
        """For print: "Plh. Kepala Dinas,", name, rank, "NIP. …"; what is not known is left out."""
        number = f"NIP. {self.employee_number}" if self.employee_number else ""
        lines = (f"{self.prefix} {self.position},".strip(), self.name, self.rank, number)
        return tuple(line for line in lines if line)

    def public_lines(self) -> list[str]:
        """The same without the NIP, which begins with the date of birth."""
        return list(replace(self, employee_number="").lines())


def signature_block(hat: Hat, official: Official, on: date) -> SignatureBlock:
    """The block of ``official`` signing under ``hat`` on that day.

    Raises ``ValueError`` where the hat is somebody else's, or its appointment is not in force on that day.
    """
    appointment = hat.appointment
    if appointment is not None:
        if appointment.official_id != official.pk:
            raise ValueError("this appointment belongs to somebody else")
        if not appointment.is_in_force(on):
            raise ValueError("this appointment is not in force on the day of signing")
    return SignatureBlock(
        prefix=hat.prefix,
        position=hat.position.name,
        name=official.name,
        employee_number=official.employee_number,
        rank=official.rank,
        appointment_id=appointment.pk if appointment else None,
        signed_on=on,
    )
