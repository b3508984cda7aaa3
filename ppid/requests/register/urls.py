"""Addresses of the registers in the admin; taking one out is a POST, because it goes on record."""

from django.urls import path, re_path

from . import views
from .registers import REGISTERS

urlpatterns = [
    pattern
    for register in REGISTERS
    for pattern in (
        path(f"{register.place}/register/", views.show, {"register": register}, name=f"{register.prefix}_register"),
        re_path(
            rf"^{register.place}/register/(?P<year>\d{{4}})/(?P<kind>xlsx|pdf)/$",
            views.take_out,
            {"register": register},
            name=register.take_out,
        ),
    )
]
