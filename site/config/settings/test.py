"""Tests: quick passwords, plain static files, mail and files that nobody else sees."""

import os
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, DATABASES, INSTALLED_APPS, STORAGES, TASKS

SECRET_KEY = "only-for-tests"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.testapp"]
ALLOWED_HOSTS = ["*"]
REQUIRE_SECOND_FACTOR = False
IS_DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR_DIR = Path(tempfile.mkdtemp(prefix="told-together-"))
# What `make run` has collected is nothing that a test may lean on, and each browser of a test would look through it.
STATIC_ROOT = VAR_DIR / "static"
PRIVATE_FILES_ROOT = VAR_DIR / "private"
PUBLIC_FILES_ROOT = VAR_DIR / "public"
MARKERS_ROOT = VAR_DIR / "markers"
BACKUPS_ROOT = VAR_DIR / "backups"
MAKING_ROOT = VAR_DIR / "making"
# An S3-compatible store where the environment names one (see .ci/with-s3); each test begins its names differently.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
if os.environ.get("CACHE_URL"):
    # A Redis (see .ci/with-redis): each process that runs tests has a database of its own in it.
    CACHES["default"]["LOCATION"] += os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {**TASKS["default"], "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# Only the tests of it wait for it.
FFMPEG_PROGRAM = ""
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, since a browser test and the server it looks at are two threads.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
