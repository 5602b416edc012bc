"""What every test may lean on: an empty cache, the default language, and places of its own for files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def clean_slate() -> Iterator[None]:
    """Leave neither cached answers nor a chosen language to the next test."""
    cache.clear()
    translation.deactivate()
    yield
    cache.clear()
    translation.deactivate()


@pytest.fixture(autouse=True)
def own_file_roots(settings, tmp_path: Path) -> None:
    """Give each test its own empty private and public place for files."""
    settings.PRIVATE_FILES_ROOT = tmp_path / "private"
    settings.PUBLIC_FILES_ROOT = tmp_path / "public"
