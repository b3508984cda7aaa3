"""Addresses of tracking. None says which request is meant; each view begins the transaction that it needs itself.

The hash of a tracking code is slow on purpose, and a file takes time: nobody waits for either behind a lock.
"""

from django.db.transaction import non_atomic_requests
from django.urls import path

from . import views

urlpatterns = [
    path("lacak/", non_atomic_requests(views.find), name="requests_track"),
    path("lacak/status/", non_atomic_requests(views.status), name="requests_status"),
    path("lacak/tanda-bukti/", non_atomic_requests(views.receipt), name="requests_tracked_receipt"),
    path("lacak/surat/<int:pk>/", non_atomic_requests(views.letter), name="requests_tracked_letter"),
    path("lacak/berkas/<int:pk>/", non_atomic_requests(views.released_file), name="requests_released_file"),
    path("lacak/lengkapi/", non_atomic_requests(views.complete), name="requests_complete"),
    path("lacak/cabut/", non_atomic_requests(views.withdraw), name="requests_withdraw"),
    path("lacak/terima/", non_atomic_requests(views.take_over), name="requests_take_over"),
    path("lacak/keluar/", non_atomic_requests(views.leave), name="requests_leave"),
    path("surat/<slug:code>/", non_atomic_requests(views.verify), name="requests_verify"),
]
