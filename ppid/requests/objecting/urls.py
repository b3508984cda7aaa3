"""Public addresses of objections; each view begins the transaction that it needs itself."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from . import views

urlpatterns = [
    path("", non_atomic_requests(views.start), name="objecting_start"),
    path("berkala/", non_atomic_requests(views.about_missing), name="objecting_missing"),
]

# Under the address of tracking, whose cookie goes nowhere else.
followed = [
    path("lacak/keberatan/baru/", non_atomic_requests(views.about_request), name="objecting_request"),
    path("lacak/keberatan/<int:pk>/", non_atomic_requests(views.status), name="requests_tracked_objection"),
    path(
        "lacak/keberatan/<int:pk>/tanda-bukti/",
        non_atomic_requests(views.receipt),
        name="requests_tracked_objection_receipt",
    ),
    path(
        "lacak/keberatan/<int:pk>/surat/<int:letter_pk>/",
        non_atomic_requests(views.letter),
        name="requests_tracked_objection_letter",
    ),
    path(
        "lacak/keberatan/<int:pk>/berkas/<int:file_pk>/",
        non_atomic_requests(views.released_file),
        name="requests_tracked_objection_file",
    ),
    path(
        "lacak/keberatan/<int:pk>/berkas-perkara/",
        non_atomic_requests(views.case_file),
        name="requests_tracked_case_file",
    ),
    path("lacak/keberatan/<int:pk>/tanggapi/", non_atomic_requests(views.respond), name="requests_respond"),
    path("lacak/keberatan/<int:pk>/cabut/", non_atomic_requests(views.withdraw), name="requests_withdraw_objection"),
]
