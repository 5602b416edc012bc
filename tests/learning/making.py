"""Pages of learning for tests: written by a trainer, and public where that is wanted."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from learning.models import LearningIndexPage, WorkshopIndexPage, WorkshopPage
from tests.builders import fresh, publish


def grown(parent: Any, people: Any, page: Any, *, public: bool = True) -> Any:
    """Put a page below `parent`; approved and public where that is wanted."""
    page.owner, page.live, page.locale = people.trainer, False, parent.locale
    parent.add_child(instance=page)
    page.save_revision(user=people.trainer)
    return publish(fresh(page), people, sender=people.trainer) if public else fresh(page)


def learning_index() -> LearningIndexPage:
    """Return the English start of learning."""
    return LearningIndexPage.objects.get(locale__language_code="en")


def workshop(people: Any, *, public: bool = True, days: float = 14, **fields: Any) -> WorkshopPage:
    """Return a workshop some days from now."""
    parent = WorkshopIndexPage.objects.first() or grown(learning_index(), people, WorkshopIndexPage(title="Workshops"))
    starts_at = timezone.now() + timedelta(days=days)
    known = {"title": "Quiet hour", "venue": "Lantern Room", "access_notes": "No steps", "capacity": 2}
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return grown(parent, people, WorkshopPage(**(known | times | fields)), public=public)
