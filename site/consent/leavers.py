"""A work that somebody has left goes out again only without what they gave to it."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from authorship.models import Contributor, is_training, is_work
from authorship.selectors import work_of
from consent.copies import gone_from_originals, lent_words_in
from consent.parts import files_given_by, is_theirs
from consent.rights import Reach, reach_of
from consent.whose import ADDRESS, Piece, changes_in, facts_of, fingerprints, pieces_of_nobody_known, pieces_of_people
from consent.words import taken_words_in
from core.listing import listed
from files.references import file_key, files_of
from publishing.candidates import Candidate
from publishing.digests import digest

TITLES = {
    "title": gettext_lazy("the title"),
    "summary": gettext_lazy("the summary"),
    "place": gettext_lazy("the place"),
}


def leavers_of(page: Any) -> list[Contributor]:
    """Return those who took back a work that they held the whole of with others, and so take part no more."""
    return [person for person in _everybody_who_left(page) if _holds_the_whole(person, page)]


def _everybody_who_left(page: Any) -> list[Contributor]:
    left = Contributor.everyone.filter(work=work_of(page), left_at__isnull=False)
    return list(left.select_related("person"))


def leaver_gate(candidate: Candidate) -> Iterator[str]:
    """Nothing that a person wrote, changed or brought is in it once they have taken their part back. Names nobody."""
    if not is_work(candidate.obj):
        return
    left = _everybody_who_left(candidate.obj)
    theirs = _pieces_of_tellers(candidate.obj, left)
    if is_training(candidate.obj):
        parts, facts = taken_words_in(candidate.revision.content, candidate.obj, left)
        lent = lent_words_in(candidate.revision.content, candidate.obj)
        if lent:
            yield _(
                "Somebody took words back from what this was made from. Please take them out here, or write them anew: "
                "%(places)s."
            ) % {"places": listed(lent)}
    else:
        parts, facts = _still_there(candidate, theirs)
    if (parts or facts) and any(_was_typed_for(person, candidate.obj) for person in left):
        yield _(
            "One of you took their part back, and others typed for them. Where nobody said whose a part is, it may be "
            "theirs."
        )
    if parts:
        yield ngettext(
            "One of you took their part back. Please take out what they wrote or changed: %(count)s part.",
            "One of you took their part back. Please take out what they wrote or changed: %(count)s parts.",
            len(parts),
        ) % {"count": len(parts)}
    for name in facts:
        yield _("One of you took their part back, and they wrote %(what)s. Please write it anew.") % {
            "what": TITLES.get(name) or candidate.obj._meta.get_field(name).verbose_name
        }
    if named_after(candidate.obj, _fingerprints_of(theirs)):
        yield _(
            "One of you took their part back, and its address comes from words of theirs. "
            "Please give it a new title or a new address."
        )
    files = files_of(candidate.obj) if left else []
    if any(is_theirs(person, file) and _was_here(file, person) for person in left for file in files):
        yield _(
            "One of you took their part back. Please take out the pictures and recordings that they brought or are in."
        )
    gone = gone_from_originals(candidate.obj)
    taken = set().union(*(files_given_by(person) for person in gone))
    if taken and any(file_key(file) in taken for file in files_of(candidate.obj)):
        yield _(
            "Somebody took their part back from what this was made from. Please take out the pictures and recordings "
            "that they brought or are in."
        )


def said_by_leavers(page: Any) -> set[str]:
    """Return the fingerprints of what its tellers who left wrote or changed in a story, addresses among them."""
    return _fingerprints_of(_pieces_of_tellers(page, _everybody_who_left(page)))


def named_after(page: Any, said: set[str]) -> list[Any]:
    """Return the story and each alias of it, as far as its address is made of what was `said`, told by fingerprints.

    An alias that is not named as the story is was named by nobody in particular, and so by everybody.
    """
    if not said:
        return []
    own = _names(page.slug)
    places = [(place, _names(place.slug)) for place in (page, *page.aliases.all())]
    return [place for place, names in places if not names & own or {digest(name) for name in names} & said]


def _names(slug: str) -> set[str]:
    """Return an address and the one that it was numbered after."""
    return {slug, re.sub(r"-\d+$", "", slug)}


def _holds_the_whole(person: Contributor, page: Any) -> bool:
    return reach_of(person, page) == Reach.WHOLE


def _was_here(file: Any, person: Contributor) -> bool:
    """Say whether a file is older than somebody's leaving: a newer one cannot be of them."""
    return person.left_at is None or file.created_at <= person.left_at


def _pieces_of_tellers(page: Any, left: Iterable[Contributor]) -> set[Piece]:
    """Return what those of `left` who held the whole of a story wrote or changed in it; of training nothing."""
    if is_training(page):
        return set()
    return pieces_held_by(page, [person for person in left if _holds_the_whole(person, page)])


def pieces_held_by(page: Any, people: Collection[Contributor]) -> set[Piece]:
    """Return what these people wrote or changed in a page, or others typed for them.

    Somebody without an account, who holds the whole, typed nothing themselves: all of which nobody has said whose it
    is counts as theirs.
    """
    if not people:
        return set()
    # The whole history is read for it, so it is read once.
    changes = list(changes_in(page))
    found = set(pieces_of_people(changes, people))
    if any(_was_typed_for(person, page) for person in people):
        found |= set(pieces_of_nobody_known(changes))
    return found


def _was_typed_for(person: Contributor, page: Any) -> bool:
    return person.person.user_id is None and person.makes_it and _holds_the_whole(person, page)


def _fingerprints_of(pieces: Iterable[Piece]) -> set[str]:
    return {sha256 for _key, sha256 in pieces}


def _still_there(candidate: Candidate, theirs: set[Piece]) -> tuple[list[str], list[str]]:
    """Return which parts of `theirs` it still holds, by id or word for word, and which facts are still theirs."""
    ids, said = {key for key, _sha256 in theirs}, _fingerprints_of(theirs)
    model = type(candidate.obj)
    here, facts = dict(fingerprints(candidate.revision.content, model)), facts_of(model)
    beside = {*facts, ADDRESS}
    parts = [key for key, sha256 in here.items() if key not in beside and (key in ids or sha256 in said)]
    return parts, [name for name in facts if here.get(name) in said]
