"""Addresses in the admin for making answers public, and for what is asked for again and again."""

from django.urls import path

from . import views

urlpatterns = [
    path("permohonan/<int:pk>/butir/<int:item_pk>/umumkan/", views.publish_answer, name="requests_publish"),
    path("permintaan-berulang/", views.show_demands, name="requests_demands"),
    path("permintaan-berulang/<int:pk>/", views.answer_demand, name="requests_demand"),
]
