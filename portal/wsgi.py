"""The door for a WSGI server (gunicorn); production settings unless told otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

from home.checks import refuse_demonstration_users  # noqa: E402 - needs the loaded apps

refuse_demonstration_users()
