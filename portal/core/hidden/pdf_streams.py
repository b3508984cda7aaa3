"""Streams of a PDF: unpacked; fonts, code maps and functions made anew from the parts that drawing needs."""

from __future__ import annotations

import re
import struct

import pikepdf

from .findings import Refused


def unpacked(stream: pikepdf.Stream) -> bytes:
    """What the stream holds, after every filter but those of photos. Raises ``Refused``."""
    try:
        return stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError as error:
        raise Refused(
            "Sebagian isi PDF ini rusak atau mengembang menjadi terlalu besar bila dibuka. "
            "Simpan ulang dari program aslinya, atau unggah hasil pindainya."
        ) from error


# --- Fonts ----------------------------------------------------------------------------------------

_SFNT = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_OTHER_PROGRAMS = (b"%!", b"\x80\x01", b"\x01\x00")  # Type 1 as text or packed; bare CFF
# Names, licences, signatures and whatever a table of another name holds draw no letter.
_TABLES = frozenset(
    (
        *(b"cmap", b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"OS/2", b"post", b"prep"),
        *(b"CFF ", b"VORG", b"gasp", b"vhea", b"vmtx"),
    )
)


def font_program(content: bytes) -> bytes:
    """The drawings of the letters. Raises ``ValueError`` for what is no font.

    TrueType and OpenType keep the tables that draw. Type 1 and CFF, which have no such parts, stay as they are.
    """
    if content[:4] in _SFNT:
        return _sfnt(content)
    if content.startswith(_OTHER_PROGRAMS):
        return content
    raise ValueError("not a font")


def _sfnt(content: bytes) -> bytes:
    kind, count = struct.unpack_from(">4sH", content)
    tables: dict[bytes, bytes] = {}
    for number in range(count):
        tag, _, at, length = struct.unpack_from(">4sIII", content, 12 + 16 * number)
        if tag in _TABLES:
            tables[tag] = content[at : at + length]
    if not tables:
        raise ValueError("not a font")
    power = 1 << (len(tables).bit_length() - 1)
    head = struct.pack(">4sHHHH", kind, len(tables), power * 16, power.bit_length() - 1, (len(tables) - power) * 16)
    at = len(head) + 16 * len(tables)
    entries, bodies = b"", b""
    for tag, body in sorted(tables.items()):
        padded = body + b"\0" * (-len(body) % 4)
        checksum = sum(word for (word,) in struct.iter_unpack(">I", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sIII", tag, checksum, at + len(bodies), len(body))
        bodies += padded
    return head + entries + bodies


# --- Code maps ------------------------------------------------------------------------------------

_SECTION = re.compile(
    rb"(\d{1,6})\s+begin(codespacerange|bfchar|bfrange|cidchar|cidrange|notdefchar|notdefrange)"
    rb"([\s<>\[\]0-9A-Fa-f]*)end\2"
)
_CODE_MAP = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
    b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def /WMode %d def\n"
    b"%s"
    b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
)


def code_map(content: bytes) -> bytes:
    """Which code is which letter (CMap): the codes, without the program around them."""
    sections = b"".join(
        b"%s begin%s%send%s\n" % (count, kind, codes, kind) for count, kind, codes in _SECTION.findall(content)
    )
    return _CODE_MAP % (bool(re.search(rb"/WMode\s+1\b", content)), sections)


# --- Functions --------------------------------------------------------------------------------------

_TOKEN = re.compile(rb"[{}]|[-+]?(?:\d+\.?\d*|\.\d+)|[a-z]+")
_CALCULATIONS = frozenset(
    b"abs add and atan bitshift ceiling copy cos cvi cvr div dup eq exch exp false floor ge gt idiv if ifelse index le "
    b"ln log lt mod mul ne neg not or pop roll round sin sqrt sub true truncate xor".split()
)


def calculator(content: bytes) -> bytes:
    """A function that reckons (type 4), without remarks and without words that reckon nothing."""
    tokens = _TOKEN.findall(re.sub(rb"%[^\r\n]*", b"", content))
    return b" ".join(token for token in tokens if not token.isalpha() or token in _CALCULATIONS)
