"""Safeguarding flags: raising one, who may read it, and what a lead does about it."""

from contextlib import suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts.roles import accounts_with_role, has_role
from authorship.models import Contributor, is_work
from consent.cascade import family, take_down_all
from moderation.emails import send_after_commit, tell_administrators
from moderation.models import Flag, FlagReading, Pause
from moderation.pausing import pause_on_a_ground, show_what_was_paused, standing_pauses, tell_makers
from moderation.services import finish_if_all_said_yes
from moderation.still_checking import open_flags_about
from moderation.taking_part import ever_makers_of, whole_of
from publishing.candidates import object_key
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.selectors import object_at


class Act(models.TextChoices):
    """What a lead can do about a flag."""

    KEEP = "keep", gettext_lazy("Keep it stopped while I look into it. What is public stays public")
    HIDE = "hide", gettext_lazy("Hide it while I look into it. Nobody is told why")
    PAUSE = "pause", gettext_lazy("Pause it, and close this. Those who made it read the reason below")
    FINE = "fine", gettext_lazy("Close it: nothing to worry about")
    HELPED = "helped", gettext_lazy("Close it: dealt with")


CLOSES = {Act.PAUSE: Flag.Outcome.PAUSED, Act.FINE: Flag.Outcome.FINE, Act.HELPED: Flag.Outcome.HELPED}


def page_at(address: str) -> Any:
    """Return the page that is or was public at what somebody typed as an address, or None."""
    try:
        found = object_at(unquote(urlsplit(address.strip()).path))
    except ValueError:
        return None
    return found if isinstance(found, Page) else None


@transaction.atomic
def raise_flag(
    *, page: Any = None, words: str, by: Any = None, danger_now: bool = False, about: str = "", contact: str = ""
) -> Flag:
    """Keep that somebody is worried, and tell the leads. Nothing of the work goes public until it is closed.

    `by` is an account or None. With `danger_now`, one by an account also hides a work that is public, at once.
    """
    whole = whole_of(page) if page is not None else None
    flag = Flag.objects.create(
        page_id=getattr(whole, "pk", None),
        about=about,
        words=words,
        contact=contact,
        raised_by=by,
        danger_now=danger_now,
    )
    if danger_now and by is not None and whole is not None and is_work(whole):
        _hide(flag, whole, by)
    _page_the_leads(flag, whole)
    return flag


def _hide(flag: Flag, page: Any, by: Any) -> None:
    reachable = (Release.State.VALID, Release.State.WAITING)
    if not any(_is_in(member, *reachable) for member in family(page)):
        return
    take_down_all(page, by=by, pause=True)
    flag.has_hidden_it = True
    flag.save(update_fields=["has_hidden_it"])
    log_decision("hidden_for_safety", flag, by=by)


def _is_in(page: Any, *states: str) -> bool:
    return Release.objects.filter(**object_key(page), state__in=states).exists()


def _page_the_leads(flag: Flag, page: Any) -> None:
    leads = accounts_with_role("safeguarding")
    if page is not None:
        makers = ever_makers_of(page).filter(person__user__isnull=False)
        leads = leads.exclude(pk__in=makers.values("person__user"))
    addresses = list(leads.values_list("email", flat=True))
    if addresses:
        subject = (
            gettext_lazy("Please look now: somebody may be in danger")
            if flag.danger_now
            else gettext_lazy("Please look at this soon")
        )
        link = f"{settings.SITE_URL}{reverse('moderation_flag', args=[flag.pk])}"
        send_after_commit(subject, "flag", addresses, {"link": link, "danger_now": flag.danger_now})
        return
    tell_administrators(gettext_lazy("One more safeguarding lead is needed"), "no_lead")


def may_handle(user: Any, flag: Flag) -> bool:
    """Say whether `user` may read this flag and act on it: safeguarding leads who have no part in the work."""
    return flag in flags_for(user).filter(pk=flag.pk)


def flags_for(user: Any) -> models.QuerySet[Flag]:
    """Return the flags that `user` may read, those that press first; none for whoever is no safeguarding lead."""
    if not user.is_active or not has_role(user, "safeguarding"):
        return Flag.objects.none()
    mine = Contributor.everyone.filter(person__user=user, work__page__isnull=False)
    own = Flag.objects.filter(page__translation_key__in=mine.values("work__page__translation_key")).values("pk")
    return Flag.objects.exclude(pk__in=own).select_related("decided_by").order_by("-danger_now", "created_at", "pk")


@transaction.atomic
def read_flag(*, flag: Flag, by: Any) -> Flag:
    """Return a flag with its words, and write down that `by` has read it. Raises PermissionDenied."""
    if not may_handle(by, flag):
        raise PermissionDenied
    FlagReading.objects.create(flag=flag, by_id=by.pk)
    return flag


@transaction.atomic
def act_on(*, flag: Flag, by: Any, act: str, reason: str = "") -> list[str]:
    """Do what a lead decided; return what keeps a work hidden that would be shown again now.

    Raises PermissionDenied, or PublishBlocked where it is closed or there is nothing to hide or pause.
    """
    flag = Flag.objects.select_for_update().get(pk=flag.pk)
    if not may_handle(by, flag):
        raise PermissionDenied
    if flag.is_closed:
        raise PublishBlocked([_("Somebody else has closed this one. Nothing was changed.")])
    page = Page.objects.filter(pk=flag.page_id).first()
    whole = page.specific if page is not None else None
    if act in (Act.HIDE, Act.PAUSE) and (whole is None or not is_work(whole)):
        raise PublishBlocked([_("This is not about a work that we know, so there is nothing to hide or pause.")])
    if act == Act.HIDE:
        _hide(flag, whole, by)
        if not flag.has_hidden_it:
            raise PublishBlocked([_("Nothing of this work is public, so there is nothing to hide.")])
    if act == Act.PAUSE:
        ground = Pause.Ground.SAFEGUARDING
        pause_on_a_ground(page=whole, by=by, ground=ground, reason=reason, from_hidden=True)
    flag.state = Flag.State.CLOSED if act in CLOSES else Flag.State.KEPT
    flag.outcome = CLOSES.get(Act(act), "")
    flag.decided_by, flag.decided_at = by, timezone.now()
    flag.save(update_fields=["state", "outcome", "decided_by", "decided_at"])
    log_decision("flag_decided", flag, by=by, detail=act)
    return _let_go_on(flag, whole, by) if flag.is_closed and whole is not None else []


def _let_go_on(flag: Flag, page: Any, by: Any) -> list[str]:
    """Once nothing about a work is open any more: show again what flags have hidden, and finish what only waited."""
    if open_flags_about(page).exists():
        return []
    in_the_way: list[str] = []
    about = Flag.objects.filter(page__translation_key=page.translation_key)
    hidden_by_flags = about.filter(has_hidden_it=True).exists()
    members = family(page)
    is_hidden = hidden_by_flags and any(_is_in(member, Release.State.PAUSED) for member in members)
    if is_hidden and page.pk not in standing_pauses([page]):
        in_the_way = show_what_was_paused(page, by)
        tell_makers(page, "pause_over", is_public=not in_the_way)
    for member in members:
        with suppress(PublishBlocked):
            finish_if_all_said_yes(member, None)
    return in_the_way
