"""What consent asks at the gate."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorship.models import Contributor, Work, is_work
from authorship.selectors import contributors_of, work_of
from consent.rights import holders_of
from consent.selectors import is_in_time, needed_uses, standing_answers
from consent.wording import Use
from files.references import files_of
from publishing.candidates import Candidate

SAID_NO = {
    Use.PUBLIC_PAGE: gettext_lazy("%(name)s does not want it to be public."),
    Use.NAME: gettext_lazy("%(name)s does not want a name to be shown. Ask them to choose “no name”."),
    Use.PHOTO: gettext_lazy(
        "%(name)s does not want to be seen in pictures. Take them out, or ask %(name)s to say in which they are not."
    ),
    Use.VOICE: gettext_lazy("%(name)s does not want to be heard or seen. Take the recordings out, or ask once more."),
}


def consent_gate(candidate: Candidate) -> Iterator[str]:
    """Everybody who takes part has agreed to be public in this way, and the time they agreed to is not over."""
    if not is_work(candidate.obj):
        return
    work = work_of(candidate.obj)
    if work is None:
        return
    contributors = contributors_of(candidate.obj)
    named = {contributor.pk for contributor in contributors if contributor.shown_name}
    yield from what_is_missing(work, contributors, candidate.obj, files_of(candidate.obj), named)


def what_is_missing(
    work: Work, contributors: Iterable[Contributor], page: Any, files: Collection[Any], named: Collection[int]
) -> Iterator[str]:
    """Say of each of these people what they have not agreed to, of what `page` with these `files` needs.

    `named` are the ids of those who are shown by a name.
    """
    answers, today = standing_answers(work), timezone.localdate()
    holders = holders_of(work, page)
    for contributor in contributors:
        name = {"name": contributor.person.first_name}
        whole, is_named = contributor.pk in holders, contributor.pk in named
        needed = needed_uses(contributor, files, holds_the_whole=whole, is_named=is_named)
        given = {use: answers.get((contributor.person_id, use)) for use in needed}
        if None in given.values():
            yield _("%(name)s still needs to say what we may do with it.") % name
            continue
        for use, entry in given.items():
            if entry is not None and not entry.agreed:
                yield SAID_NO[Use(use)] % name
        if any(entry and entry.agreed and not is_in_time(entry, today) for entry in given.values()):
            yield _("The time that %(name)s agreed to is over. Please ask them again.") % name
