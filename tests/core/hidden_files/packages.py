"""What all office files are made of: archives of parts that refer to one another."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SECRET = "Rahasia-7261"


@dataclass(frozen=True)
class Hiding:
    """A file of ``extension`` in which ``code`` is to be found; ``says`` is part of what the editor reads."""

    extension: str
    content: bytes
    code: str
    says: str = ""
    goes: bool = False  # taken out by the portal; else the editor corrects it in the office program


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(parts: dict[str, str | bytes]) -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return output.getvalue()


_CONTENT_TYPES = {
    "word/document": "wordprocessingml.document.main",
    "word/styles": "wordprocessingml.styles",
    "word/comments": "wordprocessingml.comments",
    "word/header": "wordprocessingml.header",
    "ppt/presentation": "presentationml.presentation.main",
    "ppt/slides/slide": "presentationml.slide",
    "ppt/notesSlides/notesSlide": "presentationml.notesSlide",
}


def _content_type(part: str) -> str:
    """Programs go by it; where they need none of their own, any will do."""
    kind = _CONTENT_TYPES.get(re.sub(r"\d*\.xml$", "", part))
    return f"application/vnd.openxmlformats-officedocument.{kind}+xml" if kind else "application/octet-stream"


def with_part(
    content: bytes, source: str, kind: str, target: str, part: str | bytes | None = None, external: bool = False
) -> bytes:
    """The package with one more relationship from ``source`` and, unless it is external, one more part."""
    parts = parts_of(content)
    folder, name = posixpath.split(source)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    before = parts.get(
        place, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    ).decode()
    mode = ' TargetMode="External"' if external else ""
    address = target if external else f"/{target}"
    one = f'<Relationship Id="rIdX{before.count("Id=")}" Type="{OFFICE}/{kind}" Target="{address}"{mode}/>'
    after = re.sub(r"<Relationships([^>]*)/>", r"<Relationships\1></Relationships>", before)
    parts[place] = after.replace("</Relationships>", f"{one}</Relationships>").encode()
    if not external:
        parts[target] = part.encode() if isinstance(part, str) else part
        types = parts["[Content_Types].xml"].decode()
        override = f'<Override PartName="/{target}" ContentType="{_content_type(target)}"/>'
        parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
    return archive_of(parts)


def office(main: str, content: str, author: str = "", company: str = "") -> bytes:
    """An office package with its main part and its properties."""
    core = (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Contoh</dc:title><dc:creator>{author}</dc:creator>'
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy></cp:coreProperties>"
    )
    app = (
        f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office</Application><Company>{company}</Company></Properties>"
    )
    made = archive_of(
        {
            "[Content_Types].xml": f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        }
    )
    made = with_part(made, "", "officeDocument", main, content)
    made = with_part(made, "", "metadata/core-properties", "docProps/core.xml", core)
    return with_part(made, "", "extended-properties", "docProps/app.xml", app)
