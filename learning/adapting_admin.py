"""The screens on which a trainer makes a module of their own from a public one, and follows what changes there."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from authorship.models import AdaptedPage
from core.answers import private
from learning import adapting, originals
from learning.lineage import lineage_of
from learning.models import SHARE_ALIKE, ModulePage, ProgrammePage
from learning.records import keeps_records


class AdaptForm(forms.Form):
    """What the new module is called, and where it goes."""

    title = forms.CharField(
        label=_("What is yours called?"),
        max_length=255,
        help_text=_("A name of its own, so that people can tell the two apart."),
        error_messages={"required": _("Please write what your module is called.")},
    )
    programme = forms.ModelChoiceField(
        label=_("In which programme?"),
        queryset=ProgrammePage.objects.none(),
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Please choose a programme."),
            "invalid_choice": _("You cannot add a module to this programme."),
        },
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["programme"]
        places = [page.pk for page in adapting.places_for(user)]
        choices.queryset = ProgrammePage.objects.filter(pk__in=places).order_by("path")
        if len(places) == 1:
            choices.initial = places[0]


@require_http_methods(["GET", "HEAD", "POST"])
def adapt_module(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say what the licence lets one do, ask for a name and a place, and make the draft."""
    if not keeps_records(request.user):
        raise PermissionDenied
    module = get_object_or_404(ModulePage, pk=page_id, live=True)
    reason = adapting.why_not_adapted(module, request.user)
    sent = (request.POST,) if request.method == "POST" and not reason else ()
    title = gettext("%(title)s, adapted") % {"title": module.title}
    form = AdaptForm(*sent, user=request.user, initial={"title": title})
    if sent and form.is_valid():
        made = adapting.adapt(module=module, user=request.user, **form.cleaned_data)
        messages.success(request, gettext("It is a draft of your own now. Nobody else sees it until you send it in."))
        return redirect("wagtailadmin_pages:edit", made.pk)
    context = {"module": module, "form": form, "reason": reason, "is_alike": module.licence == SHARE_ALIKE}
    return private(render(request, "learning/admin/adapt.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def original(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what changed in the module that this one is made from, and note that somebody has looked."""
    module = get_object_or_404(ModulePage, pk=page_id)
    if not module.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    row = AdaptedPage.objects.filter(page=module.pk).select_related("original").first()
    if row is None:
        raise Http404
    if request.method == "POST":
        originals.note_seen(module)
        messages.success(request, gettext("Noted. You see here what changes from now on."))
        return redirect("original", module.pk)
    told = lineage_of(module)
    context = {"module": module, "lineage": told, "changed": originals.changed_since(module)}
    return private(render(request, "learning/admin/original.html", context))
