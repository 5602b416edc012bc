"""Who may read what was released: everybody, everybody in the project, or the people in one group.

A release keeps this as a short code, and so does the manifest, so that an OK to one audience is none to another.
"""

from collections.abc import Mapping
from typing import Any

PUBLIC = "public"
PROJECT = "project"
GROUP = "group:"
"""What the code of a group begins with; its number follows."""
KEY = "audience"
"""Where a manifest says it, for any audience that was chosen; without it everybody is meant."""


def code_of_group(pk: int) -> str:
    """Return the code of the group with this number."""
    return f"{GROUP}{pk}"


def group_in(code: str) -> int | None:
    """Return the number of the group that a code names, or None where it names none."""
    return int(code.removeprefix(GROUP)) if code.startswith(GROUP) else None


def is_narrower(code: str, than: str) -> bool:
    """Say whether all whom `code` lets read may read under `than` too, and fewer do. Two groups do not compare."""
    return code != than and (than == PUBLIC or (than == PROJECT and code != PUBLIC))


def audience_in(manifest: Mapping[str, Any]) -> str:
    """Return the code of the audience that a manifest names."""
    return str(manifest.get(KEY, PUBLIC))
