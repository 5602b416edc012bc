"""Where something has once been public."""

from typing import Any
from urllib.parse import unquote

from publishing.candidates import object_key
from publishing.models import PublicAddress


def remember_addresses(obj: Any) -> None:
    """Note at which path `obj` is public now, so that it can answer 410 there when it is not."""
    path = _path_of(obj)
    if path:
        PublicAddress.objects.update_or_create(
            digest=PublicAddress.digest_of(path), defaults={"path": path[:700], **object_key(obj)}
        )


def was_public_here(obj: Any) -> bool:
    """Say whether anything was ever public at the address that `obj` has now."""
    return PublicAddress.objects.filter(digest=PublicAddress.digest_of(_path_of(obj))).exists()


def _path_of(obj: Any) -> str:
    parts = obj.get_url_parts() if hasattr(obj, "get_url_parts") else None
    # Asked for as Django reads an address: with letters, not with percent signs.
    return unquote(parts[2] or "") if parts else ""


def addresses_of(obj: Any) -> list[str]:
    """Return the paths at which `obj` is or was public."""
    return list(PublicAddress.objects.filter(**object_key(obj)).exclude(path="").values_list("path", flat=True))
