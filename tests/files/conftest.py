"""Each test here has a site with its people; some run once for each kind of store."""

from typing import Any

import pytest

from tests.house_and_people import house, people  # noqa: F401
from tests.seaweed import storages
from tests.stores import needs_s3

ON_DISK = {
    "default": {"BACKEND": "files.storage.PrivateFiles"},
    "public": {"BACKEND": "files.storage.PublicFiles"},
    "markers": {"BACKEND": "files.storage.MarkerFiles"},
}


@pytest.fixture(params=["disk", pytest.param("buckets", marks=needs_s3)])
def store(request: Any, settings: Any) -> str:
    """Keep files in folders, then in buckets; return which."""
    settings.STORAGES = storages() if request.param == "buckets" else settings.STORAGES | ON_DISK
    return request.param
