"""What a citizen has answered so far: sealed, found by the cookie of his browser alone, gone after a day.

Once it is sent, only the tracking code is left, for an hour, so that the same browser can show the confirmation again.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from portal.core import vault
from portal.core.sealing import open_sealed, seal

from .. import secret
from ..models import DraftFile, InformationRequest, RequestDraft

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

    from portal.core.models import PrivateFile

    from ..models.cases import Case

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shelf:
    """Where the drafts of one form lie: the cookie that finds them, and what a draft becomes when it is sent.

    Without a ``cookie`` the browser shows something else by which its draft is found.
    """

    becomes: type[Model]
    cookie: str = ""
    path: str = ""


COOKIE = "permohonan"
REQUESTS = Shelf(InformationRequest, COOKIE, "/permohonan/")
KEPT = timedelta(hours=24)
SHOWN = timedelta(hours=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass
class Draft:
    """An unsent form, or what is left of a sent one.

    ``answers`` hold, by step, what stands in each of its fields as it was typed; ``offered`` and ``followed`` are pages
    of public information; ``sent`` is what it became when it was sent.
    """

    row: RequestDraft
    code: str
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    offered: list[int] = field(default_factory=list)
    followed: list[int] = field(default_factory=list)
    sent: Case | None = None

    def save(self, now: datetime, kept: timedelta = KEPT) -> None:
        """Keep it from ``now`` for that long."""
        content = {name: getattr(self, name) for name in ("code", "answers", "offered", "followed")}
        self.row.answers_sealed = seal(json.dumps(content))
        self.row.expires_at = now + kept
        self.row.save()

    def forget_all_but_the_code(self, now: datetime) -> None:
        """It was sent: its answers and files are those of what it became."""
        DraftFile.objects.filter(draft=self.row).delete()
        self.answers, self.offered, self.followed = {}, [], []
        self.save(now, SHOWN)

    def files(self) -> dict[str, PrivateFile]:
        """Its files, by what they are for."""
        rows = DraftFile.objects.filter(draft=self.row).select_related("file")
        return {row.kind: row.file for row in rows}

    def put(self, kind: str, file: PrivateFile) -> None:
        """Keep ``file`` in place of what was given for the same before."""
        self.drop(kind)
        DraftFile.objects.create(draft=self.row, kind=kind, file=file)

    def drop(self, kind: str) -> None:
        if (file := self.files().get(kind)) is not None:
            vault.destroy(file)


# --- The browser that it belongs to -----------------------------------------------------------------------


def token_of(request: HttpRequest, shelf: Shelf = REQUESTS) -> str:
    """The token that the browser shows; "" where it shows none of ours."""
    token = request.COOKIES.get(shelf.cookie, "")
    return token if _TOKEN.fullmatch(token) else ""


def new_token() -> str:
    return secrets.token_urlsafe(32)


def give(response: HttpResponse, token: str, shelf: Shelf = REQUESTS) -> None:
    """Let the browser keep the token as long as the draft is kept."""
    if not shelf.cookie:
        return
    response.set_cookie(
        shelf.cookie,
        token,
        max_age=KEPT,
        path=shelf.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_away(response: HttpResponse, shelf: Shelf = REQUESTS) -> None:
    if shelf.cookie:
        response.delete_cookie(shelf.cookie, path=shelf.path, samesite="Lax")


# --- Finding, making, deleting -------------------------------------------------------------------------------


def find(token: str, now: datetime, shelf: Shelf = REQUESTS) -> Draft | None:
    """The draft of the browser that shows ``token``, as long as it is kept."""
    row = RequestDraft.objects.filter(token_hash=_hash(token)).first() if token else None
    return _opened(row, now, shelf)


def take(token: str, now: datetime, shelf: Shelf = REQUESTS) -> Draft:
    """The same to write into: locked until the caller's transaction ends, and a new one where there is none."""
    rows = RequestDraft.objects.select_for_update().filter(token_hash=_hash(token))
    row = rows.first()
    if (draft := _opened(row, now, shelf)) is not None:
        return draft
    if row is not None:
        _discard(row)
    draft = Draft(RequestDraft(token_hash=_hash(token), form_key=uuid4()), secret.make())
    # Pressed twice at once, the other press may have made it.
    with suppress(IntegrityError), transaction.atomic():
        draft.save(now)
        return draft
    return _opened(rows.get(), now, shelf)


@transaction.atomic
def discard(token: str) -> None:
    """Delete what the browser has left with us. What was sent stays sent."""
    for row in RequestDraft.objects.select_for_update().filter(token_hash=_hash(token)):
        _discard(row)


def sweep(now: datetime) -> int:
    """Delete what is no longer kept, with its files; how many drafts."""
    over = RequestDraft.objects.filter(expires_at__lte=now)
    swept = 0
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            # Looked for again: somebody may have come back to it meanwhile.
            if (row := over.select_for_update().filter(pk=pk).first()) is not None:
                _discard(row)
                swept += 1
    return swept


def _opened(row: RequestDraft | None, now: datetime, shelf: Shelf) -> Draft | None:
    if row is None or row.expires_at <= now:
        return None
    try:
        content = json.loads(open_sealed(row.answers_sealed))
    except vault.Unreadable:
        logger.exception("a draft cannot be opened")
        return None
    return Draft(row, sent=shelf.becomes.objects.filter(form_key=row.form_key).first(), **content)


def _discard(row: RequestDraft) -> None:
    for file in row.files.all():
        vault.destroy(file)
    row.delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
