"""What files hide is found, told in words, and taken out where that is safe."""

from __future__ import annotations

import posixpath
import re
import struct
import zipfile
import zlib
from io import BytesIO

import pikepdf
import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from portal.core.hidden.cleaning import clean
from portal.core.hidden.findings import KINDS, Finding, NotCleanable, from_rows, quoted, some_of
from portal.core.hidden.inspecting import inspect
from portal.core.hidden.pictures import bare, tells
from portal.core.paper import render_pdf

from . import files
from .hidden_files import CLEAN, HIDING, NAMING, SECRET, archive_of, excel, parts_of, pdf, word
from .hidden_files.packages import with_part

CLEANABLE = {name: hiding for name, hiding in HIDING.items() if hiding.goes}


def findings(content: bytes, extension: str) -> list[Finding]:
    said = inspect(content, extension)
    assert said["refused"] == ""
    return from_rows(said["findings"])


# --- Finding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hiding", HIDING.values(), ids=HIDING)
def test_hidden_content_is_found_and_told_in_words(hiding):
    found = [finding for finding in findings(hiding.content, hiding.extension) if finding.code == hiding.code]

    assert found
    assert any(hiding.says in finding.text for finding in found)
    assert all(finding.blocks for finding in found)
    assert all(SECRET not in finding.text for finding in found)


@pytest.mark.parametrize(("extension", "content"), CLEAN.values(), ids=CLEAN)
def test_a_file_that_hides_nothing_has_no_finding(extension, content):
    assert findings(content, extension) == []


@pytest.mark.parametrize(("extension", "content"), NAMING.values(), ids=NAMING)
def test_names_in_the_properties_are_told_and_stop_nothing(extension, content):
    [finding] = findings(content, extension)

    assert finding.code == "names"
    assert "Siti Contoh" in finding.text
    assert not finding.blocks


def test_a_hidden_name_of_a_workbook_is_told_and_stops_nothing():
    [finding] = findings(excel.WITH_HIDDEN_NAME, "xlsx")

    assert (finding.code, finding.blocks) == ("hidden-name", False)


def test_the_place_of_a_template_is_a_name_and_a_local_link_is_told():
    text = with_part(word.docx(), "word/document.xml", "attachedTemplate", r"C:\Users\siti\surat.dotx", external=True)
    text = with_part(text, "word/document.xml", "hyperlink", "file:///C:/Users/siti/gaji.xlsx", external=True)

    found = {finding.code: finding for finding in findings(text, "docx")}

    assert set(found) == {"names", "local-link"}
    assert not any(finding.blocks for finding in found.values())
    assert {finding.code for finding in findings(clean(text, "docx"), "docx")} == {"local-link"}


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", " =1", "-A1", "＝1+1"])
def test_a_cell_that_reads_as_a_formula_is_told(cell):
    [finding] = findings(f"nama;jumlah\nContoh;{cell}\n".encode(), "csv")

    assert (finding.code, finding.blocks) == ("formula", False)
    assert "B2" in finding.text


def test_a_pdf_changed_twice_still_holds_what_was_before():
    changed = pdf.pdf() + b"4 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<</Size 5>>\nstartxref\n0\n%%EOF\n"

    assert "earlier-version" in {finding.code for finding in findings(changed, "pdf")}
    assert findings(clean(changed, "pdf"), "pdf") == []


def test_recognised_text_behind_a_scan_is_not_covered_text():
    scan = pdf.pdf(drawing=f"BT 3 Tr /F1 12 Tf 72 600 Td ({SECRET}) Tj ET 1 g 60 590 300 40 re f")

    assert findings(scan, "pdf") == []


@pytest.mark.parametrize(
    ("drawing", "covered"),
    [
        ("q 2 0 0 2 0 0 cm 0 g 77 347 60 9 re f Q", True),  # scaled
        ("0 g 0 0 0 rg 155 695 120 18 re B", True),
        ("0 g 155 713 120 -18 re f", True),  # drawn downwards
        ("0 g 155 695 120 18 re S", False),  # a frame
        ("/Pattern cs /P1 scn 155 695 120 18 re f", False),
        ("0 g 155 695 m 275 695 l 215 740 l h f", False),  # a triangle: not followed
        ("q 155 695 120 18 re W n 0 g 0 0 595 842 re f Q", True),  # the clip is the box
        ("q /Tipis gs Q 0 g 155 695 120 18 re f", True),  # opaque again
    ],
)
def test_which_boxes_cover_text(drawing, covered):
    assert ("covered-text" in {finding.code for finding in findings(pdf.pdf(drawing=drawing), "pdf")}) is covered


def test_only_the_covered_end_of_a_long_line_counts_too():
    """Where the letters stand is reckoned from the font's widths."""

    def widths(made: pikepdf.Pdf) -> None:
        font = made.pages[0].Resources.Font.F1
        font.FirstChar, font.LastChar = 32, 126
        font.Widths = pikepdf.Array([250] * 95)

    # 27 letters of 3 points each, from 72 to 153: the box begins after the last.
    assert findings(pdf.pdf(widths, drawing="0 g 156 695 120 18 re f"), "pdf") == []
    assert findings(pdf.pdf(widths, drawing="0 g 140 695 120 18 re f"), "pdf") != []


def test_what_a_name_in_a_file_may_do_to_a_sentence():
    assert quoted("a\r\n\x00b" + "x" * 200) == "“a b" + "x" * 56 + "…”"
    assert some_of(range(7)) == "0, 1, 2, 3, 4 dan 2 lainnya"


def test_a_kind_that_nobody_knows_stops_a_publication():
    assert Finding("of-an-older-release", "x").blocks


def test_every_kind_tells_what_to_do():
    assert all(kind.title and kind.advice.endswith(".") for kind in KINDS.values())


@pytest.mark.parametrize("standard", ["ua-1", "a-2a"])
def test_the_portals_own_papers_hide_nothing(tmp_path, standard):
    template = tmp_path / "paper.typ"
    template.write_text(
        '#set document(title: "Contoh")\n#set text(lang: "id")\n= Judul\nTeks #highlight[sorotan] #underline[garis].\n'
        "#table(columns: 2, fill: (x, y) => if y == 0 { black }, [Nama], [Jumlah], [A], [1])\n"
        "#box(fill: yellow)[Kotak]"
    )

    assert findings(render_pdf(template, {}, standard), "pdf") == []


# --- Hostile and broken files -------------------------------------------------------------------------


def test_a_file_that_claims_to_unfold_is_refused():
    content = bytearray(word.docx())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 0x7FFFFFFF)

    assert "mengembang" in inspect(bytes(content), "docx")["refused"]


def test_a_file_of_too_many_parts_is_refused():
    many = archive_of({f"word/{number}.xml": "" for number in range(10_001)})

    assert "mengembang" in inspect(many, "docx")["refused"]


def test_locked_files_are_refused():
    locked = bytearray(word.docx())
    for at in [found.start() for found in re.finditer(rb"PK\x01\x02", bytes(locked))]:
        locked[at + 8] |= 1
    assert "kata sandi" in inspect(bytes(locked), "docx")["refused"]

    for permissions in ({"user": "sandi", "owner": "sandi"}, {"user": "", "owner": "sandi"}):
        output = BytesIO()
        with pikepdf.open(BytesIO(pdf.pdf())) as made:
            made.save(output, encryption=pikepdf.Encryption(**permissions))
        assert "dikunci" in inspect(output.getvalue(), "pdf")["refused"]


def test_a_locked_opendocument_is_refused():
    parts = parts_of(HIDING["annotation"].content)
    parts["META-INF/manifest.xml"] = parts["META-INF/manifest.xml"].replace(
        b"/></manifest:manifest>", b"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )

    assert "kata sandi" in inspect(archive_of(parts), "odt")["refused"]


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(97 + n)} "{f"&{chr(96 + n)};" * 10}">' for n in range(1, 10))
    + "]><x>&j;</x>"
)


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (files.office("word/document.xml", **{"word/_rels/document.xml.rels": _ENTITIES.encode()}), "docx"),
        (archive_of({**parts_of(word.docx()), "word/document.xml": _ENTITIES}), "docx"),
        (archive_of({**parts_of(word.docx()), "word/document.xml": "<w:document"}), "docx"),
        (archive_of({**parts_of(excel.xlsx()), "xl/worksheets/sheet1.xml": '<row r="x" hidden="1"/>'}), "xlsx"),
        (archive_of({"a": "b"}), "xlsx"),
        (b"PK\x03\x04 nothing", "pptx"),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", "pdf"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "pdf"),
        (pdf.pdf()[:300], "pdf"),
        (b"a,b\n" + b"x" * 2_000_000, "csv"),
    ],
)
def test_what_cannot_be_inspected_is_a_finding(content, extension):
    [*_, finding] = findings(content, extension)

    assert (finding.code, finding.blocks) == ("uninspected", True)


def test_two_parts_of_one_name_cannot_be_inspected():
    output = BytesIO(word.docx())
    with zipfile.ZipFile(output, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")

    assert [finding.code for finding in findings(output.getvalue(), "docx")] == ["uninspected"]


def test_a_page_that_unfolds_is_not_unfolded():
    """A page of some kilobytes whose instructions are 64 MB."""
    bomb = zlib.compress(b"0 g\n" * 16 * 1024 * 1024)

    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = pikepdf.Stream(made, b"")
        made.pages[0].Contents.write(bomb, filter=pikepdf.Name.FlateDecode)

    [finding] = findings(pdf.pdf(change), "pdf")

    assert (finding.code, finding.blocks) == ("unchecked-page", False)


def test_a_sheet_that_is_not_written_in_utf_8_is_read_all_the_same():
    parts = parts_of(HIDING["hidden row"].content)
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = ('<?xml version="1.0" encoding="UTF-16"?>' + sheet).encode("utf-16")

    assert [finding.code for finding in findings(archive_of(parts), "xlsx")] == ["hidden-cells"]


# --- Cleaning -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hiding", CLEANABLE.values(), ids=CLEANABLE)
def test_what_can_be_taken_out_is_taken_out(hiding):
    assert findings(clean(hiding.content, hiding.extension), hiding.extension) == []


@pytest.mark.parametrize("name", [name for name, hiding in HIDING.items() if not hiding.goes])
def test_what_cannot_be_taken_out_safely_stays_and_is_still_found(name):
    hiding = HIDING[name]

    assert hiding.code in {
        finding.code for finding in findings(clean(hiding.content, hiding.extension), hiding.extension)
    }


@pytest.mark.parametrize(("extension", "content"), NAMING.values(), ids=NAMING)
def test_names_are_taken_out(extension, content):
    cleaned = clean(content, extension)

    assert findings(cleaned, extension) == []
    assert b"Siti" not in (cleaned if extension == "pdf" else b"".join(parts_of(cleaned).values()))


@pytest.mark.parametrize(
    "name",
    [name for name, hiding in CLEANABLE.items() if hiding.extension in ("docx", "pptx", "odt")],
)
def test_nothing_of_it_is_left_in_any_part(name):
    parts = parts_of(clean(CLEANABLE[name].content, CLEANABLE[name].extension))

    assert not any(SECRET.encode() in part or b"Siti" in part for part in parts.values())


@pytest.mark.parametrize(
    "content",
    [hiding.content for hiding in CLEANABLE.values() if hiding.extension in ("xlsx", "docx", "pptx")],
    ids=[name for name, hiding in CLEANABLE.items() if hiding.extension in ("xlsx", "docx", "pptx")],
)
def test_a_cleaned_package_refers_to_nothing_that_is_not_there(content):
    parts = parts_of(clean(content, "docx"))

    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, file = name.rpartition("_rels/")
        assert folder + file.removesuffix(".rels") in {"", *parts}
        known = set()
        for link in etree.fromstring(parts[name]):
            known.add(link.get("Id"))
            if link.get("TargetMode") != "External":
                assert posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/") in parts
        used = re.findall(rb'r:(?:id|embed)="([^"]+)"', parts.get(folder + file.removesuffix(".rels"), b""))
        assert {key.decode() for key in used} <= known
    overrides = re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"])
    assert {name.decode() for name in overrides} <= set(parts)


def test_a_cleaned_workbook_holds_the_same_cells():
    def cells(content: bytes) -> list[tuple]:
        return list(load_workbook(BytesIO(content))["Data"].values)

    for name in ("comment", "custom XML", "picture with its place"):
        hiding = HIDING[name]
        assert cells(clean(hiding.content, "xlsx")) == cells(hiding.content)


def test_a_cleaned_text_holds_the_same_words():
    before = HIDING["comment in a text"].content
    after = parts_of(clean(before, "docx"))["word/document.xml"]

    assert "".join(etree.fromstring(after).itertext()) == "Isi contoh.Angka contoh"
    assert b'mc:Ignorable="w14"' in after

    odt = parts_of(clean(HIDING["annotation"].content, "odt"))["content.xml"]
    assert "".join(etree.fromstring(odt).itertext()) == "Isi contoh.x y"


def test_a_cleaned_opendocument_begins_with_its_kind():
    cleaned = clean(HIDING["annotation"].content, "odt")

    with zipfile.ZipFile(BytesIO(cleaned)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_a_cleaned_pdf_shows_the_same_words_and_keeps_its_links():
    def link_and_note(made: pikepdf.Pdf) -> None:
        pdf._annotation("Text")(made)
        target = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://contoh.invalid/"))
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=target)
        made.pages[0].Annots.append(made.make_indirect(link))

    before = pdf.pdf(link_and_note)
    after = clean(before, "pdf")

    assert PdfReader(BytesIO(after)).pages[0].extract_text() == PdfReader(BytesIO(before)).pages[0].extract_text()
    with pikepdf.open(BytesIO(after)) as cleaned:
        assert [str(annotation.Subtype) for annotation in cleaned.pages[0].Annots] == ["/Link"]
        assert str(cleaned.pages[0].Annots[0].A.URI) == "https://contoh.invalid/"


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (pdf.pdf(pdf.signed), "pdf"),
        (with_part(word.docx(), "", "digital-signature/origin", "_xmlsignatures/origin.sigs", b"x"), "docx"),
        (archive_of({**parts_of(HIDING["annotation"].content), "META-INF/documentsignatures.xml": "<x/>"}), "odt"),
    ],
)
def test_a_signed_file_is_never_changed(content, extension):
    with pytest.raises(NotCleanable, match="tanda tangan"):
        clean(content, extension)


def test_there_is_nothing_to_clean_in_a_csv():
    with pytest.raises(NotCleanable, match="CSV"):
        clean(b"a,b\n", "csv")


# --- Pictures -------------------------------------------------------------------------------------------


def test_a_bare_picture_has_the_same_pixels_and_stands_the_same_way():
    photo = files.picture_with_position(orientation=6)

    cleaned = bare(photo)

    assert tells(photo) == "lokasi pengambilan"
    assert tells(cleaned) == ""
    assert b"KameraRahasia" not in cleaned
    with Image.open(BytesIO(photo)) as before, Image.open(BytesIO(cleaned)) as after:
        assert before.tobytes() == after.tobytes()
        assert dict(after.getexif()) == {0x0112: 6}


def test_a_png_tells_as_much_and_is_cleaned_as_well():
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    photo = files.picture("PNG", exif=exif)

    assert tells(photo) == "keterangan kamera atau pembuat"
    assert tells(bare(photo)) == ""
    with Image.open(BytesIO(photo)) as before, Image.open(BytesIO(bare(photo))) as after:
        assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    "content", [files.picture(), files.picture("PNG"), files.picture("WEBP"), b"", b"\xff\xd8\xff", b"GIF89a"]
)
def test_a_plain_picture_tells_nothing(content):
    assert tells(content) == ""


def test_data_that_nobody_can_read_is_told():
    photo = files.picture_with_position()
    broken = photo.replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")

    assert tells(broken) == "keterangan yang tidak dapat dibaca"
    assert tells(bare(broken)) == ""
