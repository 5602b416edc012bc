"""Where a page stands, in plain words: one state, and the one next step."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import WorkflowState

from authorship.models import Contributor, YourOK
from moderation.leavers import SENT_BACK
from moderation.models import NoteToAuthor, Pause
from publishing.our_sentences import said_in

if TYPE_CHECKING:
    from stories.studio.selectors import Standing

LABELS = {
    "draft": gettext_lazy("Draft"),
    "being_made": gettext_lazy("Being made"),
    "being_translated": gettext_lazy("Being translated"),
    "sent_in": gettext_lazy("Being checked"),
    "changes_asked": gettext_lazy("Changes asked for"),
    "somebody_waits": gettext_lazy("Somebody would like to wait"),
    "waiting_for_ok": gettext_lazy("Waiting for your OK"),
    "waiting_for_others": gettext_lazy("Waiting for the others"),
    "published": gettext_lazy("Public"),
    "shared": gettext_lazy("Shown to some people"),
    "taken_down": gettext_lazy("Hidden"),
    "taken_back": gettext_lazy("Taken back"),
    "part_taken_back": gettext_lazy("Taken back"),
    "paused": gettext_lazy("Paused"),
    "stays_down": gettext_lazy("Stays down"),
    "still_checked": gettext_lazy("We’re still checking this"),
}
SHARED_WITH_CHANGES = gettext_lazy(
    "It is shown to %(readers)s. What you have changed since is shown to nobody yet: send it in."
)
NEXT_STEPS = {
    "draft": gettext_lazy("Go on telling it. Send it in when you are ready."),
    "being_made": gettext_lazy("Nothing to do. We ask for your OK before anybody else can read it."),
    "being_translated": gettext_lazy("Nothing to do. We ask for your OK before anybody else can read it."),
    "sent_in": gettext_lazy("Nothing to do. Somebody is reading it with care."),
    "changes_asked": gettext_lazy("See what was asked, change what you like, and send it in again."),
    "somebody_waits": gettext_lazy("Talk about it together, then send it in again."),
    "waiting_for_ok": gettext_lazy("Read it once more and give your OK."),
    "waiting_for_others": gettext_lazy("Nothing to do. You said yes, and we wait for the others."),
    "published": gettext_lazy("Everybody can read it. You can hide it at any time."),
    "shared": gettext_lazy("It is shown to %(readers)s, and to nobody else. You can hide it at any time."),
    "taken_down": gettext_lazy("Only the people who made it can see it."),
    "paused": gettext_lazy("Only the people who made it can see it. Read why, and say so if you do not agree."),
    "stays_down": gettext_lazy("Only the people who made it can see it. Change it and send it in again, if you like."),
    "still_checked": gettext_lazy("There is nothing you need to do. It is not public just now, and nothing is lost."),
    "taken_back": gettext_lazy("It was taken back, and nobody else can read it. Your own draft stays here for you."),
    "part_taken_back": gettext_lazy(
        "One of you has taken their part back, so nobody else can read it now. "
        "If you like, make a version without that part, and send it in."
    ),
}
BADGES = {
    "being_made": "draft",
    "being_translated": "draft",
    "shared": "published",
    "taken_back": "taken_down",
    "part_taken_back": "taken_down",
    "paused": "taken_down",
    "stays_down": "taken_down",
    "still_checked": "wait",
    "somebody_waits": "changes_asked",
    "waiting_for_others": "wait",
}
NEEDS_ME = ("waiting_for_ok", "changes_asked", "somebody_waits")
FOR_ITS_MAKERS = ("draft", "changes_asked", "somebody_waits", "part_taken_back")
TAKEN = ("part_taken_back", "taken_back", "taken_down")
URGENCY = (
    *NEEDS_ME,
    "paused",
    "draft",
    "stays_down",
    "still_checked",
    "being_made",
    "being_translated",
    "part_taken_back",
    "taken_back",
    "taken_down",
    "waiting_for_others",
    "sent_in",
    "shared",
    "published",
)


@dataclass(frozen=True)
class PageState:
    """Where one page stands for one person. `shown_to` says who reads it, where some do and not everybody."""

    key: str
    is_public: bool
    shown_to: str = ""
    has_new_draft: bool = False
    asked: str = ""
    note: NoteToAuthor | None = None
    pause: Pause | None = None

    @property
    def label(self) -> str:
        """The state in two or three words."""
        return str(LABELS[self.key])

    @property
    def badge(self) -> str:
        """The colour of its badge."""
        return BADGES.get(self.key, self.key)

    @property
    def next_step(self) -> str:
        """The one next step, as a sentence."""
        if self.key == "published" and self.has_new_draft:
            return _("Everybody can read it. Your newest changes are not public yet: send them in.")
        if self.key == "shared":
            return str(SHARED_WITH_CHANGES if self.has_new_draft else NEXT_STEPS[self.key]) % {"readers": self.shown_to}
        return str(NEXT_STEPS[self.key])

    @property
    def is_shown(self) -> bool:
        """Whether somebody besides its makers can read it now."""
        return self.is_public or bool(self.shown_to)

    @property
    def can_be_sent_in(self) -> bool:
        """Whether there is something to send in."""
        return not self.is_on_its_way and (self.key not in ("published", "shared") or self.has_new_draft)

    @property
    def needs_me(self) -> bool:
        """Whether something waits for this person."""
        return self.key in NEEDS_ME

    @property
    def is_on_its_way(self) -> bool:
        """Whether it was sent in and nobody may change it just now."""
        return self.key in ("sent_in", "waiting_for_ok", "waiting_for_others")


def most_urgent(states: list[PageState]) -> PageState:
    """Return the state that a work's list shows: what needs this person, else where its first page stands."""
    waiting = [state for state in states if state.needs_me]
    return min(waiting, key=lambda state: URGENCY.index(state.key)) if waiting else states[0]


def state_of(page: Any, standing: "Standing", contributors: list[Contributor], me: Contributor) -> PageState:
    """Return where `page` stands for `me`, from what was read of many pages at once.

    Whoever is only shown in it is not told what its makers still have to do, and nobody what its translator has.
    """
    state = _state_of(page, standing, contributors, me)
    if page.pk in standing.translated:
        key = "being_translated" if state.key in FOR_ITS_MAKERS else state.key
        return PageState(key, state.is_public, state.shown_to, pause=state.pause)
    if me.makes_it or state.key not in FOR_ITS_MAKERS:
        return state
    return PageState("being_made", state.is_public, state.shown_to)


def _state_of(page: Any, standing: "Standing", contributors: list[Contributor], me: Contributor) -> PageState:
    flow = standing.flows.get(page.pk)
    shown_to, new_draft = standing.shown_to.get(page.pk, ""), _has_new_draft(page, standing)
    if flow is None:
        pause = standing.pauses.get(page.pk)
        return PageState(_at_rest(page, standing, me), page.live, shown_to, new_draft, pause=pause)
    step = flow.current_task_state
    # Which kind of step it is stands in its content type, so no row needs to be read again.
    kind: Any = ContentType.objects.get_for_id(step.content_type_id).model_class() if step else None
    is_ok_step = getattr(kind, "is_your_ok", False)
    if flow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        # Nobody in it waits where a moderator found that people can tell who left: then there is something to change.
        by_a_moderator = not is_ok_step or _was_sent_back(step, contributors)
        key = "changes_asked" if by_a_moderator else "somebody_waits"
        note = standing.notes.get(step.pk) if step else None
        return PageState(key, page.live, shown_to, new_draft, _words_asked(step), note)
    if not is_ok_step:
        return PageState("sent_in", page.live, shown_to)
    waits = waits_for(me, step.revision_id, standing.answers, contributors)
    return PageState("waiting_for_ok" if waits else "waiting_for_others", page.live, shown_to)


def _words_asked(step: Any) -> str:
    """Return what was asked at a step: somebody's words, or a sentence of ours, which was kept in the main language."""
    asked = step.comment if step else ""
    return str(SENT_BACK) if asked == said_in(settings.LANGUAGE_CODE, SENT_BACK) else asked


def _has_new_draft(page: Any, standing: "Standing") -> bool:
    """Say whether there is something that those who can read it now cannot read yet, or a wish for other readers."""
    if page.live:
        return bool(page.has_unpublished_changes)
    return page.pk in standing.shown_to and page.latest_revision_id not in standing.shown_as_it_is


def _was_sent_back(step: Any, contributors: list[Contributor]) -> bool:
    """Say whether somebody who takes no part sent it back while it waited for OKs; a link has no account."""
    people = {contributor.person.user_id for contributor in contributors}
    return step is not None and step.finished_by_id is not None and step.finished_by_id not in people


def _at_rest(page: Any, standing: "Standing", me: Contributor) -> str:
    """Return where a page stands that is not on its way to anybody."""
    if page.live:
        return "published"
    if page.pk in standing.shown_to:
        return "shared"
    if page.pk in standing.paused:
        return _why_paused(standing.pauses.get(page.pk))
    if page.pk in standing.hidden:
        return "taken_down"
    if page.pk in standing.taken_back:
        return "part_taken_back" if me.work_id in standing.somebody_left else "taken_back"
    return "draft"


def _why_paused(pause: Pause | None) -> str:
    """Return how a pause is said; one without a stated ground is a safeguarding lead's, who says no more."""
    if pause is None:
        return "still_checked"
    return "stays_down" if pause.state == Pause.State.DECLINED else "paused"


def waits_for(
    me: Contributor, revision_id: int, answers: dict[tuple[int, int], str], contributors: list[Contributor]
) -> bool:
    """Say whether we wait for `me`.

    Where everybody has said yes and it still waits, something changed since, and each is asked once more.
    """
    yes = YourOK.Answer.YES
    if answers.get((revision_id, me.pk)) != yes:
        return True
    return all(answers.get((revision_id, contributor.pk)) == yes for contributor in contributors)
