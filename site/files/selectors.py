"""Pictures for lists of pages."""

from collections.abc import Iterable
from typing import Any

from files.pictures import PublicFiles
from publishing.models import Manifest, Release


def with_cards(pages: Iterable[Any], picture_field: str) -> list[Any]:
    """Return the pages as a list, each with its released `card_picture` (or None) and `card_credits` (names).

    Two queries, however many pages there are.
    """
    pages = list(pages)
    manifests = list(
        Manifest.objects.select_related("release").filter(
            release__revision_id__in=[page.live_revision_id for page in pages],
            release__state=Release.State.VALID,
        )
    )
    files = PublicFiles(manifests)
    by_revision = {manifest.release.revision_id: manifest for manifest in manifests}
    for page in pages:
        manifest = by_revision.get(page.live_revision_id)
        image_id = getattr(page, picture_field)
        picture = files.picture(manifest.release_id, f"image:{image_id}") if manifest and image_id else None
        page.card_picture = None if picture is None or picture.is_gap else picture
        credits = manifest.body.get("credits", []) if manifest else []
        page.card_credits = [credit["name"] for credit in credits if credit["name"]]
    return pages
