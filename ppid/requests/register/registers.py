"""The two registers: of requests (UU 14/2008 Pasal 22) and of objections (UU 14/2008 Pasal 36)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from ..models import InformationRequest, Objection
from . import columns, objection_columns
from .columns import Column


@dataclass(frozen=True)
class Register:
    """``what`` names it in the record of exports and its files; ``prefix`` the names of its addresses.

    ``related`` and ``many`` are what its columns read of each case, so that a year costs a few queries.
    """

    title: str
    what: str
    place: str
    prefix: str
    model: type[Model]
    legal: Sequence[Column]
    office: Sequence[Column]
    related: tuple[str, ...]
    many: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.legal, *self.office)

    @cached_property
    def take_out(self) -> str:
        """The name of the address at which it is taken out."""
        return f"{self.prefix}_take_out_register"

    @cached_property
    def list(self) -> str:
        """The name of the address of the list that it sums up."""
        return f"{self.prefix}_list"

    def keys_of(self, year: int) -> Sequence[int]:
        """The keys of all cases of a year, in the order of their numbers."""
        return [*self.model.objects.filter(year=year).order_by("sequence").values_list("pk", flat=True)]

    def years(self) -> Sequence[int]:
        """The years of which there are cases, newest first."""
        return [*self.model.objects.order_by("-year").values_list("year", flat=True).distinct()]


OF_REQUESTS = Register(
    title="Register Permohonan Informasi Publik",
    what="register-permohonan",
    place="permohonan",
    prefix="requests",
    model=InformationRequest,
    legal=columns.LEGAL_COLUMNS,
    office=columns.OFFICE_COLUMNS,
    related=("unit",),
    many=("items__decision", "files", "costs", "objections"),
)
OF_OBJECTIONS = Register(
    title="Register Keberatan",
    what="register-keberatan",
    place="keberatan",
    prefix="objections",
    model=Objection,
    legal=objection_columns.LEGAL_COLUMNS,
    office=objection_columns.OFFICE_COLUMNS,
    related=("request",),
)
REGISTERS = (OF_REQUESTS, OF_OBJECTIONS)
