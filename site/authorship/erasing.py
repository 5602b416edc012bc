"""Erasing a person: their name in works, and invitations that name their address."""

from django.db.models import Q
from django.utils import timezone

from authorship.models import Contributor, Evidence, Invitation
from files.erasing import erase_bytes_later
from publishing.erasing import Subject


def erase_parts(subject: Subject) -> None:
    """Blank how works named this person, and invitations to or from them. The rows stay: OKs rest on them."""
    Contributor.everyone.filter(person_id=subject.person_id).update(credit=Contributor.Credit.NONE, credit_name="")
    _erase_proofs(subject)
    theirs = Q(email__in=subject.email_addresses)
    if subject.user_id is not None:
        theirs |= Q(invited_by_id=subject.user_id)
    Invitation.objects.filter(theirs | Q(work_id__in=subject.work_ids)).delete()


def _erase_proofs(subject: Subject) -> None:
    """Empty each paper or recording in which this person said yes; that there was one stays written down."""
    said = (
        Q(oks__contributor_id__in=subject.contributor_ids)
        | Q(consents__person_id=subject.person_id)
        | Q(work_id__in=subject.gone_work_ids)
    )
    for proof in Evidence.objects.filter(said, erased_at=None).distinct():
        erase_bytes_later(str(proof.file.name))
        proof.file, proof.erased_at = "", timezone.now()
        proof.save(update_fields=["file", "erased_at"])
