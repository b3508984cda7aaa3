"""Addresses for taking over an existing catalogue, below the desk: one checks a file, another imports it."""

from django.urls import path

from . import views

urlpatterns = [
    path("meja/impor/", views.choose, name="information_imports"),
    path("meja/impor/<int:key>/", views.confirm, name="information_import"),
    path("meja/impor/contoh/<slug:kind>/", views.download_template, name="information_import_template"),
]
