"""An address in a language in which its page is not: the page as it was told, with a line that says so."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from languages.addresses import path_in
from languages.interface import interface_for
from languages.names import english_name
from publishing.selectors import released

METHODS = ("GET", "HEAD")


def in_another_language(request: HttpRequest) -> HttpResponse | None:
    """Return what stands at the same address without its language; None where nothing public does.

    Where the page is there under another name in this language, lead to that. It stays known by its own address
    (canonical), and no language is claimed that it is not in.
    """
    code = translation.get_language_from_path(request.path_info)
    if request.method not in METHODS or code in (None, settings.LANGUAGE_CODE):
        return None
    if Redirect.objects.filter(old_path=Redirect.normalise_path(request.path_info)).exists():
        # Something was there, and is elsewhere now: whoever comes by its old address is led on.
        return None
    page = _page_at(request, request.path_info.removeprefix(f"/{code}"))
    if page is None:
        return None
    there = released(Page.objects.filter(translation_key=page.translation_key, locale__language_code=code)).first()
    if there is not None:
        return redirect(there.get_url(request))
    request.not_in = english_name(code)  # type: ignore[attr-defined]
    translation.activate(interface_for(str(code)))
    answer: Any = page.specific.serve(request)
    return answer.render() if hasattr(answer, "render") else answer


def places_in_other_languages(page: Any) -> list[str]:
    """Return where a page of the main language is read too while it is public, or where one is led to it."""
    parts = page.get_url_parts()
    if not parts or parts[2] in (None, "/") or page.locale.language_code != settings.LANGUAGE_CODE:
        return []
    return [path_in(code, parts[2]) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _page_at(request: HttpRequest, path: str) -> Page | None:
    """Return the public page at a path in the main language."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    place = f"{site.root_page.url_path.rstrip('/')}{path}"
    page = released(Page.objects.filter(url_path=place if place.endswith("/") else f"{place}/")).first()
    return page if page is not None and page.pk != site.root_page_id else None
