"""How figures are written for people: durations, shares and moments in Indonesian."""

from __future__ import annotations

import math
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format

from portal.sop.standards import NOT_SET

from .figures import Share

NOTHING = "–"


def duration(minutes: float | None) -> str:
    """Office minutes as "45 menit", "12,5 menit" or "3 jam 20 menit"; no days, for office days differ in length."""
    if minutes is None:
        return NOTHING
    hours, rest = divmod(minutes, 60)
    parts = [f"{number_format(int(hours), use_l10n=True, force_grouping=True)} jam"] if hours else []
    if rest or not hours:
        parts.append(f"{number_format(rest, 0 if rest == int(rest) else 1)} menit")
    return " ".join(parts)


def percent(fraction: float) -> str:
    """Rounded down to a tenth, so that only all of them are 100 %."""
    return f"{number_format(math.floor(fraction * 1000 + 1e-9) / 10, 1)}%"


def share(value: Share) -> str:
    """ "80,0% (12 dari 15)", with what has no standard told apart and never counted as kept."""
    parts = []
    if value.fraction is not None:
        parts.append(f"{percent(value.fraction)} ({value.within} dari {value.measured})")
    if value.unset:
        parts.append(f"{value.unset} {NOT_SET}" if parts else NOT_SET)
    if value.unknown:
        parts.append(f"{value.unknown} tidak dapat dihitung")
    return "; ".join(parts) or NOTHING


def moment(value: datetime | None) -> str:
    """On the office's clock, "2 Juni 2026, 08.00 WITA"."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value, timezone.get_default_timezone())
    return f"{date_format(local, 'j F Y, H.i')} {local.tzname()}"
