"""Writing the parts of a module or session that one was given."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from authorship.giving import given_to
from authorship.models import Work
from authorship.selectors import makes
from publishing.holding import hold
from stories.studio.drafts import why_closed
from stories.studio.errors import NotNow
from stories.studio.plain_parts import PlainPart, plain_part, plain_parts_of, words_alone, write_plain_part


@dataclass(frozen=True)
class Given:
    """A part that somebody was given, in one of the pages of a work."""

    page: Page
    part: PlainPart


def given_parts(user: Any, work: Work, pages: list[Page]) -> list[Given]:
    """Return what this account was given to write, in the order in which it stands; what is not there is left out.

    The cost does not grow with the pages, each of which has its newest version at hand.
    """
    places = given_to(user, work)
    here = {page.pk: page for page in pages if page.pk in {page_id for page_id, _place in places}}
    found: list[Given] = []
    for pk, page in here.items():
        parts = plain_parts_of(words_alone(page.latest_revision.content, page.specific_class))
        found += [Given(page, part) for part in parts if (pk, part.place) in places]
    return found


def newest(page: Any) -> Any:
    """Return a page in memory as its newest draft has it."""
    return page.get_latest_revision_as_object()


@transaction.atomic
def save_given(
    *, work: Work, page: Any, user: Any, place: str, base: int | None, values: dict[str, Any]
) -> PlainPart | None:
    """Save a part that `user` was given.

    `base` is the revision that the form was loaded from. Where somebody else changed the part since, nothing is saved
    and the part as they left it is returned. Raises PermissionDenied or NotNow.
    """
    hold(Page(pk=page.pk))
    row = type(page).objects.get(pk=page.pk)
    if not makes(user, row) or (row.pk, place) not in given_to(user, work):
        raise PermissionDenied
    closed = why_closed(row, user)
    if closed:
        raise NotNow(closed)
    draft = newest(row)
    now = plain_part(draft, place)
    if now is None:
        raise NotNow(_("That part is not there any more."))
    if all(now.values[name] == value for name, value in values.items()):
        return None
    loaded = _as_loaded(row, base, place)
    if loaded is None or loaded.values != now.values:
        return now
    write_plain_part(draft, place, values)
    draft.save_revision(user=user, log_action=True)
    return None


def _as_loaded(page: Any, base: int | None, place: str) -> PlainPart | None:
    revision = Revision.objects.for_instance(page).filter(pk=base or 0).first()
    return plain_part(revision.as_object(), place) if revision is not None else None
