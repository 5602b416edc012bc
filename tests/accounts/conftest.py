"""The starting pages of a site."""

from tests.made_site import house, site  # noqa: F401
