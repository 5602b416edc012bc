"""What people find first when they open the admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from accounts.audiences import audience_words
from authorship.selectors import works_for
from core.admin import AdminPanel
from moderation.appeals import appeals_for
from moderation.complaints import complaints_for
from moderation.flags import flags_for
from moderation.leavers import looks_for
from moderation.models import Concern, Flag
from moderation.queue import queue_for
from moderation.selectors import hidden_often_for
from moderation.services import step_of
from publishing.selectors import shown_release

WORKS_SHOWN = 20


class WaitingPanel(AdminPanel):
    """What waits to be checked by this person, oldest first."""

    name = "waiting_to_be_checked"
    template_name = "moderation/admin/waiting_panel.html"
    order = 100

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """List each work with what may be done with it."""
        return {"waiting": queue_for(parent_context["request"].user)[:WORKS_SHOWN]}


class AlsoWaitingPanel(AdminPanel):
    """What else waits for this person: who does not agree, who left, what was hidden often, complaints."""

    name = "also_waiting"
    template_name = "moderation/admin/also_waiting_panel.html"
    order = 97

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """List each kind of which there is something, with where it stands."""
        user = parent_context["request"].user
        public, paused = reverse("moderation_public_pages"), reverse("moderation_paused")
        kinds: list[tuple[str, str, list[Any]]] = [
            (_("Somebody does not agree with a pause. Read what they say"), paused, appeals_for(user)),
            (_("Somebody left a joint work. Say whether people can tell who"), public, looks_for(user)),
            (_("A work was hidden several times. Have a look at it"), public, hidden_often_for(user)),
            (
                _("Somebody complained about personal data. Answer them"),
                reverse("moderation_complaints"),
                list(complaints_for(user).filter(answered_at=None)),
            ),
        ]
        return {"waiting": [(sentence, address, len(found)) for sentence, address, found in kinds if found]}


class ConcernsPanel(AdminPanel):
    """How many concerns nobody has looked at."""

    name = "new_concerns"
    template_name = "moderation/admin/concerns_panel.html"
    order = 90

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count them."""
        return {"count": Concern.objects.filter(state=Concern.State.NEW).count(), "link": reverse(concern_list())}


class FlagsPanel(AdminPanel):
    """How many safeguarding flags nobody has acted on."""

    name = "open_flags"
    template_name = "moderation/admin/flags_panel.html"
    order = 80

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count those that this person may read."""
        waiting = flags_for(parent_context["request"].user).filter(state=Flag.State.OPEN)
        return {"count": waiting.count(), "danger": waiting.filter(danger_now=True).exists()}


def concern_list() -> str:
    """Return the name of the address that lists the concerns."""
    return Concern.snippet_viewset.get_url_name("list")


class MyWorksPanel(AdminPanel):
    """The works that this person takes part in, and where each is."""

    name = "my_works"
    template_name = "moderation/admin/my_works_panel.html"
    order = 110

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """List the newest."""
        works = []
        for work in works_for(parent_context["request"].user)[:WORKS_SHOWN]:
            page = work.page.specific
            works.append({"page": page, "title": work.latest.title, "state": state_words(page)})
        return {"works": works}


def state_words(page: Any) -> str:
    """Say in a few words where `page` is."""
    step = step_of(page)
    if step is not None and step.status == TaskState.STATUS_IN_PROGRESS:
        return _("Waiting for everybody's OK") if getattr(step, "is_your_ok", False) else _("Being checked")
    if step is not None and step.status == TaskState.STATUS_REJECTED:
        return _("Changes asked for") if getattr(step, "is_moderation", False) else _("Somebody would like to wait")
    if page.live:
        return _("Public, with newer changes that are not") if page.has_unpublished_changes else _("Public")
    release = shown_release(page)
    if release is not None:
        return _("Shown to %(readers)s") % {"readers": audience_words(release.audience)}
    return _("Draft")
