"""PDF: scripts, actions, attachments, annotations, hidden layers and fields, names, and pictures that tell."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, Stream

from . import pdf_cover, pictures
from .findings import Finding, Refused, Uninspectable, quoted, some_of
from .office import names_somebody

_DEEPEST = 100
_LARGEST_PICTURE = 32 * 1024 * 1024
# Actions that start something outside the page. Links to the web and within the file are what a reader expects.
ACTIONS = frozenset(
    (
        *("/Launch", "/SubmitForm", "/ImportData", "/GoToE"),
        *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
    )
)
# What stands beside or over the text and not in it. Stamps, free text and drawings show on the page as they are.
COMMENTS = frozenset(("/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"))
MEDIA = frozenset(("/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"))
_BOXES = frozenset(("/Square", "/Circle", "/Polygon"))
_HIDDEN_FLAGS = 2 | 32  # hidden; not shown on screen
_PATH = re.compile(r"(?i)\b[a-z]:\\|^\\\\|file:/|/users/|/home/")


def open_pdf(file: BinaryIO) -> pikepdf.Pdf:
    """Raises ``Refused`` for a locked PDF, ``Uninspectable`` for one that cannot be read."""
    locked = Refused("PDF ini dikunci dengan kata sandi atau pembatasan. Simpan tanpa kunci, lalu unggah kembali.")
    try:
        pdf = pikepdf.open(file)
    except pikepdf.PasswordError as error:
        raise locked from error
    except pikepdf.PdfError as error:
        raise Uninspectable("PDF ini rusak, jadi tidak dapat diperiksa.") from error
    if pdf.is_encrypted:
        raise locked
    return pdf


def inspect(file: BinaryIO) -> Iterator[Finding]:
    """What acts by itself, what lies over, under or beside the pages, and what stands in the file about its author."""
    with open_pdf(file) as pdf:
        yield from _started_by_itself(pdf)
        yield from _annotations(pdf)
        yield from _forms_and_layers(pdf)
        yield from _pictures(pdf)
        yield from pdf_cover.inspect(pdf)
        yield from _earlier_versions(pdf, file)
        yield from _names(pdf)


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Every dictionary and stream of the file, wherever it stands."""
    for top in pdf.objects:
        waiting = [(top, 0)]
        while waiting:
            thing, depth = waiting.pop()
            if depth > _DEEPEST:
                raise Uninspectable("PDF ini bersarang terlalu dalam.")
            if isinstance(thing, Dictionary | Stream):
                yield thing
                children = [thing.get(key) for key in thing]
            elif isinstance(thing, Array):
                children = list(thing)
            else:
                continue
            # An indirect child comes by itself.
            waiting += [(child, depth + 1) for child in children if isinstance(child, Object) and not child.is_indirect]


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether somebody signed it electronically: any change would break the signature."""
    return any(thing.get("/Type") == "/Sig" or "/ByteRange" in thing for thing in dictionaries(pdf))


def _started_by_itself(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    found: dict[str, int] = defaultdict(int)
    for thing in dictionaries(pdf):
        kind = thing.get("/S")
        if kind == "/JavaScript" or "/JS" in thing:
            found["script"] += 1
        elif isinstance(kind, Name) and str(kind) in ACTIONS:
            found["action"] += 1
        elif "/EF" in thing:
            found["attachment"] += 1
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") not in ("/GoTo", "/JavaScript", *ACTIONS):
        found["action"] += 1
    for code, sentence in (
        ("script", "PDF memuat {} skrip (JavaScript)."),
        ("action", "PDF memuat {} aksi yang berjalan sendiri atau membuka program lain."),
        ("attachment", "PDF membawa {} berkas terlampir."),
    ):
        if found[code]:
            yield Finding(code, sentence.format(found[code]))


def annotations(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Object]]:
    """``(page number, annotation)`` of every annotation."""
    for number, page in enumerate(pdf.pages, start=1):
        annots = page.obj.get("/Annots")
        for annotation in annots if isinstance(annots, Array) else ():
            if isinstance(annotation, Dictionary):
                yield number, annotation


def _annotations(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    pages: dict[str, dict[int, None]] = defaultdict(dict)
    for number, annotation in annotations(pdf):
        kind = str(annotation.get("/Subtype", ""))
        if kind in COMMENTS:
            pages["comment"][number] = None
        elif kind in MEDIA or kind == "/FileAttachment":
            pages["attachment"][number] = None
        elif kind == "/Redact" or (kind in _BOXES and len(annotation.get("/IC", ())) > 0):
            pages["covered-text"][number] = None
        elif _is_hidden(annotation) and kind not in ("/Widget", "/Link"):
            pages["hidden-layer"][number] = None
    for code, what in (
        ("comment", "memuat komentar atau coretan"),
        ("attachment", "memuat media atau berkas terlampir"),
        ("covered-text", "ditutupi kotak anotasi; isi di baliknya masih ada"),
        ("hidden-layer", "memuat anotasi yang disembunyikan"),
    ):
        if pages[code]:
            yield Finding(code, f"Halaman {some_of(pages[code])} {what}.")


def _is_hidden(annotation: Object) -> bool:
    flags = annotation.get("/F", 0)
    return isinstance(flags, int) and bool(flags & _HIDDEN_FLAGS)


def _forms_and_layers(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if "/XFA" in form:
            yield Finding("xfa", "PDF ini formulir XFA; isinya tidak dapat diperiksa seluruhnya.")
        hidden = [number for number, annotation in annotations(pdf) if _is_hidden_field(annotation)]
        if hidden:
            yield Finding("hidden-field", f"Halaman {some_of(dict.fromkeys(hidden))} memuat isian tersembunyi.")
    if layers := hidden_layers(pdf):
        yield Finding("hidden-layer", f"Lapisan {some_of(map(quoted, layers))} disembunyikan.")


def hidden_layers(pdf: pikepdf.Pdf) -> list[str]:
    """The names of the layers that are not shown when the document is opened."""
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, Dictionary) else None
    if not isinstance(default, Dictionary):
        return []
    off = list(default.get("/OFF", ()))
    if default.get("/BaseState") == "/OFF":
        shown = [layer.objgen for layer in default.get("/ON", ())]
        off += [layer for layer in layers.get("/OCGs", ()) if layer.objgen not in shown]
    return [str(layer.get("/Name", "")) for layer in off if isinstance(layer, Dictionary)]


def _is_hidden_field(annotation: Object) -> bool:
    value = annotation.get("/V")
    is_signature = annotation.get("/FT") == "/Sig"
    return annotation.get("/Subtype") == "/Widget" and _is_hidden(annotation) and bool(value) and not is_signature


# --- Pictures -----------------------------------------------------------------------------------


def jpeg_of(thing: Object) -> bytes | None:
    """The JPEG in a picture's stream, as it left the camera; ``None`` for what is no JPEG, or too large."""
    if not isinstance(thing, Stream) or thing.get("/Subtype") != "/Image":
        return None
    filters = thing.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    if names == ["/DCTDecode"]:
        return thing.read_raw_bytes()
    if names == ["/FlateDecode", "/DCTDecode"]:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(thing.read_raw_bytes(), _LARGEST_PICTURE)
        return content if unpacking.eof else None
    return None


def _pictures(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    counts: dict[str, int] = defaultdict(int)
    for thing in pdf.objects:
        if (content := jpeg_of(thing)) and (what := pictures.tells(content)):
            counts[what] += 1
    for what, count in counts.items():
        yield Finding("picture-data", f"{count} gambar memuat {what}.")


# --- What stands about the document -----------------------------------------------------------------


def _earlier_versions(pdf: pikepdf.Pdf, file: BinaryIO) -> Iterator[Finding]:
    """Each time a program appends its changes, what was before stays in the file."""
    file.seek(0)
    ends = file.read().count(b"%%EOF")
    if ends > (2 if pdf.is_linearized else 1) and not is_signed(pdf):
        yield Finding("earlier-version", "PDF menyimpan versi dokumen sebelum perubahan terakhir.")


def _names(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    found = []
    for key, label in (("/Author", "pembuat"), ("/Company", "instansi"), ("/Manager", "manajer")):
        if names_somebody(text := str(pdf.docinfo.get(key, ""))):
            found.append(f"{label} {quoted(text)}")
    found += [f"pembuat {quoted(name)}" for name in _creators(pdf) if names_somebody(name)]
    for key in ("/Title", "/Subject", "/Keywords"):
        if _PATH.search(text := str(pdf.docinfo.get(key, ""))):
            found.append(f"letak berkas {quoted(text)}")
    if found:
        yield Finding("names", f"Keterangan berkas menyebut {some_of(dict.fromkeys(found))}.")


def _creators(pdf: pikepdf.Pdf) -> list[str]:
    root = metadata_of(pdf)
    found = root.iterfind(".//{http://purl.org/dc/elements/1.1/}creator") if root is not None else ()
    return ["".join(creator.itertext()).strip() for creator in found]


def metadata_of(pdf: pikepdf.Pdf) -> etree._Element | None:
    """The document's XMP data; ``None`` where there is none, or none that can be read."""
    stream = pdf.Root.get("/Metadata")
    content = stream.read_bytes().strip() if isinstance(stream, Stream) else b""
    if not content:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    return etree.fromstring(content, parser)
