"""What a notice says: plain text in Indonesian, without a word of the draft itself beside its title.

A title is written by anybody who drafts, so nothing in it may reach a mail header or turn the line around.
"""

from __future__ import annotations

import textwrap
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.models import Page

from .models import Notice, Sheet, StepRecord
from .places import PAGE, model_of, writing_url

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

Kind = Notice.Kind
TITLE_LENGTH = 120
"""Characters of a title in a notice; the whole of it stands behind the link."""

_SUBJECTS = {
    Kind.STEP_OPENED: "Menunggu Anda",
    Kind.ASSIGNED: "Tugas menyusun naskah",
    Kind.RETURNED: "Dikembalikan",
    Kind.UNFIT: "Tidak layak tayang",
    Kind.PUBLISHED: "Sudah tayang",
    Kind.DUE_SOON: "Segera jatuh tempo",
    Kind.OVERDUE: "Lewat jatuh tempo",
    Kind.ESCALATED: "Perlu perhatian Anda",
    Kind.STUCK: "Tidak ada yang dapat bertindak",
    Kind.DROPPED: "Naskah yang Anda perintahkan dihapus",
}
_FOR_THE_WRITER = (Kind.ASSIGNED, Kind.RETURNED, Kind.UNFIT)
# Controls and line ends become a blank, invisible marks (such as those that turn the direction) vanish.
_TO_BLANK = ("Cc", "Zl", "Zp")
_TO_NOTHING = ("Cf", "Cs")


def subject_of(kind: str, record: StepRecord) -> str:
    about = one_line(record.step) if kind == Kind.NOTED else _SUBJECTS[Kind(kind)]
    return f"{about}: {title_of(record)}"


def body_of(kind: str, record: StepRecord, user: AbstractUser) -> str:
    """The text for one person. ``record`` may be any row of the register, with or without a step or a due time."""
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            f"sop/mail/{kind}.txt",
            {
                "name": one_line(user.get_full_name() or user.get_username()),
                "record": record,
                "title": title_of(record),
                "due": in_words(record.due_at) if record.due_at else "",
                "actor": one_line(f"{record.actor_name} ({record.office})" if record.office else record.actor_name),
                "reason": "" if _is_confidential(record) else textwrap.indent(several_lines(record.comment), "    "),
                "link": link_for(kind, record),
                "site": settings.WAGTAIL_SITE_NAME,
            },
        )
    return text.strip() + "\n"


def _is_confidential(record: StepRecord) -> bool:
    model = model_of(record)
    if model is None or not issubclass(model, Sheet):
        return False
    sheet = model._default_manager.filter(pk=record.object_id).first()
    return sheet is None or sheet.is_confidential


def title_of(record: StepRecord) -> str:
    return one_line(record.title) or "(tanpa judul)"


def link_for(kind: str, record: StepRecord) -> str:
    """Where the recipient goes on from here: the step, the draft, the public page or, for a superior, the register."""
    if kind in (Kind.ESCALATED, Kind.STUCK, Kind.DROPPED):
        return _absolute(reverse("buku_kendali:inspect", args=[record.pk]))
    if kind == Kind.PUBLISHED and record.object_type == PAGE:
        page = Page.objects.filter(pk=record.object_id).first()
        return (page and page.full_url) or _absolute(reverse("sop_desk"))
    if record.task_state_id and kind not in _FOR_THE_WRITER:
        return _absolute(reverse("sop_decide", args=[record.task_state_id]))
    return _absolute(writing_url(record) or reverse("sop_desk"))


def in_words(moment: datetime) -> str:
    """ "Jumat, 20 November 2026 pukul 10.30 WITA": the office's clock, whatever zone the reader is in."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return f"{date_format(local, 'l, j F Y')} pukul {date_format(local, 'H.i')} {local:%Z}"


def one_line(text: str, length: int = TITLE_LENGTH) -> str:
    """``text`` as one visible line of at most ``length`` characters, fit for a mail header."""
    visible = "".join(_visible(character) for character in text)
    line = " ".join(visible.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def several_lines(text: str) -> str:
    """The same for a reason, which keeps its lines (its length was checked when it was given)."""
    return "\n".join(one_line(line, len(line) + 1) for line in text.splitlines())


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in _TO_BLANK:
        return " "
    return "" if category in _TO_NOTHING else character


def _absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path
