"""Texts of Word, each with one kind of hidden content, and clean ones."""

from __future__ import annotations

from tests.core import files

from .excel import xlsx
from .packages import DECLARATION, OFFICE, SECRET, Hiding, office, with_part

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str = "", **parts: str) -> bytes:
    """A text whose paragraphs are ``body``, as Word writes them."""
    document = (
        f'{DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"><w:body>'
        f"<w:p><w:r><w:t>Isi contoh.</w:t></w:r></w:p>{body}<w:sectPr/></w:body></w:document>"
    )
    styles = (
        f'{DECLARATION}<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Samar"><w:name w:val="Samar"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    made = office("word/document.xml", document)
    return with_part(made, "word/document.xml", "styles", "word/styles.xml", styles)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _commented() -> bytes:
    body = (
        '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Angka contoh</w:t></w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = (
        f'{DECLARATION}<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Siti">'
        f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    made = with_part(docx(body), "word/document.xml", "comments", "word/comments.xml", comments)
    people = f'{DECLARATION}<w15:people xmlns:w15="x"><w15:person w15:author="Siti"/></w15:people>'
    return with_part(made, "word/document.xml", "people", "word/people.xml", people)


_FAINT = '<w:rStyle w:val="Samar"/>'
_NOT_VANISHED = '<w:vanish w:val="0"/>'
_DOCUMENT = "word/document.xml"
_HEADER = f'{DECLARATION}<w:hdr xmlns:w="{W}"><w:p><w:ins w:author="Siti">{_run(SECRET)}</w:ins></w:p></w:hdr>'
_SOURCES = '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"></b:Sources>'

HIDING = {
    "comment in a text": Hiding("docx", _commented(), "comment", "1 komentar", goes=True),
    "insertion": Hiding("docx", docx(f'<w:p><w:ins w:author="S">{_run(SECRET)}</w:ins></w:p>'), "tracked-change"),
    "deletion": Hiding(
        "docx",
        docx(f'<w:p><w:del w:author="S"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del></w:p>'),
        "tracked-change",
        "1 perubahan terlacak",
    ),
    "move": Hiding("docx", docx(f"<w:p><w:moveFrom>{_run(SECRET)}</w:moveFrom></w:p>"), "tracked-change"),
    "insertion in a header": Hiding(
        "docx", with_part(docx(), _DOCUMENT, "header", "word/header1.xml", _HEADER), "tracked-change"
    ),
    "hidden text": Hiding("docx", docx(f"<w:p>{_run(SECRET, '<w:vanish/>')}</w:p>"), "hidden-text", "1 bagian teks"),
    "text hidden by its style": Hiding("docx", docx(f"<w:p>{_run(SECRET, _FAINT)}</w:p>"), "hidden-text"),
    "embedded workbook": Hiding(
        "docx", with_part(docx(), _DOCUMENT, "package", "word/embeddings/Gaji.xlsx", xlsx()), "embedded", "Gaji.xlsx"
    ),
    "workbook behind a chart": Hiding(
        "docx",
        with_part(
            with_part(
                docx(), _DOCUMENT, "chart", "word/charts/chart1.xml", f'<c:chartSpace xmlns:c="c" xmlns:r="{OFFICE}"/>'
            ),
            "word/charts/chart1.xml",
            "package",
            "word/embeddings/Data.xlsx",
            xlsx(),
        ),
        "chart-data",
        "1 grafik",
        goes=True,
    ),
    "template from elsewhere": Hiding(
        "docx",
        with_part(docx(), _DOCUMENT, "attachedTemplate", "https://contoh.invalid/jahat.dotm", external=True),
        "external-link",
        goes=True,
    ),
    "photo with its place": Hiding(
        "docx",
        with_part(docx(), _DOCUMENT, "image", "word/media/image1.jpeg", files.picture_with_position()),
        "picture-data",
        "“image1.jpeg”",
        goes=True,
    ),
}

# What hides nothing, however much it looks like it.
CLEAN = {
    "text": ("docx", docx()),
    "text with Word's own XML": ("docx", with_part(docx(), _DOCUMENT, "customXml", "customXml/item1.xml", _SOURCES)),
    "text with a hidden paragraph mark": ("docx", docx("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>")),
    "text with shown text": ("docx", docx(f"<w:p>{_run('a', _NOT_VANISHED)}</w:p>")),
    "text with an empty list of comments": (
        "docx",
        with_part(docx(), _DOCUMENT, "comments", "word/comments.xml", f'<w:comments xmlns:w="{W}"/>'),
    ),
    "text with links": ("docx", with_part(docx(), _DOCUMENT, "hyperlink", "https://contoh.invalid/", external=True)),
}

NAMING = {
    "text": ("docx", office("word/document.xml", f'<w:document xmlns:w="{W}"/>', "Siti Contoh", "Dinas Contoh")),
}
