"""Office files are ZIP archives of XML: read with a bound on everything that a hostile file can blow up."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from .findings import Refused, Uninspectable

MOST_PARTS = 10_000
MOST_BYTES = 600 * 1024 * 1024  # of all parts, unpacked
MOST_BYTES_OF_A_TREE = 48 * 1024 * 1024  # lxml takes about ten times as much memory
_CHUNK = 1024 * 1024


def local(name: str) -> str:
    """A tag or attribute without its namespace: the strict and the transitional office formats differ in it only."""
    return name.rpartition("}")[2]


def attribute(element: etree._Element, name: str, default: str = "") -> str:
    """The attribute called ``name`` in whatever namespace."""
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return default


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


class Archive:
    """The parts of an office file. Raises ``Refused`` for a locked file and for a bomb."""

    def __init__(self, file: BinaryIO):
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, NotImplementedError) as error:
            raise Uninspectable("Berkas ini bukan arsip yang utuh.") from error
        parts = self._zip.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("Berkas ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah kembali.")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise Refused("Berkas ini mengembang menjadi terlalu besar bila dibuka, jadi tidak diterima.")
        self.names = [part.filename for part in parts]
        if len(set(self.names)) != len(self.names):
            raise Uninspectable("Berkas ini memuat dua bagian dengan nama yang sama.")

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The whole part; raises ``Uninspectable`` if it is too large for that, or broken."""
        if self._zip.getinfo(name).file_size > MOST_BYTES_OF_A_TREE:
            raise Uninspectable(f"Bagian {name} terlalu besar untuk diperiksa.")
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise Uninspectable(f"Bagian {name} rusak.") from error

    def copy(self, name: str, target: zipfile.ZipFile) -> None:
        """Put the part into another archive as it is, however large."""
        with self._zip.open(name) as part, target.open(name, "w", force_zip64=True) as copied:
            shutil.copyfileobj(part, copied, _CHUNK)

    def mentions(self, name: str, *words: bytes) -> bool:
        """Whether a part holds any of ``words``: a quick look that spares the parsing of large, plain sheets."""
        longest = max(map(len, words))
        before = b""
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    # Two bytes a character, where no word would be found as it is written.
                    if b"\0" in chunk or any(word in before + chunk for word in words):
                        return True
                    before = chunk[-longest:]
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise Uninspectable(f"Bagian {name} rusak.") from error
        return False

    def tree(self, name: str) -> etree._Element:
        """A part as a tree, for parts that are small."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise Uninspectable(f"Bagian {name} bukan XML yang utuh.") from error
        _refuse_document_type(root, name)
        return root

    def elements(
        self, name: str, *tags: str, events: tuple[str, ...] = ("end",), emptied: tuple[str, ...] | None = None
    ) -> Iterator[tuple[str, etree._Element]]:
        """``(event, element)`` for every element called one of ``tags``, without holding the part in memory.

        After its end was given out, an element called one of ``emptied`` (all of ``tags``, unless said otherwise) is
        emptied: nothing inside it can be looked at when the end of what surrounds it comes.
        """
        wildcards = [f"{{*}}{tag}" for tag in tags]
        try:
            with self._zip.open(name) as part:
                parsing = etree.iterparse(
                    part, events=events, tag=wildcards, resolve_entities=False, no_network=True, load_dtd=False
                )
                for count, (event, element) in enumerate(parsing):
                    if count == 0:
                        _refuse_document_type(element, name)
                    yield event, element
                    if event == "end" and (emptied is None or local(element.tag) in emptied):
                        element.clear(keep_tail=True)
        except etree.XMLSyntaxError as error:
            raise Uninspectable(f"Bagian {name} bukan XML yang utuh.") from error
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
            raise Uninspectable(f"Bagian {name} rusak.") from error


def _refuse_document_type(element: etree._Element, name: str) -> None:
    """No office program writes one; it is how entities are defined that hide text or explode."""
    if element.getroottree().docinfo.doctype:
        raise Uninspectable(f"Bagian {name} memuat deklarasi yang tidak lazim (DOCTYPE).")
