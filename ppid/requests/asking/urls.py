"""Addresses of the form. Each view begins the transaction that it needs itself, as late as it can."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from . import views

urlpatterns = [
    path("", non_atomic_requests(views.start), name="asking_start"),
    path("baru/", non_atomic_requests(views.begin), name="asking_begin"),
    path("baru/hapus/", non_atomic_requests(views.discard), name="asking_discard"),
    path("baru/terkirim/", non_atomic_requests(views.sent), name="asking_sent"),
    path("baru/terkirim/bukti.pdf", non_atomic_requests(views.receipt), name="asking_receipt"),
    path("baru/tersedia/<int:page_id>/", non_atomic_requests(views.follow_offer), name="asking_follow_offer"),
    path("baru/<slug:slug>/", non_atomic_requests(views.question), name="asking_question"),
]
