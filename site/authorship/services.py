"""Changing who takes part in a work, and what each says to its final words."""

import hashlib
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from accounts.models import Person
from authorship.comments import forget_comments_of
from authorship.giving import forget_parts_given_to
from authorship.models import (
    Contributor,
    Evidence,
    Invitation,
    VoiceLink,
    Work,
    YourOK,
    name_for,
    work_page,
)
from authorship.selectors import makes, page_ids_of, work_of
from core.codes import new_code, new_token, token_hash
from core.emails import send_after_commit
from languages.interface import interface_language
from publishing.candidates import Candidate, object_key
from publishing.decisions import log_decision
from publishing.holding import hold
from publishing.models import Manifest, Release


@transaction.atomic
def start_work(*, page: Any, started_by: Any = None) -> Work:
    """Return the work of a page that has just been made, with whoever made it as its first contributor.

    A page in another language is no new work.
    """
    known = work_of(page)
    if known is not None:
        return known
    work, made = Work.objects.get_or_create(page_id=work_page(page).pk, defaults={"started_by": started_by})
    person = getattr(started_by, "person", None)
    if made and person is not None:
        role = getattr(page, "first_role", Contributor.Role.TELLER)
        expertise = getattr(page, "first_expertise", Contributor.Expertise.LIVED)
        add_contributor(work=work, person=person, role=role, expertise=expertise)
    return work


def add_contributor(
    *, work: Work, person: Person, role: str, expertise: str = Contributor.Expertise.LIVED, **credit: str
) -> Contributor:
    """Return the part that `person` has in `work`, adding it after the others where there is none yet.

    Whoever is only shown, heard or named in it is not named beside it, unless they choose to be.
    """
    if role == Contributor.Role.SHOWN:
        credit.setdefault("credit", Contributor.Credit.NONE)
    order = (work.contributors.aggregate(last=Max("order"))["last"] or 0) + 1
    contributor, _made = Contributor.everyone.get_or_create(
        work=work, person=person, defaults={"role": role, "expertise": expertise, "order": order, **credit}
    )
    if contributor.left_at:
        contributor.left_at = None
        contributor.save(update_fields=["left_at"])
    return contributor


def leave(*, contributor: Contributor, others_know: bool = False) -> None:
    """Let somebody no longer take part: not asked, not named, and without rights from now on.

    Where the `others_know` by another email, they get none about their yes, which no longer counts.
    """
    forget_comments_of(contributor)
    forget_parts_given_to(contributor)
    contributor.left_at, contributor.others_know = timezone.now(), others_know
    contributor.save(update_fields=["left_at"])


@transaction.atomic
def choose_credit(*, contributor: Contributor, credit: str, credit_name: str = "") -> Contributor:
    """Let a contributor say how they want to be named.

    A new name voids the OKs, since it changes what would be frozen. *No name* takes effect at once,
    also in what is public now. `credit` is one of Contributor.Credit.
    """
    if contributor.work.page is not None:
        hold(*Page.objects.filter(pk__in=page_ids_of(contributor.work)))
    contributor.credit = credit
    contributor.credit_name = name_for(contributor.person, credit, credit_name)
    contributor.save(update_fields=["credit", "credit_name"])
    if credit == Contributor.Credit.NONE:
        blank_name_in_public(contributor)
    return contributor


def blank_name_in_public(contributor: Contributor) -> None:
    """Take somebody's name out of what is public now, and of what waits to be."""
    page = contributor.work.page
    if page is None:
        return
    key = object_key(page)
    pages = page_ids_of(contributor.work)
    for manifest in Manifest.objects.select_for_update().filter(
        release__content_type=key["content_type"],
        release__object_id__in=[str(pk) for pk in pages],
        release__state__in=[Release.State.WAITING, Release.State.VALID, Release.State.HIDDEN, Release.State.PAUSED],
    ):
        credits = manifest.body.get("credits", [])
        if any(credit["id"] == contributor.pk and credit["name"] for credit in credits):
            for credit in credits:
                if credit["id"] == contributor.pk:
                    credit["name"] = ""
            manifest.save(update_fields=["body", "blanked_at", "blanked_digest"])


@transaction.atomic
def record_ok(
    *,
    contributor: Contributor,
    revision: Revision,
    answer: str,
    seen: str = "",
    link: VoiceLink | None = None,
    recorded_by: Any = None,
    evidence: Evidence | None = None,
) -> YourOK:
    """Write down what a contributor said to `revision`, with the fingerprints of its words, files and credits.

    `seen` is the fingerprint of what their screen showed; where it is given and something has changed since,
    nothing is written. `link` is their own link, where they said it by one; `recorded_by` wrote down what they
    said on paper or aloud, and `evidence` proves it. Raises PermissionDenied.
    """
    if link is not None and (link.contributor_id != contributor.pk or not link.is_open):
        raise PermissionDenied
    if link is not None and answer == YourOK.Answer.YES and link.purpose != VoiceLink.Purpose.OK:
        raise PermissionDenied(_("This link is for looking after your voice. Ask for a fresh one to say yes."))
    if evidence is not None and (evidence.work_id != contributor.work_id or evidence.erased_at is not None):
        raise PermissionDenied
    candidate = Candidate(revision)
    if seen and seen != what_is_seen(candidate):
        raise PermissionDenied(_("Something changed while you were reading. Please read it once more."))
    kind = "ok_recorded" if recorded_by else f"ok_{answer}"
    by = recorded_by or contributor.person.user
    log_decision(kind, contributor.work, by=by, detail="link" if link else "")
    return YourOK.objects.create(
        contributor=contributor,
        page_id=candidate.obj.pk,
        revision_id=revision.pk,
        revision_digest=candidate.revision_digest,
        manifest_digest=candidate.manifest_digest,
        answer=answer,
        link_id=link.pk if link else None,
        recorded_by_id=recorded_by.pk if recorded_by else None,
        evidence=evidence,
    )


def what_is_seen(candidate: Candidate) -> str:
    """Return one fingerprint of words, files and credits, for an OK screen to send back."""
    both = f"{candidate.revision_digest}{candidate.manifest_digest}"
    return hashlib.sha256(both.encode()).hexdigest()


class MadeInvitation(NamedTuple):
    """An invitation that has just been made, with its code and address, which nobody can read again."""

    invitation: Invitation
    code: str
    address: str


@transaction.atomic
def invite(*, work: Work, invited_by: Any, email: str, role: str, base_url: str) -> MadeInvitation:
    """Invite somebody by email, or without an address by a link to hand over.

    The code is to be told another way.
    Raises PermissionDenied where `invited_by` does not make the work, or `role` is of somebody who would not make it.
    """
    if not makes(invited_by, work.page) or role == Contributor.Role.SHOWN:
        raise PermissionDenied
    token, code = new_token(), new_code()
    invitation = Invitation(
        work=work, invited_by=invited_by, email=email.lower(), role=role, token_hash=token_hash(token)
    )
    invitation.set_code(code)
    invitation.save()
    address = f"{base_url}{reverse('studio:invitation', args=[token])}"
    context = {"inviter": invited_by.get_short_name(), "link": address, "days": Invitation.DAYS}
    if email:
        # Whoever is invited chose no language yet: most likely they speak that of whoever invites them.
        subject, template = gettext_lazy("You have been invited"), "studio/emails/invitation.txt"
        send_after_commit(subject, template, [invitation.email], context, language=interface_language())
    return MadeInvitation(invitation, code, address)


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to, or None."""
    return Invitation.objects.select_related("invited_by", "work").filter(token_hash=token_hash(token)).first()


@transaction.atomic
def try_code(*, invitation: Invitation | VoiceLink, code: str) -> bool:
    """Say whether `code` opens an invitation or a link; a wrong one uses up one of its tries."""
    # Held while it is tried, so that many tries at once are still counted one by one.
    held = type(invitation)._base_manager.select_for_update().get(pk=invitation.pk)
    invitation.tries = held.tries
    if not held.is_open:
        return False
    if held.has_code(code):
        return True
    invitation.tries += 1
    invitation.save(update_fields=["tries"])
    return False


@transaction.atomic
def accept_invitation(*, invitation: Invitation, user: Any) -> Contributor:
    """Make `user` a contributor. Raises PermissionDenied where the invitation is no longer open."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise PermissionDenied
    person = Person.objects.of(user)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return add_contributor(work=invitation.work, person=person, role=invitation.role)


def cancel_invitation(*, invitation: Invitation) -> Invitation:
    """Close an invitation that nobody has accepted."""
    invitation.cancelled_at = timezone.now()
    invitation.save(update_fields=["cancelled_at"])
    return invitation
