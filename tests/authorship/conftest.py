"""The same site and people as in the studio's tests."""

from tests.studio.conftest import house, mo, rita, sam, site, tess, visit

__all__ = ["house", "mo", "rita", "sam", "site", "tess", "visit"]
