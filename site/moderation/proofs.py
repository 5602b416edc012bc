"""Proofs of a yes on paper or aloud: the moderator who approved the words opens each before it counts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from accounts.roles import has_role
from authorship.evidence import has_opened
from authorship.models import Evidence, YourOK
from authorship.selectors import last_answers, page_ids_of
from core.admin import AdminPanel
from moderation.models import CheckState
from moderation.services import finish_if_all_said_yes, step_of, waiting_ok_step
from publishing.candidates import writers_of
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked


def checks_the_work(user: Any, evidence: Evidence) -> bool:
    """Say whether `user` is a moderator who is checking, or has approved, a page of this work on its way just now."""
    page = evidence.work.page
    if page is None or not has_role(user, "moderator"):
        return False
    pages = Page.objects.filter(pk__in=page_ids_of(evidence.work)).specific()
    return any(_checks(user, one) for one in pages)


def _checks(user: Any, page: Page) -> bool:
    step = step_of(page)
    if step is None or step.status != TaskState.STATUS_IN_PROGRESS or user.pk in writers_of(page):
        return False
    if getattr(step, "is_moderation", False):
        return True
    approved = CheckState.objects.filter(workflow_state_id=step.workflow_state_id, finished_by=user)
    return approved.filter(status=TaskState.STATUS_APPROVED).exists()


def yeses_to_look_at(user: Any) -> list[YourOK]:
    """Return the recorded yeses in works that wait for OKs and that `user` approved."""
    approved = CheckState.objects.filter(finished_by=user, status=TaskState.STATUS_APPROVED)
    waiting = TaskState.objects.filter(
        workflow_state__in=approved.values("workflow_state"), status=TaskState.STATUS_IN_PROGRESS
    )
    found = []
    for step in waiting.select_related("workflow_state"):
        page = step.workflow_state.content_object
        if page is not None and waiting_ok_step(page) is not None:
            answers = last_answers(page).values()
            found += [ok for ok in answers if ok.recorded_by_id and ok.answer == YourOK.Answer.YES]
    return [ok for ok in found if ok.evidence is not None and checks_the_work(user, ok.evidence)]


class ProofsPanel(AdminPanel):
    """The proofs that a moderator still has to open, on their first screen."""

    name = "proofs"
    template_name = "moderation/admin/proofs_panel.html"
    order = 95

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """List each with whether it was opened."""
        user = parent_context["request"].user
        proofs = [(ok, has_opened(user, ok.evidence)) for ok in yeses_to_look_at(user) if ok.evidence]
        return {"proofs": proofs}


@require_POST
def answer_proof(request: HttpRequest, ok_id: int) -> HttpResponse:
    """Take what the moderator says of a proof that they have opened: it is a yes, or it is none."""
    ok = next((ok for ok in yeses_to_look_at(request.user) if ok.pk == ok_id), None)
    if ok is None or ok.evidence is None or request.POST.get("answer") not in ("yes", "none"):
        raise PermissionDenied
    if not has_opened(request.user, ok.evidence):
        messages.warning(request, _("Please open the proof first."))
    elif request.POST["answer"] == "none":
        set_aside(ok=ok, by=request.user)
        messages.success(request, _("It does not count any more. Please tell whoever wrote it down."))
    else:
        log_decision("proof_answered", ok.contributor.work, by=request.user, detail="yes")
        try:
            is_public = finish_if_all_said_yes(Page.objects.get(pk=ok.page_id).specific, request.user)
            thanks = _("Thank you. It is public now.") if is_public else _("Thank you. We wait for the others now.")
            messages.success(request, thanks)
        except PublishBlocked as blocked:
            for sentence in blocked.sentences:
                messages.error(request, sentence)
    return redirect("wagtailadmin_home")


@transaction.atomic
def set_aside(*, ok: YourOK, by: Any) -> YourOK:
    """Let a recorded yes no longer count, since its proof shows none; return the new record that says so."""
    log_decision("proof_answered", ok.contributor.work, by=by, detail="none")
    return YourOK.objects.create(
        contributor=ok.contributor,
        page_id=ok.page_id,
        revision_id=ok.revision_id,
        revision_digest=ok.revision_digest,
        manifest_digest=ok.manifest_digest,
        answer=YourOK.Answer.NOT_YET,
        recorded_by_id=by.pk,
        evidence=ok.evidence,
    )
