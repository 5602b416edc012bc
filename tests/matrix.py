"""Where the public can look, and the check that nothing unapproved is there."""

from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from publishing.audit import audit_public
from stories.models import StoryPage
from tests.builders import FOUND_BY, OPEN, SECRET, Case
from tests.stores import bytes_in

EVERYWHERE = (
    "/",
    "/stories/",
    "/feed/",
    "/sitemap.xml",
    f"/search/?q={FOUND_BY}",
    "/api/v2/pages/?fields=*&limit=50",
    f"/api/v2/pages/?search={FOUND_BY}",
)


def addresses_of(page: Page) -> list[str]:
    """Return where this page stands or would stand: its page, and its entry in the API."""
    return [page.get_url() or "/nowhere/", f"/api/v2/pages/{page.pk}/?fields=*"]


def read_all(*more: str) -> dict[str, str]:
    """Return what somebody who is not signed in gets at every public address and at `more`."""
    cache.clear()
    client = Client(raise_request_exception=False)
    found = {}
    for address in (*EVERYWHERE, *more):
        response = client.get(address)
        assert response.status_code == 200 or address in more, f"{address} answers {response.status_code}"
        text = response.content.decode()
        # A page that says "not here" may repeat what it was asked for.
        asked = address if response.status_code in (404, 410) else None
        found[address] = text.replace(asked, "").replace(quote(asked, safe=""), "") if asked else text
    return found


def assert_nothing_secret_is_public(case: Case) -> None:
    """Look everywhere as a stranger: no secret word, and what was approved is still there."""
    pages = [case.reload(), *StoryPage.objects.exclude(pk=case.page.pk), *case.more.get("pages", [])]
    found = read_all(*{address for page in pages for address in addresses_of(page)})
    for address, text in found.items():
        assert SECRET not in text, f"{address} shows what nobody approved"
    for content in bytes_in("public"):
        assert SECRET.encode() not in content
    if case.open_words:
        address = case.more.get("source", case.page).get_url()
        assert OPEN in found[address], f"{address} no longer shows what was approved"


def assert_held(case: Case, audit: list[str] | None = None) -> None:
    """The road led nowhere: nothing secret is public and the audit lists nothing (or exactly what `audit` names)."""
    if audit is None:
        assert audit_public() == []
        assert_nothing_secret_is_public(case)
        return
    problems = audit_public()
    assert problems, "the audit does not see it"
    for name in audit:
        assert any(name in problem for problem in problems), problems


def signed_in(user: Any) -> Client:
    """Return a browser in which `user` is signed in; an error answers 500 rather than ending the test."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def story_form(page: Any, **changes: Any) -> dict[str, Any]:
    """Return the fields of the admin's story form with secret words, and forged ones that it does not have."""
    form = {
        "title": f"{SECRET} forged",
        "slug": page.slug if page is not None and page.pk else f"{SECRET}-forged",
        "summary": f"{FOUND_BY} {SECRET}",
        "told_as": "",
        "place": "",
        "listing_image": "",
        "seo_title": "",
        "search_description": "",
        "go_live_at": "",
        "expire_at": "",
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "words",
        "body-0-id": "",
        "body-0-value": f"{FOUND_BY} {SECRET}",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        "comment_notifications": "on",
        "live": "on",
        "live_revision": "1",
        "has_unpublished_changes": "",
        "first_published_at": "2026-01-01",
        "alias_of": "",
        "owner": "1",
        "latest_revision": "1",
    }
    return form | changes


def admin_address(name: str, *args: Any) -> str:
    """Return an admin address of pages by its name."""
    return reverse(f"wagtailadmin_pages:{name}", args=args)
