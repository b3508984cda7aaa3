from django.urls import path

from . import views

urlpatterns = [
    path("meja/", views.show_desk, name="sop_desk"),
    path("meja/langkah/<int:task_state_id>/", views.decide, name="sop_decide"),
    path("meja/turunkan/<int:page_id>/", views.take_page_down, name="sop_take_down"),
]
