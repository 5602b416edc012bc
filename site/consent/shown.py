"""Somebody says themselves in which pictures and recordings they are."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from authorship.models import Contributor
from consent.cascade import held_with_copies
from consent.models import VoiceDecision
from consent.rights import Reach, reach_of
from consent.selectors import answers_of, needed_uses
from consent.services import keep_to_a_no
from files.references import files_of
from publishing.selectors import shown_release, shown_version

Road = VoiceDecision.Road


@transaction.atomic
def say_where_i_am(
    *, contributor: Contributor, not_in_files: Iterable[str], among: Iterable[str], by: Any = None, road: str
) -> None:
    """Note in which files, by their keys, somebody is not, of those `among` which they could see.

    What they could not see stays as it was. Where they are in something public to which they said no, their no
    counts at once: the work is hidden, or their part goes. Raises PermissionDenied for whoever left.
    """
    page = contributor.work.page
    if contributor.left_at or page is None:
        raise PermissionDenied
    seen = set(among)
    others = set(contributor.not_in_files) - seen
    contributor.not_in_files = sorted(others | (set(not_in_files) & seen))
    contributor.save(update_fields=["not_in_files"])
    answers = answers_of(contributor)
    holds_the_whole = reach_of(contributor, page) == Reach.WHOLE
    members, _copies = held_with_copies(page)
    for member in members:
        release, version = shown_release(member), shown_version(member)
        if release is None or version is None:
            continue
        needed = needed_uses(
            contributor,
            files_of(version),
            audience=release.audience,
            holds_the_whole=holds_the_whole,
            is_named=False,
        )
        said_no = {use for use in needed if use in answers and not answers[use].agreed}
        if said_no:
            keep_to_a_no(contributor, said_no, by=by, road=road)
            return
