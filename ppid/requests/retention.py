"""What is personal goes when its term is over; the register and its history stay (UU 27/2022)."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from django.db import transaction

from portal.core import vault
from portal.workdays.calendar import closed_days, local_date
from portal.workdays.reckoning import YearNotLoaded, add_working_days

from .actors import SYSTEM
from .clocks import rules
from .history import append
from .lifecycle import FINAL_STATES
from .models import InformationRequest, Objection, RequestFile
from .objections import lifecycle as objections

logger = logging.getLogger(__name__)

ENDED = {InformationRequest: FINAL_STATES, Objection: objections.FINAL_STATES}

FILE = Path(__file__).with_name("definitions") / "retention.toml"


def erasable_on(closed_on: date, closed: Mapping[date, str]) -> date:
    """The first day on which the proof of identity of a request that ended on ``closed_on`` goes.

    Raises ``YearNotLoaded``.
    """
    days = sum(rules.clock(clock).amount for clock in terms()["identity"]["clocks"])
    return add_working_days(closed_on, days, closed).due


@cache
def terms() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def erase_what_is_over(now: datetime) -> int:
    """Erase every identity file whose term is over; how many went. Doing it again changes nothing."""
    closed, today, erased = closed_days(), local_date(now), 0
    for model, final in ENDED.items():
        kept = model.objects.filter(state__in=final, files__kind__in=RequestFile.PERSONAL, files__erased_on=None)
        for pk, closed_on in kept.values_list("pk", "closed_on").distinct():
            try:
                is_over = erasable_on(closed_on, closed) < today
            except YearNotLoaded as problem:
                logger.warning("%s %s keeps its files: %s", model.KIND, pk, problem)
                continue
            if is_over:
                erased += _erase(model, pk, now)
    return erased


@transaction.atomic
def _erase(model: type[InformationRequest] | type[Objection], pk: int, now: datetime) -> int:
    case = model.objects.select_for_update().get(pk=pk)
    files = list(case.files.filter(kind__in=RequestFile.PERSONAL, erased_on=None).select_related("file"))
    for file in files:
        content, file.file, file.erased_on = file.file, None, local_date(now)
        file.save(update_fields=["file", "erased_on"])
        if content is not None:
            vault.destroy(content)
    if files:
        append(
            case,
            "erase-identity",
            SYSTEM,
            now,
            state_before=case.state,
            details={"files": len(files)},
            legal_basis=terms()["identity"]["basis"][:255],
        )
    return len(files)
