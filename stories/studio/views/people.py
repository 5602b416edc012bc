"""Who takes part, and asking somebody along."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorship.models import Invitation, Work
from authorship.services import cancel_invitation, invite
from authorship.voices import may_add_people
from consent.newcomers import may_take_off, take_off
from core.codes import qr_of
from core.throttle import throttled
from stories.studio.access import page_of, studio_view
from stories.studio.forms import InviteForm

INVITATIONS_AN_HOUR = 30
CANNOT_TAKE_OFF = gettext_lazy(
    "This person cannot be taken off: they have begun, or they are not in it any more. They can leave by themselves, "
    "at any time."
)


@studio_view("GET", "HEAD", "POST")
def people(request: HttpRequest, work: Work) -> HttpResponse:
    """Show who takes part; invite somebody, and show the code once."""
    form = InviteForm(request.POST or None, work=work)
    made = None
    if request.method == "POST" and form.is_valid():
        if throttled(request, "invite", INVITATIONS_AN_HOUR):
            form.add_error(None, _("That is a lot of invitations in a short time. Please try again in an hour."))
        else:
            base_url = settings.SITE_URL.rstrip("/")
            made = invite(work=work, invited_by=request.user, base_url=base_url, **form.cleaned_data)
            form = InviteForm(work=work)
    context = {
        "work": work,
        "title": page_of(work).draft_title,
        "form": form,
        "made": made,
        "qr": qr_of(made.address) if made is not None else "",
        "people": work.contributors.select_related("person"),
        "invitations": [one for one in work.invitations.select_related("invited_by") if one.is_open],
        "days": Invitation.DAYS,
        "may_add_people": may_add_people(request.user, work),
    }
    return render(request, "stories/studio/people.html", context)


@studio_view("POST")
def cancel(request: HttpRequest, work: Work, invitation_id: int) -> HttpResponse:
    """Close an invitation that nobody has accepted."""
    invitation = work.invitations.filter(pk=invitation_id).first()
    if invitation is None:
        raise Http404
    if invitation.is_open:
        cancel_invitation(invitation=invitation)
        messages.success(request, _("The invitation is cancelled. Its link and code open nothing now."))
    return redirect("studio:people", work.pk)


@studio_view("GET", "HEAD", "POST")
def take_off_newcomer(request: HttpRequest, work: Work, contributor_id: int) -> HttpResponse:
    """Take somebody off who has done nothing in it yet, after asking once more."""
    newcomer = work.contributors.select_related("person__user").filter(pk=contributor_id).first()
    if newcomer is None or not may_take_off(request.user, newcomer):
        messages.warning(request, CANNOT_TAKE_OFF)
        return redirect("studio:work", work.pk)
    if request.method == "POST":
        try:
            take_off(contributor=newcomer, by=request.user)
        except PermissionDenied:
            messages.warning(request, CANNOT_TAKE_OFF)
        else:
            messages.success(request, _("They do not take part any more, and cannot open it."))
            if newcomer.person.email:
                messages.success(request, _("We have told them."))
        return redirect("studio:work", work.pk)
    context = {"work": work, "newcomer": newcomer, "title": page_of(work).draft_title}
    return render(request, "stories/studio/take_off.html", context)
