"""The settings of a process of its own that works on the database and the folders of a test."""

import os
from pathlib import Path

from config.settings.test import *  # noqa: F403
from config.settings.test import TASKS

VAR_DIR = Path(os.environ["VAR_DIR"])
PRIVATE_FILES_ROOT = VAR_DIR / "private"
PUBLIC_FILES_ROOT = VAR_DIR / "public"
MARKERS_ROOT = VAR_DIR / "markers"
BACKUPS_ROOT = VAR_DIR / "backups"
MAKING_ROOT = VAR_DIR / "making"
FFMPEG_PROGRAM = os.environ.get("FFMPEG_PROGRAM", "")
if os.environ.get("FOR_A_WORKER"):
    TASKS = {"default": {**TASKS["default"], "BACKEND": "django_tasks_db.DatabaseBackend"}}
AWS_LOCATION = os.environ["BEGINNING_OF_NAMES"]
# One file for each time that emails are sent, which the test can count.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "emails"
