"""What each person reads of their own training, and the certificate that they show or do not show."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from core.answers import private, signed_in
from learning import records
from learning import training_paths as paths
from learning.mentoring import mentoring_of
from learning.models import Badge, ShownCertificate
from learning.record_forms import NameOnCertificateForm


def _shown(person: Person) -> ShownCertificate | None:
    return ShownCertificate.objects.filter(person=person).first()


def certificate_of(person: Person, *, with_whole_name: bool) -> dict[str, Any]:
    """Return what stands on the certificate of a person."""
    return {
        "name": person.name if with_whole_name else person.first_name,
        "badges": paths.badges_of(person),
        "completed": paths.completed_by(person),
    }


@signed_in("GET", "HEAD")
def my_training(request: HttpRequest) -> HttpResponse:
    """Show somebody's own way: what is next, what is behind them, and their badges."""
    person = Person.objects.of(request.user)
    held = {badge.level: badge for badge in paths.badges_of(person)}
    context = {
        "person": person,
        "ways": paths.ways_of(person),
        "levels": [(level.label, Badge.MEANINGS[level], held.get(level)) for level in Badge.Level],
        "shown": _shown(person),
        "mentored": [(one, one.other_than(person), one.reporter_id == person.pk) for one in mentoring_of(person)],
    }
    return render(request, "learning/my/training.html", context)


@signed_in("GET", "HEAD", "POST")
def my_certificate(request: HttpRequest) -> HttpResponse:
    """Let somebody print their certificate, show it to whoever has its link, or stop showing it."""
    person = Person.objects.of(request.user)
    shown = _shown(person)
    initial = {"name": "whole" if shown is None or shown.with_whole_name else "first"}
    form = NameOnCertificateForm(request.POST or None, person=person, initial=initial)
    if request.method == "POST" and "stop" in request.POST:
        records.stop_showing(person=person)
        messages.success(request, _("Nobody can open it any more. The old link never opens again."))
        return redirect("my_certificate")
    if request.method == "POST" and form.is_valid():
        records.show_certificate(person=person, with_whole_name=form.cleaned_data["name"] == "whole")
        messages.success(request, _("Whoever has the link below can read your certificate now."))
        return redirect("my_certificate")
    link = f"{settings.SITE_URL}{reverse('certificate', args=[shown.key])}" if shown else ""
    certificate = certificate_of(person, with_whole_name=initial["name"] == "whole")
    context = certificate | {"form": form, "shown": shown, "link": link}
    return render(request, "learning/my/certificate.html", context)


@signed_in("GET", "HEAD")
def print_certificate(request: HttpRequest) -> HttpResponse:
    """Show somebody's own certificate as a page to print; `?name=first` leaves the rest of the name out."""
    person = Person.objects.of(request.user)
    context = certificate_of(person, with_whole_name=request.GET.get("name") != "first")
    return render(request, "learning/certificate.html", context | {"back": reverse("my_certificate")})


def certificate(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a certificate to whoever has its link, as long as the person it is about wants that."""
    shown = records.certificate_shown(key)
    if shown is None:
        return private(render(request, "learning/certificate_none.html", status=404), no_referrer=True)
    context = certificate_of(shown.person, with_whole_name=shown.with_whole_name)
    return private(render(request, "learning/certificate.html", context), no_referrer=True)
