"""A PDF made anew: what its pages show is drawn into an empty file, and nothing else comes along.

``clean_pdf`` takes out what is known to be unwanted and leaves an editor's document its links, marks and signatures.
This is for strangers' files and goes the other way: what is not known to draw stays behind. So there is no list of
dangers to keep up: scripts, actions, attachments, forms, comments, properties, identifiers, earlier versions and
whatever the next standard brings are simply not copied. What fields and marks look like becomes part of the page.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Object
from pikepdf.settings import set_qpdf_limits

from .findings import Refused, Uninspectable
from .pdf import MEDIA, hidden_layers, open_pdf
from .pdf_drawing import LARGEST_STREAM, MOST_OBJECTS, Drawing, TooMuch

MOST_PAGES = 200
_MOST_WARNINGS = 1000

# Notes, links and media have nothing to show on paper; other annotations are drawn as they look.
_NOT_DRAWN = frozenset(("/Text", "/Popup", "/Caret", "/Link", "/FileAttachment")) | MEDIA
_BROKEN = "PDF ini rusak atau tidak memuat halaman. Simpan ulang dari program aslinya, lalu unggah kembali."


def rewrite(content: bytes) -> bytes:
    """Raises ``Refused`` (Indonesian) for a locked or broken file, a bomb, and one that would not look the same."""
    set_qpdf_limits(
        doc_max_warnings=_MOST_WARNINGS,
        parser_max_container_size=MOST_OBJECTS,
        flate_max_memory=LARGEST_STREAM,
        run_length_max_memory=LARGEST_STREAM,
        png_max_memory=LARGEST_STREAM,
        tiff_max_memory=LARGEST_STREAM,
    )
    try:
        with open_pdf(BytesIO(content)) as source, pikepdf.new() as target:
            return _rewritten(source, target)
    except Refused:
        raise
    except (MemoryError, RecursionError) as error:
        raise TooMuch from error
    except (Uninspectable, Exception) as error:  # a hostile file makes a library raise nearly anything
        raise Refused(_BROKEN) from error


def _rewritten(source: pikepdf.Pdf, target: pikepdf.Pdf) -> bytes:
    _refuse_what_would_look_different(source)
    _draw_annotations(source)
    drawing = Drawing(source, target)
    for page in source.pages:
        target.pages.append(drawing.page(page))
    output = BytesIO()
    target.save(output, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return output.getvalue()


def _refuse_what_would_look_different(pdf: pikepdf.Pdf) -> None:
    count = len(pdf.pages)
    if count == 0:
        raise Refused(_BROKEN)
    if count > MOST_PAGES:
        raise Refused(f"PDF ini memuat {count} halaman. Batasnya {MOST_PAGES}; unggah bagian yang diperlukan saja.")
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise Refused("PDF ini formulir XFA. Cetak ke PDF dari program aslinya, lalu unggah hasilnya.")
    if hidden_layers(pdf):
        raise Refused("PDF ini memuat lapisan yang disembunyikan. Cetak ke PDF, lalu unggah hasilnya.")


def _draw_annotations(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        if isinstance(page.obj.get("/Annots"), Array):
            page.obj.Annots = Array([each for each in page.obj.Annots if _is_drawn(each)])
    pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def _is_drawn(annotation: Object) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype", "")) not in _NOT_DRAWN
