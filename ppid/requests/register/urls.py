from django.urls import path, re_path

from . import views

urlpatterns = [
    path("permohonan/register/", views.show, name="requests_register"),
    re_path(
        r"^permohonan/register/(?P<year>\d{4})/(?P<kind>xlsx|pdf)/$", views.take_out, name="requests_take_out_register"
    ),
]
