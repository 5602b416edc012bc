"""What somebody without an account can do: open their link with its code, and from there look after their voice."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.roles import has_role
from authorship.models import Contributor, Recorder, VoiceLink, Work
from authorship.selectors import is_contributor, makes
from authorship.services import add_contributor, try_code
from core.codes import new_code, new_token, token_hash
from core.emails import send_after_commit

OPENED = "opened_voice_link"
MINUTES = 30


@dataclass(frozen=True)
class MadeLink:
    """A fresh link with its address and its code, which are shown once and kept nowhere."""

    link: VoiceLink
    address: str
    code: str


def may_add_people(user: Any, work: Work) -> bool:
    """Say whether `user` may add somebody without an account: the first who tells it, or a trainer who takes part."""
    if not makes(user, work.page):
        return False
    first = Contributor.makers.filter(work=work).select_related("person").first()
    return has_role(user, "trainer") or (first is not None and first.person.user_id == user.pk)


@transaction.atomic
def add_person(*, work: Work, added_by: Any, name: str, contact: str, role: str) -> Contributor:
    """Let somebody without an account take part; return their part. Raises PermissionDenied."""
    if not may_add_people(added_by, work):
        raise PermissionDenied
    person = Person.objects.create(name=name.strip(), contact=contact.strip())
    return add_contributor(work=work, person=person, role=Contributor.Role(role))


@transaction.atomic
def say_where_shown(*, contributor: Contributor, by: Any, not_in_files: Iterable[str]) -> Contributor:
    """Note the files of a work, by their keys, in which somebody who is shown in it is not to be seen or heard.

    All others count as theirs. Raises PermissionDenied.
    """
    if contributor.makes_it or not may_add_people(by, contributor.work):
        raise PermissionDenied
    contributor.not_in_files = sorted(set(not_in_files))
    contributor.save(update_fields=["not_in_files"])
    return contributor


def may_make_link(user: Any, contributor: Contributor) -> bool:
    """Say whether `user` may make a link for this person: who adds people, and a trainer who was asked to help."""
    if may_add_people(user, contributor.work):
        return True
    return has_role(user, "trainer") and contributor.recorders.filter(trainer=user).exists()


@transaction.atomic
def make_link(*, contributor: Contributor, purpose: str, made_by: Any) -> MadeLink:
    """Make a link for somebody without an account; an older one for the same purpose is closed.

    Where the person has an email address, the link goes there too, and the code never does. Raises PermissionDenied.
    """
    if not may_make_link(made_by, contributor):
        raise PermissionDenied
    return fresh_link(contributor=contributor, purpose=purpose, made_by=made_by)


@transaction.atomic
def fresh_link(*, contributor: Contributor, purpose: str, made_by: Any) -> MadeLink:
    """Make the same, where whoever calls has asked for another right of `made_by`. Raises PermissionDenied."""
    if contributor.person.user_id is not None:
        raise PermissionDenied
    contributor.voice_links.filter(purpose=purpose, closed_at=None).update(closed_at=timezone.now())
    token, code = new_token(), new_code()
    link = VoiceLink(
        contributor=contributor,
        purpose=VoiceLink.Purpose(purpose),
        made_by=made_by,
        token_hash=token_hash(token),
    )
    link.set_code(code)
    link.save()
    made = MadeLink(link, _address(token), code)
    context = {"asker": made_by.get_short_name(), "link": made.address, "is_for_ok": purpose == VoiceLink.Purpose.OK}
    template = "authorship/emails/voice_link.txt"
    send_after_commit(gettext_lazy("A link for you"), template, [contributor.person.email], context)
    return made


@transaction.atomic
def renew_link(*, contributor: Contributor) -> str:
    """Return a fresh address that opens with the code which somebody without an account was given last; or "".

    For whoever left and is asked something even so: nobody in the work makes them a link any more, and their days
    may be over. The address is for their own email only. Their older links stay as they are.
    """
    last = contributor.voice_links.first()
    if contributor.person.user_id is not None or last is None:
        return ""
    token = new_token()
    VoiceLink.objects.create(
        contributor=contributor,
        purpose=VoiceLink.Purpose.VOICE,
        token_hash=token_hash(token),
        code_hash=last.code_hash,
    )
    return _address(token)


def _address(token: str) -> str:
    return f"{settings.SITE_URL}{reverse('voice:door', args=[token])}"


def find_link(token: str) -> VoiceLink | None:
    """Return the link that a token belongs to, or None."""
    links = VoiceLink.objects.select_related("contributor__person", "contributor__work__page", "made_by")
    return links.filter(token_hash=token_hash(token)).first()


def open_link(request: HttpRequest, link: VoiceLink, code: str) -> bool:
    """Open `link` for this browser where `code` is right, for half an hour; return whether it was."""
    if not try_code(invitation=link, code=code):
        return False
    # A new session key: whoever knew the old one does not come in with this person.
    request.session.cycle_key()
    request.session[OPENED] = {"link": link.pk, "until": time.time() + MINUTES * 60}
    return True


def opened_link(request: HttpRequest) -> VoiceLink | None:
    """Return the link that this browser has opened with its code, for as long as it lasts; None otherwise.

    Whoever is signed in is somebody else, so nothing is open for them.
    """
    opened = request.session.get(OPENED)
    if opened is None or time.time() > opened["until"] or request.user.is_authenticated:
        return None
    links = VoiceLink.objects.select_related("contributor__person", "contributor__work__page__locale")
    link = links.filter(pk=opened["link"]).first()
    return link if link is not None and link.is_open else None


def forget_link(request: HttpRequest) -> None:
    """Close what this browser has opened."""
    request.session.pop(OPENED, None)


@transaction.atomic
def ask_recorder(*, contributor: Contributor, trainer: Any, asked_by: Any) -> Recorder:
    """Ask a trainer who takes no part to write down what this person says on paper or aloud.

    From then on they may read this work. Raises PermissionDenied.
    """
    is_able = trainer.is_active and has_role(trainer, "trainer") and not is_contributor(trainer, contributor.work.page)
    if not is_able or contributor.person.user_id is not None or not may_add_people(asked_by, contributor.work):
        raise PermissionDenied
    recorder, is_new = Recorder.objects.get_or_create(
        contributor=contributor, trainer=trainer, defaults={"asked_by": asked_by}
    )
    if is_new:
        link = f"{settings.SITE_URL}{reverse('studio:recording', args=[recorder.pk])}"
        template = "authorship/emails/asked_to_record.txt"
        context = {"asker": asked_by.get_short_name(), "link": link}
        send_after_commit(gettext_lazy("Somebody asks for your help"), template, [trainer.email], context)
    return recorder


@transaction.atomic
def stop_asking(*, recorder: Recorder, by: Any) -> None:
    """Let a trainer write down nothing more of this person; from then on they may not read the work.

    What they have written down stays. Raises PermissionDenied.
    """
    if not may_add_people(by, recorder.contributor.work):
        raise PermissionDenied
    address = recorder.trainer.email
    recorder.delete()
    send_after_commit(
        gettext_lazy("You need not help any more"), "authorship/emails/not_asked_to_record.txt", [address], {}
    )


def can_be_asked(contributor: Contributor) -> bool:
    """Say whether we can ask this person for their OK: by account, by an open link, or through a trainer."""
    return contributor.pk in who_can_be_asked([contributor])


def who_can_be_asked(contributors: Iterable[Contributor]) -> set[int]:
    """Return which of these people we can ask, by the ids of their parts. Two queries, however many there are."""
    contributors = list(contributors)
    without_account = [one.pk for one in contributors if one.person.user_id is None]
    links = VoiceLink.objects.filter(
        contributor__in=without_account, purpose=VoiceLink.Purpose.OK, closed_at=None
    ).select_related("contributor__work", "contributor__person")
    by_link = {link.contributor_id for link in links if link.is_open}
    through_somebody = set(
        Recorder.objects.filter(contributor__in=without_account).values_list("contributor", flat=True)
    )
    return {one.pk for one in contributors if one.person.user_id is not None} | by_link | through_somebody
