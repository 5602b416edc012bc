"""Pausing: a moderator stops showing a page on a stated ground, and those who made it hear why at once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.roles import has_role
from authorship.links import studio_link
from authorship.models import is_work
from consent.cascade import family, take_down_all
from moderation.emails import send_after_commit
from moderation.guides import newest_guide
from moderation.models import Appeal, Pause
from moderation.still_checking import STILL_CHECKING, is_still_checked
from moderation.taking_part import makers_of, takes_part
from publishing.candidates import object_key
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.services import end_pause, resume

LOG_ACTION = "moderation.take_down"
CAN_BE_PAUSED = (Release.State.VALID, Release.State.WAITING)


def pauses_pages(user: Any) -> bool:
    """Say whether `user` pauses anything at all: moderators, and administrators for the site's own pages."""
    return user.is_active and has_role(user, "moderator", "admin")


def may_pause(user: Any, page: Any) -> bool:
    """Say whether `user` may pause this page, or lift its pause.

    Moderators who take no part in it; administrators for pages that are nobody's work.
    """
    if not user.is_active or takes_part(user, page):
        return False
    return has_role(user, "moderator") or (has_role(user, "admin") and not is_work(page.specific))


def standing_pauses(pages: Iterable[Any]) -> dict[int, Pause]:
    """Return the pause that stands of each of these pages, by the page's id; one query."""
    pauses = Pause.objects.exclude(state=Pause.State.ENDED).filter(page__in=[page.pk for page in pages])
    return {int(pause.page_id): pause for pause in pauses.select_related("appeal", "by") if pause.page_id}


@transaction.atomic
def pause(*, page: Any, by: Any, ground: str, reason: str) -> Pause:
    """Stop showing `page` and all that goes with it until somebody lifts it, and tell those who made it why.

    `ground` is Pause.Ground.SAFEGUARDING or LAW, or the id of a rule of the newest guide. Raises PermissionDenied,
    or PublishBlocked where nothing of it is public or about to be.
    """
    if not may_pause(by, page):
        raise PermissionDenied
    return pause_on_a_ground(page=page, by=by, ground=ground, reason=reason)


@transaction.atomic
def pause_on_a_ground(*, page: Any, by: Any, ground: str, reason: str, from_hidden: bool = False) -> Pause:
    """Do what `pause` does for somebody whose right was asked elsewhere. `from_hidden`: it may be paused already."""
    page = page.alias_of.specific if page.alias_of_id else page
    # Two people who press at once come one after the other.
    Page.objects.select_for_update().get(pk=page.pk)
    members = family(page)
    states = (*CAN_BE_PAUSED, Release.State.PAUSED, Release.State.HIDDEN) if from_hidden else CAN_BE_PAUSED
    if page.pk in standing_pauses([page]) or not any(_has_release(member, states) for member in members):
        raise PublishBlocked([_("This is not public, so there is nothing to pause.")])
    guide = newest_guide()
    rule = guide.rule(ground) if guide is not None else None
    made = Pause.objects.create(
        page_id=page.pk,
        ground=Pause.Ground.RULE if rule is not None else Pause.Ground(ground),
        guide=guide.version if guide is not None and rule is not None else None,
        rule_number=rule.number if rule is not None else None,
        rule_title=rule.title if rule is not None else "",
        reason=reason,
        by=by,
    )
    take_down_all(page, by=by, pause=True)
    log(instance=page, action=LOG_ACTION, user=by, data={"rule": made.rule_code})
    log_decision("paused", page, by=by, rule=made.rule_code)
    tell_makers(page, "paused", reason=reason, pause=made)
    return made


def _has_release(page: Any, states: tuple[str, ...]) -> bool:
    return Release.objects.filter(**object_key(page), state__in=states).exists()


def tell_makers(page: Any, template: str, **context: Any) -> None:
    """Tell everybody who takes part in `page` that something has changed; `template` is in moderation/emails/."""
    for person in makers_of(page):
        more = {"link": studio_link(person), **context}
        send_after_commit(gettext_lazy("Something has changed"), template, [person.person.email], more)


@transaction.atomic
def lift(*, pause: Pause, by: Any) -> list[str]:
    """End a pause: what was public before is shown again where every gate says yes.

    Returns what stands in the way: then it stays hidden, and those who made it can show it again themselves.
    Raises PermissionDenied, or PublishBlocked where it is over already, or still being checked.
    """
    pause, page = still_standing(pause)
    if not may_pause(by, page):
        raise PermissionDenied
    if is_still_checked(page):
        raise PublishBlocked([str(STILL_CHECKING)])
    answer_open_appeal(pause, by)
    return lift_for(pause, page, by)


def answer_open_appeal(pause: Pause, by: Any) -> None:
    """Close an appeal that nobody has answered yet: whoever appealed was right."""
    open_appeal = Appeal.objects.filter(pause=pause, outcome="")
    open_appeal.update(outcome=Appeal.Outcome.LIFTED, answered_by=by, answered_at=timezone.now())


def lift_for(pause: Pause, page: Any, by: Any) -> list[str]:
    """End a standing pause for somebody whose right was asked elsewhere; see `lift`."""
    _decide(pause, Pause.State.ENDED, by)
    log_decision("pause_lifted", page, by=by, rule=pause.rule_code)
    in_the_way = show_what_was_paused(page, by)
    tell_makers(page, "pause_over", is_public=not in_the_way)
    return in_the_way


def show_what_was_paused(page: Any, by: Any) -> list[str]:
    """Show `page` and all that goes with it as before, but what has a pause of its own; return what is in the way."""
    sentences: list[str] = []
    members = family(page)
    own = standing_pauses(members)
    for member in members:
        if member.pk not in own and end_pause(member):
            try:
                with transaction.atomic():
                    resume(member, user=by)
            except PublishBlocked as blocked:
                sentences += blocked.sentences
    return sentences


@transaction.atomic
def decline(*, pause: Pause, by: Any) -> None:
    """Say that it stays down as it is. Those who made it may still change it and send it in, and appeal once.

    Raises PermissionDenied, or PublishBlocked where it is over, or somebody's appeal waits for an answer.
    """
    pause, page = still_standing(pause)
    if not may_pause(by, page):
        raise PermissionDenied
    if Appeal.objects.filter(pause=pause, outcome="").exists():
        raise PublishBlocked([_("Somebody does not agree. A moderator who had no part in it answers that first.")])
    decline_for(pause, page, by)


def decline_for(pause: Pause, page: Any, by: Any) -> None:
    """Let a standing pause stay for somebody whose right was asked elsewhere; see `decline`."""
    _decide(pause, Pause.State.DECLINED, by)
    log_decision("stays_down", page, by=by, rule=pause.rule_code)
    tell_makers(page, "stays_down")


def still_standing(pause: Pause) -> tuple[Pause, Any]:
    """Return a pause as the database has it now, locked, with its page. Raises PublishBlocked where it is over."""
    pause = Pause.objects.select_for_update().get(pk=pause.pk)
    page = Page.objects.filter(pk=pause.page_id).first()
    if pause.state == Pause.State.ENDED or page is None or not _has_release(page, (Release.State.PAUSED,)):
        raise PublishBlocked([_("This is not paused any more. Nothing was changed.")])
    return pause, page.specific


def _decide(pause: Pause, state: str, by: Any) -> None:
    pause.state, pause.decided_by, pause.decided_at = state, by, timezone.now()
    pause.save(update_fields=["state", "decided_by", "decided_at"])


def end_pause_by_new_version(release: Release, obj: Any, undo: list) -> None:
    """At go-live: a newer version that was checked ends the pause of the old one; its parts may be shown again."""
    if not isinstance(obj, Page):
        return
    standing = Pause.objects.exclude(state=Pause.State.ENDED).filter(page=obj.pk)
    if not standing.update(state=Pause.State.ENDED, decided_at=timezone.now()):
        return
    members = [member for member in family(obj) if member.pk != obj.pk]
    own = standing_pauses(members)
    for member in members:
        if member.pk not in own:
            end_pause(member)
