"""A crawl of the whole admin: the titles of other people's drafts show nowhere."""

import re
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from wagtail.models import Page

from moderation.services import send_in
from tests.accounts.people import fresh, module, person, signed_in, story

pytestmark = pytest.mark.django_db

SECRET = "Zanzibar"
# Words that fill the gaps in addresses which ask for a kind of thing.
KINDS = {
    "app_label": ["stories", "wagtailcore"],
    "content_type_app_name": ["stories"],
    "content_type_model_name": ["storypage"],
    "model_name": ["storypage", "page"],
    "app_name": ["stories"],
    "action": ["delete", "move", "publish", "unpublish"],
    "action_name": ["approve"],
    "widget_name": ["x"],
}
# Signing out, drawings and scripts; workflows are closed to everybody, which has a test of its own.
SKIP = re.compile(r"logout|sprite|jsi18n|/workflows/")
QUERIES = ("", "?q=zanzibar")
MAY_SEND = ("trainer", "moderator")


def secrets() -> list[Page]:
    """Make other people's drafts: a story, a module, a session of it, and an alias of the story."""
    from learning.models import SessionPage

    teller, trainer = person("teller", "reporter"), person("author", "trainer")
    tale = story(f"{SECRET} story", teller)
    lesson = module(f"{SECRET} module", trainer)
    part = lesson.add_child(instance=SessionPage(title=f"{SECRET} session", slug="part", live=False, owner=trainer))
    part.save_revision(user=trainer)
    alias = tale.create_alias(parent=tale.get_parent(), update_slug="follows")
    return [tale, lesson, part, alias]


def being_checked() -> Page:
    """Send in a draft of somebody else: moderators see it now, trainers do not."""
    teller = person("sender", "reporter")
    page = story(f"{SECRET} checked", teller)
    send_in(page=page, user=teller)
    return fresh(page)


def addresses(pages: list[Page]) -> list[str]:
    """Return every admin address, with each gap filled by each page, its newest revision, and words that fit."""
    numbers = [str(page.pk) for page in pages]
    revisions = [str(page.latest_revision_id) for page in pages if page.latest_revision_id]
    found: set[str] = set()

    def fillings(name: str) -> list[str]:
        if name in KINDS:
            return KINDS[name]
        return revisions if "revision" in name else numbers

    def walk(resolver: Any, spaces: str) -> None:
        for pattern in resolver.url_patterns:
            if not isinstance(pattern, URLPattern):
                walk(pattern, spaces + (f"{pattern.namespace}:" if pattern.namespace else ""))
            elif pattern.name:
                for names in _gaps(resolver, pattern.name):
                    # The first gap takes the first page when the second takes the next: enough to see a title.
                    for start in range(len(numbers) if names else 1):
                        values = {n: (f := fillings(n))[(start + i) % len(f)] for i, n in enumerate(names)}
                        try:
                            found.add(reverse(spaces + pattern.name, kwargs=values))
                        except NoReverseMatch:
                            continue

    walk(get_resolver(), "")
    return sorted(address for address in found if address.startswith("/admin/") and not SKIP.search(address))


def _gaps(resolver: Any, name: str) -> list[list[str]]:
    found = resolver.reverse_dict.getlist(name)
    return [names for possibilities, *_rest in found for _template, names in possibilities]


@pytest.mark.parametrize("key", ["trainer", "moderator", "safeguarding", "admin", "translator"])
def test_no_address_of_the_admin_shows_a_title_of_somebody_elses_draft(site, key: str) -> None:
    pages = secrets()
    if key == "trainer":
        pages.append(being_checked())
    every = addresses(pages)
    assert len(every) > 150
    client = signed_in(person(key))
    client.raise_request_exception = False
    leaks = []
    for address in every:
        asked = QUERIES if "choose" in address or "search" in address or "report" in address else ("",)
        for query in asked if "bulk" not in address else _bulk(address):
            # What is sent may leave a message, which the next screen shows.
            if key in MAY_SEND and address.startswith("/admin/pages/"):
                client.post(address)
            answer = client.get(address + query)
            if SECRET in _text(answer) or answer.status_code >= 500:
                leaks.append(f"{answer.status_code} {address}{query}")
    assert leaks == []


def _bulk(address: str) -> list[str]:
    return [f"?id={pk}" for pk in Page.objects.filter(title__startswith=SECRET).values_list("pk", flat=True)]


def _text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def test_the_crawl_would_see_a_leak(site) -> None:
    """A superuser is shown all of it, so the crawl asks the right addresses."""
    pages = secrets()
    from accounts.models import User

    root = signed_in(User.objects.create_superuser("root@people.org"))
    for address in ("/admin/pages/", f"/admin/pages/{pages[0].pk}/edit/", "/admin/pages/search/?q=zanzibar"):
        if address == "/admin/pages/":
            address = f"/admin/pages/{pages[0].get_parent().pk}/"
        assert SECRET in _text(root.get(address)), address
