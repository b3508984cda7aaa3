"""The quality book on paper: the same figures, whatever people typed, and a document that can be read aloud."""

import io

import pypdf
import pytest
import typst

from portal.core.glyphs import printable
from portal.sop.models import StepRecord
from tests.sop.test_quality_page import MARCH, download, make_row, make_rows

pytestmark = pytest.mark.django_db

HOSTILE = (
    '#image("x")',
    "$x$ dan $ y",
    "*b* _i_ = judul",
    "\"kutip\" 'tunggal' \\ garis",
    "<label> @rujukan // catatan /* buka",
    '#eval("1") #sys.inputs.data',
    "](http://contoh.invalid)",
    "مرحبا",
    "]]} {{ } [",
)


def document(answer) -> pypdf.PdfReader:
    assert answer["Content-Type"] == "application/pdf"
    return pypdf.PdfReader(io.BytesIO(answer.content))


def text_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_the_paper_tells_the_same_figures(as_):
    make_row(20)
    make_row(45, outcome=StepRecord.Outcome.RETURNED, comment="Foto kabur.")
    make_row(None, title="Belum selesai")
    make_row(20, order=6, step="Verifikasi", standard="belum ditetapkan", due_at=None)
    text = text_of(document(download(as_("kabag"), "pdf", **MARCH)))
    for told in (
        "Buku Kendali Manajemen Mutu",
        "1 Maret 2026 sampai 31 Maret 2026",
        "50,0% (1 dari 2); 1 belum ditetapkan",
        "A2 Disposisi Kadivmin",
        "32,5 menit",
        "1, di antaranya 1 lewat waktu",
        "Foto kabur.",
        "2 Maret 2026, 09.45 WITA",
        "Belum selesai",
        "Halaman 1 dari",
    ):
        assert told in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_type_stands_on_paper_as_they_typed_it(as_, hostile):
    make_row(20, outcome=StepRecord.Outcome.RETURNED, title="Judul", comment=f"awal {hostile} akhir")
    assert f"awal {hostile} akhir" in text_of(document(download(as_("kabag"), "pdf", **MARCH)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Pesta 🎉 rakyat", "Pesta [U+1F389] rakyat"),
        ("漢", "[U+6F22]"),
        ("lonceng\x07berbunyi", "lonceng berbunyi"),
        ("é – “kutip” … مرحبا", "é – “kutip” … مرحبا"),
    ],
)
def test_a_character_without_a_picture_is_written_by_its_number(as_, typed, printed):
    assert printable({"a": [typed]}) == {"a": [printed]}
    make_row(20, outcome=StepRecord.Outcome.RETURNED, comment=typed)
    assert printed in text_of(document(download(as_("kabag"), "pdf", **MARCH)))


def test_a_failure_of_typst_is_not_remembered_of_the_characters(monkeypatch):
    def fail(*args, **kwargs):
        raise typst.TypstError("out of memory")

    with monkeypatch.context() as broken:
        broken.setattr(typst, "compile", fail)
        with pytest.raises(typst.TypstError):
            printable("Ω – æ")

    assert printable("Ω – æ") == "Ω – æ"


def test_the_paper_is_made_for_readers_and_names_its_language(as_):
    make_row(20)
    pdf = document(download(as_("kabag"), "pdf", **MARCH))
    assert pdf.trailer["/Root"]["/Lang"] == "id"
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data().decode()
    assert pdf.metadata.title == "Buku Kendali Manajemen Mutu, 1 Maret 2026 sampai 31 Maret 2026"


def test_an_empty_period_prints_too(as_):
    assert "Tidak ada naskah yang dikembalikan." in text_of(document(download(as_("kabag"), "pdf", **MARCH)))


def test_a_long_list_ends_with_where_the_rest_is(as_):
    make_rows(201, outcome=StepRecord.Outcome.RETURNED, comment="Mohon diperbaiki.")
    text = text_of(document(download(as_("kabag"), "pdf", **MARCH)))
    assert "Masih ada 1 baris lain; semuanya ada dalam unduhan XLSX." in text
