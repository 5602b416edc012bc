"""What nobody may read in public: titles and sentences of drafts, of older versions, of what is hidden."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from publishing.comparing import FREE_FIELDS, LIVE_FIELDS
from publishing.models import Manifest, Release
from publishing.needles import Needles, Words, leaves, readable, sentences_in, words_of_text
from publishing.selectors import released

SHORTEST_TITLE = 8
PUBLIC_NOW = {"release__state": Release.State.VALID, "release__audience": Release.PUBLIC}
NOT_WORDS = (FREE_FIELDS | LIVE_FIELDS) - {"draft_title"} | {"slug"}


def titles_in(content: dict[str, Any]) -> Iterator[Words]:
    """Yield the titles that a revision holds, but for those too short to be told from other words."""
    for name in ("title", "draft_title"):
        title = content.get(name) or ""
        if len(title) >= SHORTEST_TITLE:
            yield words_of_text(title)


def _sentences(content: dict[str, Any]) -> Iterator[Words]:
    yield from sentences_in({name: value for name, value in content.items() if name not in NOT_WORDS})


def _page_revisions() -> Any:
    return Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))


def hidden_words() -> Needles:
    """Return every title and sentence that is in some version of a page, and in nothing that is public."""
    needles, public = Needles(), Revision.objects.filter(pk__in=_public_revisions())
    for revision in _page_revisions().exclude(pk__in=_public_revisions()).iterator():
        owner = f"page {revision.object_id}"
        needles.add(titles_in(revision.content), owner)
        needles.add(_sentences(revision.content), owner)
    for page in Page.objects.filter(depth__gt=1).exclude(pk__in=released(Page.objects.all()).values("pk")):
        needles.add(titles_in({"title": page.title, "draft_title": page.draft_title}), f"page {page.pk}")
    for manifest in Manifest.objects.exclude(**PUBLIC_NOW).select_related("release"):
        needles.add(sentences_in(manifest.body), f"page {manifest.release.object_id}")
    for revision in public.iterator():
        needles.forget(needles.find(_all_of(revision.content)))
    for manifest in Manifest.objects.filter(**PUBLIC_NOW).iterator():
        needles.forget(needles.find(_all_of(manifest.body)))
    return needles


def _public_revisions() -> Any:
    """Return the ids of the revisions that the public reads."""
    return released(Page.objects.filter(alias_of=None)).values("live_revision")


def _all_of(value: Any) -> str:
    return " _ ".join(readable(text) for text in leaves(value))
