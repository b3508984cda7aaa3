"""Addresses under /ppid/, before those of the page tree."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from . import views

urlpatterns = [
    path("statistik/", non_atomic_requests(views.statistics), name="account_statistics"),
    path("statistik/<int:year>/", non_atomic_requests(views.statistics), name="account_statistics_of"),
    path("statistik/<int:year>/data.csv", non_atomic_requests(views.statistics_csv), name="account_statistics_csv"),
    path("laporan-layanan/", non_atomic_requests(views.reports), name="account_reports"),
    path("laporan-layanan/<int:year>/", non_atomic_requests(views.report), name="account_report"),
    path("laporan-layanan/<int:year>/laporan.pdf", non_atomic_requests(views.report_pdf), name="account_report_pdf"),
    path("laporan-layanan/<int:year>/data.csv", non_atomic_requests(views.report_csv), name="account_report_csv"),
]
