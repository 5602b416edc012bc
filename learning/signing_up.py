"""Signing up for a workshop: asking for a place, having one, waiting for one, letting it go.

An address is never said to be known or not: whoever asks gets an email, and all else happens behind its link. The link
is signed and kept nowhere, so that it can be sent again. Whoever decides about places holds the workshop's row first.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.throttle import throttled_for
from learning import workshop_emails as emails
from learning.models import SignUp, WorkshopPage
from learning.models.workshops import KEPT_DAYS
from publishing.decisions import log_decision
from publishing.digests import digest
from publishing.erasing import Subject
from publishing.holding import hold
from publishing.services import take_down

LETTERS_AN_HOUR = 3
"""How many emails one address gets in an hour because somebody typed it into a form."""
UNANSWERED_DAYS = 2
REMINDED_BEFORE = timedelta(days=1)
TOKENS = Signer(salt="learning.sign-up")
KINDS = {"called_off": gettext_lazy("a workshop called off")}


class NotNow(Exception):
    """Something cannot be done any more; the words say why."""


def token_of(sign_up: SignUp) -> str:
    """Return what stands in the link of one person."""
    return TOKENS.sign(str(sign_up.key))


def find_sign_up(token: str) -> SignUp | None:
    """Return whose link this is; None where it is nobody's, or nobody's any more."""
    try:
        key = TOKENS.unsign(token)
    except BadSignature:
        return None
    return SignUp.objects.select_related("workshop").filter(key=key).first()


def when_and_where(workshop: WorkshopPage) -> str:
    """Return the fingerprint of what somebody has to know to get there."""
    times = [moment.isoformat() if moment else "" for moment in (workshop.starts_at, workshop.ends_at)]
    return digest([*times, workshop.delivery, workshop.venue, workshop.join_link])


@transaction.atomic
def ask_for_place(*, workshop: WorkshopPage, name: str, email: str, needs: str = "") -> None:
    """Send an email with a link behind which the place waits, or what this address has already."""
    email = email.lower()
    sign_up, made = SignUp.objects.get_or_create(
        workshop=workshop, email=email, defaults={"name": name, "needs": needs}
    )
    if throttled_for(email, "sign-up", most=LETTERS_AN_HOUR):
        return
    if sign_up.state == SignUp.State.ASKED:
        if not made:
            SignUp.objects.filter(pk=sign_up.pk).update(name=name, needs=needs, asked_at=timezone.now())
        emails.ask_to_confirm(sign_up, token_of(sign_up))
    else:
        emails.tell_where_you_are(sign_up, token_of(sign_up))


@transaction.atomic
def confirm(sign_up: SignUp) -> SignUp:
    """Give a place to somebody who followed their link, or put them on the waiting list. Doing it twice is once.

    Raises NotNow.
    """
    workshop = _held(sign_up.workshop_id)
    now = SignUp.objects.filter(pk=sign_up.pk).first()
    if now is None:
        raise NotNow(_("This link is not used any more."))
    if now.state != SignUp.State.ASKED:
        return now
    if not workshop.takes_sign_ups:
        raise NotNow(_("Nobody can sign up for this workshop any more. We are sorry."))
    now.confirmed_at = timezone.now()
    has_room = _free(workshop) > 0 and not _waiting(workshop).exists()
    now.state = SignUp.State.GOING if has_room else SignUp.State.WAITING
    now.told = when_and_where(workshop)
    if workshop.starts_at and workshop.starts_at - now.confirmed_at <= REMINDED_BEFORE:
        now.reminded_at = now.confirmed_at
    now.save(update_fields=["confirmed_at", "state", "told", "reminded_at"])
    emails.tell_where_you_are(now, token_of(now))
    return now


@transaction.atomic
def cancel(sign_up: SignUp) -> None:
    """Forget somebody, and give their place to whoever has waited longest."""
    workshop = _held(sign_up.workshop_id)
    SignUp.objects.filter(pk=sign_up.pk).delete()
    _fill(workshop)


@transaction.atomic
def call_off(*, workshop: WorkshopPage, by: Any) -> int:
    """Take a workshop down, tell everybody who has a place or waits for one, and forget them; return how many."""
    workshop = _held(workshop.pk)
    people = _answered(workshop)
    for sign_up in people:
        emails.tell_called_off(sign_up)
    workshop.sign_ups.all().delete()
    take_down(workshop, by=by, revoke=True)
    log_decision("called_off", workshop, by=by, detail=str(len(people)))
    return len(people)


def _held(pk: int) -> WorkshopPage:
    """Hold a workshop and return it as it is now."""
    hold(WorkshopPage(pk=pk))
    return WorkshopPage.objects.get(pk=pk)


def _free(workshop: WorkshopPage) -> int:
    return workshop.capacity - workshop.sign_ups.filter(state=SignUp.State.GOING).count()


def _waiting(workshop: WorkshopPage) -> Any:
    return workshop.sign_ups.filter(state=SignUp.State.WAITING).order_by("confirmed_at", "pk")


def _answered(workshop: WorkshopPage) -> list[SignUp]:
    return list(workshop.sign_ups.exclude(state=SignUp.State.ASKED).select_related("workshop"))


def _fill(workshop: WorkshopPage) -> None:
    """Give free places to those who wait, where it has not begun."""
    if not workshop.live or workshop.starts_at is None or workshop.starts_at <= timezone.now():
        return
    for sign_up in _waiting(workshop)[: max(0, _free(workshop))]:
        sign_up.state = SignUp.State.GOING
        sign_up.save(update_fields=["state"])
        emails.tell_there_is_a_place(sign_up, token_of(sign_up))


def after_publish(release: Any, obj: Any) -> None:
    """Tell those who come when or where it is, where that has changed; give them the places that are new."""
    if not isinstance(obj, WorkshopPage):
        return
    with transaction.atomic():
        workshop = _held(obj.pk)
        told = when_and_where(workshop)
        for sign_up in _answered(workshop):
            if sign_up.told != told:
                SignUp.objects.filter(pk=sign_up.pk).update(told=told, reminded_at=None)
                emails.tell_it_has_changed(sign_up, token_of(sign_up))
        _fill(workshop)


def remind(now: datetime) -> int:
    """Remind those who have a place, once, a day before; return how many."""
    soon = SignUp.objects.filter(
        state=SignUp.State.GOING,
        reminded_at=None,
        workshop__live=True,
        workshop__starts_at__range=(now, now + REMINDED_BEFORE),
    )
    told = 0
    for pk in list(soon.values_list("pk", flat=True)):
        with transaction.atomic():
            if not SignUp.objects.filter(pk=pk, reminded_at=None).update(reminded_at=now):
                continue
            sign_up = SignUp.objects.select_related("workshop").get(pk=pk)
            emails.remind(sign_up, token_of(sign_up))
            told += 1
    return told


def forget_old_ones(now: datetime) -> None:
    """Delete who signed up for what is long over, and who never answered our email."""
    SignUp.objects.filter(workshop__ends_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    SignUp.objects.filter(state=SignUp.State.ASKED, asked_at__lt=now - timedelta(days=UNANSWERED_DAYS)).delete()


def erase_sign_ups(subject: Subject) -> None:
    """Forget an erased person's sign-ups, as if they had cancelled."""
    for sign_up in SignUp.objects.filter(email__in=[address.lower() for address in subject.email_addresses]):
        cancel(sign_up)


DUE = (remind, forget_old_ones)
