"""The gate for documents: no text goes on, and none goes public, with a document that hides something.

What counts as hidden stands in ``portal.core.hidden.findings``. The gate is asked when a step begins (so at the
submission and at every passing on), when the chain publishes, and when a role publishes directly: a document may have
been found bad in between.
"""

from __future__ import annotations

from wagtail.models import Page

from portal.core.hidden.findings import Finding, some_of
from portal.core.models import AgencyDocument
from portal.core.refusal import Refusal

from . import media

_MOST_TOLD = 5


class HiddenContent(Refusal):
    """Names each document and what was found in it."""

    def __init__(self, found: dict[AgencyDocument, list[Finding]]):
        reports = [
            f"Dokumen “{document.title}”: {some_of([finding.text for finding in findings], _MOST_TOLD, ' ')}"
            for document, findings in found.items()
        ]
        super().__init__(
            "Naskah ini tidak dapat diteruskan atau ditayangkan, karena dokumennya memuat isi yang tidak tampil tetapi "
            f"ikut terunduh. {' '.join(reports)} Bersihkan atau perbaiki dokumennya sebagai dokumen baru, lalu pilih "
            "dokumen baru itu di naskah."
        )


def refuse_hidden_content(draft: Page) -> None:
    """Raise ``HiddenContent`` if a document of this draft may not go out; look into those not inspected yet."""
    found = {}
    for document in media.documents_of(draft):
        document.inspect_if_missing()
        if findings := document.blocking_findings:
            found[document] = findings
    if found:
        raise HiddenContent(found)
