"""What a safeguarding flag stops, told in a sentence that gives nothing away."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from moderation.models import Flag
from moderation.taking_part import whole_of
from publishing.candidates import Candidate
from publishing.models import Release

STILL_CHECKING = _("We’re still checking this. There is nothing you need to do. Nothing is lost.")


def open_flags_about(page: Any) -> QuerySet[Flag]:
    """Return the flags that are not closed about the work of `page`, whichever of its languages they name."""
    return Flag.objects.exclude(state=Flag.State.CLOSED).filter(page__translation_key=whole_of(page).translation_key)


def is_still_checked(page: Any) -> bool:
    """Say whether a flag stops whatever would make `page` public."""
    return open_flags_about(page).exists()


def flag_gate(candidate: Candidate) -> Iterator[str]:
    """No flag about it is open. The site's own fixed text is nobody's, so nothing of it waits."""
    release = candidate.release
    if not isinstance(candidate.obj, Page) or (release is not None and release.kind == Release.Kind.SYSTEM):
        return
    if is_still_checked(candidate.obj):
        yield str(STILL_CHECKING)
