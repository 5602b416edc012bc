"""Changing a story: each function asks rights and locks, and saves a revision in the name of whoever changed it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from accounts.models import Person
from authorship.models import Contributor, Work
from authorship.services import start_work
from authorship.voices import add_person
from consent.typing import say_whose
from core.addresses import free_slug
from publishing.holding import hold
from publishing.our_sentences import UNTITLED, said_in
from stories.models import StoryIndexPage, StoryPage
from stories.studio.drafts import Draft, ids_before_and_after
from stories.studio.errors import NotNow
from stories.studio.parts import Raw, find_part, parts_in, say_the_same

FACTS = ("title", "summary", "place", "told_as", "gathered", "content_notes", "facets", "listing_image")
NOTHING: dict[str, Any] = {"content_notes": [], "listing_image": None}
"""What the page holds where nothing was chosen; elsewhere it is an empty text."""


@dataclass(frozen=True)
class NewTeller:
    """Somebody without an account whose story it is, and how to reach them."""

    name: str
    contact: str


@dataclass(frozen=True)
class SavedPart:
    """A part that was saved. `theirs` is the part that somebody else had changed meanwhile; then both were kept."""

    part_id: str
    theirs: str | None = None
    was_removed: bool = False


@dataclass(frozen=True)
class SavedFacts:
    """Title, summary and so on. `clashes` names the fields in which somebody else's newer words were kept."""

    base: int
    clashes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@transaction.atomic
def start_story(
    *, user: Any, title: str, index: StoryIndexPage, teller: NewTeller | None = None, gathered: str = ""
) -> Work:
    """Start a story of `user` in the language of `index`, or of somebody without an account for whom they type.

    `gathered` is one of StoryPage.Gathered, or empty. Return its work.
    """
    user.person = Person.objects.of(user)
    hold(index)
    index = StoryIndexPage.objects.get(pk=index.pk)
    title = title.strip() or said_in(index.locale.language_code, UNTITLED)
    page = StoryPage(
        title=title,
        slug=free_slug(title, index, otherwise="story"),
        gathered=gathered,
        owner=user,
        locale=index.locale,
        live=False,
    )
    if teller is not None:
        asks = gathered == StoryPage.Gathered.INTERVIEW
        page.first_role = Contributor.Role.INTERVIEWER if asks else Contributor.Role.SUPPORTER
    index.add_child(instance=page)
    revision = page.save_revision(user=user, log_action=True)
    work = start_work(page=page, started_by=user)
    if teller is not None:
        role = Contributor.Role.TELLER
        holder = add_person(work=work, added_by=user, name=teller.name, contact=teller.contact, role=role)
        say_whose(page, before=None, after=revision, by=user, holder=holder)
    return work


@transaction.atomic
def add_part(*, page: Any, user: Any, kind: str, value: Any, whose: Contributor | None = None) -> SavedPart:
    """Add a part at the end, of `whose` it is where that was asked. Raises PermissionDenied or NotNow."""
    draft = Draft(page.pk, user, whose)
    part = _new_part(kind, value)
    draft.parts.append(part)
    draft.save()
    return SavedPart(part["id"])


@transaction.atomic
def save_part(
    *,
    page: Any,
    user: Any,
    kind: str,
    part_id: str,
    base: int | None,
    value: Any,
    whose: Contributor | None = None,
) -> SavedPart:
    """Save a changed part. Where somebody changed or removed it meanwhile, both are kept.

    `base` is the revision that the form was loaded from, `whose` as for a new part. Raises PermissionDenied or NotNow.
    """
    draft = Draft(page.pk, user, whose)
    now, loaded = draft.part(part_id), draft.base_part(base, part_id)
    if now is None:
        if loaded is None or loaded["type"] != kind:
            raise NotNow(_("We could not find that part in this story."))
        return _keep_as_new(draft, kind, value, was_removed=True)
    if now["type"] != kind:
        raise NotNow(_("That part has become something else in the meantime."))
    if say_the_same(now["value"], value):
        draft.say_otherwise_whose(now)
        return SavedPart(part_id)
    if loaded is None or not say_the_same(loaded["value"], now["value"]):
        return _keep_as_new(draft, kind, value, after=part_id)
    draft.forget_list_picture(*ids_before_and_after(now, {"type": kind, "value": value}))
    now["value"] = value
    draft.save()
    return SavedPart(part_id)


def _new_part(kind: str, value: Any) -> Raw:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def _keep_as_new(
    draft: Draft, kind: str, value: Any, *, after: str | None = None, was_removed: bool = False
) -> SavedPart:
    place = draft.place_of(after) if after else None
    part = _new_part(kind, value)
    draft.parts.insert(len(draft.parts) if place is None else place + 1, part)
    draft.save()
    return SavedPart(part["id"], theirs=after, was_removed=was_removed)


@transaction.atomic
def move_part(*, page: Any, user: Any, part_id: str, up: bool) -> None:
    """Move a part one place up or down; at the end of the list it stays. Raises PermissionDenied or NotNow."""
    draft = Draft(page.pk, user)
    place = draft.place_of(part_id)
    if place is None:
        raise NotNow(_("We could not find that part in this story."))
    other = place - 1 if up else place + 1
    if 0 <= other < len(draft.parts):
        draft.parts[place], draft.parts[other] = draft.parts[other], draft.parts[place]
        draft.save()


@transaction.atomic
def remove_part(*, page: Any, user: Any, part_id: str) -> int:
    """Take a part out; return the revision that still has it. Raises PermissionDenied or NotNow."""
    draft = Draft(page.pk, user)
    part = draft.part(part_id)
    if part is None:
        raise NotNow(_("That part is not there any more."))
    draft.parts.remove(part)
    draft.forget_list_picture(*ids_before_and_after(part, None))
    draft.save()
    return draft.revision.pk


def removed_part(page: Any, revision_id: int, part_id: str) -> tuple[int, Raw] | None:
    """Return where a part stood in an older revision of `page`, and the part; None where it cannot come back."""
    revision = Revision.objects.for_instance(page).filter(pk=revision_id).first()
    if revision is None or find_part(parts_in(page.get_latest_revision()), part_id):
        return None
    for place, part in enumerate(parts_in(revision)):
        if part.get("id") == part_id:
            return place, part
    return None


@transaction.atomic
def bring_back_part(*, page: Any, user: Any, revision_id: int, part_id: str) -> None:
    """Put a removed part back where it stood. Raises PermissionDenied or NotNow."""
    draft = Draft(page.pk, user)
    found = removed_part(draft.row, revision_id, part_id)
    if found is None:
        raise NotNow(_("We could not bring that part back. Perhaps it is there already."))
    place, part = found
    draft.parts.insert(min(place, len(draft.parts)), part)
    draft.save()


def facts_in(revision: Any) -> dict[str, Any]:
    """Return the facts that a revision holds."""
    return {name: revision.content.get(name) or ([] if name == "content_notes" else "") for name in FACTS}


@transaction.atomic
def save_facts(
    *, page: Any, user: Any, base: int | None, facts: dict[str, Any], whose: Contributor | None = None
) -> SavedFacts:
    """Save what changed since the form was loaded; where somebody else changed the same, theirs stays.

    `facts` are those that the form has, out of FACTS; the others stay as they are.

    Raises PermissionDenied or NotNow.
    """
    draft = Draft(page.pk, user, whose)
    if "title" in facts:
        facts = facts | {"title": facts["title"].strip() or said_in(page.locale.language_code, UNTITLED)}
    now, loaded = facts_in(draft.revision), draft.base(base)
    before = facts_in(loaded) if loaded is not None else {}
    clashes: dict[str, tuple[Any, Any]] = {}
    changed = False
    for name, mine in facts.items():
        if say_the_same(mine, now[name]) or (before and say_the_same(mine, before[name])):
            continue
        if not before or not say_the_same(before[name], now[name]):
            clashes[name] = (now[name], mine)
            continue
        setattr(draft.story, "listing_image_id" if name == "listing_image" else name, mine or NOTHING.get(name, ""))
        changed = True
    saved = draft.save() if changed else draft.revision
    return SavedFacts(saved.pk, clashes)
