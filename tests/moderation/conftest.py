"""The starting pages of a site, and people around a public story."""

from tests.made_site import house, site  # noqa: F401
from tests.moderation.paused import page, people, told  # noqa: F401
