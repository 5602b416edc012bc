"""Somebody who is shown in a work says themselves in which pictures and recordings they are."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from authorship.models import Contributor
from consent.cascade import held_family
from consent.models import VoiceDecision
from consent.selectors import answers_of, needed_uses
from consent.services import hide
from files.references import files_of

Road = VoiceDecision.Road


@transaction.atomic
def say_where_i_am(
    *, contributor: Contributor, not_in_files: Iterable[str], among: Iterable[str], by: Any = None, road: str
) -> None:
    """Note in which files, by their keys, somebody who is shown is not, of those `among` which they could see.

    What they could not see stays as it was. Where they are in something public to which they said no, their no
    counts at once: the work is hidden. Raises PermissionDenied for whoever makes it, and whoever left.
    """
    page = contributor.work.page
    if contributor.makes_it or contributor.left_at or page is None:
        raise PermissionDenied
    seen = set(among)
    others = set(contributor.not_in_files) - seen
    contributor.not_in_files = sorted(others | (set(not_in_files) & seen))
    contributor.save(update_fields=["not_in_files"])
    answers = answers_of(contributor)
    for member in [member for member in held_family(page) if member.live]:
        needed = [answers[use] for use in needed_uses(contributor, files_of(member)) if use in answers]
        if any(not answer.agreed for answer in needed):
            hide(contributor=contributor, by=by, road=road)
            return
