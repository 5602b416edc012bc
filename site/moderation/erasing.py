"""Erasing a person: what readers reported about their works, and what they reported themselves."""

from django.db.models import Q

from moderation.models import Concern
from publishing.erasing import Subject


def erase_concerns(subject: Subject) -> None:
    """Blank the words of concerns about these works, which can quote them, and of those that this person sent."""
    about = Q(contact__in=subject.email_addresses)
    for path in subject.paths:
        about |= Q(about__contains=path)
    Concern.objects.filter(about).update(words="", about="", contact="")
