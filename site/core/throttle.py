"""Slowing down whoever sends the same form too often, without keeping their address."""

from datetime import date

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

HOUR = 60 * 60


def throttled(request: HttpRequest, what: str, most: int) -> bool:
    """Count this sending and say whether it is more than `most` in an hour.

    Only a hash is kept, with a salt that changes each day, so that it names nobody.
    """
    sender = request.META.get("REMOTE_ADDR", "")
    key = "throttle:" + salted_hmac(f"{what}:{date.today()}", sender).hexdigest()
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > most
    except ValueError:
        return False
