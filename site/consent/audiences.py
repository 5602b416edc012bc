"""Choosing who reads a work: fewer people at once, more people only with new OKs, through the gate."""

from enum import Enum, auto
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.audiences import audience_words, audiences_of
from authorship.audiences import chosen_audience
from authorship.models import Contributor, Work
from authorship.selectors import is_translation
from consent import emails
from consent.cascade import held_family
from consent.rights import Reach, reach_of
from consent.selectors import answer_to, is_in_time, standing_answers, theirs_among
from consent.services import hide
from consent.wording import use_of_showing
from publishing.audiences import PROJECT, PUBLIC, group_in, is_narrower
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.selectors import valid_release
from publishing.services import narrow, take_down

KINDS = {
    "audience_chosen": gettext_lazy("who should read it was chosen; nothing is shown to more people yet"),
    "narrowed": gettext_lazy("shown to fewer people from now on"),
}


class Choice(Enum):
    """What came of choosing an audience."""

    SAME = auto()
    NARROWED = auto()
    """It was shown to more people, and fewer can read it now."""
    HIDDEN = auto()
    """The same, but somebody in it does not want those fewer to read it: so nobody can."""
    WISHED = auto()
    """It counts from the next time that it is sent in and everybody says yes."""


def audiences_for(user: Any, work: Work) -> list[str]:
    """Return the codes among which `user` may choose for `work`, fewest readers first, with what stands now."""
    mine = audiences_of(user) - {PROJECT}
    if group_in(work.audience) is not None:
        mine.add(work.audience)
    return [*sorted(mine, key=audience_words), PROJECT, PUBLIC]


@transaction.atomic
def choose_audience(*, contributor: Contributor, audience: str, by: Any) -> Choice:
    """Let one of its makers say who should read a story, in every language of it.

    Where fewer people should than can read it now, that is done at once, by whoever may hide it; it is hidden where
    somebody said no to those fewer. Otherwise it is shown to nobody new: it has to be sent in, and each has to say yes
    anew. Raises PermissionDenied, or PublishBlocked while it is being checked.
    """
    page: Any = contributor.work.page.specific if contributor.work.page else None
    if page is None or contributor.left_at or not contributor.makes_it or not may_be_shared(page):
        raise PermissionDenied
    members = held_family(page)
    work = Work.objects.select_for_update().get(pk=contributor.work_id)
    shown = {member.pk: valid_release(member) for member in members}
    if audience not in audiences_for(by, work):
        raise PermissionDenied
    wider = [member for member in members if _is_wider(shown[member.pk], audience)]
    if audience == work.audience and not wider:
        return Choice.SAME
    if wider and reach_of(contributor, page) != Reach.WHOLE:
        raise PermissionDenied
    if not wider and any(member.workflow_in_progress for member in members):
        raise PublishBlocked([_("It is being checked just now, for the people you chose before. Get it back first.")])
    all_agree = not wider or not _somebody_says_no(work, audience)
    chosen = log_decision("narrowed" if wider and all_agree else "audience_chosen", work, by=by, detail=audience)
    _choose(work, audience, chosen.pk, shown[page.pk])
    if not all_agree:
        hide(contributor=contributor, by=by)
        return Choice.HIDDEN
    for member in wider:
        if is_translation(member):
            # A group reads it in the language it was told in: its other languages wait, hidden, until everybody may.
            take_down(member, by=by)
        else:
            narrow(member, chosen=chosen_audience(work), by=by)
    if wider:
        others = Contributor.objects.filter(work=work).exclude(pk=contributor.pk)
        emails.tell_narrowed(others.select_related("person__user"))
    return Choice.NARROWED if wider else Choice.WISHED


def _is_wider(release: Release | None, audience: str) -> bool:
    """Say whether more people than this audience can read what was released."""
    return release is not None and is_narrower(audience, than=release.audience)


def _somebody_says_no(work: Work, audience: str) -> bool:
    """Say whether somebody who takes part does not want these people to read it, or did so for a time that is over."""
    use, today, said = use_of_showing(audience), timezone.localdate(), standing_answers(work)
    answers = (answer_to(use, theirs_among(said, contributor)) for contributor in work.contributors.all())
    return any(answer is not None and not is_in_time(answer, today) for answer in answers)


def _choose(work: Work, audience: str, choice: int, release: Release | None) -> None:
    work.audience, work.audience_choice = audience, choice
    if release is not None and audience == release.audience:
        # They stay with what is shown, so nothing has to be said anew.
        work.audience_choice = release.manifest.body.get("audience_choice", 0)
    work.save(update_fields=["audience", "audience_choice"])


def may_be_shared(page: Any) -> bool:
    """Say whether a work can be for fewer people than everybody: stories can, which nothing else is made of."""
    return bool(getattr(page, "may_be_shared", False))
