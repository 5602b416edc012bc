"""Emails about consent and taking back. One next step each; no word, title or name in them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.roles import accounts_with_role
from authorship.links import studio_link
from authorship.models import Contributor, Work
from authorship.voices import renew_link
from consent.models import LeaverLook
from consent.telling import Message, leave_to_tell
from core.emails import send_after_commit


def _send(
    subject: Promise, template: str, people: Iterable[Contributor], *, screen: str = "work", **context: Any
) -> None:
    for person in people:
        more = {"link": studio_link(person, screen), **context}
        send_after_commit(subject, f"consent/emails/{template}.txt", [person.person.email], more)


def tell_hidden(people: Iterable[Contributor]) -> None:
    """Tell the others that one of them has hidden it."""
    _send(_("Something has changed"), "hidden", people)


def tell_shown_again(people: Iterable[Contributor]) -> None:
    """Tell the others that it is public again: they were told that it was hidden."""
    _send(_("Something has changed"), "shown_again", people)


def tell_narrowed(people: Iterable[Contributor]) -> None:
    """Tell the others that fewer people can read it now."""
    _send(_("Something has changed"), "narrowed", people)


def tell_taken_back(people: Iterable[Contributor]) -> None:
    """Tell the others that one of them has taken their part back."""
    _send(_("Something has changed"), "taken_back", people)


def tell_it_is_gone(person: Contributor, *, whole: bool) -> None:
    """Confirm to whoever took back what is gone, and what we cannot reach."""
    _send(_("It is done"), "it_is_gone", [person], whole=whole)
    leave_to_tell(person, Message.WHOLE if whole else Message.PART)


def tell_taken_off(person: Contributor) -> None:
    """Tell somebody who was asked along that they do not take part any more, before they began."""
    send_after_commit(_("Something has changed"), "consent/emails/taken_off.txt", [person.person.email], {})


def tell_erased(address: str) -> None:
    """Confirm to somebody who was erased what is gone, and what we cannot reach. It is the last that they hear."""
    send_after_commit(_("It is done"), "consent/emails/erased.txt", [address], {})


def tell_place_left_empty(work: Work) -> None:
    """Ask the administrators to find somebody for training whose makers are all gone."""
    link = f"{settings.SITE_URL}{reverse('authorship_contributors', args=[work.pk])}"
    addresses = accounts_with_role("admin").values_list("email", flat=True)
    send_after_commit(_("Something wants somebody new"), "consent/emails/left_empty.txt", addresses, {"link": link})


def tell_looked_at(people: Iterable[Contributor]) -> None:
    """Tell everybody that a moderator has had a look, and that it can be shown again."""
    _send(_("Something has changed"), "looked_at", people)


def ask_to_look(look: LeaverLook, person: Contributor) -> None:
    """Tell somebody who left that there is a version without their part, which they may look at first."""
    has_account = person.person.user_id is not None
    if has_account:
        link = f"{settings.SITE_URL}{reverse('studio:look', args=[look.pk])}"
    else:
        link = renew_link(contributor=person) if person.person.email else ""
    leave_to_tell(person, Message.LOOK)
    context = {"link": link, "has_code": not has_account, "days": settings.LEAVER_LOOKS_DAYS}
    send_after_commit(_("You can look at it first"), "consent/emails/look.txt", [person.person.email], context)


def tell_ruling(look: LeaverLook, person: Contributor, *, recognisable: bool) -> None:
    """Tell somebody who left what a moderator decided."""
    leave_to_tell(person, Message.RECOGNISABLE if recognisable else Message.NOT_RECOGNISABLE)
    address, context = person.person.email, {"recognisable": recognisable}
    send_after_commit(_("Somebody has had a look"), "consent/emails/ruling.txt", [address], context)


def remind(person: Contributor, *, until: Any) -> None:
    """Ask whether a yes still holds, a month before its time is over."""
    _send(_("Please look at this once more"), "review", [person], screen="agree", until=until)


def tell_review_passed(people: Iterable[Contributor]) -> None:
    """Tell everybody that the work is hidden, since its time is over and somebody has not answered."""
    _send(_("Something has changed"), "review_passed", people)
