"""“Where is my story?”: the way from a draft to the public, with dates and first names, and what happens next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import TaskState, WorkflowState

from authorship.models import Contributor, YourOK
from core.listing import listed
from moderation.dates import due_at
from publishing.selectors import shown_release
from stories.studio.states import PageState

WRITTEN, SENT, READ, ASKED, PUBLIC, OVER = range(6)
HERE = {"sent_in": READ, "waiting_for_ok": ASKED, "waiting_for_others": ASKED, "published": OVER, "shared": OVER}
NOT_PUBLIC_ANY_MORE = ("taken_down", "taken_back", "part_taken_back", "paused", "stays_down", "still_checked")


@dataclass(frozen=True)
class TimelineStep:
    """One step: what it is, whether it is `done`, `now` or `todo`, and a sentence with a date and a name."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class _Run:
    """The last time that a page was sent in: each of its steps, oldest first."""

    flow: WorkflowState | None
    steps: list[TaskState]

    def last(self, what: str) -> TaskState | None:
        """Return its last step of a kind: `is_moderation` or `is_your_ok`."""
        found = [step for step in self.steps if getattr(step.content_type.model_class(), what, False)]
        return found[-1] if found else None


def timeline_of(
    page: Any, state: PageState, *, people: Iterable[Contributor], looking: Iterable[Any], readers: str = ""
) -> list[TimelineStep]:
    """Return the steps of a page for the people who make it. `looking` are the moderators who have claimed it now.

    `readers` says in words who should read it, where that is not everybody.
    """
    run = _last_run(page)
    here = OVER if state.key in NOT_PUBLIC_ANY_MORE else HERE.get(state.key, WRITTEN)
    if state.key in ("published", "shared") and state.has_new_draft:
        here = WRITTEN
    notes = [
        _written(page, state, run, here),
        _sent(run) if here > SENT else "",
        _read(run, looking, here) if here >= READ else "",
        _asked(run, list(people), here) if here >= ASKED else "",
        _public(page) if here > PUBLIC else "",
    ]
    last = _("Shown to %(readers)s") % {"readers": readers} if readers else _("Public")
    labels = [_("You write it"), _("Sent in"), _("A moderator reads it"), _("Everybody gives their OK"), last]
    steps = [
        TimelineStep(label, "done" if number < here else "now" if number == here else "todo", note)
        for number, (label, note) in enumerate(zip(labels, notes, strict=True))
    ]
    if state.key in NOT_PUBLIC_ANY_MORE:
        steps.append(TimelineStep(state.label, "now"))
    return steps


def _last_run(page: Any) -> _Run:
    flow = WorkflowState.objects.for_instance(page).select_related("requested_by").order_by("pk").last()
    steps = flow.task_states.select_related("finished_by", "content_type").order_by("pk") if flow else []
    return _Run(flow, list(steps))


def _day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "j E Y") if moment else ""


def _written(page: Any, state: PageState, run: _Run, here: int) -> str:
    asked = run.steps[-1] if run.steps and state.key in ("changes_asked", "somebody_waits") else None
    if here == WRITTEN and asked is not None and asked.finished_at:
        return _("Came back to you on %(day)s.") % {"day": _day(asked.finished_at)}
    first = page.revisions.order_by("created_at", "pk").values_list("created_at", flat=True).first()
    return _("Begun on %(day)s.") % {"day": _day(first)} if first else ""


def _sent(run: _Run) -> str:
    if run.flow is None:
        return ""
    if run.flow.requested_by is None:
        return _("On %(day)s.") % {"day": _day(run.flow.created_at)}
    name = run.flow.requested_by.get_short_name()
    return _("On %(day)s, by %(name)s.") % {"day": _day(run.flow.created_at), "name": name}


def _read(run: _Run, looking: Iterable[Any], here: int) -> str:
    step = run.last("is_moderation")
    if step is None:
        return ""
    if here > READ:
        name = step.finished_by.get_short_name() if step.finished_by else _("a moderator")
        return _("Read by %(name)s on %(day)s.") % {"name": name, "day": _day(step.finished_at)}
    names = listed(moderator.get_short_name() for moderator in looking)
    if names:
        return _("Being read by %(name)s.") % {"name": names}
    due = due_at(step.started_at)
    if due <= timezone.now():
        return _("We are late, and we are sorry: we wanted to read it by %(day)s.") % {"day": _day(due)}
    return _("Waits to be read. We mean to do that by %(day)s.") % {"day": _day(due)}


def _asked(run: _Run, people: list[Contributor], here: int) -> str:
    step = run.last("is_your_ok")
    if step is None:
        return ""
    if here > ASKED:
        return _("By %(day)s.") % {"day": _day(step.finished_at)} if step.finished_at else ""
    answers = YourOK.objects.filter(revision_id=step.revision_id, lost=None, contributor__in=people).order_by("pk")
    last = dict(answers.values_list("contributor", "answer"))
    yes = list(last.values()).count(YourOK.Answer.YES)
    words = ngettext("%(yes)s of %(all)s person said yes.", "%(yes)s of %(all)s people said yes.", len(people))
    return words % {"yes": yes, "all": len(people)}


def _public(page: Any) -> str:
    release = shown_release(page)
    since = page.last_published_at if page.live else release.created_at if release is not None else None
    return _("Since %(day)s.") % {"day": _day(since)} if since else ""
