"""Erasing a person: what was written about their works, by readers and by those who check."""

from django.db.models import Q

from moderation.models import Appeal, Concern, DataComplaint, Flag, Pause
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


def erase_pauses(subject: Subject) -> None:
    """Blank why these works were paused and what was said to that; the grounds and dates stay."""
    Pause.objects.filter(page__in=subject.touched_pages).update(reason="")
    about = Q(pause__page__in=subject.touched_pages) | Q(by=subject.person_id)
    Appeal.objects.filter(about).update(words="", answer="")


def erase_flags(subject: Subject) -> None:
    """Blank the words of flags about these works, and of those that this person raised."""
    about = Q(page__in=subject.touched_pages) | Q(contact__in=subject.email_addresses)
    if subject.user_id is not None:
        about |= Q(raised_by=subject.user_id)
    for path in subject.paths:
        about |= Q(about__contains=path)
    Flag.objects.filter(about).update(words="", about="", contact="")


def erase_complaints(subject: Subject) -> None:
    """Blank complaints about these works, and those that this person sent, with our answers."""
    about = Q(contact__in=subject.email_addresses)
    for path in subject.paths:
        about |= Q(about__contains=path)
    DataComplaint.objects.filter(about).update(words="", about="", contact="", answer="")


ERASERS = (erase_concerns, erase_remarks, erase_pauses, erase_flags, erase_complaints)
