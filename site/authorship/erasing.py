"""Erasing a person: their name in works, and invitations that name their address."""

from django.db.models import Q

from authorship.models import Contributor, Invitation
from publishing.erasing import Subject


def erase_parts(subject: Subject) -> None:
    """Blank how works named this person, and invitations to or from them. The rows stay: OKs rest on them."""
    Contributor.everyone.filter(person_id=subject.person_id).update(credit=Contributor.Credit.NONE, credit_name="")
    theirs = Q(email__in=subject.email_addresses)
    if subject.user_id is not None:
        theirs |= Q(invited_by_id=subject.user_id)
    Invitation.objects.filter(theirs | Q(work_id__in=subject.work_ids)).delete()
