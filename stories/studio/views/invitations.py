"""Being invited: the link shows who asks, the code opens the door, and then somebody joins."""

import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.adapter import INVITED_EMAIL
from accounts.models import Person
from accounts.sheet_views import let_in, show_paper
from accounts.sheets import make_own_sheet
from authorship.models import Invitation
from authorship.selectors import is_contributor
from authorship.services import accept_invitation, find_invitation, try_code
from core.answers import private, signed_in
from stories.studio.forms import JoinForm
from stories.studio.views.doors import ask_for_code

OPENED = "opened_invitation"
MINUTES = 60


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites, and ask for the code. Neither the link nor this page says anything about the story."""
    if request.method not in ("GET", "HEAD", "POST"):
        return private(HttpResponseNotAllowed(["GET", "HEAD", "POST"]))
    return private(_invitation(request, find_invitation(token)), no_referrer=True)


def _invitation(request: HttpRequest, invitation: Invitation | None) -> HttpResponse:
    closed = _why_closed(invitation)
    if invitation is None or closed:
        return _closed(request, closed, status=410 if invitation else 404)
    return ask_for_code(
        request,
        invitation,
        kind="invitation",
        may_enter=lambda code: _let_in(request, invitation) if try_code(invitation=invitation, code=code) else None,
        closed=lambda: _closed(request, _why_closed(invitation), status=410),
        context={
            "base": "studio_base.html",
            "asker": invitation.invited_by.get_short_name(),
            "role": invitation.get_role_display(),
        },
    )


def _closed(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    return render(request, "stories/studio/invitation_closed.html", {"sentence": sentence}, status=status)


def _why_closed(invitation: Invitation | None) -> str:
    if invitation is None:
        return _("We do not know this link. Perhaps a part of it is missing.")
    if invitation.accepted_at:
        return _("This invitation has been used. If it was you, sign in and you will find your story.")
    if invitation.cancelled_at or invitation.work.page_id is None:
        return _("This invitation was cancelled.")
    if invitation.tries >= Invitation.TRIES:
        return _("The code was wrong too many times, so this invitation is closed to keep it safe.")
    if not invitation.is_open:
        return ngettext(
            "This invitation was open for %(days)s day, which is over.",
            "This invitation was open for %(days)s days, and they are over.",
            Invitation.DAYS,
        ) % {"days": Invitation.DAYS}
    return ""


def _let_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    request.session[OPENED] = {"id": invitation.pk, "at": time.time()}
    if not request.user.is_authenticated and invitation.email:
        # Only for whoever has both link and code is the door open to make an account.
        request.session[INVITED_EMAIL] = invitation.email
    return redirect("studio:join")


def _opened(request: HttpRequest) -> Invitation | None:
    """Return the invitation that this browser has opened with its code in the last hour, or None."""
    opened = request.session.get(OPENED)
    if opened is None or time.time() - opened["at"] > MINUTES * 60:
        return None
    return Invitation.objects.select_related("invited_by", "work__page").filter(pk=opened["id"]).first()


def join(request: HttpRequest) -> HttpResponse:
    """After the code: make an account or sign in, then take part."""
    if request.user.is_authenticated:
        return _join_signed_in(request)
    invitation = _opened(request)
    if invitation is None:
        return private(redirect_to_login(reverse("studio:home")))
    here = reverse("studio:join")
    context = {
        "inviter": invitation.invited_by.get_short_name(),
        "sign_up": f"{reverse('account_signup')}?next={here}" if invitation.email else "",
        "sign_in": f"{reverse('account_login')}?next={here}",
    }
    return private(render(request, "stories/studio/join_first.html", context))


def join_without_email(request: HttpRequest) -> HttpResponse:
    """Make an account with a made-up name for whoever was invited by a link, and show its codes, once."""
    if request.method != "POST":
        return private(HttpResponseNotAllowed(["POST"]))
    invitation = _opened(request)
    if request.user.is_authenticated or invitation is None or invitation.email or _why_closed(invitation):
        return private(redirect("studio:join"))
    printed = make_own_sheet()
    let_in(request, printed.sheet.user, stays=False)
    return show_paper(request, [printed], "stories/studio/your_sheet.html", one=printed)


@signed_in("GET", "HEAD", "POST")
def _join_signed_in(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    invitation = _opened(request)
    if invitation is None or _why_closed(invitation):
        _forget(request)
        messages.info(request, _("There is no open invitation. Please open the link in your email once more."))
        return redirect("studio:home")
    if is_contributor(user, invitation.work.page):
        _forget(request)
        messages.info(request, _("You take part in this already."))
        return redirect("studio:work", invitation.work_id)
    person = Person.objects.filter(user=user).first()
    form = JoinForm(request.POST or None) if person is None or not person.name else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is not None:
            Person.objects.call(user, form.cleaned_data["name"])
        accept_invitation(invitation=invitation, user=user)
        _forget(request)
        messages.success(request, _("Welcome. You take part now. First, please choose how you want to be named."))
        return redirect("studio:named", invitation.work_id)
    context = {
        "inviter": invitation.invited_by.get_short_name(),
        "role": invitation.get_role_display(),
        "form": form,
    }
    return render(request, "stories/studio/join.html", context)


def _forget(request: HttpRequest) -> None:
    for key in (OPENED, INVITED_EMAIL):
        request.session.pop(key, None)
