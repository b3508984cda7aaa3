"""Offices, officials and appointments in the admin's menu: who may act follows from them at once."""

from wagtail import hooks

from .viewsets import OfficialsViewSetGroup


@hooks.register("register_admin_viewset")
def register_officials():
    return OfficialsViewSetGroup()
