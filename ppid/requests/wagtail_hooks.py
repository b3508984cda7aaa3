"""What public-information requests add to the admin."""

from wagtail import hooks

from .office import urls as office_urls
from .register import urls as register_urls


@hooks.register("register_admin_urls")
def the_register_is_taken_out_in_the_back_office():
    return register_urls.urlpatterns


@hooks.register("register_admin_urls")
def requests_are_handled_in_the_back_office():
    return office_urls.urlpatterns
