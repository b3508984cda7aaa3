"""Carrying an import out: every row of the file becomes a draft, or none does, and the act stands on record.

The drafts go public the ordinary way, by flow B: nothing here publishes. They belong to nobody, so that no step begins
and no desk fills until somebody takes one up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from portal.core.refusal import Refusal
from portal.officials.models import Unit
from portal.sop.policy import standing_of

from ..models import AlertIndexPage, CatalogueImport, Category, InformationIndexPage, InformationPage
from .columns import key_of
from .reading import read
from .rows import Checked, Entry, Known, check

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

    from portal.officials.roles import Hat

ROLE = "ppid"
# A file that nobody confirms is not kept.
KEPT = timedelta(days=1)
SLUG_WORDS = 100


def hat_of(user: AbstractUser) -> Hat | None:
    """The office in which this person may import: the PPID keeps the catalogue. A superuser is no official."""
    return next((hat for hat in standing_of(user).hats if hat.position.code == ROLE), None)


def look_at(content: bytes, name: str) -> Checked:
    """The dry run: what would come of a file. Raises ``raw.Unreadable``; writes nothing."""
    return check(read(content, name), _known())


def keep(content: bytes, name: str, checked: Checked, user: AbstractUser) -> CatalogueImport:
    """Keep a file that is fit until its sender confirms it; what lies there too long goes."""
    CatalogueImport.objects.filter(done_at=None, sent_at__lt=timezone.now() - KEPT).delete()
    return CatalogueImport.objects.create(
        file_name=PurePath(name).name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        rows=checked.count,
        sender=user,
    )


@transaction.atomic
def carry_out(key: int, user: AbstractUser, now: datetime) -> CatalogueImport:
    """Make the drafts of a kept file. Raises ``Refusal``; then nothing has happened.

    The file is checked again: between the dry run and now, numbers may have been given and units renamed.
    """
    hat = hat_of(user)
    if hat is None:
        raise Refusal("Hanya PPID yang dapat mengimpor daftar informasi.")
    # The row lock makes a second click wait here until the first is done.
    kept = CatalogueImport.objects.select_for_update().filter(pk=key, sender=user).first()
    if kept is None:
        raise Refusal("Berkas ini tidak lagi tersimpan. Pilih kembali berkasnya.")
    if kept.done_at is not None:
        raise Refusal("Berkas ini sudah diimpor. Tidak ada yang diimpor dua kali.")
    checked = look_at(bytes(kept.content), kept.file_name)
    if not checked.is_fit:
        raise Refusal(
            "Keadaan berubah sejak berkas diperiksa, jadi tidak ada yang diimpor. Lihat hasil pemeriksaannya."
        )
    try:
        _make_drafts(checked.entries, user)
    except IntegrityError as error:
        raise Refusal("Salah satu nomor baru saja dipakai, jadi tidak ada yang diimpor. Periksa kembali.") from error
    kept.content = None
    kept.done_at = now
    kept.sender_name = user.get_full_name() or user.get_username()
    kept.sender_username = user.get_username()
    kept.office, kept.decree = hat.label, hat.decree
    kept.save()
    return kept


def _known() -> Known:
    units = {key_of(text): unit.pk for unit in Unit.objects.all() for text in (unit.name, unit.code)}
    numbers = set(InformationPage.objects.exclude(number=None).values_list("number", flat=True))
    return Known(units, numbers, timezone.localdate())


def _make_drafts(entries: list[Entry], user: AbstractUser) -> None:
    parents = _parents()
    taken = {parent.pk: set(parent.get_children().values_list("slug", flat=True)) for parent in parents.values()}
    for entry in entries:
        parent = parents.get(entry.fields["category"])
        if parent is None:
            raise Refusal(f"Halaman “{Category(entry.fields['category']).label}” belum ada di bawah halaman PPID.")
        unit = entry.fields["unit"]
        fields = {name: value for name, value in entry.fields.items() if name != "unit"}
        page = InformationPage(**fields, unit_id=unit, slug=_slug(fields, taken[parent.pk]), live=False)
        parent.add_child(instance=page)
        # Gaps of the old catalogue are filled by whoever takes the draft up; nothing is asked of it yet.
        page.save_revision(user=user, clean=False)


def _parents() -> Mapping[str, Page]:
    """The page under which each kind of information stands: the topmost of its kind."""
    indexes = InformationIndexPage.objects.filter(legal_item="").order_by("-depth", "-path")
    parents: dict[str, Page] = {index.category: index for index in indexes}
    if alerts := AlertIndexPage.objects.first():
        parents[Category.IMMEDIATE] = alerts
    return parents


def _slug(fields: Mapping[str, object], taken: set[str]) -> str:
    """An address that no page beside it has; ``taken`` learns it."""
    slug = f"{slugify(fields['title'])[:SLUG_WORDS].strip('-') or 'informasi'}-{fields['number']}"
    while slug in taken:
        slug += "-dip"
    taken.add(slug)
    return slug
