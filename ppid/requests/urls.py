"""Addresses under /permohonan/."""

from django.db.transaction import non_atomic_requests
from django.urls import path

from .asking import urls as asking
from .deadline_calculator import views as deadline_calculator
from .objecting import urls as objecting
from .tracking import urls as tracking

urlpatterns = [
    *asking.urlpatterns,
    *tracking.urlpatterns,
    *objecting.followed,
    path("tenggat/", non_atomic_requests(deadline_calculator.show_calculator), name="deadline_calculator"),
]
