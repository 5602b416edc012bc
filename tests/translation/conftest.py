"""Each test here has a site with its people."""

from tests.house_and_people import house, people  # noqa: F401
