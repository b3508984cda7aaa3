"""Pictures and documents of a page that is public or under judgement stay as they are (docs/rules.md, rule 4).

They lie beside the page, so that neither the editor's lock nor the comparison of revisions sees them change. A new file
is a new picture or document, which comes to the page by a new draft.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex, WorkflowState

from portal.core.models import AgencyDocument, AgencyImage
from portal.core.refusal import Refusal

File = AgencyImage | AgencyDocument
# What a reader of the page sees of a file.
_SHOWN = ("file", "title", "description", "credit")


def is_changed(file: File) -> bool:
    """Whether saving ``file`` would change what readers see of it."""
    before = type(file).objects.filter(pk=file.pk).first()
    return before is not None and any(getattr(before, name, "") != getattr(file, name, "") for name in _SHOWN)


def refuse_if_held(file: File) -> None:
    """Raise ``Refusal`` if a public page, or a text that waits for a judgement, uses ``file``."""
    page = _public_page_with(file) or _judged_page_with(file)
    if page is not None:
        raise Refusal(
            f"Berkas “{file.title}” dipakai oleh halaman “{page.title}” yang sedang tayang atau diperiksa, jadi tidak "
            "dapat diubah atau dihapus. Unggah berkas baru, lalu ajukan perubahan halamannya."
        )


def _public_page_with(file: File) -> Page | None:
    pages = ContentType.objects.get_for_model(Page)
    users = ReferenceIndex.get_references_to(file).filter(base_content_type=pages)
    keys = [int(key) for key in users.values_list("object_id", flat=True)]
    return Page.objects.live().filter(pk__in=keys).first()


def _judged_page_with(file: File) -> Page | None:
    """A draft of a public page is not in Wagtail's index of references, so what is in review is read itself."""
    wanted = (ContentType.objects.get_for_model(type(file)).pk, str(file.pk))
    pages = ContentType.objects.get_for_model(Page)
    in_review = WorkflowState.objects.filter(base_content_type=pages, status=WorkflowState.STATUS_IN_PROGRESS)
    keys = [int(key) for key in in_review.values_list("object_id", flat=True)]
    for page in Page.objects.filter(pk__in=keys).select_related("latest_revision"):
        if wanted in _used_by(page.latest_revision.as_object()):
            return page
    return None


def documents_of(draft: Page) -> list[AgencyDocument]:
    """The documents that a draft uses, wherever: in its body, in running text, beside it."""
    kind = ContentType.objects.get_for_model(AgencyDocument).pk
    keys = [key for content_type, key in _used_by(draft) if content_type == kind]
    return list(AgencyDocument.objects.filter(pk__in=keys).order_by("title", "pk"))


def _used_by(draft: Page) -> set[tuple[int, str]]:
    """Content type and key of everything that a draft refers to."""
    return {reference[:2] for reference in ReferenceIndex._extract_references_from_object(draft)}
