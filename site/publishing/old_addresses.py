"""The address that a page had leads on to where it is now, but only where the public found it at both.

Wagtail leads from every address that a page ever had, so whoever guesses what a draft was called would read there
what it is called now.
"""

from copy import copy
from typing import Any

from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import Page, Site
from wagtail.signals import page_slug_changed, post_page_move

from publishing.addresses import remember_addresses


def lead_on_after_renaming(sender: Any, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    """Lead from the old address of a page, and of those below it, to the new one."""
    _lead_on(instance, instance_before)


def lead_on_after_moving(sender: Any, instance: Page, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    """Lead from where a page was in the tree to where it is now."""
    if url_path_before != url_path_after:
        page: Any = instance.specific
        before = copy(page)
        before.url_path = url_path_before
        _lead_on(page, before)


def _lead_on(page: Any, before: Any) -> None:
    # From now on the public finds them here, so here too they are gone once they are taken down.
    for public in Page.objects.descendant_of(page, inclusive=True).filter(live=True).specific():
        remember_addresses(public)
    if page.live and before.live:
        create_redirects(page=page, page_old=before, sites=Site.objects.exclude(root_page=page))


def connect() -> None:
    """Put these in place of Wagtail's own, which the settings switch off."""
    page_slug_changed.connect(lead_on_after_renaming, dispatch_uid="publishing.lead_on_after_renaming")
    post_page_move.connect(lead_on_after_moving, dispatch_uid="publishing.lead_on_after_moving")
