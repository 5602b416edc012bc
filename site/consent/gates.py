"""What consent asks at the gate."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import looks_after_files
from authorship.models import Contributor, Work, is_work
from authorship.selectors import contributors_of, is_translation, work_of
from consent.rights import holders_of
from consent.selectors import answer_to, is_in_time, needed_uses, standing_answers, theirs_among
from consent.wording import Use
from files.references import files_of
from publishing.candidates import Candidate

SAID_NO = {
    Use.PUBLIC_PAGE: gettext_lazy("%(name)s does not want it to be public."),
    Use.SHARED: gettext_lazy("%(name)s does not want others to read it."),
    Use.TRANSLATION: gettext_lazy("%(name)s does not want it to be translated."),
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


def lent_gate(candidate: Candidate) -> Iterator[str]:
    """Each picture, recording and document was brought by somebody who takes part, or who looks after the site's files.

    A copy of a work, or a file chosen out of another one, shows nothing of whoever lent it to that one alone.
    """
    if not is_work(candidate.obj):
        return
    # What somebody brought who left is asked about by itself.
    known = set(Contributor.everyone.filter(work=work_of(candidate.obj)).values_list("person__user", flat=True))
    strangers: dict[Any, bool] = {}
    for file in files_of(candidate.obj):
        user = file.uploaded_by_user
        if user is None or user.pk in known:
            continue
        if user.pk not in strangers:
            strangers[user.pk] = not looks_after_files(user)
        if strangers[user.pk]:
            yield _("“%(name)s” was lent by somebody who takes no part in this. Take it out, or ask them along.") % {
                "name": file.title
            }


def what_is_missing(
    work: Work, contributors: Iterable[Contributor], page: Any, files: Collection[Any], named: Collection[int]
) -> Iterator[str]:
    """Say of each of these people what they have not agreed to, of what `page` with these `files` needs.

    `named` are the ids of those who are shown by a name.
    """
    answers, today = standing_answers(work), timezone.localdate()
    holders, translated = holders_of(work, page), is_translation(page)
    for contributor in contributors:
        name = {"name": contributor.person.first_name}
        whole, is_named = contributor.pk in holders, contributor.pk in named
        needed = needed_uses(
            contributor,
            files,
            audience=work.audience,
            holds_the_whole=whole,
            is_named=is_named,
            translated=translated,
        )
        theirs = theirs_among(answers, contributor)
        given = {use: answer_to(use, theirs) for use in needed}
        if None in given.values():
            yield _("%(name)s still needs to say what we may do with it.") % name
            continue
        for use, entry in given.items():
            if entry is not None and not entry.agreed:
                yield SAID_NO[Use(use)] % name
        if any(entry and entry.agreed and not is_in_time(entry, today) for entry in given.values()):
            yield _("The time that %(name)s agreed to is over. Please ask them again.") % name
