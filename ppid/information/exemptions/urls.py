"""Addresses of consequence tests and decisions, below the desk (UU 14/2008 Pasal 19): nothing of them is public."""

from django.urls import path

from . import views

urlpatterns = [
    path("meja/uji-konsekuensi/", views.list_tests, name="information_tests"),
    path("meja/uji-konsekuensi/baru/", views.edit_test, name="information_open_test"),
    path("meja/uji-konsekuensi/<int:pk>/", views.show_test, name="information_show_test"),
    path("meja/uji-konsekuensi/<int:pk>/ubah/", views.edit_test, name="information_edit_test"),
    path("meja/uji-konsekuensi/<int:pk>/berkas/", views.read_file, name="information_withheld_file"),
    path("meja/uji-konsekuensi/<int:pk>/penetapan/", views.print_decision, name="information_decision_paper"),
    path("meja/penetapan/<int:pk>/buka/", views.open_information, name="information_open_decision"),
    path("meja/penetapan/<int:pk>/uji-ulang/", views.supersede, name="information_supersede"),
]
