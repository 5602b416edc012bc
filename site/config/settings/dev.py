"""One laptop: SQLite and local files, the demo, emails written to a folder."""

from config.env import VAR_DIR_SECRET, env, local_secret
from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES, VAR_DIR

SECRET_KEY = env.str("SECRET_KEY", "") or local_secret(VAR_DIR / VAR_DIR_SECRET)
DEBUG = env.bool("DEBUG", False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
IS_DEMO = True
REQUIRE_SECOND_FACTOR = False
# Nobody saves bytes on the way to their own laptop, and compressing takes most of the first start.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
