"""PDFs that act, carry or hide, whatever way there is."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.core import files

from . import pictures
from .payloads import CANARY, KEPT, PAYLOADS, REFUSED, WORD, Hostile

Change = Callable[[Pdf], object]

SHOWN = "Yang bertanda tangan"
_ADDRESS = f"https://contoh.invalid/{WORD}"


def pdf(change: Change = lambda made: None, drawing: bytes = b"", **saving) -> bytes:
    """A letter of one page, as ``change`` and ``drawing`` (instructions after the text) leave it."""
    output = BytesIO()
    with pikepdf.new() as made:
        page = made.add_blank_page(page_size=(300, 200))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=made.make_indirect(font)))
        page.Contents = made.make_stream(f"BT /F1 12 Tf 20 150 Td ({SHOWN}) Tj ET\n".encode() + drawing)
        change(made)
        made.save(output, **saving)
    return output.getvalue()


# --- What acts ----------------------------------------------------------------------------------


def script(**more) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{WORD}')"), **more)


def _actions() -> dict[str, Dictionary]:
    """Every kind of action, each with the word in it."""
    text = String(WORD)
    file = Dictionary(Type=Name.Filespec, F=text, UF=text)
    return {
        "script": script(),
        "program": Dictionary(S=Name.Launch, F=text, Win=Dictionary(F=String("cmd.exe"), P=text)),
        "address": Dictionary(S=Name.URI, URI=String(_ADDRESS)),
        "script as address": Dictionary(S=Name.URI, URI=String(f"javascript:alert('{WORD}')")),
        "other file": Dictionary(S=Name.GoToR, F=file, D=Array([0, Name.Fit])),
        "file within": Dictionary(S=Name.GoToE, F=file, T=Dictionary(R=Name.C, N=text)),
        "form to send": Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String(_ADDRESS))),
        "data to read": Dictionary(S=Name.ImportData, F=file),
        "sound": Dictionary(S=Name.Sound, Sound=text),
        "film": Dictionary(S=Name.Movie, T=text),
        "media": Dictionary(S=Name.Rendition, OP=0, JS=text),
        "rich media": Dictionary(S=Name.RichMediaExecute, CMD=Dictionary(C=text)),
        "command of the reader": Dictionary(S=Name.Named, N=Name(f"/{WORD}")),
        "hiding": Dictionary(S=Name.Hide, T=text, H=False),
        "layers": Dictionary(S=Name.SetOCGState, State=Array([Name.ON]), Note=text),
        "chain": Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([script(), script(Next=script())])),
    }


def _on_opening(action: Dictionary) -> Change:
    return lambda made: made.Root.__setattr__("OpenAction", made.make_indirect(action))


def _on_click(action: Dictionary) -> Change:
    def change(made: Pdf) -> None:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 300, 200], A=action, PA=action)
        made.pages[0].Annots = Array([made.make_indirect(link)])

    return change


def _at_event(of: str, event: str) -> Change:
    def change(made: Pdf) -> None:
        field = made.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("n"), Rect=[0, 0, 9, 9])
        )
        made.pages[0].Annots = Array([field])
        made.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))
        holder = {"document": made.Root, "page": made.pages[0].obj, "field": field}[of]
        holder.AA = Dictionary({event: script()})

    return change


def _named_script(made: Pdf) -> None:
    leaf = made.make_indirect(Dictionary(Limits=Array(["a", "b"]), Names=Array([String("a"), script()])))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Kids=Array([leaf])))


def _script_as_stream(made: Pdf) -> None:
    made.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=made.make_stream(PAYLOADS["script"]))


def _script_of_a_bookmark(made: Pdf) -> None:
    outlines = made.make_indirect(Dictionary(Type=Name.Outlines, Count=1))
    item = made.make_indirect(Dictionary(Title=String(WORD), Parent=outlines, A=script()))
    outlines.First = outlines.Last = item
    made.Root.Outlines = outlines


def _form_without_page(made: Pdf) -> None:
    field = made.make_indirect(Dictionary(FT=Name.Tx, T=String(WORD), V=String(WORD), AA=Dictionary(C=script())))
    made.Root.AcroForm = Dictionary(Fields=Array([field]), DA=String(WORD))


def _disguised_name() -> bytes:
    return (
        pdf(_on_opening(script())).replace(b"/JavaScript", b"/J#61vaScript").replace(b"/OpenAction", b"/Open#41ction")
    )


def _acting() -> Iterator[tuple[str, bytes]]:
    for what in _actions():
        # Made anew for each: an object belongs to one file.
        yield f"{what} on opening", pdf(_on_opening(_actions()[what]))
        yield f"{what} on a click", pdf(_on_click(_actions()[what]))
    for of, events in {
        "document": ("WC", "WS", "DS", "WP", "DP"),
        "page": ("O", "C"),
        "field": ("K", "F", "V", "C"),
    }.items():
        for event in events:
            yield f"script of a {of} at {event}", pdf(_at_event(of, f"/{event}"))
    yield "named script", pdf(_named_script)
    yield "script as a stream", pdf(_script_as_stream)
    yield "script of a bookmark", pdf(_script_of_a_bookmark)
    yield "script of a field on no page", pdf(_form_without_page)
    yield "script in an object stream", pdf(_on_opening(script()), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    yield "script under a disguised name", _disguised_name()


# --- What carries -------------------------------------------------------------------------------


def _embedded(made: Pdf, content: bytes = PAYLOADS["program"]) -> Dictionary:
    stream = Stream(made, content, Type=Name.EmbeddedFile)
    return made.make_indirect(
        Dictionary(Type=Name.Filespec, F=String(f"{WORD}.exe"), UF=String(f"{WORD}.exe"), EF=Dictionary(F=stream))
    )


def _attachment(made: Pdf) -> None:
    made.attachments[f"{WORD}.exe"] = pikepdf.AttachedFileSpec(made, PAYLOADS["program"], filename=f"{WORD}.exe")


def _portfolio(made: Pdf) -> None:
    _attachment(made)
    made.Root.Collection = Dictionary(Type=Name.Collection, D=String(WORD))


def _associated(of: str) -> Change:
    def change(made: Pdf) -> None:
        form = Stream(made, b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        made.pages[0].Resources.XObject = Dictionary(X=made.make_indirect(form))
        made.pages[0].contents_add(b"/X Do")
        holder = {"document": made.Root, "page": made.pages[0].obj, "drawing": made.pages[0].Resources.XObject.X}[of]
        holder.AF = Array([_embedded(made)])

    return change


def _annotation(kind: str, **more) -> Change:
    def change(made: Pdf) -> None:
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=[20, 20, 90, 60], Contents=String(WORD), NM=String(WORD)
        )
        for key, value in more.items():
            annotation[f"/{key}"] = value(made) if callable(value) else value
        made.pages[0].Annots = Array([made.make_indirect(annotation)])

    return change


def _stream_elsewhere(made: Pdf) -> None:
    form = Stream(made, b"", Subtype=Name.Form, BBox=[0, 0, 9, 9], F=String(_ADDRESS), FFilter=Name.FlateDecode)
    form.Ref = Dictionary(F=String(_ADDRESS), Page=0)
    form.OPI = Dictionary({"/1.3": Dictionary(F=String(WORD))})
    made.pages[0].Resources.XObject = Dictionary(X=made.make_indirect(form))
    made.pages[0].contents_add(b"/X Do")


def _postscript(made: Pdf) -> None:
    program = Stream(made, b"(" + CANARY + b") print", Type=Name.XObject, Subtype=Name.PS)
    made.pages[0].Resources.XObject = Dictionary(X=made.make_indirect(program))
    made.pages[0].contents_add(b"/X Do")


def _carrying() -> Iterator[tuple[str, bytes]]:
    yield "attachment", pdf(_attachment)
    yield "portfolio", pdf(_portfolio)
    for of in ("document", "page", "drawing"):
        yield f"file associated with the {of}", pdf(_associated(of))
    yield "attachment on a page", pdf(_annotation("FileAttachment", FS=_embedded))
    for kind in ("Sound", "Movie", "Screen", "RichMedia", "3D"):
        yield f"media ({kind})", pdf(_annotation(kind, FS=_embedded, A=script()))
    yield "stream that lies elsewhere", pdf(_stream_elsewhere)
    yield "postscript as drawing", pdf(_postscript)
    yield "file under a key that nobody knows", pdf(lambda made: made.Root.__setitem__("/Kanari", _embedded(made)))


# --- What hides ---------------------------------------------------------------------------------


_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>%s</dc:format></rdf:Description>
</rdf:RDF></x:xmpmeta>"""


def _metadata(made: Pdf) -> None:
    described = made.make_stream(_XMP % CANARY, Type=Name.Metadata, Subtype=Name.XML)
    for thing in (made.Root, made.pages[0].obj, made.pages[0].Resources.Font.F1):
        thing.Metadata = described


def properties(made: Pdf) -> None:
    for key in ("Author", "Title", "Subject", "Keywords", "Creator", "Producer", "Company"):
        made.docinfo[f"/{key}"] = WORD


def _identifiers(made: Pdf) -> None:
    made.trailer.ID = Array([String(CANARY + b"-----"), String(CANARY + b"-----")])


def _everywhere(made: Pdf) -> None:
    """Under keys that no standard knows, in every dictionary."""
    page = made.pages[0]
    for thing in (
        made.trailer,
        made.Root,
        made.Root.Pages,
        page.obj,
        page.Contents,
        page.Resources,
        page.Resources.Font.F1,
    ):
        thing["/Kanari"] = String(WORD)
        thing["/PieceInfo"] = Dictionary(X=Dictionary(Private=String(WORD), JS=String(WORD)))


def _structure(made: Pdf) -> None:
    element = made.make_indirect(Dictionary(S=Name.P, Alt=String(WORD), ActualText=String(WORD), T=String(WORD)))
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=element)
    made.Root.Lang = String(WORD)
    made.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(WORD))]))
    made.Root.Dests = Dictionary({f"/{WORD}": Array([made.pages[0].obj, Name.Fit])})
    made.Root.ViewerPreferences = Dictionary(Note=String(WORD))
    made.Root.Threads = Array([Dictionary(I=Dictionary(Title=String(WORD)))])
    made.pages[0].Thumb = made.make_stream(CANARY)


def _signature(made: Pdf) -> None:
    value = made.make_indirect(
        Dictionary(Type=Name.Sig, ByteRange=[0, 1, 2, 3], Contents=String(WORD), Name=String(WORD))
    )
    field = made.make_indirect(
        Dictionary(Subtype=Name.Widget, FT=Name.Sig, T=String("ttd"), V=value, Rect=[0, 0, 9, 9])
    )
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    made.Root.DSS = Dictionary(Certs=Array([made.make_stream(CANARY)]))


def _hidden_field(made: Pdf) -> None:
    field = made.make_indirect(
        Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String(WORD), V=String(WORD), F=2, Rect=[0, 0, 9, 9])
    )
    made.pages[0].Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)


def picture_on_page(content: bytes, **settings) -> Change:
    """A picture on the page; ``settings`` in place of those of a plain JPEG."""
    defaults = {
        "Width": 96,
        "Height": 64,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceRGB,
        "Filter": Name.DCTDecode,
    }
    chosen = {key: value for key, value in {**defaults, **settings}.items() if value is not None}

    def change(made: Pdf) -> None:
        values = {key: value(made) if callable(value) else value for key, value in chosen.items()}
        image = Stream(made, content, Type=Name.XObject, Subtype=Name.Image, **values)
        image.Metadata = made.make_stream(CANARY)
        made.pages[0].Resources.XObject = Dictionary(Im=made.make_indirect(image))
        made.pages[0].contents_add(b"q 96 0 0 64 20 20 cm /Im Do Q")

    return change


def _profile(made: Pdf) -> Array:
    return Array([Name.ICCBased, Stream(made, PAYLOADS["script"], N=3)])


def _ink(made: Pdf) -> Array:
    reckoning = b"{ % " + PAYLOADS["script"] + b"\n 0 exch 0 exch }"
    function = Stream(made, reckoning, FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1])
    return Array(
        [Name.DeviceN, Array([Name(f"/{WORD} <script>")]), Name.DeviceRGB, function, Dictionary(X=String(WORD))]
    )


def _letters_of(made: Pdf) -> None:
    font = made.pages[0].Resources.Font.F1
    font.ToUnicode = made.make_stream(
        b"% " + CANARY + b"\n/CIDInit /ProcSet findresource begin begincmap /X (" + CANARY + b") def\n"
        b"1 beginbfchar <41> <0041> endbfchar\nendcmap " + PAYLOADS["script"]
    )
    font.Name = Name(f"/{WORD}")
    font.FontDescriptor = made.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Helvetica, Flags=32, FontFamily=String(WORD), CharSet=String(WORD)
        )
    )


def _font_with(table: bytes) -> Change:
    """A font one of whose tables is no drawing."""

    def change(made: Pdf) -> None:
        at = 12 + 2 * 16
        lengths = {b"glyf": 0, table: len(PAYLOADS["script"])}
        entries = b"".join(struct.pack(">4sIII", tag, 0, at, length) for tag, length in lengths.items())
        program = b"\x00\x01\x00\x00\x00\x02\x00\x20\x00\x01\x00\x00" + entries + PAYLOADS["script"]
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Arial, Flags=32, FontFile2=Stream(made, program)
        )
        made.pages[0].Resources.Font.F1.FontDescriptor = made.make_indirect(descriptor)

    return change


def _active_names(made: Pdf) -> None:
    """Words that act, where a name is all that is asked for."""
    page = made.pages[0]
    page.obj.Group = Dictionary(S=Name.JavaScript, CS=Name.OpenAction)
    page.Resources.Font.F1.BaseFont = Name.Launch
    page.Resources.Font.F1.Encoding = Dictionary(Differences=Array([65, Name.JS, Name.AA, Name(f"/<script>{WORD}")]))
    page.Resources.ExtGState = Dictionary({"/JavaScript": Dictionary(BM=Name.EmbeddedFile, ca=1)})
    page.contents_add(b"/JavaScript gs")


def _registered(made: Pdf) -> None:
    inner = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Arial)
    inner.CIDSystemInfo = Dictionary(Registry=String(f"<script>{WORD}"), Ordering=String(f"{WORD} x"), Supplement=0)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([inner]))
    made.pages[0].Resources.Font.F2 = made.make_indirect(font)
    made.pages[0].contents_add(b"BT /F2 9 Tf ET")


def _look(made: Pdf) -> Dictionary:
    resources = Dictionary(Font=Dictionary(F1=made.pages[0].Resources.Font.F1))
    look = b"BT /F1 9 Tf (" + CANARY + b") Tj ET"
    return Dictionary(N=Stream(made, look, Subtype=Name.Form, BBox=[0, 0, 99, 20], Resources=resources))


def _layer(**state) -> Change:
    def change(made: Pdf) -> None:
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String(WORD)))
        made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(**(state or {"OFF": Array([layer])})))

    return change


def appended(before: bytes) -> bytes:
    """A second version of the page behind the first, as programs save changes."""
    with pikepdf.open(BytesIO(before)) as opened:
        number, root, size = opened.pages[0].Contents.objgen[0], opened.Root.objgen[0], opened.trailer.Size
    content = f"BT /F1 12 Tf 20 150 Td ({SHOWN}) Tj ET".encode()
    new = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    at = len(before)
    old = int(before.rsplit(b"startxref", 1)[1].split()[0])
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    end = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, old, at + len(new))
    return before + new + table + end


def _earlier_version() -> bytes:
    first = pdf(
        lambda made: made.pages[0].__setattr__("Contents", made.make_stream(b"BT /F1 9 Tf (" + CANARY + b") Tj ET"))
    )
    return appended(first)


def _removed_page(made: Pdf) -> None:
    """A page that was taken out of the tree but not out of the file."""
    page = made.add_blank_page()
    page.Resources = made.pages[0].Resources
    page.Contents = made.make_stream(b"BT /F1 9 Tf (" + CANARY + b") Tj ET")
    made.Root.Kanari = page.obj
    del made.pages[1]


def _hiding() -> Iterator[tuple[str, bytes]]:
    yield "metadata", pdf(_metadata)
    yield "properties", pdf(properties)
    yield "identifiers", pdf(_identifiers)
    yield "keys that nobody knows", pdf(_everywhere)
    yield "structure and names", pdf(_structure)
    yield "signature", pdf(_signature)
    yield "hidden field", pdf(_hidden_field)
    for kind in ("Text", "Popup", "Highlight", "StrikeOut", "Caret", "Ink", "Square", "FreeText", "Redact", "Stamp"):
        yield f"remark ({kind})", pdf(_annotation(kind, T=String(WORD), RC=String(WORD), A=script(), IRT=script()))
    for kind in ("Text", "Popup", "FileAttachment", "Screen"):
        yield f"look of a remark ({kind})", pdf(_annotation(kind, AP=_look, F=4))
    yield "hidden remark", pdf(_annotation("FreeText", F=2, AP=_look))
    yield "remark that is not shown", pdf(_annotation("FreeText", F=32, AP=_look))
    yield "names that act", pdf(_active_names)
    yield "register of a font", pdf(_registered)
    yield "remark in the drawing", pdf(drawing=b"% " + PAYLOADS["script"] + b"\n0 g")
    yield (
        "unknown instruction",
        pdf(drawing=b"BX (" + PAYLOADS["php"].replace(b"(", b"").replace(b")", b"") + b") xx EX"),
    )
    yield "marked content", pdf(drawing=b"/Span <</ActualText (" + CANARY + b") /JS (x)>> BDC 0 0 m EMC")
    yield "marked point", pdf(drawing=b"/JavaScript <</JS (" + CANARY + b")>> DP")
    yield "operand too many", pdf(drawing=b"(" + CANARY + b") 1 w (" + CANARY + b") 1 0 0 rg")
    yield "text for an instruction of numbers", pdf(drawing=b"[(" + CANARY + b")] 0 d")
    pixels = pictures.scene().tobytes()
    plain = {"Filter": None}
    yield "photo with a comment", pdf(picture_on_page(pictures.encoded("JPEG", comment=PAYLOADS["script"])))
    yield "photo with its place", pdf(picture_on_page(pictures.encoded("JPEG", exif=pictures.exif())))
    yield "photo with a script behind it", pdf(picture_on_page(pictures.encoded("JPEG") + PAYLOADS["script"]))
    yield (
        "photo with a script before its end",
        pdf(picture_on_page(pictures.encoded("JPEG")[:-2] + PAYLOADS["php"] + b"\xff\xd9")),
    )
    packed = zlib.compress(pictures.encoded("JPEG", comment=CANARY))
    yield "packed photo", pdf(picture_on_page(packed, Filter=Array([Name.FlateDecode, Name.DCTDecode])))
    yield (
        "jp2 with a script behind it",
        pdf(picture_on_page(pictures.encoded("JPEG2000") + PAYLOADS["script"], Filter=Name.JPXDecode)),
    )
    yield "pixels with a script behind them", pdf(picture_on_page(pixels + PAYLOADS["script"], **plain))
    behind = zlib.compress(pixels) + PAYLOADS["script"]
    yield "packed pixels with a script behind them", pdf(picture_on_page(behind, Filter=Name.FlateDecode))
    yield (
        "packed pixels and more",
        pdf(picture_on_page(zlib.compress(pixels + PAYLOADS["php"]), Filter=Name.FlateDecode)),
    )
    wider = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=200)
    rows = zlib.compress(
        b"".join(b"\0" + pixels[y * 288 : y * 288 + 288].ljust(600, CANARY[:1]) for y in range(64)) + CANARY
    )
    yield "rows wider than the picture", pdf(picture_on_page(rows, Filter=Name.FlateDecode, DecodeParms=wider))
    yield "profile of a picture", pdf(picture_on_page(pixels, ColorSpace=_profile, **plain))
    yield "ink of a picture", pdf(picture_on_page(pixels[: 96 * 64], ColorSpace=_ink, **plain))
    palette = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\0\0\0\xff\xff\xff" + PAYLOADS["script"])])
    yield "palette of a picture", pdf(picture_on_page(pixels[: 96 * 64], ColorSpace=palette, **plain))
    inline = b"q 9 0 0 9 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \0\xff\0\xff" + CANARY + b" EI Q"
    yield "picture among the instructions", pdf(drawing=inline)
    yield "letters", pdf(_letters_of)
    for table in (b"name", b"DSIG", b"KANA"):
        yield f"font's table {table.decode()}", pdf(_font_with(table))
    yield "layers that show", pdf(_layer(ON=Array([])))
    yield "earlier version", _earlier_version()
    yield "page taken out", pdf(_removed_page)
    yield "remark between objects", pdf().replace(b"endobj\n", b"endobj\n% " + PAYLOADS["script"] + b"\n", 1)
    for what, payload in PAYLOADS.items():
        if what != "pdf":
            yield f"{what} behind it", pdf() + payload
    yield "jpg behind it", pdf() + pictures.encoded("JPEG", comment=CANARY)


def hostile() -> Iterator[tuple[str, Hostile]]:
    for family in (_acting, _carrying, _hiding):
        for what, content in family():
            yield f"pdf: {what}", Hostile(content, "surat-kuasa.pdf", KEPT)
    yield "pdf: hidden layer", Hostile(pdf(_layer()), "surat-kuasa.pdf", REFUSED)
    yield "pdf called jpg", Hostile(pdf(_on_opening(script()), drawing=b"0 g"), "ktp.jpg", KEPT)
    yield "pdf called exe", Hostile(files.pdf() + CANARY, "surat.exe", KEPT)
