"""The library of documents says what a document hides: right after the upload, in the list and on its own page."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.documents.permissions import permission_policy
from wagtail.documents.views import documents, multiple

from .hidden import sandbox
from .hidden.findings import NotCleanable
from .models import AgencyDocument


def state_of(document: AgencyDocument) -> str:
    """What the list says of a document."""
    if document.blocking_findings:
        return "Memuat isi tersembunyi"
    if document.findings:
        return "Ada catatan"
    return "Tidak ada temuan" if document.sha256 else "Belum diperiksa"


def tell_findings(request: HttpRequest, document: AgencyDocument) -> None:
    """The message after an upload."""
    found = document.blocking_findings
    if found:
        messages.warning(
            request,
            f"Dokumen “{document.title}” memuat isi yang tidak tampil, jadi belum dapat ditayangkan: "
            f"{' '.join(finding.text for finding in found[:3])}",
            buttons=[messages.button(edit_address(document), "Lihat semua temuan")],
        )


def edit_address(document: AgencyDocument) -> str:
    return reverse("wagtaildocs:edit", args=[document.pk])


def may_clean(request: HttpRequest, document: AgencyDocument) -> bool:
    """Who may change the document and add one beside it."""
    return (
        permission_policy.user_has_permission_for_instance(request.user, "change", document)
        and permission_policy.collections_user_has_permission_for(request.user, "add")
        .filter(pk=document.collection_id)
        .exists()
    )


class DocumentIndexView(documents.IndexView):
    @cached_property
    def columns(self):
        return [*super().columns, Column("inspection", label="Pemeriksaan", accessor=state_of)]


class DocumentCreateView(documents.CreateView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        tell_findings(self.request, self.object)
        return answer


class DocumentEditView(documents.EditView):
    template_name = "core/documents/edit.html"

    def form_valid(self, form):
        answer = super().form_valid(form)
        if "file" in form.changed_data:
            tell_findings(self.request, self.object)
        return answer

    def get_context_data(self, **kwargs):
        cleanable = any(finding.kind.cleanable for finding in self.object.found)
        return super().get_context_data(may_clean=cleanable and may_clean(self.request, self.object), **kwargs)


class DocumentMultipleAddView(multiple.AddView):
    edit_form_template_name = "core/documents/uploaded.html"


@require_POST
def clean_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Make a new document of this one, without what can safely be taken out; this one stays as it is."""
    document = get_object_or_404(AgencyDocument, pk=document_id)
    if not may_clean(request, document):
        raise PermissionDenied
    try:
        cleaned = cleaned_copy(document)
    except NotCleanable as reason:
        messages.error(request, str(reason))
        return redirect(edit_address(document))
    cleaned.uploaded_by_user = request.user
    cleaned.save()
    cleaned.tags.add(*document.tags.all())
    messages.success(
        request,
        f"Salinan bersih dari “{document.title}” dibuat sebagai dokumen baru; yang lama tetap seperti semula. "
        "Pilih dokumen baru ini di naskah.",
    )
    tell_findings(request, cleaned)
    return redirect(edit_address(cleaned))


def cleaned_copy(document: AgencyDocument) -> AgencyDocument:
    """A new document that is not saved yet, inspected anew. Raises ``NotCleanable``."""
    with document.open_file() as file:
        content = sandbox.clean(file, document.file_extension.lower())
    copy = AgencyDocument(
        title=document.title, collection=document.collection, file=ContentFile(content, name=document.filename)
    )
    copy.inspect_upload(copy.file.file, copy.file.name)
    if copy.findings == document.findings:
        raise NotCleanable("Tidak ada temuan yang dapat dihapus dengan aman. Perbaiki dokumennya di program aslinya.")
    copy.file_size = len(content)
    return copy


# In front of Wagtail's own addresses, which they stand for; the names are asked for by nobody but Django.
urlpatterns = [
    path("documents/", DocumentIndexView.as_view(), name="wagtaildocs_inspected_list"),
    path("documents/results/", DocumentIndexView.as_view(results_only=True), name="wagtaildocs_inspected_results"),
    path("documents/add/", DocumentCreateView.as_view(), name="wagtaildocs_inspected_add"),
    path("documents/edit/<int:document_id>/", DocumentEditView.as_view(), name="wagtaildocs_inspected_edit"),
    path("documents/multiple/add/", DocumentMultipleAddView.as_view(), name="wagtaildocs_inspected_add_multiple"),
    path("documents/<int:document_id>/bersihkan/", clean_document, name="wagtaildocs_clean"),
]
