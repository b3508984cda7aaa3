"""Addresses under /admin/meja/: the desk, its decisions, the quality book, taking a page down."""

from django.urls import path

from . import views
from .quality.views import download_quality, show_quality

urlpatterns = [
    path("meja/", views.show_desk, name="sop_desk"),
    path("meja/langkah/<int:task_state_id>/", views.decide, name="sop_decide"),
    path("meja/mutu/", show_quality, name="sop_quality"),
    path("meja/mutu/unduh/<slug:kind>/", download_quality, name="sop_quality_download"),
    path("meja/turunkan/<int:page_id>/", views.take_page_down, name="sop_take_down"),
]
