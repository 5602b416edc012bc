"""A work that somebody has left goes out again only without what they gave to it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorship.models import Contributor, is_training, is_work, work_page
from consent.parts import is_theirs
from consent.rights import Reach, reach_of
from consent.whose import changes_by, facts_of, fingerprints
from consent.words import taken_words_in
from files.references import files_of
from publishing.candidates import Candidate

TITLES = {"title": _("the title"), "summary": _("the summary"), "place": _("the place")}


def leavers_of(page: Any) -> list[Contributor]:
    """Return those who took back a work that they held the whole of with others, and so take part no more."""
    return [person for person in _everybody_who_left(page) if reach_of(person, page) == Reach.WHOLE]


def _everybody_who_left(page: Any) -> list[Contributor]:
    left = Contributor.everyone.filter(work__page_id=work_page(page).pk, left_at__isnull=False)
    return list(left.select_related("person"))


def leaver_gate(candidate: Candidate) -> Iterator[str]:
    """Nothing that a person wrote, changed or brought is in it once they have taken their part back. Names nobody."""
    if not is_work(candidate.obj):
        return
    left = _everybody_who_left(candidate.obj)
    if any(person.person.user_id is None and person.makes_it for person in left if _holds_the_whole(person, candidate)):
        yield _(
            "One of you took their part back, and others typed for them, so we cannot tell what was theirs. "
            "Please start a new story."
        )
        return
    if is_training(candidate.obj):
        parts, facts = taken_words_in(candidate.revision.content, type(candidate.obj), left)
    else:
        tellers = [person.person.user_id for person in left if _holds_the_whole(person, candidate)]
        parts, facts = _still_there(candidate, {user_id for user_id in tellers if user_id is not None})
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
    files = files_of(candidate.obj) if left else []
    if any(is_theirs(person, file) and _was_here(file, person) for person in left for file in files):
        yield _(
            "One of you took their part back. Please take out the pictures and recordings that they brought or are in."
        )


def _holds_the_whole(person: Contributor, candidate: Candidate) -> bool:
    return reach_of(person, candidate.obj) == Reach.WHOLE


def _was_here(file: Any, person: Contributor) -> bool:
    """Say whether a file is older than somebody's leaving: a newer one cannot be of them."""
    return person.left_at is None or file.created_at <= person.left_at


def _still_there(candidate: Candidate, users: set[int]) -> tuple[list[str], list[str]]:
    """Return which parts of theirs it still holds, by id or word for word, and which facts are still theirs."""
    if not users:
        return [], []
    theirs = set(changes_by(candidate.obj, users))
    ids, said = {key for key, _sha256 in theirs}, {sha256 for _key, sha256 in theirs}
    model = type(candidate.obj)
    here, facts = dict(fingerprints(candidate.revision.content, model)), facts_of(model)
    parts = [key for key, sha256 in here.items() if key not in facts and (key in ids or sha256 in said)]
    return parts, [name for name in facts if here.get(name) in said]
