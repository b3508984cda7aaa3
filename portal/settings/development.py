"""A newcomer's machine: nothing to install, nothing secret, mail into a folder."""

from .base import *  # noqa: F403
from .base import BASE_DIR, STORAGES, WAGTAILADMIN_BASE_URL, env
from .own_key import key_kept_in

(BASE_DIR / "var").mkdir(exist_ok=True)

DEBUG = env.bool("PORTAL_DEBUG", default=False)
SECRET_KEY = "development-only-key-never-used-on-a-public-machine"  # noqa: S105
PORTAL_FILE_KEYS = [key_kept_in(BASE_DIR / "var" / "file.key")]
ALLOWED_HOSTS = ["*"]
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = BASE_DIR / "var" / "mail"

# Files are served from where they lie: no collectstatic before the first page.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True

PORTAL_SERVES_MEDIA = True
# Demonstration users may exist here and nowhere else.
PORTAL_DEMO = True
