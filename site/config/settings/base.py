"""Settings that every place shares. Places differ only by environment and by the three modules beside this one."""

from typing import Any

import dj_database_url

from config.env import ROOT, env
from config.logs import LOGGING  # noqa: F401
from config.settings.files import *  # noqa: F403
from config.settings.files import VAR_DIR
from config.settings.languages import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.sign_in import *  # noqa: F403
from config.settings.uploads import *  # noqa: F403

BASE_DIR = ROOT

DEBUG = False
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
IS_DEMO = False
# How many proxies of ours stand in front; 0 where people reach the server itself.
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
REQUIRE_SECOND_FACTOR = True

INSTALLED_APPS = [
    "publishing",
    "core",
    "accounts",
    "files",
    "languages",
    "authorship",
    "consent",
    "stories",
    "learning",
    "home",
    "demo",
    "backups",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "accounts.apps.AccountsInTheAdmin",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.api.v2",
    "wagtailmedia",
    "wagtail",
    "moderation",
    "translation",
    "modelcluster",
    "taggit",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "core.request_names.RequestNameMiddleware",
    "publishing.closing.ClosedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.middleware.NoNulMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "languages.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.SignedOutMiddleware",
    "accounts.shared_phone.SharedPhoneMiddleware",
    "accounts.middleware.AdminDoorMiddleware",
    "accounts.middleware.KeptWordsMiddleware",
    "publishing.middleware.GateAnswersMiddleware",
    "files.middleware.StoreAnswersMiddleware",
    "authorship.middleware.DraftReadingMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["languages.templatetags.languages"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "languages.context_processors.direction",
                "core.context_processors.site_wide",
                "accounts.shared_phone.on_this_phone",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.str("DATABASE_URL", "") or f"sqlite:///{VAR_DIR / 'told-together.sqlite3'}",
        conn_max_age=60,
        # A database that was restarted is found again by the first request, and nobody sees an error for it.
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # With SQLite's defaults more than half of all saves made at the same moment are lost.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    # To compile a list takes PostgreSQL longer than to read it. Words are alike where half of their letters are.
    _options = "-c jit=off -c pg_trgm.word_similarity_threshold=0.5"
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", _options)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_cache_url = env.str("CACHE_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": _cache_url,
        # Nothing is kept in it that the site could not do without: while it is away, everything is asked anew.
        "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 2, "SOCKET_TIMEOUT": 2},
    }
    if _cache_url
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}
# What takes minutes has a queue and a worker of its own, so that nobody's email waits for it.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "videos"]}}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "emails"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Told Together <hello@example.org>")

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        # The stock 0.7 refuses plain words in a row, which we advise, for sharing letters with an address.
        "OPTIONS": {"max_similarity": 0.9},
    },
]

# How long a yes holds before we ask again
CONSENT_REVIEW_MONTHS = 24
# How long we wait for somebody who left to look at a version without their part, before a moderator answers instead
LEAVER_LOOKS_DAYS = 7
# So many stories a public filter shows at least, so that nobody can be picked out. A real site has five or more.
SMALLEST_GROUP_SHOWN = env.int("SMALLEST_GROUP_SHOWN", 5)
# Where *Leave this page now* leads: a page that anybody might have open.
LEAVE_PAGE_TO = env.str("LEAVE_PAGE_TO", "https://www.bbc.co.uk/weather")

# Time and words
USE_TZ = True
TIME_ZONE = "Europe/London"
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]


# Wagtail
WAGTAIL_SITE_NAME = "Told Together"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Where an old address leads on to is said in publishing/old_addresses.py.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "publishing.finish.release_and_go_live"
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
# A machine of one's own that translates first (LibreTranslate); empty: none. docs/languages.md says what it may read.
_libretranslate = env.str("LIBRETRANSLATE_URL", "")
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = (
    {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {"LIBRETRANSLATE_URL": _libretranslate, "API_KEY": env.str("LIBRETRANSLATE_KEY", "")},
    }
    if _libretranslate
    else None
)
WAGTAILIMAGES_IMAGE_MODEL = "files.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "files.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "files.Document"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "files.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILMEDIA = {
    "MEDIA_MODEL": "files.Media",
    "MEDIA_FORM_BASE": "files.forms.MediaForm",
    "AUDIO_EXTENSIONS": ["m4a", "mp3", "ogg", "opus", "webm"],
    "VIDEO_EXTENSIONS": ["mp4", "mov", "webm", "m4v"],
}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "languages.searching"}}
WAGTAILAPI_LIMIT_MAX = 50
WAGTAILAPI_BASE_URL = SITE_URL

# Within so many working days a moderator has read what was sent in; after that we say that we are late.
CHECKING_WORKING_DAYS = env.int("CHECKING_WORKING_DAYS", 5)
# Within so many days somebody else answers whoever does not agree that their work is paused.
APPEAL_DAYS = env.int("APPEAL_DAYS", 14)

SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
