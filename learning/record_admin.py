"""Screens for those who keep the record: who came to what, who has completed it, and the badges of each person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.models import Page

from accounts.models import Person, ReporterGroup
from core.answers import private
from learning import mentoring, record_emails, records
from learning import training_paths as paths
from learning.mentoring_forms import MentorForm
from learning.models import Badge, Mentoring, ModulePage, SessionPage, SignUp, TrainingRecord, WorkshopPage
from learning.record_forms import BadgeForm, WriteDownForm
from publishing.selectors import released

ROWS = 50


def _check(request: HttpRequest) -> None:
    if not records.keeps_records(request.user):
        raise PermissionDenied


@require_safe
def training(request: HttpRequest) -> HttpResponse:
    """List what somebody can have come to: public modules with their sessions, and how many completed each."""
    _check(request)
    return private(render(request, "learning/admin/training.html", {"modules": paths.modules_with_counts()}))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List those who take part here, by name, with what they have completed."""
    _check(request)
    words = request.GET.get("q", "").strip()
    accounts = paths.with_counts(paths.everybody_here(but=request.user))
    if words:
        accounts = accounts.filter(person__name__icontains=words)
    rows = Paginator(accounts, ROWS).get_page(request.GET.get("p"))
    return private(render(request, "learning/admin/trained_people.html", {"page_of_rows": rows, "q": words}))


def _chosen(request: HttpRequest) -> tuple[list[Any], dict[str, Any]]:
    """Return the accounts that a list shows, and what it was narrowed to: a group, or who signed up for a workshop."""
    accounts = paths.everybody_here(but=request.user)
    narrowed: dict[str, Any] = {}
    group, workshop = request.GET.get("group", ""), request.GET.get("workshop", "")
    if group.isdecimal():
        narrowed["group"] = get_object_or_404(ReporterGroup, pk=int(group))
        accounts = accounts.filter(reporter_groups=narrowed["group"])
    if workshop.isdecimal():
        narrowed["workshop"] = get_object_or_404(WorkshopPage, pk=int(workshop))
        coming = SignUp.objects.filter(workshop=narrowed["workshop"], state=SignUp.State.GOING)
        accounts = accounts.filter(email__in=coming.values("email"))
    return list(accounts), narrowed


@require_http_methods(["GET", "HEAD", "POST"])
def who_came(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what is known of each person at one module or session, and write down who came or has completed it."""
    _check(request)
    public: Any = released(Page.objects.filter(pk=page_id))
    page = public.specific().first()
    if not isinstance(page, (ModulePage, SessionPage)):
        raise Http404
    accounts, narrowed = _chosen(request)
    persons = [account.person for account in accounts]
    day = timezone.localdate()
    workshop = narrowed.get("workshop")
    if workshop is not None and workshop.starts_at is not None:
        day = min(day, timezone.localdate(workshop.starts_at))
    form = WriteDownForm(request.POST or None, page=page, people=persons, initial={"on": day})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        kind = data.get("kind", TrainingRecord.Kind.CAME)
        number = records.write_down(page=page, people=data["people"], kind=kind, on=data["on"], by=request.user)
        words = ngettext("Written down for %(count)s person.", "Written down for %(count)s people.", number)
        messages.success(request, words % {"count": number} if number else _("That was written down already."))
        return redirect(request.get_full_path())
    known = paths.known_of(page, persons)
    rows = [(account, known[account.person.pk], str(account.person.pk) in form.ticked) for account in accounts]
    context = narrowed | {
        "page": page,
        "module": page if isinstance(page, ModulePage) else page.part_of_work(),
        "form": form,
        "rows": rows,
        "groups": ReporterGroup.objects.all(),
        "sessions": page.get_children().type(SessionPage).live().count(),
    }
    return private(render(request, "learning/admin/who_came.html", context))


def _person(request: HttpRequest, person_id: int) -> Person:
    """Return somebody with an account, who is not the one who asks. Raises PermissionDenied, Http404."""
    _check(request)
    accounts = paths.everybody_here(but=request.user)
    return get_object_or_404(Person.objects.filter(user__in=accounts.order_by().values("pk")), pk=person_id)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show the record of one person, and give them a badge."""
    somebody = _person(request, person_id)
    held = paths.badges_of(somebody)
    form = BadgeForm(request.POST or None, held=held)
    if request.method == "POST" and form.is_valid():
        badge = records.give_badge(person=somebody, level=form.cleaned_data["level"], by=request.user)
        record_emails.tell_badge_given(badge)
        messages.success(request, _("The badge is theirs, and they have been told."))
        return redirect("trained_person", somebody.pk)
    context = _of_person(somebody) | {"form": form}
    return private(render(request, "learning/admin/trained_person.html", context))


def _of_person(somebody: Person) -> dict[str, Any]:
    return {
        "person": somebody,
        "records": paths.records_of(somebody),
        "badges": paths.badges_of(somebody),
        "form": BadgeForm(held=paths.badges_of(somebody)),
        "mentor_form": MentorForm(reporter=somebody),
        "mentoring": Mentoring.objects.filter(reporter=somebody, ended_on=None, mentor__isnull=False).select_related(
            "mentor"
        ),
        "works": paths.public_works_of(somebody),
    }


@require_POST
def pair(request: HttpRequest, person_id: int) -> HttpResponse:
    """Bring somebody together with a mentor."""
    somebody = _person(request, person_id)
    form = MentorForm(request.POST, reporter=somebody)
    if not form.is_valid():
        context = _of_person(somebody) | {"mentor_form": form}
        return private(render(request, "learning/admin/trained_person.html", context))
    mentoring.pair(reporter=somebody, mentor=form.cleaned_data["mentor"], by=request.user)
    messages.success(request, _("They are paired, and both have been told."))
    return redirect("trained_person", somebody.pk)


@require_POST
def end_mentoring(request: HttpRequest, mentoring_id: int) -> HttpResponse:
    """End a mentoring; the reporter keeps what was noted."""
    _check(request)
    found = get_object_or_404(Mentoring.objects.select_related("reporter", "mentor"), pk=mentoring_id)
    mentoring.end(mentoring=found, by=request.user)
    messages.success(request, _("It has ended, and they have been told."))
    return redirect("trained_person", found.reporter_id)


@require_POST
def take_record_off(request: HttpRequest, person_id: int, record_id: int) -> HttpResponse:
    """Take off what was written down by mistake."""
    somebody = _person(request, person_id)
    record = get_object_or_404(TrainingRecord.objects.select_related("person", "page"), pk=record_id, person=somebody)
    records.take_off(record=record, by=request.user)
    messages.success(request, _("It is taken off."))
    return redirect("trained_person", somebody.pk)


@require_POST
def take_badge_off(request: HttpRequest, person_id: int, badge_id: int) -> HttpResponse:
    """Take off a badge that was given by mistake."""
    somebody = _person(request, person_id)
    badge = get_object_or_404(Badge.objects.select_related("person"), pk=badge_id, person=somebody)
    records.take_badge(badge=badge, by=request.user)
    messages.success(request, _("The badge is taken off. It is on no certificate any more."))
    return redirect("trained_person", somebody.pk)
