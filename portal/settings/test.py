"""As production, with quick hashing and everything kept in memory or in a folder that is thrown away."""

import tempfile

from .base import *  # noqa: F403
from .base import STORAGES

DEBUG = False
SECRET_KEY = "test-only-key"  # noqa: S105
PORTAL_FILE_KEYS = ["dGVzdC1vbmx5LWtleS10ZXN0LW9ubHkta2V5LXRlc3Q="]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = tempfile.mkdtemp(prefix="portal-media-")
PRIVATE_ROOT = tempfile.mkdtemp(prefix="portal-private-")
STATIC_ROOT = tempfile.mkdtemp(prefix="portal-static-")
WAGTAILADMIN_BASE_URL = "http://testserver"
WAGTAIL_AUTOSAVE_INTERVAL = 0
PORTAL_SERVES_MEDIA = True
PORTAL_DEMO = True
