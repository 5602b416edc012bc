"""Erasing a person: what was written about their works, by readers and by those who check."""

from django.db.models import Q

from moderation.models import Concern
from moderation.models.notes import NoteToAuthor
from moderation.models.remarks import InternalRemark
from publishing.erasing import Subject


def erase_concerns(subject: Subject) -> None:
    """Blank the words of concerns about these works, which can quote them, and of those that this person sent."""
    about = Q(contact__in=subject.email_addresses)
    for path in subject.paths:
        about |= Q(about__contains=path)
    Concern.objects.filter(about).update(words="", about="", contact="")


def erase_remarks(subject: Subject) -> None:
    """Delete what moderators wrote about these works, to the authors and to each other: it can quote them."""
    runs = [str(pk) for pk in subject.touched_pages]
    NoteToAuthor.objects.filter(check_state__workflow_state__object_id__in=runs).delete()
    InternalRemark.objects.filter(page_id__in=subject.touched_pages).delete()
