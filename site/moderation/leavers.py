"""When somebody who left a joint work has looked at a version without them: what happens to that version next."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts.roles import accounts_with_role, has_role
from authorship.selectors import contributors_of
from consent.cascade import take_down_all
from consent.emails import tell_hidden
from consent.looking import answer_look, looks_that_wait, may_rule, rule_on_look
from consent.models import LeaverLook, LeaverRuling
from moderation.emails import send_after_commit
from moderation.models.claims import SentOnce
from moderation.notes import keep_note
from moderation.services import finish_if_all_said_yes, waiting_ok_step
from publishing.digests import is_same_digest
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.our_sentences import said_in
from publishing.selectors import shown_release


def _page_of(look: LeaverLook) -> Any:
    return Page.objects.get(pk=look.page_id).specific


def _go_on(look: LeaverLook) -> None:
    """Publish the version where nobody's word is missing any more; where something is, it goes on waiting."""
    with suppress(PublishBlocked):
        finish_if_all_said_yes(_page_of(look))


def say_it_is_fine(*, look: LeaverLook, road: str, user: Any = None) -> None:
    """Somebody who left has nothing against this version. Raises PermissionDenied."""
    answer_look(look=look, recognisable=False, road=road, user=user)
    _go_on(look)


@transaction.atomic
def say_recognisable(*, look: LeaverLook, road: str, user: Any = None) -> None:
    """Somebody who left says that people can tell who they are: it waits for a moderator. Raises PermissionDenied."""
    answer_look(look=look, recognisable=True, road=road, user=user)
    _hide_meanwhile(look, by=user)
    _tell_moderators(look)


def _hide_meanwhile(look: LeaverLook, *, by: Any) -> None:
    """Where these very words are shown already, and were only sent in once more: hide them until it is settled."""
    page = _page_of(look)
    hold(page)
    release = shown_release(page)
    if release is not None and is_same_digest(release.revision_digest, look.revision_digest):
        take_down_all(page, by=by, check_goes_on=True)
        tell_hidden(contributors_of(page))


def decide(*, look: LeaverLook, by: Any, recognisable: bool, words: str = "", place: str = "") -> LeaverRuling:
    """Decide for the version or against it: it goes on, or back to its authors. Raises PermissionDenied.

    Where it goes back, they read the `words` about what shows who left, and at which `place`, as in a note.
    """
    with transaction.atomic():
        ruling = rule_on_look(look=look, by=by, recognisable=recognisable)
        page = _page_of(look)
        if recognisable:
            _hide_meanwhile(look, by=by)
        step = waiting_ok_step(page)
        if recognisable and step is not None:
            if words:
                keep_note(check=step, by=by, page=page, words=words, place=place)
            step.reject(user=by, comment=said_in(settings.LANGUAGE_CODE, SENT_BACK))
    if not recognisable:
        _go_on(look)
    return ruling


SENT_BACK = gettext_lazy(
    "A moderator finds that people can still tell who it was that took their part back. "
    "Please change what shows it, such as a name, a place or what happened, then send it in again."
)


def looks_for(user: Any) -> list[LeaverLook]:
    """Return the questions about those who left that `user` may answer in their place now."""
    if not has_role(user, "moderator"):
        return []
    return [look for look in looks_that_wait(timezone.now()) if may_rule(user, look)]


def _tell_moderators(look: LeaverLook) -> None:
    moderators = accounts_with_role("moderator")
    addresses = [moderator.email for moderator in moderators.order_by("pk") if may_rule(moderator, look)]
    link = f"{settings.SITE_URL}{reverse('moderation_public_pages')}"
    send_after_commit(gettext_lazy("Something waits to be looked at"), "leaver", addresses, {"link": link})


def tell_moderators_of_silence(now: datetime) -> int:
    """Tell moderators, once for each, that somebody who left has not answered in time; return how many."""
    told = 0
    for look in looks_that_wait(now):
        with transaction.atomic():
            if SentOnce.is_first(f"leaver:{look.pk}") and not look.answers.exists():
                _tell_moderators(look)
                told += 1
    return told
