from django.urls import path

from . import answering, case, entry, listing

urlpatterns = [
    path("permohonan/", listing.show_list, name="requests_list"),
    path("permohonan/baru/", entry.enter, name="requests_enter"),
    path("permohonan/<int:pk>/tanda-bukti/", entry.receipt, name="requests_receipt"),
    path("permohonan/tugaskan/", listing.assign, name="requests_assign"),
    path("permohonan/saringan/", listing.save_filter, name="requests_save_filter"),
    path("permohonan/saringan/<int:pk>/hapus/", listing.delete_filter, name="requests_delete_filter"),
    path("permohonan/<int:pk>/", case.show_case, name="requests_case"),
    path("permohonan/<int:pk>/catatan/", case.add_note, name="requests_note"),
    path("permohonan/<int:pk>/identitas/", case.show_identity, name="requests_identity"),
    path("permohonan/<int:pk>/berkas/<int:file_pk>/", case.read_file, name="requests_file"),
    path("permohonan/<int:pk>/surat/<int:letter_pk>/<slug:kind>/", case.read_letter, name="requests_letter"),
    path(
        "permohonan/<int:pk>/surat/<int:letter_pk>/bertanda-tangan/<int:signed_pk>/",
        case.read_signed_letter,
        name="requests_signed_letter",
    ),
    path("permohonan/<int:pk>/draft/", answering.write_answers, name="requests_answers"),
    path("permohonan/<int:pk>/<slug:code>/", case.act, name="requests_act"),
]
