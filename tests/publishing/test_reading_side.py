"""The public side shows what is released and live, by whichever way a page is asked for."""

import pytest
from django.http import HttpResponse

from publishing.models import Manifest
from stories.models import StoryPage
from tests.builders import OPEN, case_in, fresh, releases_of
from tests.matrix import EVERYWHERE, addresses_of, read_all


@pytest.fixture
def page(people):
    """A public story."""
    return case_in("live", people).page


def _shown_at(page) -> list[str]:
    found = read_all(*addresses_of(page))
    return [address for address, text in found.items() if f"{OPEN} title" in text]


def test_a_public_story_shows_in_all_these_places(page):
    assert len(_shown_at(page)) > len(EVERYWHERE) // 2


def test_a_live_row_without_a_release_shows_nowhere(page):
    release = releases_of(page).get()
    release.state = "hidden"
    release.save(update_fields=["state"])
    assert fresh(page).live
    assert _shown_at(page) == []


def test_what_was_taken_off_shows_nowhere(page):
    """Code took the row off; its release has not ended."""
    StoryPage.objects.filter(pk=page.pk).update(live=False)
    assert releases_of(page).get().state == "valid"
    assert _shown_at(page) == []


def test_no_way_of_serving_a_page_goes_past_the_door(page, client, monkeypatch):
    """A page type that serves itself asks for no template data; the door is before it."""
    monkeypatch.setattr(StoryPage, "serve", lambda self, request, *args, **kwargs: HttpResponse(self.title))
    assert client.get(page.get_url()).status_code == 200
    release = releases_of(page).get()
    release.state = "hidden"
    release.save(update_fields=["state"])
    assert client.get(page.get_url()).status_code in (404, 410)


def test_a_page_whose_manifest_is_lost_is_not_drawn(page, client, monkeypatch):
    monkeypatch.setattr("core.models.manifest_of", lambda page: None)
    assert client.get(page.get_url()).status_code in (404, 410)
    assert Manifest.objects.filter(release__object_id=str(page.pk)).exists()
