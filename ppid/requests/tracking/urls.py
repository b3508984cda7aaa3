from django.urls import path

from . import views

urlpatterns = [
    path("lacak/", views.find, name="requests_track"),
    path("lacak/status/", views.status, name="requests_status"),
    path("lacak/surat/<int:pk>/", views.letter, name="requests_tracked_letter"),
    path("lacak/berkas/<int:pk>/", views.released_file, name="requests_released_file"),
    path("lacak/lengkapi/", views.complete, name="requests_complete"),
    path("lacak/cabut/", views.withdraw, name="requests_withdraw"),
    path("lacak/terima/", views.take_over, name="requests_take_over"),
    path("lacak/keluar/", views.leave, name="requests_leave"),
    path("surat/<str:code>/", views.verify, name="requests_verify"),
]
