"""Where something has once been public."""

from typing import Any
from urllib.parse import unquote

from publishing.candidates import object_key
from publishing.models import PublicAddress


def remember_addresses(obj: Any) -> None:
    """Note at which path `obj` is public now, so that it can answer 410 there when it is not."""
    parts = obj.get_url_parts() if hasattr(obj, "get_url_parts") else None
    if parts and parts[2]:
        # Asked for as Django reads an address: with letters, not with percent signs.
        path = unquote(parts[2])
        PublicAddress.objects.update_or_create(
            digest=PublicAddress.digest_of(path), defaults={"path": path[:700], **object_key(obj)}
        )


def addresses_of(obj: Any) -> list[str]:
    """Return the paths at which `obj` is or was public."""
    return list(PublicAddress.objects.filter(**object_key(obj)).exclude(path="").values_list("path", flat=True))
