"""Addresses of disposition sheets, below the desk (SOP flow A, steps 1 to 4)."""

from django.urls import path

from . import desk_views

urlpatterns = [
    path("meja/disposisi/baru/", desk_views.open_sheet, name="news_open_disposition"),
    path("meja/disposisi/<int:pk>/", desk_views.open_sheet, name="news_repair_disposition"),
    path("meja/disposisi/<int:pk>/cetak/", desk_views.print_sheet, name="news_disposition_paper"),
]
