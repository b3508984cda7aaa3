"""Addresses of the PPID's alerts, below the desk (PERKI 1/2021 Pasal 25)."""

from django.urls import path

from . import desk_views

urlpatterns = [
    path("meja/peringatan/", desk_views.show_alerts, name="alerts"),
    path("meja/peringatan/baru/", desk_views.announce_alert, name="announce_alert"),
    path("meja/peringatan/<int:pk>/", desk_views.update_alert, name="update_alert"),
    path("meja/peringatan/<int:pk>/akhiri/", desk_views.end_alert, name="end_alert"),
]
