"""What a reader is told of how a page was checked."""

from typing import Any

from publishing.models import Release


def checked_context(page: Any, request: Any, manifest: Any) -> dict[str, Any]:
    """Return `checked_on`, when a moderator approved what is shown; None in a preview and of fixed text in the code."""
    release = None if manifest is None else manifest.release
    if release is None or release.kind != Release.Kind.WORKFLOW:
        return {"checked_on": None}
    return {"checked_on": release.approved_at}
