"""Reading what people agreed to."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from authorship.models import Contributor, Work
from consent.models import ConsentEntry, VoiceDecision
from consent.wording import Use, use_of_showing
from files.models import Image, Media
from files.references import file_key
from publishing.candidates import object_key
from publishing.models import Release

Answers = dict[tuple[int, str], ConsentEntry]
"""The newest entry by person id and use."""


def standing_answers(work: Work) -> Answers:
    """Return what everybody in `work` said last, in one query."""
    return {(entry.person_id, entry.use): entry for entry in ConsentEntry.objects.filter(work=work).order_by("pk")}


def theirs_among(answers: Answers, contributor: Contributor) -> dict[str, ConsentEntry]:
    """Return what one person said last about each use, out of what everybody in a work said."""
    return {use: entry for (person_id, use), entry in answers.items() if person_id == contributor.person_id}


def answers_of(contributor: Contributor) -> dict[str, ConsentEntry]:
    """Return what one person said last about each use of a work."""
    entries = ConsentEntry.objects.filter(work_id=contributor.work_id, person_id=contributor.person_id)
    return {entry.use: entry for entry in entries.order_by("pk")}


def answer_to(use: str, given: Mapping[str, ConsentEntry]) -> ConsentEntry | None:
    """Return what counts as somebody's answer to a use, among what they said last of each; None where nothing does.

    Who lets everybody read it lets fewer people read it too.
    """
    if use == Use.SHARED and use not in given:
        wider = given.get(Use.PUBLIC_PAGE)
        return wider if wider is not None and wider.agreed else None
    return given.get(use)


def is_in_time(entry: ConsentEntry, today: date) -> bool:
    """Say whether a yes still counts on this day."""
    return entry.agreed and (entry.review_on is None or entry.review_on > today)


def needed_uses(
    contributor: Contributor,
    files: Collection[Any],
    *,
    audience: str,
    holds_the_whole: bool,
    is_named: bool,
    translated: bool = False,
) -> Iterable[str]:
    """Yield the uses without which an `audience` cannot read the work of `contributor` with these `files` in it.

    It is the same for a first version, a later one, and what comes back after it was hidden or paused. `is_named` says
    whether that version shows a name of theirs: what they chose since counts from the next one on; `translated`, that
    it is in another language than it was told in.
    """
    yield use_of_showing(audience)
    if translated:
        yield Use.TRANSLATION
    if is_named:
        yield Use.NAME
    theirs = [file for file in files if may_be_of(contributor, file, holds_the_whole=holds_the_whole)]
    if any(isinstance(file, Image) for file in theirs):
        yield Use.PHOTO
    if any(isinstance(file, Media) for file in (files if tells(contributor) else theirs)):
        yield Use.VOICE


def tells(contributor: Contributor) -> bool:
    """Say whether this person tells in it: every recording is then of their voice, whatever else is said."""
    return contributor.role in (Contributor.Role.TELLER, Contributor.Role.CO_AUTHOR)


def may_be_of(contributor: Contributor, file: Any, *, holds_the_whole: bool) -> bool:
    """Say whether a no to being seen or heard reaches this picture or recording: until it is said, it does.

    For whoever is shown, or holds the whole, it is every one in which they have not said that they are not; for
    whoever else makes it, of these the ones that they brought.
    """
    if not isinstance(file, Image | Media) or file_key(file) in contributor.not_in_files:
        return False
    return holds_the_whole or not contributor.makes_it or brought(contributor, file)


def brought(contributor: Contributor, file: Any) -> bool:
    """Say whether this person added the file."""
    user_id = contributor.person.user_id
    return user_id is not None and file.uploaded_by_user_id == user_id


def is_shown_in(contributor: Contributor, file: Any) -> bool:
    """Say whether a picture or recording shows this person, as far as anybody knows: until it is said, it does."""
    return (
        not contributor.makes_it and isinstance(file, Image | Media) and file_key(file) not in contributor.not_in_files
    )


def last_decision(work: Work, *kinds: str) -> VoiceDecision | None:
    """Return the newest decision about `work`, of these kinds where any are given."""
    decisions = VoiceDecision.objects.filter(work=work)
    if kinds:
        decisions = decisions.filter(kind__in=kinds)
    return decisions.order_by("pk").last()


def hidden_release(page: Any) -> Release | None:
    """Return the release of `page` that can be shown again, or None."""
    return Release.objects.filter(**object_key(page), state=Release.State.HIDDEN).last()


def stopped_release(page: Any) -> Release | None:
    """Return the release of `page` that is hidden or paused, or None."""
    stopped = (Release.State.HIDDEN, Release.State.PAUSED)
    return Release.objects.filter(**object_key(page), state__in=stopped).last()


def is_paused(page: Any) -> bool:
    """Say whether `page` is not public since somebody paused it."""
    return Release.objects.filter(**object_key(page), state=Release.State.PAUSED).exists()


def works_all_agree_to(use: str, work_ids: Collection[int], today: date) -> set[int]:
    """Return those of the works in which everybody who has a part in it says yes to a use, as they said last.

    Two queries, for however many works. Whoever left has no part any more.
    """
    parts = Contributor.objects.filter(work__in=work_ids, left_at=None).values_list("work_id", "person_id")
    said = ConsentEntry.objects.filter(work__in=work_ids, use=use).order_by("pk")
    newest = {(entry.work_id, entry.person_id): entry for entry in said}
    people: dict[int, list[int]] = {}
    for work_id, person_id in parts:
        people.setdefault(work_id, []).append(person_id)
    return {
        work_id
        for work_id, persons in people.items()
        if all((entry := newest.get((work_id, person))) and is_in_time(entry, today) for person in persons)
    }


def must_answer(contributor: Contributor) -> bool:
    """Say whether we still have to ask this person, or to ask them again since the time they agreed to is over."""
    return must_be_asked(contributor, answers_of(contributor))


def must_be_asked(contributor: Contributor, given: Mapping[str, ConsentEntry]) -> bool:
    """Say the same, where what they said last about each use has been read already."""
    answer = answer_to(use_of_showing(contributor.work.audience), given)
    return answer is None or (answer.agreed and not is_in_time(answer, timezone.localdate()))


def look_ends(asked_at: datetime) -> datetime:
    """Return until when we wait for somebody who left and was asked then to look at a version without their part."""
    return asked_at + timedelta(days=settings.LEAVER_LOOKS_DAYS)
