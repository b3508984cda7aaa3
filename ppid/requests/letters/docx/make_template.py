"""Makes ``letter.docx``, the Word template of all letters, anew: `python -m ppid.requests.letters.docx.make_template`.

The template is a binary file; this script is its readable source. What stands in double braces is filled by docxtpl.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

TARGET = Path(__file__).with_name("letter.docx")


def make() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    normal.paragraph_format.space_after = Pt(4)

    _line(document, "{{ parent }}", centred=True)
    _line(document, "{{ agency }}", centred=True, bold=True, size=13)
    _line(document, "{{ contact }}", centred=True, size=9)
    heading = document.add_heading("{{ title }}", level=1)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _line(document, "Nomor {{ number }}", centred=True)

    _line(document, "{%p for section in sections %}")
    _line(document, "{%p if section.heading %}")
    document.add_heading("{{ section.heading }}", level=2)
    _line(document, "{%p endif %}")
    _line(document, "{%p for words in section.paragraphs %}")
    _line(document, "{{ words }}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p if section.rows %}")
    table = document.add_table(rows=3, cols=2)
    table.columns[0].width, table.columns[1].width = Cm(5), Cm(11)
    table.rows[0].cells[0].text = "{%tr for row in section.rows %}"
    table.rows[1].cells[0].text = "{{ row[0] }}"
    table.rows[1].cells[1].text = "{{ row[1] }}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = Cm(5), Cm(11)
    _line(document, "{%p endif %}")
    _line(document, "{%p for point in section.points %}")
    document.add_paragraph("{{ point }}", style="List Number")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endfor %}")

    _line(document, "")
    _line(document, "{{ place_and_date }}", indent=9)
    _line(document, "{{ signature[0] }}", indent=9)
    for _ in range(3):
        _line(document, "")
    _line(document, "{%p for line in signature[1:] %}")
    _line(document, "{{ line }}", indent=9)
    _line(document, "{%p endfor %}")
    _line(document, "Periksa keaslian surat ini di {{ address }}", size=9)
    document.core_properties.author = ""
    document.core_properties.title = ""
    document.save(TARGET)


def _line(
    document, text: str, *, centred: bool = False, bold: bool = False, size: float = 0, indent: float = 0
) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.bold = bold
    if size:
        run.font.size = Pt(size)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if indent:
        paragraph.paragraph_format.left_indent = Cm(indent)


if __name__ == "__main__":
    make()
