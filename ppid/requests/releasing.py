"""Files that go out with a case: put beside it when they are prepared, taken back as long as nobody has let them go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core import vault

from .models import RequestFile
from .models.cases import of

if TYPE_CHECKING:
    from .acts import Act
    from .answers import Release


def release_file(act: Act, release: Release) -> None:
    RequestFile.objects.create(
        **of(act.case),
        item=release.item,
        kind=RequestFile.Kind.RELEASED,
        file=release.file,
        name=release.file.name,
        sha256=release.file.sha256,
        findings=list(release.findings),
        cleaned=list(release.cleaned),
        added_by=act.person.user,
    )


def take_back(act: Act) -> int:
    """``removed`` of the act leave the case and the vault; how many. What was checked already stays."""
    keys = [file.pk for file in act.data.get("removed", ())]
    unchecked = act.case.files.filter(pk__in=keys, kind=RequestFile.Kind.RELEASED, checked_at=None)
    kept = [file.file for file in unchecked.select_related("file") if file.file]
    count, _ = unchecked.delete()
    for file in kept:
        vault.destroy(file)
    return count
