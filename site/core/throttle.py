"""Slowing down whoever sends the same form too often, without keeping their address."""

from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


def _sender(request: HttpRequest) -> str:
    """Return the address of whoever sent this, as the outermost proxy that we trust has seen it."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if 0 < settings.TRUSTED_PROXIES <= len(seen):
        return seen[-settings.TRUSTED_PROXIES]
    return request.META.get("REMOTE_ADDR", "")


def throttled(request: HttpRequest, what: str, most: int) -> bool:
    """Count this sending and say whether it is more than `most` in an hour."""
    return throttled_for(_sender(request), what, most)


def throttled_for(whom: str, what: str, most: int) -> bool:
    """Count something done by or to `whom`, an address of any kind, and say whether it is more than `most` in an hour.

    Only a hash is kept, with a salt that changes each day, so that it names nobody. While the cache is away nobody is
    slowed down.
    """
    key = "throttle:" + salted_hmac(f"{what}:{date.today()}", whom).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        count = cache.incr(key)
    except ValueError:
        return False
    # A cache that is away counts nothing; nobody is kept from saying that somebody is not safe.
    return count is not None and count > most
