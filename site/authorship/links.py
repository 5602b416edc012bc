"""Where the people of a work find it."""

from django.conf import settings
from django.urls import reverse

from authorship.models import Contributor


def studio_link(contributor: Contributor, screen: str = "work") -> str:
    """Return the address of a studio's `screen` for somebody who takes part; empty where nothing opens to them there.

    Whoever has no account comes by a link of their own, and whoever left comes no more.
    """
    if contributor.person.user_id is None or contributor.left_at is not None:
        return ""
    return f"{settings.SITE_URL}{reverse(f'studio:{screen}', args=[contributor.work_id])}"
