"""PDFs as people send them: letters, scans, forms, drawings. What they show must survive being made anew."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms

from .hostile_files.pdfs import pdf, picture_on_page
from .hostile_files.pictures import encoded, scene

_WIDE, _HIGH = scene().size
_GREY = scene().convert("L")
_FAX = scene().convert("1")
_PLAIN = {"Filter": None}


def _fax(kind: str) -> bytes:
    """The packed rows out of a TIFF, as scanners put them into a PDF."""
    whole = encoded("TIFF", _FAX, compression=kind, tiffinfo={278: _HIGH})
    with Image.open(BytesIO(whole)) as opened:
        [at], [length] = opened.tag_v2[273], opened.tag_v2[279]
    return whole[at : at + length]


def _settings(group: int, **more) -> Dictionary:
    return Dictionary(K=group, Columns=_WIDE, Rows=_HIGH, **more)


def _profile(made: Pdf) -> Array:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return Array([Name.ICCBased, Stream(made, profile, N=3)])


def _ink(made: Pdf) -> Array:
    reckoning = b"{ dup 0 exch 1.0 exch sub exch 0.5 mul 3 1 roll }"
    function = Stream(made, reckoning, FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1])
    return Array([Name.Separation, Name("/Merah Tua"), Name.DeviceRGB, function])


def _beside(picture: Image.Image, **more) -> Callable[[Pdf], Stream]:
    return lambda made: Stream(
        made,
        picture.tobytes(),
        **{"Type": Name.XObject, "Subtype": Name.Image, "Width": _WIDE, "Height": _HIGH, "BitsPerComponent": 8, **more},
    )


def _pictures() -> dict[str, bytes]:
    rgb = scene().tobytes()
    png_rows = zlib.compress(b"".join(b"\0" + rgb[row : row + _WIDE * 3] for row in range(0, len(rgb), _WIDE * 3)))
    predicted = Dictionary(Predictor=15, Colors=3, BitsPerComponent=8, Columns=_WIDE)
    cmyk = encoded("JPEG", scene().convert("CMYK"), quality=95)
    few = scene().quantize(16)
    colours = Array([Name.Indexed, Name.DeviceRGB, 15, String(bytes(few.getpalette()[:48]))])
    two = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\xff\0\0\0\0\xff")])
    grey = {"ColorSpace": Name.DeviceGray}
    one = {**grey, "BitsPerComponent": 1, "Filter": Name.CCITTFaxDecode}
    deep = bytes(byte for value in _GREY.tobytes() for byte in (value, 0))
    group4, group3 = _fax("group4"), _fax("group3")
    text85 = base64.a85encode(group4) + b"~>"
    both = Array([Name.ASCII85Decode, Name.CCITTFaxDecode])
    made = {
        "photo": picture_on_page(encoded("JPEG", quality=95)),
        "photo in steps": picture_on_page(encoded("JPEG", quality=95, progressive=True)),
        "grey photo": picture_on_page(encoded("JPEG", _GREY, quality=95), **grey),
        "photo for print": picture_on_page(cmyk, ColorSpace=Name.DeviceCMYK),
        "photo for print, turned over": picture_on_page(cmyk, ColorSpace=Name.DeviceCMYK, Decode=Array([1, 0] * 4)),
        "jp2": picture_on_page(encoded("JPEG2000"), Filter=Name.JPXDecode),
        "jp2 that says its colours": picture_on_page(encoded("JPEG2000"), Filter=Name.JPXDecode, ColorSpace=None),
        "pixels": picture_on_page(rgb, **_PLAIN),
        "pixels with a profile": picture_on_page(rgb, ColorSpace=_profile, **_PLAIN),
        "packed rows": picture_on_page(png_rows, Filter=Name.FlateDecode, DecodeParms=predicted),
        "pixels of sixteen bits": picture_on_page(deep, **grey, **{**_PLAIN, "BitsPerComponent": 16}),
        "few colours": picture_on_page(few.tobytes(), ColorSpace=colours, **_PLAIN),
        "ink": picture_on_page(_GREY.tobytes(), ColorSpace=_ink, **_PLAIN),
        "half see-through": picture_on_page(rgb, SMask=_beside(_GREY, **grey), **_PLAIN),
        "cut out": picture_on_page(rgb, Mask=_beside(_FAX, ImageMask=True, BitsPerComponent=1), **_PLAIN),
        "fax": picture_on_page(group4, **one, DecodeParms=_settings(-1)),
        "fax, black for white": picture_on_page(group4, **one, DecodeParms=_settings(-1, BlackIs1=True)),
        "older fax": picture_on_page(group3, **one, DecodeParms=_settings(0)),
        "fax in two colours": picture_on_page(group4, **{**one, "ColorSpace": two}, DecodeParms=_settings(-1)),
        "fax as text": picture_on_page(text85, **{**one, "Filter": both}, DecodeParms=Array([None, _settings(-1)])),
    }
    return {f"scan: {what}": pdf(change) for what, change in made.items()}


def _drawing(made: Pdf) -> None:
    """Shadings, a pattern, letters that are drawings, pictures among the instructions."""
    page = made.pages[0]
    fading = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1])
    corners = b"".join(
        b"\0" + bytes(corner) for corner in ((0, 0, 255, 0, 0), (255, 0, 0, 255, 0), (128, 255, 0, 0, 255))
    )
    mesh = {
        "BitsPerCoordinate": 8,
        "BitsPerComponent": 8,
        "BitsPerFlag": 8,
        "Decode": Array([0, 90, 80, 140, *[0, 1] * 3]),
    }
    page.Resources.Shading = Dictionary(
        S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([200, 0, 300, 0]), Function=fading),
        M=Stream(made, corners, ShadingType=4, ColorSpace=Name.DeviceRGB, **mesh),
    )
    tile = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "BBox": [0, 0, 9, 9], "XStep": 9, "YStep": 9}
    page.Resources.Pattern = Dictionary(P=made.make_indirect(Stream(made, b"1 0 0 rg 0 0 5 5 re f", **tile)))
    letter = b"9 0 0 0 9 9 d1 q 9 0 0 9 0 0 cm BI /W 8 /H 8 /IM true /D [1 0] ID " + b"\xaa\x55" * 4 + b"\nEI Q"
    page.Resources.Font.F2 = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=[0, 0, 9, 9],
        FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        CharProcs=Dictionary(a=made.make_stream(letter)),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=[9],
    )
    page.Resources.ExtGState = Dictionary(G=Dictionary(ca=0.4, BM=Name.Multiply))
    page.contents_add(
        b"q 200 100 90 40 re W n /S sh Q /M sh /Pattern cs /P scn 100 20 60 60 re f BT /F2 30 Tf 20 20 Td (aaa) Tj ET\n"
        b"q 40 0 0 40 180 20 cm BI /W 2 /H 2 /BPC 8 /CS /RGB /F /AHx ID ff000000ff000000ffffff00> EI Q\n"
        b"q /G gs 0 0 1 rg 150 60 100 60 re f Q"
    )


def _filled_in(made: Pdf) -> None:
    """A form without the looks of its fields: readers make them up."""
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("nama"),
            V=String("Siti Contoh"),
            DA=String("/F1 12 Tf 0 g"),
            Rect=[20, 80, 200, 100],
            F=4,
        )
    )
    made.pages[0].Annots = Array([field])
    fonts = Dictionary(F1=made.pages[0].Resources.Font.F1)
    made.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=fonts))


def _stamped(made: Pdf) -> None:
    look = Stream(made, b"1 0 0 RG 3 w 2 2 96 46 re S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 50])
    stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[150, 30, 250, 80], F=4, AP=Dictionary(N=look))
    made.pages[0].Annots = Array([made.make_indirect(stamp)])


def _turned(made: Pdf) -> None:
    made.Root.Pages.Rotate = 90
    made.Root.Pages.Resources = made.pages[0].Resources
    del made.pages[0].Resources
    made.pages[0].CropBox = Array([10, 10, 290, 190])


def _of_three_pages(made: Pdf) -> None:
    for colour in (b"1 0 0 rg", b"0 1 0 rg"):
        page = made.add_blank_page(page_size=(200, 100))
        page.Contents = made.make_stream(colour + b" 20 20 50 50 re f")


GOOD: dict[str, bytes] = {
    "letter": pdf(),
    **_pictures(),
    "drawing": pdf(_drawing),
    "turned and cropped": pdf(_turned),
    "of three pages": pdf(_of_three_pages),
    "packed in object streams": pdf(_drawing, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "made for the web": pdf(_drawing, linearize=True),
}
# What lies over the page becomes part of it.
WITH_MARKS: dict[str, bytes] = {"form filled in": pdf(_filled_in), "letter with a stamp": pdf(_stamped)}
