"""Where files lie: static ones, and the two places for what people send us, private and public while it is released."""

from typing import Any

from config.env import ROOT, buckets, env

VAR_DIR = env.path("VAR_DIR", ROOT / "var")

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STATICFILES_DIRS = [ROOT / "site" / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "files.storage.PrivateFiles"},
    "public": {"BACKEND": "files.storage.PublicFiles"},
    "markers": {"BACKEND": "files.storage.MarkerFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PRIVATE_FILES_ROOT = VAR_DIR / "private"
PUBLIC_FILES_ROOT = VAR_DIR / "public"
# What says, outside of the database, what was taken back: better on another disk than the database.
MARKERS_ROOT = env.path("MARKERS_DIR", VAR_DIR / "markers")
BACKUPS_ROOT = env.path("BACKUPS_DIR", VAR_DIR / "backups")
# What locks a backup: never on a command line, which everybody on the machine can read.
BACKUP_PASSPHRASE = env.str("BACKUP_PASSPHRASE", "")
BACKUP_PASSPHRASE_FILE = env.str("BACKUP_PASSPHRASE_FILE", "")
PUBLIC_FILES_URL = "/media/"
SIGNED_LINK_SECONDS = 300
# Two buckets in place of the two folders.
AWS_STORAGE_BUCKET_NAME, AWS_PUBLIC_BUCKET_NAME = buckets()
AWS_S3_ENDPOINT_URL = env.str("AWS_S3_ENDPOINT_URL", "") or None
AWS_S3_REGION_NAME = env.str("AWS_S3_REGION_NAME", "us-east-1")
AWS_ACCESS_KEY_ID = env.str("AWS_ACCESS_KEY_ID", "")
AWS_SECRET_ACCESS_KEY = env.str("AWS_SECRET_ACCESS_KEY", "")
AWS_LOCATION = ""
if AWS_STORAGE_BUCKET_NAME:
    STORAGES |= {
        "default": {"BACKEND": "files.s3.PrivateBucket", "OPTIONS": {"bucket_name": AWS_STORAGE_BUCKET_NAME}},
        "public": {"BACKEND": "files.s3.PublicBucket", "OPTIONS": {"bucket_name": AWS_PUBLIC_BUCKET_NAME}},
        "markers": {"BACKEND": "files.s3.MarkerBucket", "OPTIONS": {"bucket_name": AWS_STORAGE_BUCKET_NAME}},
    }
# What makes small copies of videos for phones, where it is there; and how long it may take for one.
FFMPEG_PROGRAM = env.str("FFMPEG_PROGRAM", "ffmpeg")
FFMPEG_SECONDS = 60 * 60
# Where it works. Nothing stays here, and no backup holds it.
MAKING_ROOT = VAR_DIR / "making"
# Where an nginx in front hands out files that we name to it: the address of its internal location, such as /_files
X_ACCEL_REDIRECT = env.str("X_ACCEL_REDIRECT", "").rstrip("/")
# Such an nginx is in our group.
FILE_UPLOAD_PERMISSIONS = 0o640 if X_ACCEL_REDIRECT else 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750 if X_ACCEL_REDIRECT else None
