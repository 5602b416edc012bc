"""A site with its starting pages, and a browser."""

import pytest
from home.setting_up import make_site


@pytest.fixture
def site(db):
    """The starting pages."""
    return make_site()
