"""What erasing a person means for what they translated: it goes, as when they take it back, and so does their name."""

from typing import Any

from wagtail_localize.models import SegmentOverride, StringTranslation

from accounts.models import Person
from publishing.erasing import Subject
from translation.models import Assignment, NamedLanguage
from translation.services import blank_name, end, pages_of


def translations_by(person: Person) -> list[Any]:
    """Return the pages that this person translated, or a part of: their words go with them."""
    theirs = Assignment.everybody.filter(account=person.user_id, part=Assignment.Part.TRANSLATOR)
    for assignment in theirs.filter(ended_at=None) if person.user_id else ():
        end(assignment)
    done = theirs.filter(done_at__isnull=False).select_related("page", "locale") if person.user_id else ()
    return [page for assignment in done for page in pages_of(assignment)]


def erase_assignments(subject: Subject) -> None:
    """Blank how this person was named, and forget the sentences that they wrote. Must be repeatable."""
    if subject.user_id is None:
        return
    theirs = Assignment.everybody.filter(account=subject.user_id)
    for assignment in theirs.select_related("page", "locale"):
        blank_name(assignment)
        end(assignment)
    theirs.update(credit="none", credit_name="")
    NamedLanguage.objects.filter(account=subject.user_id).delete()
    StringTranslation.objects.filter(last_translated_by=subject.user_id).delete()
    SegmentOverride.objects.filter(last_translated_by=subject.user_id).delete()
