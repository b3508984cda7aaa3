"""Addresses of disputes in the admin: each hangs on its objection, because none comes without one (Pasal 37)."""

from django.urls import path

from . import views

urlpatterns = [
    path("sengketa/", views.show_list, name="requests_disputes"),
    path("keberatan/<int:pk>/sengketa/", views.show, name="requests_dispute"),
    path("keberatan/<int:pk>/sengketa/berkas/<int:step_pk>/", views.read_file, name="requests_dispute_file"),
    path("keberatan/<int:pk>/sengketa/<slug:code>/", views.add, name="requests_dispute_step"),
    path("keberatan/<int:pk>/berkas-perkara/", views.case_file, name="requests_case_file"),
]
