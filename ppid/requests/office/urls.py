"""Addresses of the back office: those that every kind of case has, then those of one kind alone."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from . import answering, case, entry, listing, objections_list
from .kinds import OBJECTIONS, REQUESTS, Kind


def addresses_of(kind: Kind) -> Iterator[URLPattern]:
    """What every kind of case has: entry, receipt, page, what is read of it on record, acts."""
    case_of = f"{kind.place}/<int:pk>/"
    letter_of = f"{case_of}surat/<int:letter_pk>/"
    views = {
        "enter": (f"{kind.place}/baru/", entry.enter),
        "receipt": (f"{case_of}tanda-bukti/", entry.receipt),
        "case": (case_of, case.show_case),
        "identity": (f"{case_of}identitas/", case.show_identity),
        "file": (f"{case_of}berkas/<int:file_pk>/", case.read_file),
        "letter": (f"{letter_of}<slug:form>/", case.read_letter),
        "signed_letter": (f"{letter_of}bertanda-tangan/<int:signed_pk>/", case.read_signed_letter),
        "act": (f"{case_of}<slug:code>/", case.act),
    }
    for name, (route, view) in views.items():
        yield path(route, view, {"kind": kind}, name=kind.addresses[name])


urlpatterns = [
    path("permohonan/", listing.show_list, name="requests_list"),
    path("permohonan/tugaskan/", listing.assign, name="requests_assign"),
    path("permohonan/saringan/", listing.save_filter, name="requests_save_filter"),
    path("permohonan/saringan/<int:pk>/hapus/", listing.delete_filter, name="requests_delete_filter"),
    path("permohonan/<int:pk>/catatan/", case.add_note, name="requests_note"),
    path("permohonan/<int:pk>/draft/", answering.write_answers, name="requests_answers"),
    *addresses_of(REQUESTS),
    path("keberatan/", objections_list.show_list, name="objections_list"),
    *addresses_of(OBJECTIONS),
]
