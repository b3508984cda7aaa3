from wagtail import hooks

from .viewsets import OfficialsViewSetGroup


@hooks.register("register_admin_viewset")
def register_officials():
    return OfficialsViewSetGroup()
