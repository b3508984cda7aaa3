"""Addresses under /admin/reports/monev/."""

from django.urls import path

from . import views

urlpatterns = [
    path("reports/monev/", views.show, name="monev_report"),
    path("reports/monev/butir/<slug:code>/", views.answer_item, name="monev_item"),
    path("reports/monev/unduh/<slug:kind>/", views.take_out, name="monev_take_out"),
]
