"""Word, Excel and PowerPoint files: comments, notes, names, custom XML, data behind charts, what cameras wrote.

Relationships are cut, and what nothing refers to any more is left out; that is how the office programs do it too.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from lxml import etree

from . import pictures
from .archive import local
from .findings import NotCleanable
from .office import PICTURE_SUFFIXES, Link, Package, relationship_id, source_of

_CUT = frozenset(
    (
        *("comments", "commentsExtended", "commentsIds", "commentsExtensible", "threadedComment", "notesSlide"),
        *("people", "person", "commentAuthors", "authors", "changesInfo", "revisionInfo", "custom-properties"),
    )
)
# What marks in a text where a comment hangs.
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
_NAMES = frozenset(("creator", "lastModifiedBy", "Manager", "Company", "HyperlinkBase"))


def clean(content: bytes) -> bytes:
    """Raises ``NotCleanable`` for a signed file."""
    package = Package(BytesIO(content))
    if any(name.startswith("_xmlsignatures/") for name in package.names):
        raise NotCleanable("Dokumen ini bertanda tangan elektronik; membersihkannya akan merusak tanda tangan.")
    cut = {(link.source, link.id) for link in package.links if _is_cut(package, link)}
    kept = _reachable(package, cut)
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name in package.names:
            if not _stays(name, kept):
                continue
            if (cleaned := _cleaned(package, name, cut, kept)) is not None:
                target.writestr(name, cleaned)
            else:
                package.copy(name, target)
    return output.getvalue()


def _is_cut(package: Package, link: Link) -> bool:
    if link.kind in _CUT:
        return True
    if link.kind == "package":
        return "/charts/" in link.source
    if link.kind == "attachedTemplate":
        return link.external
    if link.kind == "customXml":
        # A query to a data source is no mere data: it goes with its tables, by hand.
        return link.target in package and local(package.tree(link.target).tag) != "DataMashup"
    return link.kind == "vmlDrawing" and _draws_only_notes(package, link)


def _draws_only_notes(package: Package, link: Link) -> bool:
    """The yellow boxes of a sheet's comments stand in a drawing, beside which buttons may stand."""
    if not package.of_kind("comments", source=link.source) or link.target not in package:
        return False
    kinds = {data.get("ObjectType") for data in package.tree(link.target).iter("{*}ClientData")}
    return kinds == {"Note"}


def _reachable(package: Package, cut: set[tuple[str, str]]) -> set[str]:
    """The parts that something still refers to."""
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        source = waiting.pop()
        kept = [link for link in package.links if link.source == source and (source, link.id) not in cut]
        new = {link.target for link in kept if not link.external and link.target in package} - reached
        reached |= new
        waiting += new
    return reached


def _stays(name: str, kept: set[str]) -> bool:
    if name.endswith(".rels"):
        return source_of(name) in {"", *kept}
    return name == "[Content_Types].xml" or name in kept


def _cleaned(package: Package, name: str, cut: set[tuple[str, str]], kept: set[str]) -> bytes | None:
    """The part as it goes into the cleaned file; ``None`` if it goes as it is."""
    if name == "[Content_Types].xml":
        return _without(package, name, lambda e: local(e.tag) == "Override" and e.get("PartName", "")[1:] not in kept)
    if name.endswith(".rels"):
        return _without(package, name, lambda e: (source_of(name), e.get("Id")) in cut)
    if name.lower().endswith(PICTURE_SUFFIXES):
        return pictures.bare(package.read(name))
    if {link.kind for link in package.links if link.target == name} & {"core-properties", "extended-properties"}:
        return _without(package, name, lambda e: local(e.tag) in _NAMES)
    gone = {key for source, key in cut if source == name}
    marked = (
        name.startswith("word/")
        and name.endswith(".xml")
        and package.mentions(name, *(mark.encode() for mark in _COMMENT_MARKS))
    )
    if gone or marked:
        return _without(package, name, lambda e: local(e.tag) in _COMMENT_MARKS or relationship_id(e) in gone)
    return None


def _without(package: Package, name: str, goes) -> bytes:
    """The part without the elements for which ``goes`` holds; what follows them stays."""
    root = package.tree(name)
    for element in [e for e in root.iter() if isinstance(e.tag, str) and e is not root and goes(e)]:
        take_out(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def take_out(element: etree._Element) -> None:
    """Remove an element and keep the text that follows it, which lxml counts as part of it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
