"""PDFs, each with one kind of hidden content, and clean ones."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.core import files

from .packages import SECRET, Hiding


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda made: None, drawing: str = "") -> bytes:
    """A PDF of one page with a line of text, as ``change`` and ``drawing`` (instructions after the text) leave it."""
    output = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = Dictionary(
            Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
            ExtGState=Dictionary(Tipis=Dictionary(ca=0.3)),
        )
        text = f"BT /F1 12 Tf 72 700 Td (Nama pemohon: {SECRET}) Tj ET"
        page.Contents = made.make_stream(f"{text}\n{drawing}".encode())
        change(made)
        made.save(output)
    return output.getvalue()


def _script(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), action])))


def _opening_script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _field_script(made: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("AFNumber_Format(2)"))
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), Rect=[0, 0, 9, 9], AA=Dictionary(K=script)
        )
    )
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def _launch(made: pikepdf.Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F=String("cmd.exe"))
    )
    made.pages[0].Annots = Array([made.make_indirect(link)])


def _opening_address(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.URI, URI=String("https://contoh.invalid/"))


def _leaving_page(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F=String("https://contoh.invalid/")))


def _attachment(made: pikepdf.Pdf) -> None:
    made.attachments["gaji.xlsx"] = pikepdf.AttachedFileSpec(made, SECRET.encode(), filename="gaji.xlsx")


def _annotation(kind: str, **more) -> Callable[[pikepdf.Pdf], object]:
    def change(made: pikepdf.Pdf) -> None:
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[70, 690, 300, 715], Contents=String(SECRET), **more
        )
        made.pages[0].Annots = Array([made.make_indirect(annotation)])

    return change


def _layer(**state) -> Callable[[pikepdf.Pdf], object]:
    def change(made: pikepdf.Pdf) -> None:
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Konsep")))
        settings = state or {"OFF": Array([layer])}
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**settings))

    return change


def _hidden_field(made: pikepdf.Pdf) -> None:
    field = made.make_indirect(
        Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("n"), V=String(SECRET), F=2, Rect=[0, 0, 9, 9])
    )
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def _xfa(made: pikepdf.Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp/>"))


def photo(content: bytes, packed: bool = False) -> Callable[[pikepdf.Pdf], object]:
    """A photo on the page, as it left the camera."""

    def change(made: pikepdf.Pdf) -> None:
        settings = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 64, "Height": 48, "BitsPerComponent": 8}
        image = Stream(made, content, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode, **settings)
        if packed:
            image.write(
                zlib.compress(content),
                filter=Array([Name.FlateDecode, Name.DCTDecode]),
                decode_parms=Array([None, None]),
            )
        made.pages[0].Resources.XObject = Dictionary(Im1=image)

    return change


def signed(made: pikepdf.Pdf) -> None:
    """As an electronic signature leaves it: a field, its value, and the bytes that it covers."""
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=[0, 1, 2, 3], Contents=String("x"))
    field = made.make_indirect(
        Dictionary(
            Subtype=Name.Widget, FT=Name.Sig, T=String("ttd"), V=made.make_indirect(value), F=132, Rect=[0, 0, 9, 9]
        )
    )
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def in_a_drawing(made: pikepdf.Pdf) -> None:
    """The box is painted by a drawing that the page repeats."""
    box = Stream(made, b"0 g 0 0 100 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 20])
    made.pages[0].Resources.XObject = Dictionary(Fm1=box)
    made.pages[0].contents_add(b"q 1 0 0 1 150 695 cm /Fm1 Do Q")


HIDING = {
    "script": Hiding("pdf", pdf(_script), "script", "1 skrip", goes=True),
    "script on opening": Hiding("pdf", pdf(_opening_script), "script", goes=True),
    "script of a field": Hiding("pdf", pdf(_field_script), "script", goes=True),
    "program": Hiding("pdf", pdf(_launch), "action", goes=True),
    "address on opening": Hiding("pdf", pdf(_opening_address), "action", goes=True),
    "form sent by itself": Hiding("pdf", pdf(_leaving_page), "action", goes=True),
    "attachment": Hiding("pdf", pdf(_attachment), "attachment", "1 berkas", goes=True),
    "attachment on a page": Hiding("pdf", pdf(_annotation("FileAttachment")), "attachment", goes=True),
    "sticky note": Hiding("pdf", pdf(_annotation("Text")), "comment", "Halaman 1", goes=True),
    "highlight": Hiding("pdf", pdf(_annotation("Highlight")), "comment", goes=True),
    "redaction not carried out": Hiding("pdf", pdf(_annotation("Redact")), "covered-text"),
    "box as annotation": Hiding(
        "pdf", pdf(_annotation("Square", IC=Array([0, 0, 0]))), "covered-text", "kotak anotasi"
    ),
    "hidden annotation": Hiding("pdf", pdf(_annotation("FreeText", F=2)), "hidden-layer"),
    "layer": Hiding("pdf", pdf(_layer()), "hidden-layer", "Lapisan “Konsep”"),
    "layers off by default": Hiding("pdf", pdf(_layer(BaseState=Name.OFF)), "hidden-layer", "“Konsep”"),
    "hidden field": Hiding("pdf", pdf(_hidden_field), "hidden-field", "Halaman 1"),
    "XFA": Hiding("pdf", pdf(_xfa), "xfa"),
    "photo of a camera": Hiding("pdf", pdf(photo(files.picture_with_position())), "picture-data", "lokasi", goes=True),
    "packed photo": Hiding("pdf", pdf(photo(files.picture_with_position(), packed=True)), "picture-data", goes=True),
    "black box": Hiding("pdf", pdf(drawing="0 g 155 695 120 18 re f"), "covered-text", "Halaman 1"),
    "black box drawn by lines": Hiding(
        "pdf", pdf(drawing="0 0 0 rg 155 695 m 275 695 l 275 713 l 155 713 l h f"), "covered-text"
    ),
    "white box": Hiding("pdf", pdf(drawing="1 g 155 695 120 18 re f"), "covered-text"),
    "box in a drawing": Hiding("pdf", pdf(in_a_drawing), "covered-text"),
}


def _form_to_fill_in(made: pikepdf.Pdf) -> None:
    field = made.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("nama"), F=4, Rect=[0, 0, 9, 9]))
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]))


def _ordinary_link(made: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://contoh.invalid/"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
    made.pages[0].Annots = Array([made.make_indirect(link)])
    made.Root.OpenAction = Array([made.pages[0].obj, Name.Fit])


def _with_background() -> bytes:
    """A filled cell under white letters, as in any table heading: painted before the text."""
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf())) as made:
        made.pages[0].contents_add(b"0 g 60 690 300 30 re f 1 g", prepend=True)
        made.save(output)
    return output.getvalue()


# What hides nothing, however much it looks like it.
CLEAN = {
    "PDF": ("pdf", pdf()),
    "PDF with a form": ("pdf", pdf(_form_to_fill_in)),
    "PDF with links": ("pdf", pdf(_ordinary_link)),
    "signed PDF": ("pdf", pdf(signed)),
    "PDF with a stamp": ("pdf", pdf(_annotation("Stamp", F=4))),
    "PDF with layers that show": ("pdf", pdf(_layer(ON=Array([])))),
    "PDF with a plain photo": ("pdf", pdf(photo(files.picture()))),
    "PDF with a highlight": ("pdf", pdf(drawing="/Tipis gs 1 1 0 rg 155 695 120 18 re f")),
    "PDF with an underline": ("pdf", pdf(drawing="0 g 72 697 250 1 re f")),
    "PDF with a line through": ("pdf", pdf(drawing="0 g 72 703 250 1 re f")),
    "PDF with a box beside": ("pdf", pdf(drawing="0 g 72 600 250 40 re f")),
    "PDF with a clipped box": ("pdf", pdf(drawing="q 0 0 50 50 re W n 0 g 0 0 595 842 re f Q")),
    "PDF with a filled table heading": ("pdf", _with_background()),
}

NAMING = {"PDF": ("pdf", pdf(lambda made: made.docinfo.__setitem__("/Author", "Siti Contoh")))}
