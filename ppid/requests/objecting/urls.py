"""Public addresses of objections; each view begins the transaction that it needs itself."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from . import following, views

urlpatterns = [
    path("", non_atomic_requests(views.start), name="objecting_start"),
    path("berkala/", non_atomic_requests(views.begin_about_missing), name="objecting_missing"),
    path("berkala/hapus/", non_atomic_requests(views.discard_about_missing), name="objecting_missing_discard"),
    path("berkala/terkirim/", non_atomic_requests(views.sent_about_missing), name="objecting_missing_sent"),
    path("berkala/<slug:slug>/", non_atomic_requests(views.ask_about_missing), name="objecting_missing_question"),
]

# Under the address of tracking, whose cookie goes nowhere else.
followed = [
    path("lacak/keberatan/baru/", non_atomic_requests(views.begin_about_request), name="objecting_request"),
    path(
        "lacak/keberatan/baru/hapus/",
        non_atomic_requests(views.discard_about_request),
        name="objecting_request_discard",
    ),
    path(
        "lacak/keberatan/baru/<slug:slug>/",
        non_atomic_requests(views.ask_about_request),
        name="objecting_request_question",
    ),
    path("lacak/keberatan/<int:pk>/", non_atomic_requests(following.status), name="requests_tracked_objection"),
    path(
        "lacak/keberatan/<int:pk>/tanda-bukti/",
        non_atomic_requests(following.receipt),
        name="requests_tracked_objection_receipt",
    ),
    path(
        "lacak/keberatan/<int:pk>/surat/<int:letter_pk>/",
        non_atomic_requests(following.letter),
        name="requests_tracked_objection_letter",
    ),
    path(
        "lacak/keberatan/<int:pk>/berkas/<int:file_pk>/",
        non_atomic_requests(following.released_file),
        name="requests_tracked_objection_file",
    ),
    path(
        "lacak/keberatan/<int:pk>/berkas-perkara/",
        non_atomic_requests(following.case_file),
        name="requests_tracked_case_file",
    ),
    path("lacak/keberatan/<int:pk>/tanggapi/", non_atomic_requests(following.respond), name="requests_respond"),
    path(
        "lacak/keberatan/<int:pk>/cabut/", non_atomic_requests(following.withdraw), name="requests_withdraw_objection"
    ),
]
