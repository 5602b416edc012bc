"""Taking one person's words out of a joint work that the others keep.

Whose words are whose stands in the history: a part belongs to everybody who changed it. What the person who leaves
has written or changed goes, also where others changed it too; all older versions go.
"""

import json
import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry, Revision

from publishing.candidates import revisions_of
from publishing.erasing import Subject, blank_records

FACTS = ("title", "summary", "place", "seo_title", "search_description")


def take_words_out(page: Any, subject: Subject) -> None:
    """Leave of `page` a draft without what this person wrote, and nothing older. Does nothing where it is public.

    Where the work stays public without them, only a name and files were theirs to take, and these are gone.
    """
    if page.live or not getattr(page, "voices_hold_the_whole", False):
        return
    revisions = list(revisions_of(page))
    if not revisions:
        return
    theirs = {key for key, _value in changes_by(revisions, {None, subject.user_id})}
    draft = revisions[-1].as_object()
    draft.body = [part for part in draft.body.raw_data if part["id"] not in theirs]
    for name in FACTS:
        if name in theirs:
            setattr(draft, name, _("Untitled story") if name == "title" else "")
    if "title" in theirs:
        draft.slug = f"{slugify(_('Untitled story'))}-{uuid.uuid4().hex[:8]}"
    if draft.listing_image and draft.listing_image.uploaded_by_user_id == subject.user_id:
        draft.listing_image = None
    _forget_history(page)
    _write_row(draft)
    # By nobody in particular: whoever takes it up by name becomes its writer.
    draft.save_revision(clean=False)
    Revision.objects.filter(pk__in=[revision.pk for revision in revisions]).delete()
    Redirect.objects.filter(redirect_page=page).delete()


def changes_by(revisions: Iterable[Revision], users: Collection[int | None]) -> Iterator[tuple[str, Any]]:
    """Yield each part (by its id) and fact (by its name) that these accounts have written or changed, as they left it.

    None among `users` stands for saves by nobody in particular. Revisions come oldest first.
    """
    before: dict[str, Any] = {}
    for revision in revisions:
        now = pieces_of(revision.content)
        if revision.user_id in users:
            yield from ((key, value) for key, value in now.items() if before.get(key) != value)
        before = now


def pieces_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the value of each part by its id, and of each fact by its name, as a revision holds them."""
    body = content.get("body") or "[]"
    parts = json.loads(body) if isinstance(body, str) else body
    return {part["id"]: part["value"] for part in parts} | {name: content.get(name) or "" for name in FACTS}


def _forget_history(page: Any) -> None:
    """Remove what older versions left behind: remarks, labels in the log, frozen names, old addresses."""
    page._workflow_states.all().delete()
    PageLogEntry.objects.filter(page_id=page.pk).update(label="", data={})
    blank_records([str(page.pk)])


def _write_row(draft: Any) -> None:
    """Let the row of a page that is not public say what its only draft says, so that no older word stands in it."""
    draft.live, draft.live_revision = False, None
    draft.draft_title = draft.title
    draft.set_url_path(draft.get_parent())
    # First by itself: a changed address that Wagtail notices becomes a redirect from the old words.
    Page.objects.filter(pk=draft.pk).update(slug=draft.slug, url_path=draft.url_path)
    draft.save(clean=False)
