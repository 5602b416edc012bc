"""Who gets into which work: the people who make it, and nobody else. Everybody else hears that it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.models import Page

from authorship.models import Contributor, Work
from core.answers import private
from stories.studio.errors import NotNow
from stories.studio.in_other_languages import pages_in_every_language
from stories.studio.selectors import pages_of_work

# What forms send beside the words that somebody wrote.
NOT_WORDS = {
    "csrfmiddlewaretoken",
    "base",
    "form",
    "later",
    "clear",
    "seen",
    "reader",
    "move",
    "answer",
    "language",
    "role",
    "told_as",
    "gathered",
    "facets",
    "with",
    "over",
    "rights",
    "whose",
}


def find_my_work(user: Any, work_id: int, *, shown_too: bool = False) -> Work | None:
    """Return the work if `user` makes it, or (`shown_too`) is shown in it; its page may be gone."""
    people = Contributor.objects if shown_too else Contributor.makers
    return (
        Work.objects.filter(pk=work_id, contributors__in=people.filter(person__user=user))
        .select_related("page__latest_revision__user", "page__locale")
        .first()
    )


def my_part_in(work: Work, user: Any) -> Contributor:
    """Return the part that `user` has in a work of theirs."""
    return work.contributors.select_related("person").get(person__user=user)


def page_of(work: Work, page_id: int | None = None, *, translated_too: bool = False) -> Any:
    """Return the page of `work` with this id, or its own page where no id is given. Raises Http404.

    A page in another language only where it is `translated_too`: there it is read, and not made.
    """
    own: Any = work.page
    if page_id is None or page_id == own.pk:
        return own.specific
    for page in pages_in_every_language(work) if translated_too else pages_of_work(work):
        if page.pk == page_id:
            return page.specific
    raise Http404


def words_in(request: HttpRequest) -> list[str]:
    """Return the texts that somebody sent, so that they can be given back."""
    return [
        value
        for name, values in request.POST.lists()
        if name not in NOT_WORDS
        for value in values
        if value.strip() and value != "on"
    ]


def not_saved(request: HttpRequest, sentence: str, *, status: int, back: str = "/my/") -> HttpResponse:
    """Say why nothing was saved, and give the words back to copy."""
    context = {"sentence": sentence, "words": words_in(request), "had_files": bool(request.FILES), "back": back}
    return private(render(request, "stories/studio/not_saved.html", context, status=status))


def _not_there(request: HttpRequest, work: Work | None) -> HttpResponse:
    if work is not None:
        return not_saved(request, _("This story is not here any more: it was deleted."), status=410)
    if request.method == "POST" and words_in(request):
        # The same whether there is such a work or not, so it tells a stranger nothing.
        return not_saved(request, _("We cannot find that among your stories any more."), status=404)
    raise Http404


def studio_view(*methods: str, no_referrer: bool = False, shown_too: bool = False) -> Callable[..., Any]:
    """Turn `view(request, work, …)` into the view of an address with a work's number in it.

    Only those who make it get in; with `shown_too` also whoever is shown, heard or named in it.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, work_id: int, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return private(redirect_to_login(request.path))
            work = find_my_work(request.user, work_id, shown_too=shown_too)
            if work is None or work.page is None:
                return _not_there(request, work)
            if request.method not in methods:
                return private(HttpResponseNotAllowed(methods))
            try:
                response = view(request, work, **kwargs)
            except (NotNow, Page.DoesNotExist) as closed:
                back = f"/my/works/{work.pk}/"
                sentence = str(closed) if isinstance(closed, NotNow) else _("It was deleted in the meantime.")
                response = not_saved(request, sentence, status=409, back=back)
            return private(response, no_referrer=no_referrer)

        return inner

    return decorate
