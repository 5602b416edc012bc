"""Erasing a person, for administrators: what goes, what stays, what cannot be reached; then it is done."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from accounts.models import Person
from authorship.models import Contributor
from consent.erasure import CANNOT_REACH, erase_and_sweep_later
from consent.models import ErasureMarker
from consent.rights import may_erase
from publishing.models import PendingStep, Release


class EraseForm(forms.Form):
    """The person's number, typed by whoever is sure."""

    number = forms.IntegerField(
        label=gettext_lazy("Type the number of this person to be sure"),
        error_messages={
            "required": gettext_lazy("Please type the number. There is no way back."),
            "invalid": gettext_lazy("This is not the number of this person."),
        },
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_number(self) -> int:
        """Only the number of this very person counts."""
        number: int = self.cleaned_data["number"]
        if number != self.person.pk:
            raise forms.ValidationError(_("This is not the number of this person."))
        return number


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, person_id: int) -> HttpResponse:
    """Say what erasing one person means, and do it. Raises PermissionDenied."""
    if not may_erase(request.user):
        raise PermissionDenied
    person = get_object_or_404(Person.objects.select_related("user"), pk=person_id)
    if not may_erase(request.user, person):
        raise PermissionDenied
    form = EraseForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        subject = erase_and_sweep_later(person=person, by=request.user)
        messages.success(
            request,
            _("Person %(number)s is erased. Pages erased with them: %(pages)s.")
            % {"number": person.pk, "pages": len(subject.pages)},
        )
        return redirect("consent_erase", person.pk)
    return render(request, "consent/admin/erase.html", _context(person, form))


def _context(person: Person, form: EraseForm) -> dict[str, Any]:
    parts = Contributor.everyone.filter(person=person)
    return {
        "person": person,
        "form": form,
        "marker": ErasureMarker.objects.filter(person_id=person.pk).last(),
        "pending": PendingStep.objects.count(),
        "number_of_works": parts.count(),
        "has_approved": person.user_id is not None and Release.objects.filter(approved_by=person.user_id).exists(),
        "cannot_reach": CANNOT_REACH,
    }
