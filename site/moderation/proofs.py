"""Which proofs of a yes on paper or aloud a moderator opens: those of the work they are checking."""

from typing import Any

from wagtail.models import Page, TaskState

from accounts.roles import has_role
from authorship.models import Evidence, work_page
from moderation.models import CheckState
from moderation.services import step_of
from publishing.candidates import writers_of


def checks_the_work(user: Any, evidence: Evidence) -> bool:
    """Say whether `user` is a moderator who is checking, or has approved, a page of this work on its way just now."""
    page = evidence.work.page
    if page is None or not has_role(user, "moderator"):
        return False
    pages = [one.specific for one in (page, *page.get_children())]
    return any(_checks(user, one) for one in pages if work_page(one).pk == page.pk)


def _checks(user: Any, page: Page) -> bool:
    step = step_of(page)
    if step is None or step.status != TaskState.STATUS_IN_PROGRESS or user.pk in writers_of(page):
        return False
    if getattr(step, "is_moderation", False):
        return True
    approved = CheckState.objects.filter(workflow_state_id=step.workflow_state_id, finished_by=user)
    return approved.filter(status=TaskState.STATUS_APPROVED).exists()
