"""Everywhere that is not a laptop or a test. Starts only where each secret is set."""

from config.env import env, needed
from config.logs import logging_for
from config.settings.base import *  # noqa: F403

SECRET_KEY = needed("SECRET_KEY")
ALLOWED_HOSTS = needed("ALLOWED_HOSTS").split(",")
needed("DATABASE_URL")
SITE_URL = WAGTAILADMIN_BASE_URL = WAGTAILAPI_BASE_URL = needed("SITE_URL")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

LOGGING = logging_for(json_lines=True)

_email = env.dj_email_url("EMAIL_URL", "") if env.str("EMAIL_URL", "") else {}
vars().update(_email)

TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# The admin shows previews of our own pages in a frame, so SAMEORIGIN is right here.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
