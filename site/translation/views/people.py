"""Administrators: who translates into which language, and who is given which work."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Locale, Page

from languages.names import english_name
from moderation.page_views import tell
from publishing.errors import PublishBlocked
from publishing.selectors import is_released
from translation.forms import AssignForm, InviteForm
from translation.inviting import invite, invite_again
from translation.lists import helpers, rows_for
from translation.models import Assignment
from translation.overview import STATES, count_helpers, glances, in_state, translatable
from translation.selectors import is_opened_early, who_can
from translation.services import assign, may_assign, name_languages, why_not

ROWS_ON_A_SCREEN = 50
Part = Assignment.Part


def _only_administrators(request: HttpRequest) -> None:
    if not may_assign(request.user):
        raise PermissionDenied


def _locales() -> QuerySet[Locale]:
    return Locale.objects.order_by("language_code")


def _languages() -> list[dict[str, Any]]:
    return [{"pk": one.pk, "code": one.language_code, "name": english_name(one.language_code)} for one in _locales()]


@require_safe
def all_translations(request: HttpRequest) -> HttpResponse:
    """Show each language at a glance; or, of one, what is public, where its translation is and who is asked next."""
    _only_administrators(request)
    locale = Locale.objects.filter(language_code=request.GET.get("language", "")).first()
    if locale is None:
        languages = glances(_locales())
        count_helpers(languages)
        return render(request, "translation/admin/languages.html", {"glances": languages, "states": STATES})
    asked, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = in_state(translatable(locale), state, locale)
    if asked:
        found = found.filter(title__icontains=asked)
    pages = Paginator(found, ROWS_ON_A_SCREEN).get_page(request.GET.get("p"))
    context = {
        "pages": pages,
        "rows": rows_for(list(pages.object_list), locale),
        "languages": _languages(),
        "language": locale.language_code,
        "language_name": english_name(locale.language_code),
        "q": asked,
        "state": state,
        "states": STATES,
        "more": urlencode({"language": locale.language_code, "q": asked, "state": state}),
    }
    return render(request, "translation/admin/all.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def choose_people(request: HttpRequest, about: int, code: str) -> HttpResponse:
    """Ask who translates a public work into a language and who checks it, and tell them."""
    _only_administrators(request)
    page: Any = get_object_or_404(Page, pk=about, depth__gt=1).specific
    locale = get_object_or_404(Locale, language_code=code)
    if not is_released(page) and not is_opened_early(page):
        raise PermissionDenied
    back = f"{reverse('translation_all')}?language={code}"
    translators, reviewers = (who_can(part, locale, page) for part in (Part.TRANSLATOR, Part.REVIEWER))
    now = {one.part: str(one.account_id) for one in Assignment.objects.filter(page=page, locale=locale)}
    form = AssignForm(request.POST or None, translators=translators, reviewers=reviewers, initial=now)
    reasons = why_not(page, locale)
    if request.method == "POST" and form.is_valid():
        people = {str(user.pk): user for user in (*translators, *reviewers)}
        try:
            assign(
                page=page,
                locale=locale,
                translator=people[form.cleaned_data["translator"]],
                reviewer=people.get(form.cleaned_data["reviewer"]),
                by=request.user,
            )
        except PublishBlocked as blocked:
            tell(request, blocked)
        else:
            messages.success(request, _("They have been told by email, and find it under “My translations”."))
        return redirect(back)
    context = {
        "title": page.title if page.live else "",
        "language_name": english_name(code),
        "form": form,
        "reasons": reasons,
        "back": back,
        "nobody": not translators,
    }
    return render(request, "translation/admin/choose_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Show who translates and checks, and write down their languages."""
    _only_administrators(request)
    found = helpers()
    if request.method == "POST":
        helper = next((one for one in found if str(one.account.pk) == request.POST.get("account")), None)
        if helper is None:
            raise PermissionDenied
        if request.POST.get("again"):
            invite_again(account=helper.account, by=request.user)
            messages.success(
                request, _("The invitation is on its way to %(name)s again.") % {"name": helper.account.person.name}
            )
            return redirect("translation_people")
        codes = request.POST.getlist("languages")
        locales = Locale.objects.filter(language_code__in=codes)
        name_languages(account=helper.account, locales=locales, by=request.user)
        messages.success(request, _("The languages of %(name)s are saved.") % {"name": helper.account.person.name})
        return redirect("translation_people")
    return render(request, "translation/admin/people.html", {"helpers": found, "languages": _languages()})


@require_http_methods(["GET", "HEAD", "POST"])
def invite_somebody(request: HttpRequest) -> HttpResponse:
    """Ask for somebody's name, address and languages, and invite them to help."""
    _only_administrators(request)
    initial = {"languages": [request.GET.get("language", "")]}
    form = InviteForm(request.POST or None, languages=_languages(), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        locales = Locale.objects.filter(language_code__in=said["languages"])
        try:
            invite(name=said["name"], email=said["email"], parts=said["parts"], locales=locales, by=request.user)
        except PublishBlocked as blocked:
            form.add_error("email", blocked.sentences)
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": said["email"]})
            return redirect("translation_people")
    return render(request, "translation/admin/invite.html", {"form": form})
