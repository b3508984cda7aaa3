"""PDFs that are locked, blow up when they are opened, or are broken."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from . import pictures
from .payloads import CANARY, EITHER, KEPT, PAYLOADS, REFUSED, Hostile
from .pdfs import Change, appended, pdf, picture_on_page, properties


def _locked() -> Iterator[tuple[str, bytes]]:
    for revision, aes in ((2, False), (3, False), (4, True), (6, True)):
        lock = (
            {"R": revision, "aes": aes, "metadata": False}
            if revision > 2
            else {"R": 2, "aes": False, "metadata": False}
        )
        yield f"locked (R{revision})", pdf(encryption=pikepdf.Encryption(owner="o", user="u", **lock))
        yield f"restricted (R{revision})", pdf(encryption=pikepdf.Encryption(owner="o", user="", **lock))


def _xfa(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp>" + PAYLOADS["script"] + b"</xdp>"))


def _unfolding(megabytes: int) -> bytes:
    """Packed instructions, made piece by piece: the corpus is not to take the memory that it claims."""
    packing = zlib.compressobj(9)
    piece = b"0 g\n" * (1024 * 1024 // 4)
    return b"".join(packing.compress(piece) for _ in range(megabytes)) + packing.flush()


def _page_of(content: bytes, filters: object) -> Change:
    def change(made: Pdf) -> None:
        made.pages[0].Contents = made.make_stream(b"")
        made.pages[0].Contents.write(content, filter=filters)

    return change


def _drawing_of_itself(made: Pdf) -> None:
    form = made.make_indirect(Stream(made, b"/X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    made.pages[0].Resources.XObject = Dictionary(X=form)
    made.pages[0].contents_add(b"/X Do")


def _nested_drawings(made: Pdf) -> None:
    inner = made.make_indirect(Stream(made, b"0 0 1 1 re f", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    for _ in range(500):
        form = Stream(made, b"/X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = made.make_indirect(form)
    made.pages[0].Resources.XObject = Dictionary(X=inner)
    made.pages[0].contents_add(b"/X Do")


def _many_objects(made: Pdf) -> None:
    made.Root.Kanari = Array([made.make_indirect(Dictionary(N=number)) for number in range(40_000)])


def _many_widths(made: Pdf) -> None:
    made.pages[0].Resources.Font.F1.Widths = Array([500] * 300_000)


def _one_page_many_times(made: Pdf) -> None:
    made.Root.Pages.Kids = Array([made.pages[0].obj] * 20_000)
    made.Root.Pages.Count = 20_000


def _one_stream_many_times(made: Pdf) -> None:
    stream = made.make_stream(b"0 g\n" * 1000)
    made.pages[0].Contents = Array([stream] * 20_000)


def _many_pages(made: Pdf) -> None:
    for _ in range(200):
        made.add_blank_page()


def _circle_of_pages(made: Pdf) -> None:
    made.Root.Pages.Kids = Array([made.pages[0].obj, made.Root.Pages])


def _complaining(made: Pdf) -> None:
    """A page about which the libraries complain, before one that is refused."""
    made.pages[0].Contents = made.make_stream(b"(" + CANARY)
    page = made.add_blank_page()
    settings = {"Subtype": Name.Image, "Width": 8, "Height": 8, "BitsPerComponent": 1, "ColorSpace": Name.DeviceGray}
    page.Resources = Dictionary(XObject=Dictionary(Im=Stream(made, CANARY, Filter=Name.JBIG2Decode, **settings)))
    page.Contents = made.make_stream(b"/Im Do")


def _circle_of_fields(made: Pdf) -> None:
    field = made.make_indirect(Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("n"), Rect=[0, 0, 90, 20], F=4))
    field.Parent, field.Kids, field.V = field, Array([field]), String("x")
    made.pages[0].Annots = Array([field, field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True)


def _look_of_itself(made: Pdf) -> None:
    look = made.make_indirect(Stream(made, b"/X Do", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
    look.Resources = Dictionary(XObject=Dictionary(X=look))
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[0, 0, 9, 9], AP=Dictionary(N=look))
    made.pages[0].Annots = Array([made.make_indirect(stamp)] * 200)


def _deep(opening: bytes, closing: bytes) -> bytes:
    return (
        pdf()
        .replace(b"/Type /Page\n", b"/Type /Page /Kanari " + opening * 20_000 + closing * 20_000)
        .replace(b"/Type /Page ", b"/Type /Page /K " + opening * 20_000 + closing * 20_000 + b" ", 1)
    )


def _lzw_of_nothing(rounds: int) -> bytes:
    """Code after code each of which stands for one byte more than the one before: 8 MB out of 6 kB, each round."""
    packed, bits, held = bytearray(), 0, 0

    def put(code: int, width: int) -> None:
        nonlocal bits, held
        bits, held = (bits << width) | code, held + width
        while held >= 8:
            held -= 8
            packed.append((bits >> held) & 0xFF)
        bits &= (1 << held) - 1

    width = 9
    for _ in range(rounds):
        put(256, width)
        width = 9
        put(48, width)
        for code in range(258, 4094):
            put(code, width)
            width = 9 if code + 2 < 512 else 10 if code + 2 < 1024 else 11 if code + 2 < 2048 else 12
    put(257, width)
    return bytes(packed) + b"\0"


def _blowing_up() -> Iterator[tuple[str, bytes, str]]:
    content = _unfolding(200)
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    as_it_is = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    yield "page of 200 MB", pdf(_page_of(content, Name.FlateDecode)), REFUSED
    yield "page of 200 MB packed twice", pdf(_page_of(zlib.compress(content, 9), twice)), REFUSED
    yield "page of 200 MB packed otherwise", pdf(_page_of(_lzw_of_nothing(26), Name.LZWDecode), **as_it_is), REFUSED
    yield "page of 16 MB", pdf(_page_of(_unfolding(16), Name.FlateDecode)), REFUSED
    runs = bytes([129, 48]) * 300_000 + b"\x80"
    yield "page of 38 MB in runs", pdf(_page_of(runs, Name.RunLengthDecode), **as_it_is), REFUSED
    yield "attachment of 200 MB", pdf(lambda made: _page_kept_aside(made, content)), KEPT
    picture = {"Filter": Name.FlateDecode, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    yield "picture of 200 MB", pdf(picture_on_page(content, **picture)), EITHER
    yield "picture of 30000 by 30000", pdf(picture_on_page(content, Width=30_000, Height=30_000, **picture)), REFUSED
    yield (
        "photo of 30000 by 30000",
        pdf(picture_on_page(pictures.encoded("JPEG"), Width=30_000, Height=30_000)),
        REFUSED,
    )
    yield "picture of less than nothing", pdf(picture_on_page(b"", Width=-5, Height=-5, **{"Filter": None})), REFUSED
    yield "picture whose kind is not unpacked", pdf(picture_on_page(CANARY, Filter=Name.JBIG2Decode)), REFUSED
    yield "drawing of itself", pdf(_drawing_of_itself), KEPT
    yield "drawings within drawings", pdf(_nested_drawings), REFUSED
    yield "page that is complained about", pdf(_complaining), REFUSED
    yield "fields in a circle", pdf(_circle_of_fields), EITHER
    yield "stamp within itself, often", pdf(_look_of_itself), EITHER
    yield "many objects", pdf(_many_objects), KEPT
    yield "many widths", pdf(_many_widths), REFUSED
    yield "one page many times", pdf(_one_page_many_times), REFUSED
    yield "one stream many times", pdf(_one_stream_many_times), REFUSED
    yield "201 pages", pdf(_many_pages), REFUSED
    yield "pages in a circle", pdf(_circle_of_pages), EITHER
    yield (
        "page of a mile",
        pdf(lambda made: made.pages[0].__setattr__("MediaBox", Array([0, 0, 4_000_000, 9]))),
        REFUSED,
    )
    yield "page of no size", pdf(lambda made: made.pages[0].__setattr__("MediaBox", Array([0, 0, 0, 0]))), REFUSED
    yield "arrays within arrays", _deep(b"[", b"]"), EITHER
    yield "dictionaries within dictionaries", _deep(b"<</K ", b">>"), EITHER
    yield "million remarks", pdf().replace(b"%%EOF", b"% \n" * 1_000_000 + b"%%EOF"), EITHER


def _page_kept_aside(made: Pdf, content: bytes) -> None:
    made.Root.Kanari = made.make_stream(b"")
    made.Root.Kanari.write(content, filter=Name.FlateDecode)


def _broken() -> Iterator[tuple[str, bytes, str]]:
    whole = pdf(properties)
    for part in range(1, 9):
        yield f"pdf cut at {part} of 9", whole[: len(whole) * part // 9], EITHER
    yield "pdf of a head", b"%PDF-1.7\n", REFUSED
    for what in ("script", "page", "php", "program"):
        yield f"the head of a pdf before a {what}", b"%PDF-1.7\n" + PAYLOADS[what], REFUSED
    yield "pdf without pages", b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", REFUSED
    yield "pdf that is an array", b"%PDF-1.7\n" + b"[" * 100_000, REFUSED
    yield "table that leads to itself", appended(pdf()).replace(b"/Prev ", b"/Prev 9"), EITHER
    yield "table of a billion", pdf().replace(b"/Size ", b"/Size 99999999"), EITHER
    yield "noise for a page", pdf(_page_of(bytes(range(256)) * 64, None)), EITHER
    yield "noise for a packed page", pdf(_page_of(bytes(range(256)), Name.FlateDecode)), EITHER


def hostile() -> Iterator[tuple[str, Hostile]]:
    for what, content in _locked():
        yield f"pdf: {what}", Hostile(content, "surat-kuasa.pdf", REFUSED)
    yield "pdf: XFA", Hostile(pdf(_xfa), "surat-kuasa.pdf", REFUSED)
    for what, content, fate in (*_blowing_up(), *_broken()):
        yield f"pdf: {what}", Hostile(content, "surat-kuasa.pdf", fate)
