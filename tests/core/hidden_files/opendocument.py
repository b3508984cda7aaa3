"""Texts and sheets of LibreOffice, each with one kind of hidden content, and clean ones."""

from __future__ import annotations

from .packages import SECRET, Hiding, archive_of

_SPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style", "manifest", "meta")
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def open_document(kind: str, body: str, styles: str = "", author: str = "", **more: str) -> bytes:
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    parts: dict[str, str | bytes] = {
        "mimetype": mimetype,
        "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body>{body}</office:body></office:document-content>",
        "meta.xml": f"<office:document-meta {_SPACES}><office:meta><dc:creator>{author}</dc:creator></office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": f'<manifest:manifest {_SPACES}><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{mimetype}"/>{more.pop("manifest", "")}</manifest:manifest>',
        "Basic/script-lc.xml": "<x/>",
        "Basic/Standard/script-lb.xml": "<x/>",
    }
    return archive_of(parts | more)


def odt(body: str = "", styles: str = "", **more: str) -> bytes:
    return open_document("text", f"<office:text><text:p>Isi contoh.</text:p>{body}</office:text>", styles, **more)


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods(rows: str = "", columns: str = "", styles: str = "", table: str = "", **more: str) -> bytes:
    first = f"<table:table-row>{_cell('A')}{_cell('B')}</table:table-row>"
    return open_document(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="Data" {table}>{columns}{first}{rows}</table:table>'
        "</office:spreadsheet>",
        styles,
        **more,
    )


_ANNOTATION = f"<office:annotation><dc:creator>Siti</dc:creator><text:p>{SECRET}</text:p></office:annotation>"
_CHANGED = (
    f"<text:tracked-changes><text:changed-region><text:p>{SECRET}</text:p></text:changed-region></text:tracked-changes>"
)
_HIDDEN_STYLE = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
_HIDDEN_TABLE = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'

HIDING = {
    "annotation": Hiding("odt", odt(f"<text:p>x{_ANNOTATION} y</text:p>"), "comment", "1 komentar", goes=True),
    "annotation in a sheet": Hiding(
        "ods",
        ods(f"<table:table-row><table:table-cell>{_ANNOTATION}</table:table-cell></table:table-row>"),
        "comment",
        goes=True,
    ),
    "changes of a text": Hiding("odt", odt(_CHANGED), "tracked-change", "1 perubahan"),
    "hidden section": Hiding(
        "odt", odt(f'<text:section text:display="none"><text:p>{SECRET}</text:p></text:section>'), "hidden-text"
    ),
    "hidden characters": Hiding(
        "odt",
        odt(f'<text:p>x<text:span text:style-name="T1">{SECRET}</text:span></text:p>', _HIDDEN_STYLE),
        "hidden-text",
    ),
    "hidden row of a sheet": Hiding(
        "ods",
        ods(f'<table:table-row table:visibility="collapse">{_cell(SECRET)}</table:table-row>'),
        "hidden-cells",
        "(baris 2)",
    ),
    "filtered row of a sheet": Hiding(
        "ods", ods(f'<table:table-row table:visibility="filter">{_cell(SECRET)}</table:table-row>'), "hidden-cells"
    ),
    "hidden column of a sheet": Hiding(
        "ods",
        ods(columns='<table:table-column/><table:table-column table:visibility="collapse"/>'),
        "hidden-cells",
        "(kolom B)",
    ),
    "hidden sheet of a workbook": Hiding(
        "ods", ods(styles=_HIDDEN_TABLE, table='table:style-name="ta1"'), "hidden-sheet", "Lembar “Data”"
    ),
    "old version": Hiding("odt", odt(**{"Versions/Version1": SECRET}), "old-version"),
    "macro of a text": Hiding("odt", odt(**{"Basic/Standard/Modul1.xml": SECRET}), "macro"),
    "object in a text": Hiding(
        "odt",
        odt(
            '<draw:object xmlns:draw="d" xlink:href="./Object 1"/>',
            manifest='<manifest:file-entry manifest:full-path="Object 1/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>',
        ),
        "embedded",
    ),
    "sheet from another file": Hiding(
        "ods", ods('<table:table-source xlink:href="file:///C:/gaji.ods"/>'), "external-link", "gaji.ods"
    ),
}

# What hides nothing, however much it looks like it.
CLEAN = {
    "OpenDocument text": ("odt", odt()),
    "OpenDocument sheet": ("ods", ods()),
    "OpenDocument sheet with a hidden empty row": (
        "ods",
        ods(
            '<table:table-row table:visibility="collapse" table:number-rows-repeated="1048000"><table:table-cell/>'
            "</table:table-row>"
        ),
    ),
    "OpenDocument text with a chart": (
        "odt",
        odt(
            '<draw:object xmlns:draw="d" xlink:href="./Object 1"/>',
            manifest='<manifest:file-entry manifest:full-path="Object 1/" '
            'manifest:media-type="application/vnd.oasis.opendocument.chart"/>',
        ),
    ),
}

NAMING = {"OpenDocument": ("odt", odt(author="Siti Contoh"))}
