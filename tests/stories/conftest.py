"""A site with people."""

from tests.made_site import house, site  # noqa: F401
