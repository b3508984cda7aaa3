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
    from django.http import HttpRequest, HttpResponse

    from portal.core.models import PrivateFile

logger = logging.getLogger(__name__)

COOKIE = "permohonan"
PATH = "/permohonan/"
KEPT = timedelta(hours=24)
SHOWN = timedelta(hours=1)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass
class Draft:
    """An unsent form, or what is left of a sent one.

    ``answers`` hold, by step, what stands in each of its fields as it was typed; ``offered`` and ``followed`` are pages
    of public information; ``request`` is what it became when it was sent.
    """

    row: RequestDraft
    code: str
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    offered: list[int] = field(default_factory=list)
    followed: list[int] = field(default_factory=list)
    request: InformationRequest | None = None

    def save(self, now: datetime, kept: timedelta = KEPT) -> None:
        """Keep it from ``now`` for that long."""
        content = {name: getattr(self, name) for name in ("code", "answers", "offered", "followed")}
        self.row.answers_sealed = seal(json.dumps(content))
        self.row.expires_at = now + kept
        self.row.save()

    def forget_all_but_the_code(self, now: datetime) -> None:
        """It was sent: its answers and files are the request's now."""
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


def token_of(request: HttpRequest) -> str:
    """The token that the browser shows; "" where it shows none of ours."""
    token = request.COOKIES.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else ""


def new_token() -> str:
    return secrets.token_urlsafe(32)


def give(response: HttpResponse, token: str) -> None:
    """Let the browser keep the token as long as the draft is kept."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=KEPT,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_away(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")


# --- Finding, making, deleting -------------------------------------------------------------------------------


def find(token: str, now: datetime) -> Draft | None:
    """The draft of the browser that shows ``token``, as long as it is kept."""
    row = RequestDraft.objects.filter(token_hash=_hash(token)).first() if token else None
    return _opened(row, now)


def take(token: str, now: datetime) -> Draft:
    """The same to write into: locked until the caller's transaction ends, and a new one where there is none."""
    rows = RequestDraft.objects.select_for_update().filter(token_hash=_hash(token))
    row = rows.first()
    if (draft := _opened(row, now)) is not None:
        return draft
    if row is not None:
        _discard(row)
    draft = Draft(RequestDraft(token_hash=_hash(token), form_key=uuid4()), secret.make())
    # Pressed twice at once, the other press may have made it.
    with suppress(IntegrityError), transaction.atomic():
        draft.save(now)
        return draft
    return _opened(rows.get(), now)


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


def _opened(row: RequestDraft | None, now: datetime) -> Draft | None:
    if row is None or row.expires_at <= now:
        return None
    try:
        content = json.loads(open_sealed(row.answers_sealed))
    except vault.Unreadable:
        logger.exception("a draft cannot be opened")
        return None
    return Draft(row, request=InformationRequest.objects.filter(form_key=row.form_key).first(), **content)


def _discard(row: RequestDraft) -> None:
    for file in row.files.all():
        vault.destroy(file)
    row.delete()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
