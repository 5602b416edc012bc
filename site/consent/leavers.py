"""A work that somebody has left goes out again only without what they gave to it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from authorship.models import Contributor, is_work, work_page
from consent.joint import FACTS, changes_by, pieces_of
from consent.parts import is_theirs
from consent.rights import Reach, reach_of
from files.references import files_of
from publishing.candidates import Candidate, revisions_of

TITLES = {"title": _("the title"), "summary": _("the summary"), "place": _("the place")}


def leavers_of(page: Any) -> list[Contributor]:
    """Return those who took back a work that they held the whole of with others, and so take part no more."""
    left = Contributor.everyone.filter(work__page_id=work_page(page).pk, left_at__isnull=False)
    return [person for person in left.select_related("person") if reach_of(person, page) == Reach.WHOLE]


def leaver_gate(candidate: Candidate) -> Iterator[str]:
    """Nothing that a person wrote, changed or brought is in it once they have taken their part back. Names nobody."""
    if not is_work(candidate.obj):
        return
    leavers = leavers_of(candidate.obj)
    if not leavers:
        return
    if any(person.person.user_id is None and person.makes_it for person in leavers):
        yield _(
            "One of you took their part back, and others typed for them, so we cannot tell what was theirs. "
            "Please start a new story."
        )
        return
    users = {person.person.user_id for person in leavers if person.person.user_id is not None}
    parts, facts = _still_there(candidate, users)
    if parts:
        yield _("One of you took their part back. Please take out what they wrote or changed: %(count)s parts.") % {
            "count": parts
        }
    for name in facts:
        yield _("One of you took their part back, and they wrote %(what)s. Please write it anew.") % {
            "what": TITLES.get(name, name)
        }
    files = files_of(candidate.obj)
    if any(is_theirs(person, file) and _was_here(file, person) for person in leavers for file in files):
        yield _(
            "One of you took their part back. Please take out the pictures and recordings that they brought or are in."
        )


def _was_here(file: Any, person: Contributor) -> bool:
    """Say whether a file is older than somebody's leaving: a newer one cannot be of them."""
    return person.left_at is None or file.created_at <= person.left_at


def _still_there(candidate: Candidate, users: set[int]) -> tuple[int, list[str]]:
    """Return how many parts of theirs it still holds, by id or word for word, and which facts are still theirs."""
    theirs = [(key, value) for key, value in changes_by(revisions_of(candidate.obj), users) if value]
    ids, said = {key for key, _value in theirs}, [value for _key, value in theirs]
    here = pieces_of(candidate.revision.content)
    parts = [key for key, value in here.items() if key not in FACTS and (key in ids or value in said)]
    return len(parts), [name for name in FACTS if here[name] and here[name] in said]
