"""Pictures within a PDF, made anew from their pixels as any other picture of a stranger."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream
from PIL import Image

from .findings import Refused
from .pdf_streams import unpacked
from .pixels import MOST_PIXELS, bare, check_pixels, saved

_PHOTOS = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}
_MODES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
_COMPONENTS = {
    "/DeviceGray": 1,
    "/DeviceRGB": 3,
    "/DeviceCMYK": 4,
    "/CalGray": 1,
    "/CalRGB": 3,
    "/Lab": 3,
    "/Indexed": 1,
    "/Separation": 1,
}
_ROW_SETTINGS = ("/Predictor", "/Colors", "/BitsPerComponent", "/Columns")


def fill(made: Stream, stream: Stream) -> None:
    """Give ``made``, which describes the picture already, the pixels of ``stream`` and nothing behind them.

    Raises ``Refused`` for a picture that is too large or of a kind that is not unpacked here, and whatever the
    libraries raise for a broken one.
    """
    width, height = int(made.Width), int(made.Height)
    if width < 1 or height < 1:
        raise ValueError("a picture of no size")
    check_pixels(width, height, MOST_PIXELS)
    filters = _listed(stream.get("/Filter"))
    packing = str(filters[-1]) if filters else ""
    if packing in _PHOTOS:
        _fill_photo(made, stream, packing)
    elif packing == "/CCITTFaxDecode":
        _fill_fax(made, stream)
    elif packing == "/JBIG2Decode":
        raise Refused(
            "PDF ini memuat gambar berformat JBIG2, yang tidak dapat kami buat ulang dengan aman. "
            "Unggah foto atau hasil pindai JPEG."
        )
    else:
        _fill_pixels(made, stream)


def components(colours: Object) -> int:
    """How many numbers make a colour."""
    if isinstance(colours, Name):
        return _COMPONENTS[str(colours)]
    return len(colours[1]) if colours[0] == "/DeviceN" else _COMPONENTS[str(colours[0])]


def _fill_photo(made: Stream, stream: Stream, packing: str) -> None:
    settings = _listed(stream.get("/DecodeParms"))
    with Image.open(BytesIO(_before_last_filter(stream)), formats=[_PHOTOS[packing]]) as photo:
        check_pixels(photo.width, photo.height, MOST_PIXELS)
        photo.load()
        picture = bare(photo if photo.mode in _MODES else photo.convert("RGB"))
        says_its_colours = packing == "/JPXDecode" or "adobe" in photo.info
    made.Width, made.Height, made.BitsPerComponent = picture.width, picture.height, 8
    if "/ColorSpace" not in made:
        made.ColorSpace = _MODES[picture.mode]
    transform = settings[-1].get("/ColorTransform") if settings and isinstance(settings[-1], Dictionary) else None
    # Whether the numbers stand for brightness and colour: said outside the photo only where it does not say so itself.
    keeps = isinstance(transform, int) and not says_its_colours
    made.write(
        saved(picture, "JPEG"),
        filter=Name.DCTDecode,
        decode_parms=Dictionary(ColorTransform=transform) if keeps else None,
    )


def _before_last_filter(stream: Stream) -> bytes:
    filters, settings = _listed(stream.get("/Filter")), _listed(stream.get("/DecodeParms"))
    if len(filters) == 1:
        return stream.read_raw_bytes()
    stream.Filter = Array(filters[:-1])
    stream.DecodeParms = Array(settings[: len(filters) - 1])
    return unpacked(stream)


def _fill_fax(made: Stream, stream: Stream) -> None:
    picture = pikepdf.PdfImage(stream).as_pil_image(apply_decode_array=False, apply_mask=False)
    made.BitsPerComponent = 1
    made.write(picture.convert("1").tobytes())


def _fill_pixels(made: Stream, stream: Stream) -> None:
    is_mask = made.get("/ImageMask") is True
    bits = 1 if is_mask else int(made.BitsPerComponent) * components(made.ColorSpace)
    row = (bits * int(made.Width) + 7) // 8
    raw, settings = stream.read_raw_bytes(), _listed(stream.get("/DecodeParms"))
    if _listed(stream.get("/Filter")) == ["/FlateDecode"]:
        kept = _row_settings(settings[0] if settings else None)
        if _holds_exactly(raw, row, int(made.Height), kept):
            made.write(raw, filter=Name.FlateDecode, decode_parms=kept or None)
            return
    made.write(unpacked(stream)[: row * int(made.Height)])


def _row_settings(settings: Object | None) -> Dictionary:
    if not isinstance(settings, Dictionary):
        return Dictionary()
    return Dictionary({key: settings[key] for key in _ROW_SETTINGS if isinstance(settings.get(key), int)})


def _holds_exactly(raw: bytes, row: int, height: int, settings: Dictionary) -> bool:
    """Whether packed pixels unpack to so many rows and nothing more: then they need not be packed again."""
    predictor = settings.get("/Predictor", 1)
    if predictor > 1:
        bits = settings.get("/Colors", 1) * settings.get("/BitsPerComponent", 8) * settings.get("/Columns", 1)
        if (bits + 7) // 8 != row:
            return False
    size = height * (row + (predictor >= 10))
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(raw, size + 1)
    except zlib.error:
        return False
    return len(content) == size and unpacking.eof and not unpacking.unused_data


def _listed(thing: Object | None) -> list:
    if thing is None:
        return []
    return list(thing) if isinstance(thing, Array) else [thing]
