"""What Word, Excel and PowerPoint files have in common: parts that refer to one another by typed relationships.

Relationships and not file names say what a part is, so they are what is looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from . import pictures
from .archive import Archive, attribute, local, text_of
from .findings import Finding, quoted, some_of

# Programs write these where no person is named.
NO_NAMES = frozenset(
    {"openpyxl", "python-docx", "xlsxwriter", "apache poi", "unknown", "user", "windows user", "microsoft office user"}
)
# LibreOffice keeps these of every file that it converts.
PLAIN_PROPERTIES = frozenset(
    ("AppVersion", "DocSecurity", "HyperlinksChanged", "LinksUpToDate", "ScaleCrop", "ShareDoc", "LastPrinted")
)
PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")

_EMBEDDED = {"oleObject", "package", "control", "activeXControlBinary", "aFChunk"}
# What the web shows in the document, where the document itself shows it too.
_SHOWN_FROM_THE_WEB = {"image", "video", "audio", "media"}
_PERSON_LISTS = {"person", "people", "commentAuthors", "authors", "changesInfo", "revisionInfo"}
# Word's empty list of sources, cover pages and SharePoint's forms: in every other file, and shown or without content.
_HARMLESS_XML = re.compile(
    r"/bibliography$|/contentType|/CoverPageProps|/sharepoint/v3/contenttype/forms$", re.IGNORECASE
)
_LOCAL_PATH = re.compile(r"^file:|^\\\\|^[a-z]:[\\/]|^/(users|home)/", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """One relationship: ``source`` and ``target`` are part names (``target`` an address where it is ``external``)."""

    source: str
    id: str
    kind: str
    target: str
    external: bool


class Package(Archive):
    """An office file with its relationships."""

    def __init__(self, file: BinaryIO):
        super().__init__(file)
        self.links = [link for name in self.names if name.endswith(".rels") for link in self._links_in(name)]

    @property
    def main(self) -> str:
        """The part that makes it a document, workbook or presentation."""
        found = self.of_kind("officeDocument", source="")
        return found[0].target if found else ""

    def of_kind(self, *kinds: str, source: str | None = None) -> list[Link]:
        """The relationships of these kinds whose target is in the file, of one part or of all."""
        return [
            link
            for link in self.links
            if link.kind in kinds and not link.external and link.target in self and source in (None, link.source)
        ]

    def _links_in(self, name: str) -> Iterator[Link]:
        source = source_of(name)
        folder = posixpath.dirname(source)
        for element in self.tree(name).iter("{*}Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            yield Link(source, element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)


def source_of(relationships: str) -> str:
    """The part whose relationships a part like ``word/_rels/document.xml.rels`` lists; ``""`` is the file itself."""
    folder, _, file = relationships.rpartition("_rels/")
    return folder + file.removesuffix(".rels")


def relationship_id(element: etree._Element) -> str:
    """The relationship that an element of a part's XML names (``r:id``)."""
    return next((value for key, value in element.attrib.items() if key.endswith("/relationships}id")), "")


def inspect(package: Package) -> Iterator[Finding]:
    """What Word, Excel and PowerPoint files can carry alike."""
    yield from _embedded(package)
    yield from _elsewhere(package)
    yield from _custom_xml(package)
    yield from picture_data(package, package.names)
    yield from _names(package)


def _embedded(package: Package) -> Iterator[Finding]:
    links = package.of_kind(*_EMBEDDED)
    charts = [link for link in links if "/charts/" in link.source]
    others = [link for link in links if link not in charts]
    if charts:
        yield Finding("chart-data", f"{len(charts)} grafik membawa seluruh lembar kerja asalnya.")
    if others:
        names = some_of(quoted(posixpath.basename(link.target)) for link in others)
        yield Finding("embedded", f"Dokumen memuat {len(others)} objek atau berkas lain: {names}.")


def _elsewhere(package: Package) -> Iterator[Finding]:
    """Links to other files: what they held when the document was saved is often kept in it."""
    targets, local_paths = [], []
    for link in package.links:
        if not link.external or (link.kind == "attachedTemplate" and _LOCAL_PATH.match(link.target)):
            continue  # a template's place is told with the names
        if link.kind == "hyperlink":
            local_paths += [link.target] if _LOCAL_PATH.match(link.target) else []
        elif not (link.kind in _SHOWN_FROM_THE_WEB and link.target.startswith(("http:", "https:"))):
            targets.append(link.target)
    if targets:
        yield Finding("external-link", f"Dokumen mengambil isi dari berkas lain: {some_of(map(quoted, targets))}.")
    if local_paths:
        yield Finding("local-link", f"Tautan menyebut berkas di komputer: {some_of(map(quoted, local_paths))}.")


def _custom_xml(package: Package) -> Iterator[Finding]:
    parts = {link.target for link in package.of_kind("customXml")}
    telling = []
    for part in sorted(parts):
        root = package.tree(part)
        if local(root.tag) == "DataMashup":
            yield Finding("connection", "Buku kerja memuat kueri ke sumber data lain (Power Query).")
        elif text_of(root) and not _HARMLESS_XML.search(root.tag.partition("}")[0]):
            telling.append(part)
    if telling:
        yield Finding("custom-xml", f"Dokumen memuat {len(telling)} bagian XML yang tidak tampil.")


def picture_data(archive: Archive, names: list[str]) -> Iterator[Finding]:
    """Pictures that tell more than they show."""
    told = {}
    for name in names:
        if name.lower().endswith(PICTURE_SUFFIXES) and (what := pictures.tells(archive.read(name))):
            told[name] = what
    for what in sorted(set(told.values())):
        where = [quoted(posixpath.basename(name)) for name in told if told[name] == what]
        yield Finding("picture-data", f"Gambar memuat {what}: {some_of(where)}.")


def _names(package: Package) -> Iterator[Finding]:
    found = [*_properties(package), *_templates(package)]
    for link in package.of_kind(*_PERSON_LISTS):
        people = [
            attribute(element, "displayName") or attribute(element, "name") or attribute(element, "author")
            for element in package.tree(link.target).iter()
            if isinstance(element.tag, str) and local(element.tag) in ("person", "cmAuthor", "author", "chgInfo")
        ]
        found += [f"pengulas {quoted(name)}" for name in people if names_somebody(name)]
    if found:
        yield Finding("names", f"Keterangan berkas menyebut {some_of(dict.fromkeys(found))}.")


_PROPERTIES = {
    "creator": "pembuat",
    "lastModifiedBy": "pengubah terakhir",
    "Manager": "manajer",
    "Company": "instansi",
    "HyperlinkBase": "alamat dasar",
}


def _properties(package: Package) -> Iterator[str]:
    for link in package.of_kind("core-properties", "extended-properties"):
        for element in package.tree(link.target).iter():
            label = isinstance(element.tag, str) and _PROPERTIES.get(local(element.tag))
            if label and names_somebody(text_of(element)):
                yield f"{label} {quoted(text_of(element))}"
    for link in package.of_kind("custom-properties"):
        for element in package.tree(link.target).iter("{*}property"):
            if text_of(element) and attribute(element, "name") not in PLAIN_PROPERTIES:
                yield f"keterangan tambahan {quoted(attribute(element, 'name'))}"


def _templates(package: Package) -> Iterator[str]:
    for link in package.links:
        if link.kind == "attachedTemplate" and link.external and _LOCAL_PATH.match(link.target):
            yield f"letak templat {quoted(link.target)}"


def names_somebody(text: str) -> bool:
    """Whether a property names a person, and not a program or nobody."""
    return bool(text.strip()) and text.strip().lower() not in NO_NAMES
