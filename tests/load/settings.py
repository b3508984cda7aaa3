"""As ``make run`` has it: real hashing, the queue in the database; everything that is written lies in one folder."""

from pathlib import Path

from portal.settings.development import *  # noqa: F403
from portal.settings.development import env

FOLDER = Path(env("LOAD_FOLDER"))
PRIVATE_ROOT = str(FOLDER / "private")
MEDIA_ROOT = FOLDER / "media"
STATIC_ROOT = FOLDER / "static"
EMAIL_FILE_PATH = FOLDER / "mail"
# The one proxy is who sends the load: it names an address for each applicant.
PORTAL_TRUSTED_PROXIES = 1
