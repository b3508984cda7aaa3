"""What every environment shares. The environment's own file says only what differs."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# --- Applications ---------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "news",
    "search",
    "ppid.requests",
    "ppid.information",
    "ppid.survey",
    "ppid.monev",
    "portal.sop",
    "portal.watch",
    "portal.officials",
    "portal.workdays",
    "portal.core",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before WhiteNoise, so that static files carry the policies too.
    "portal.core.middleware.ContentSecurityPolicyMiddleware",
    "portal.core.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.core.middleware.LargestBodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.core.refusal.RefusalMiddleware",
    "portal.officials.middleware.ProtectedRowMiddleware",
    "portal.core.middleware.UnreadableFormMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}")}
# An act whose record cannot be written does not happen (docs/rules.md, rule 7).
DATABASES["default"]["ATOMIC_REQUESTS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Django's defaults lose most of the concurrent writes ("database is locked"); these lose none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.core.searching"}}

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "var" / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "id-id"
LANGUAGES = [("id-id", "Bahasa Indonesia")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("PORTAL_TIME_ZONE", default="Asia/Makassar")
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Office hours from Monday on, as "opening-closing"; "" and days that are missing are closed.
OFFICE_HOURS = env.list("PORTAL_OFFICE_HOURS", default=[*["07:30-16:00"] * 4, "07:30-11:30"])

# --- Wagtail ------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Portal Informasi Publik"
WAGTAILADMIN_BASE_URL = env("PORTAL_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 5000
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.sop.finish.publish_what_every_step_let_out"

WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "ol", "ul", "link", "document-link"]},
    },
}

WAGTAILIMAGES_IMAGE_MODEL = "core.AgencyImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.core.forms.AgencyImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "core.AgencyDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.core.forms.AgencyDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "csv"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# --- Rules of this portal ---------------------------------------------------------------------------------

# Who decides what may happen to a page: core asks, the SOP answers.
PORTAL_PAGE_POLICY = "portal.sop.policy.SopPagePolicy"

# What stands above every public page while it has to: core shows it and does not know what it is.
PORTAL_BANNER = "ppid.information.alerts.banner.banner"

# The SOP of the agency, and the steps that the law orders beside it; another agency points to its own files.
PORTAL_SOP_FILES = env.list(
    "PORTAL_SOP_FILES",
    default=[
        str(BASE_DIR / "portal" / "sop" / "definitions" / name) for name in ("065-0233-diskes.toml", "pp-61-2010.toml")
    ],
)

# The satisfaction survey: the file of ``ppid/survey/definitions`` by which is asked, and the fewest respondents of whom
# anything is published (ambang: ditetapkan badan publik).
PORTAL_SURVEY_DEFINITION = env("PORTAL_SURVEY_DEFINITION", default="permenpan-rb-14-2017")
PORTAL_SURVEY_SMALLEST_GROUP = env.int("PORTAL_SURVEY_SMALLEST_GROUP", default=10)

# The self-check for the Komisi Informasi: the file of ``ppid/monev/definitions`` with its items.
PORTAL_MONEV_DEFINITION = env("PORTAL_MONEV_DEFINITION", default="perki-1-2022")

# The account of the year: the fewest cases that a breakdown in public singles out. No law names a number (ambang:
# harus dipastikan badan publik sebelum dipakai).
PORTAL_ACCOUNT_SMALLEST_GROUP = env.int("PORTAL_ACCOUNT_SMALLEST_GROUP", default=5)

# Hosts to which pages may lead without being looked at twice, with all below them: those to which the portal itself
# leads, and what the agency adds. Not ".go.id" as a whole: gambling spam lives on other agencies' sites, too.
PORTAL_KNOWN_HOSTS = [
    "lapor.go.id",
    "peraturan.go.id",
    "vimeo.com",
    "www.youtube.com",
    "www.youtube-nocookie.com",
    *env.list("PORTAL_KNOWN_HOSTS", default=[]),
]

# Files that never leave the agency lie outside the media folder, encrypted (``portal.core.vault``).
PRIVATE_ROOT = env("PORTAL_PRIVATE_ROOT", default=str(BASE_DIR / "var" / "private"))

# In production a web server gives out the pictures; without one, Django may.
PORTAL_SERVES_MEDIA = env.bool("PORTAL_SERVES_MEDIA", default=False)
# Demonstration users exist only where this is true.
PORTAL_DEMO = False

# --- Safety ------------------------------------------------------------------------------------------------

# How many proxies stand before the portal and tell where a request comes from; nobody else is believed.
PORTAL_TRUSTED_PROXIES = env.int("PORTAL_TRUSTED_PROXIES", default=0)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# Wagtail itself allows its previews to be framed by the admin.
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
# What a stranger may send at once: three files as ``portal.core.rewriting`` takes them, and some words.
PORTAL_LARGEST_BODY = 16 * 1024 * 1024
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}
# Wagtail's admin writes inline scripts and styles (wagtail#1288), so only it is relaxed.
ADMIN_CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "object-src": [NONE],
    },
}

AUTHENTICATION_BACKENDS = ["portal.officials.backends.OfficialBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

DEFAULT_FROM_EMAIL = env("PORTAL_FROM_EMAIL", default="portal@localhost")
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("PORTAL_LOG_LEVEL", default="WARNING")},
}
