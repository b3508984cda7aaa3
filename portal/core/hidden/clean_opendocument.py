"""OpenDocument files: comments, names, what cameras wrote."""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from . import pictures
from .archive import Archive, local
from .clean_office import take_out
from .findings import NotCleanable
from .office import PICTURE_SUFFIXES

_COMMENTS = ("annotation", "annotation-end")
_NAMES = ("initial-creator", "creator", "printed-by", "user-defined")


def clean(content: bytes) -> bytes:
    """Raises ``NotCleanable`` for a signed file."""
    archive = Archive(BytesIO(content))
    if "META-INF/documentsignatures.xml" in archive:
        raise NotCleanable("Dokumen ini bertanda tangan elektronik; membersihkannya akan merusak tanda tangan.")
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        # Programs know the kind of the file by this part, which stands first and bare.
        target.writestr("mimetype", archive.read("mimetype"), zipfile.ZIP_STORED)
        for name in archive.names:
            if name == "mimetype" or name.endswith("/"):
                continue
            if (cleaned := _cleaned(archive, name)) is not None:
                target.writestr(name, cleaned)
            else:
                archive.copy(name, target)
    return output.getvalue()


def _cleaned(archive: Archive, name: str) -> bytes | None:
    """The part as it goes into the cleaned file; ``None`` if it goes as it is."""
    if name in ("content.xml", "styles.xml") and archive.mentions(name, b"annotation"):
        return _without(archive, name, _COMMENTS)
    if name == "meta.xml":
        return _without(archive, name, _NAMES)
    return pictures.bare(archive.read(name)) if name.lower().endswith(PICTURE_SUFFIXES) else None


def _without(archive: Archive, name: str, tags: tuple[str, ...]) -> bytes:
    root = archive.tree(name)
    for element in [e for e in root.iter() if isinstance(e.tag, str) and local(e.tag) in tags]:
        if element.getparent() is not None:
            take_out(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
