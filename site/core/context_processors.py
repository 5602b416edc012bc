"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Locale, Page, Site

from publishing.selectors import released


def _menu(request: HttpRequest) -> list[dict[str, Any]]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    root = site.root_page
    language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    if root.locale.language_code != language:
        locale = Locale.objects.filter(language_code=language).first()
        local = root.get_translation_or_none(locale) if locale else None
        root = local if local and local.live else root
    pages = released(Page.objects.child_of(root).in_menu()).order_by("path")
    here = request.path
    return [
        {"title": page.title, "url": url, "current": here.startswith(url)}
        for page in pages
        if (url := page.get_url(request))
    ]


def site_wide(request: HttpRequest) -> dict[str, Any]:
    """Return what base templates show: the menu (asked only where it is shown), the site's name, a way out.

    `leave_url` is an everyday page elsewhere, for somebody who must not be seen reading here.
    """
    return {
        "main_menu": SimpleLazyObject(lambda: _menu(request)),
        "site_name": settings.WAGTAIL_SITE_NAME,
        "is_demo": settings.IS_DEMO,
        "leave_url": settings.LEAVE_PAGE_TO,
    }
