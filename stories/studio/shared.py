"""What others share with somebody: stories for their group, or for everybody in the project."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Locale, Page

from accounts.audiences import audiences_of, words_of_audiences
from authorship.models import Work
from languages.interface import around
from publishing.digests import is_same_digest, revision_digest
from publishing.models import Release
from publishing.selectors import released_to
from stories.models import StoryPage


@dataclass(frozen=True)
class SharedStory:
    """One story in the list of what is shared with somebody, as it was released."""

    work_id: int
    title: str
    summary: str
    language: str
    names: tuple[str, ...]
    readers: str
    since: datetime


@dataclass(frozen=True)
class SharedVersion:
    """The version of a story that somebody may read, with what was frozen with it."""

    page: StoryPage
    manifest: Any
    readers: str


def _shared_with(user: Any) -> Any:
    """Return the releases of pages that `user` may read and the public may not, newest first."""
    pages = ContentType.objects.get_for_model(Page)
    return released_to(audiences_of(user)).filter(content_type=pages, revision__isnull=False)


def is_anything_shared_with(user: Any) -> bool:
    """Say whether somebody has shared a story with `user`."""
    return _shared_with(user).exists()


def stories_shared_with(user: Any) -> list[SharedStory]:
    """Return what is shared with `user`, newest first. The cost does not grow with the list."""
    releases = list(_shared_with(user).select_related("revision", "manifest"))
    works = Work.objects.filter(page__in=[int(release.object_id) for release in releases])
    by_page = dict(works.values_list("page", "pk"))
    words = words_of_audiences({release.audience for release in releases})
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    return [
        SharedStory(
            work_id=by_page[int(release.object_id)],
            title=str(release.revision.content["title"]),
            summary=str(release.revision.content.get("summary", "")),
            language=languages.get(release.revision.content.get("locale"), "en"),
            names=tuple(credit["name"] for credit in release.manifest.body.get("credits", []) if credit["name"]),
            readers=words[release.audience],
            since=release.created_at,
        )
        for release in releases
        if int(release.object_id) in by_page and not _is_over(release.revision.content.get("expire_at"))
    ]


def _is_over(expire_at: Any) -> bool:
    return bool(expire_at) and str(expire_at) <= timezone.now().isoformat()


def version_for(user: Any, work_id: int) -> SharedVersion | None:
    """Return the version of a story that `user` may read since it is shared with them; None where none is.

    It is a released revision of that same story, word for word, or nothing.
    """
    work = Work.objects.filter(pk=work_id, page__isnull=False).first()
    releases = _shared_with(user).filter(object_id=str(work.page_id)) if work is not None else Release.objects.none()
    release = releases.select_related("revision", "manifest").first()
    if release is None or release.revision is None or _is_over(release.revision.content.get("expire_at")):
        return None
    if not is_same_digest(release.revision_digest, revision_digest(release.revision)):
        return None
    release.manifest.release = release
    page = release.revision.as_object()
    with around(page.locale.language_code):
        # It stands in a sentence of ours on that page.
        readers = words_of_audiences([release.audience])[release.audience]
    return SharedVersion(page, release.manifest, readers)
