"""PDF: scripts, actions, attachments, comments, names, earlier versions, what cameras wrote."""

from __future__ import annotations

from io import BytesIO

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Object, sanitize

from . import pictures
from .clean_office import take_out
from .findings import NotCleanable
from .pdf import ACTIONS, COMMENTS, MEDIA, annotations, dictionaries, is_signed, jpeg_of, metadata_of, open_pdf

_GONE = COMMENTS | MEDIA | {"/FileAttachment"}
_NAMES = ("/Author", "/Company", "/Manager")


def clean(content: bytes) -> bytes:
    """Raises ``NotCleanable`` for a signed file."""
    with open_pdf(BytesIO(content)) as pdf:
        if is_signed(pdf):
            raise NotCleanable("PDF ini bertanda tangan elektronik; membersihkannya akan merusak tanda tangan.")
        _remove_actions(pdf)
        sanitize.remove_attachments(pdf)
        _remove_comments(pdf)
        _remove_names(pdf)
        for thing in pdf.objects:
            if (picture := jpeg_of(thing)) and pictures.tells(picture):
                thing.write(pictures.bare(picture), filter=Name.DCTDecode)
        output = BytesIO()
        # Written anew from the root: what was before the last change, or is referred to by nothing, stays behind.
        pdf.save(output)
        return output.getvalue()


def _remove_actions(pdf: pikepdf.Pdf) -> None:
    sanitize.remove_javascript(pdf)
    for thing in dictionaries(pdf):
        for key in ("/A", "/OpenAction", "/Next"):
            if _starts_something(thing.get(key)):
                del thing[key]
        if "/AA" in thing:
            del thing["/AA"]
    opening = pdf.Root.get("/OpenAction")
    if isinstance(opening, Dictionary) and opening.get("/S") != "/GoTo":
        del pdf.Root["/OpenAction"]


def _starts_something(action: Object | None) -> bool:
    if isinstance(action, Array):  # a list of actions to follow
        return any(_starts_something(each) for each in action)
    return isinstance(action, Dictionary) and (str(action.get("/S", "")) in ACTIONS or "/JS" in action)


def _remove_comments(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if isinstance(page.obj.get("/Annots"), Array):
            kept = [each for each in page.obj.Annots if not _is_comment(each)]
            page.obj.Annots = Array(kept)
    # What is kept may still name the window in which a comment on it would open.
    for _, annotation in annotations(pdf):
        if "/Popup" in annotation:
            del annotation["/Popup"]


def _is_comment(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype", "")) in _GONE


def _remove_names(pdf: pikepdf.Pdf) -> None:
    for key in _NAMES:
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    root = metadata_of(pdf)
    if root is not None:
        for creator in list(root.iterfind(".//{http://purl.org/dc/elements/1.1/}creator")):
            take_out(creator)
        pdf.Root.Metadata = pdf.make_stream(
            etree.tostring(root.getroottree(), encoding="UTF-8"), Type=Name.Metadata, Subtype=Name.XML
        )
