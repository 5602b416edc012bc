"""The newest draft of a story, held while it is changed. Rights and locks are asked here, for every change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page, Revision

from authorship.models import Contributor
from authorship.selectors import makes
from consent.leavers import named_after, said_by_leavers
from consent.typing import say_otherwise, say_whose
from consent.whose import keys_of
from core.addresses import free_slug
from publishing.addresses import was_public_here
from publishing.digests import digest
from publishing.holding import hold
from stories.models import StoryPage
from stories.studio.errors import NotNow
from stories.studio.parts import Raw, find_part, parts_in, picture_ids


def why_closed(page: Any, user: Any) -> str:
    """Return why nobody may change `page` just now, as a sentence; empty where they may."""
    if page.workflow_in_progress:
        return _("It has been sent in, so nobody changes it just now. You can get it back first.")
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        return _("Somebody has locked this for now. Please ask your trainer.")
    return ""


class Draft:
    """A story's newest draft. Make one inside a transaction: others wait until it is over.

    `whose` is the part of whoever holds what is about to be written; None where that was not asked.
    """

    def __init__(self, page_id: int, user: Any, whose: Contributor | None = None) -> None:
        # Only the page's own row is held, as for every other decision about it.
        hold(Page(pk=page_id))
        self.row = StoryPage.objects.get(pk=page_id)
        if not makes(user, self.row):
            raise PermissionDenied
        sentence = why_closed(self.row, user)
        if sentence:
            raise NotNow(sentence)
        self.user, self.whose = user, whose
        self.revision: Revision = self.row.get_latest_revision()
        self.story: StoryPage = self.row.get_latest_revision_as_object()
        self.parts: list[Raw] = [dict(part) for part in self.story.body.get_prep_value()]

    def part(self, part_id: str) -> Raw | None:
        """Return the part with this id as it is now, or None."""
        return find_part(self.parts, part_id)

    def place_of(self, part_id: str) -> int | None:
        """Return where this part stands, counted from 0, or None."""
        return next((place for place, part in enumerate(self.parts) if part.get("id") == part_id), None)

    def base(self, revision_id: int | None) -> Revision | None:
        """Return the revision of this same story that a form was loaded from, or None."""
        if revision_id is None:
            return None
        return Revision.objects.for_instance(self.row).filter(pk=revision_id).first()

    def base_part(self, revision_id: int | None, part_id: str) -> Raw | None:
        """Return a part as a form was loaded with it, or None."""
        base = self.base(revision_id)
        return find_part(parts_in(base), part_id) if base is not None else None

    def forget_list_picture(self, old: list[int], new: list[int]) -> None:
        """Let the picture in lists follow the part it came from: to its next version, or away."""
        if self.story.listing_image_id in old and self.story.listing_image_id not in new:
            place = old.index(self.story.listing_image_id)
            self.story.listing_image_id = new[place] if place < len(new) else None

    def save(self) -> Revision:
        """Save as a new revision, and return it."""
        self.story.body = StreamValue(self.story.body.stream_block, self.parts, is_lazy=True)
        by_leavers = said_by_leavers(self.story)
        renamed = self._needs_another_address(by_leavers)
        if renamed:
            self.story.slug = self._free_address(self.story)
        revision = self.story.save_revision(user=self.user, log_action=True)
        if self.whose is not None:
            say_whose(self.row, before=self.revision, after=revision, by=self.user, holder=self.whose)
        if renamed and not self.row.live:
            self._rename_rows(by_leavers)
        return revision

    def say_otherwise_whose(self, part: Raw) -> None:
        """Let whoever wrote a part say anew whose it is, where that was asked."""
        if self.whose is not None:
            say_otherwise(self.row, keys=set(keys_of(part)), by=self.user, holder=self.whose)

    def _needs_another_address(self, by_leavers: set[str]) -> bool:
        """Until anything was public at it, it follows the title; later only where somebody who left had made it."""
        if named_after(self.story, by_leavers):
            return digest(self.story.title) not in by_leavers
        return self.story.title != self.row.title and not was_public_here(self.row)

    def _free_address(self, place: Any) -> str:
        parent = place.get_parent()
        # Two stories that are renamed at once wait for each other, so that no address is given twice.
        hold(parent)
        return free_slug(self.story.title, parent, otherwise="story", besides=place.pk)

    def _rename_rows(self, by_leavers: set[str]) -> None:
        """Until it is public its row follows the draft, so that its address is taken for others; its aliases too."""
        row = StoryPage.objects.get(pk=self.row.pk)
        row.title, row.slug = self.story.title, self.story.slug
        row.save()
        for alias in named_after(row, by_leavers):
            alias.slug = self._free_address(alias)
            alias.save()


def ids_before_and_after(before: Raw | None, after: Raw | None) -> tuple[list[int], list[int]]:
    """Return the pictures of a part before and after a change."""
    return (picture_ids(before) if before else [], picture_ids(after) if after else [])
