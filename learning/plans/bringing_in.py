"""Making the draft of a session out of a plan, with a report of what found its place and what did not."""

from pathlib import PurePath
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core.addresses import free_slug
from learning.models import BroughtPlan, ModulePage, ProgrammePage, SessionPage
from learning.plans.opening import CannotRead, open_plan
from learning.plans.plan import Activity, Plan, report_of
from learning.plans.reading import pieces_of
from learning.plans.understanding import understand
from publishing.erasing import Subject

NOTE_LENGTH = 200
LENGTH = 90
"""Minutes of a session whose plan names none."""


def may_bring_to(parent: Any, user: Any) -> bool:
    """Say whether somebody may bring a plan to this module, which they make, or to this programme as a new module."""
    if not isinstance(parent, (ModulePage, ProgrammePage)):
        return False
    may = parent.permissions_for_user(user)
    # A session belongs to those who make its module.
    return may.can_add_subpage() and (isinstance(parent, ProgrammePage) or may.can_edit())


def bring_in(*, parent: ModulePage | ProgrammePage, user: Any, name: str, content: bytes) -> SessionPage:
    """Make a draft below a module, or a new module with it below a programme, of a file called `name`.

    Raises PermissionDenied, or CannotRead with a sentence for whoever brought it.
    """
    if not may_bring_to(parent, user):
        raise PermissionDenied
    opened = open_plan(name, content)
    pieces = pieces_of(opened.html)
    if not any(piece.whole for piece in pieces):
        raise CannotRead(_("There are no words in this file. Please look whether it is the right one."))
    plan = understand(pieces, PurePath(name).stem[:200].replace("-", " ").replace("_", " "))
    plan.keep_what_is_lost(opened.lines)
    with transaction.atomic():
        if isinstance(parent, ProgrammePage):
            parent = _add(parent, ModulePage(title=plan.title, promise=plan.promise), user)
        session = _add(parent, _session_of(plan), user)
        BroughtPlan.objects.create(
            session=session,
            understood=report_of(plan),
            left_out=[*plan.left_out, *opened.aside],
            pictures=opened.pictures,
            embedded=opened.embedded,
        )
    return session


def _add(parent: Any, page: Any, user: Any) -> Any:
    page.owner, page.live, page.locale = user, False, parent.locale
    page.slug = free_slug(page.title, parent, otherwise="plan")
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page


def _session_of(plan: Plan) -> SessionPage:
    lists = {name: [("items", items)] for name, items in plan.lists.items()}
    notes = {name: "\n\n".join(texts) for name, texts in plan.notes.items()}
    licence = {"licence": plan.licence} if plan.licence else {}
    return SessionPage(
        title=plan.title,
        promise=plan.promise,
        length_minutes=plan.length_minutes or LENGTH,
        group_size=plan.group_size,
        running_order=[_step(activity, plan) for activity in plan.activities],
        **lists,
        **notes,
        **licence,
    )


def _step(activity: Activity, plan: Plan) -> tuple[str, dict[str, Any]]:
    """Return an activity or a break as a block; what a break has no place for is left out."""
    if activity.is_break:
        return "rest", {"minutes": activity.minutes, "note": _note(activity, plan)}
    return "activity", {
        "title": activity.title,
        "rhythm": activity.rhythm,
        "purpose": "\n\n".join(activity.purpose),
        "outcomes": [],
        "steps": activity.steps,
        "minutes": activity.minutes,
        "grouping": activity.works_together,
        "things": [],
        "materials": activity.materials,
        "output": "\n\n".join(activity.output),
        "facilitator_notes": "\n\n".join(activity.facilitator_notes),
        "needs": [],
        "access_note": "\n\n".join(activity.access_note),
        "skip_if_short": False,
    }


def _note(activity: Activity, plan: Plan) -> str:
    title = [] if activity.title.strip().lower() == "break" else [activity.title]
    texts = [*title, *activity.purpose, *activity.steps, *activity.materials, *activity.facilitator_notes]
    texts += [*activity.output, *activity.access_note]
    note = " ".join(texts)
    if len(note) <= NOTE_LENGTH:
        return note
    plan.left_out.append(note)
    return ""


def erase_plans(subject: Subject) -> None:
    """Delete what was read out of plans of pages that go, or out of which words of somebody go."""
    BroughtPlan.objects.filter(session__in=[*subject.pages, *subject.touched_pages]).delete()
