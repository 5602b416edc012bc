"""The audit reads the site as the public does, and names each leak, by whichever road it came."""

import hashlib
import itertools

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from authorship.models import Contributor
from consent.services import take_back
from files.models import PublicFile
from files.storage import public_storage
from home import api, feeds, views
from publishing import registry, selectors
from publishing.crawling import crawl_public
from publishing.needles import Needles, readable, sentences_in, words_of_text
from stories import models as story_models
from stories.models import StoryPage
from tests.builders import OPEN, SECRET, change_draft, fresh, live_learning, make_draft, make_image, publish


@pytest.fixture
def everything(people):
    """A public story with a picture and a newer draft, a draft, and something that was taken back."""
    image = make_image(user=people.reporter)
    body = [("words", f"{OPEN} was there, and we all sat down together."), ("photo", {"image": image, "caption": ""})]
    public = publish(make_draft(people.reporter, words=OPEN, listing_image=image, body=body), people)
    change_draft(public, people.reporter, body=[("words", f"{SECRET} told nobody else about that evening.")])
    draft = make_draft(people.reporter, title="The kettle nobody mended")
    gone = publish(make_draft(people.reporter2, body=[("words", f"{SECRET} went home alone in the rain.")]), people)
    take_back(contributor=Contributor.objects.get(work=gone.work), by=people.reporter2)
    return {"public": fresh(public), "draft": draft, "gone": fresh(gone)}


def findings() -> list[str]:
    """Return what the walk finds."""
    return crawl_public().findings


@pytest.mark.deep
def test_all_is_well_and_much_was_read(everything, people):
    live_learning(people)
    crawl = crawl_public()
    assert crawl.findings == []
    assert crawl.asked > 60
    call_command("audit_public")


@pytest.mark.deep
def test_no_finding_says_a_word_of_what_is_hidden(everything, monkeypatch):
    monkeypatch.setattr(selectors, "released", lambda queryset: queryset)
    monkeypatch.setattr(story_models, "stories_for_index", lambda index: StoryPage.objects.all())
    found = findings()
    assert found
    assert not any("kettle" in finding.lower() for finding in found)
    with pytest.raises(CommandError):
        call_command("audit_public")


@pytest.mark.deep
def test_a_list_without_the_gate(everything, monkeypatch):
    monkeypatch.setattr(story_models, "stories_for_index", lambda index: StoryPage.objects.order_by("pk"))
    owner = f"page {everything['draft'].pk}"
    assert f"/stories/ shows words of {owner} that are not public." in findings()


@pytest.mark.deep
def test_a_draft_in_the_feed(everything, monkeypatch):
    monkeypatch.setattr(feeds, "released", lambda queryset: queryset)
    assert f"/feed/ shows words of page {everything['draft'].pk} that are not public." in findings()


@pytest.mark.deep
def test_a_draft_in_the_api(everything, monkeypatch):
    monkeypatch.setattr(api, "search_released", lambda queryset: Page.objects.all())
    found = findings()
    assert any(finding.startswith("/api/v2/pages/?") and "page" in finding for finding in found)
    pk = everything["draft"].pk
    assert f"stories.StoryPage {pk} is not public, and one of its addresses answers 200." in found


@pytest.mark.deep
def test_a_field_in_the_api(everything, monkeypatch):
    """The field shows what only a newer draft says."""
    from wagtail.api import APIField

    page = everything["public"]
    StoryPage.objects.filter(pk=page.pk).update(draft_title=page.get_latest_revision().content["title"])
    monkeypatch.setattr(StoryPage, "api_fields", [*StoryPage.api_fields, APIField("draft_title")])
    expected = f"/api/v2/pages/{page.pk}/?fields=* shows words of page {page.pk} that are not public."
    assert expected in findings()


@pytest.mark.deep
def test_a_draft_that_search_finds(everything, monkeypatch):
    monkeypatch.setattr(views, "search_released", lambda queryset: queryset)
    call_command("update_index", verbosity=0)
    found = findings()
    assert f"/search/ leads to stories.StoryPage {everything['draft'].pk}, which is not public." in found


@pytest.mark.deep
def test_an_old_address_that_answers(everything, monkeypatch):
    """The door is off: the row says live, and no release does."""
    from core import wagtail_hooks

    monkeypatch.setattr(wagtail_hooks, "is_released", lambda page: True)
    monkeypatch.setattr(Page, "route", lambda self, request, parts: _serve(self, parts))
    pk = everything["gone"].pk
    assert f"stories.StoryPage {pk} is not public, and one of its addresses answers 200." in findings()


def _serve(page, parts):
    from wagtail.url_routing import RouteResult

    for part in parts:
        page = Page.objects.child_of(page).get(slug=part).specific
    page.serve = lambda request: HttpResponse("something")
    return RouteResult(page)


@pytest.mark.deep
def test_a_page_that_no_room_has_named(everything, monkeypatch):
    named = [source for source in registry.public_places if source.__name__ != "fixed_places"]
    monkeypatch.setattr(registry.public_places, "_functions", named)
    assert "/feed/ answers, and is neither a released page nor on the list of fixed places." in findings()


@pytest.mark.deep
def test_other_bytes_in_a_released_file(everything):
    copy = PublicFile.objects.order_by("pk").first()
    with public_storage().open(copy.name, "wb") as file:
        file.write(b"something else")
    assert f"The public file {copy.url} does not hold the bytes that were released." in findings()


def test_a_file_that_no_manifest_names(everything):
    """Somebody copied a file to the public place by hand: it does not answer, and is told of all the same."""
    copy = PublicFile.objects.order_by("pk").first()
    name = public_storage().save("zz/by-hand.jpg", public_storage().open(copy.name))
    assert Client().get(f"/media/{name}").status_code == 404
    with pytest.raises(CommandError):
        call_command("audit_public", "--rows-only")
    public_storage().remove(name)
    call_command("audit_public", "--rows-only")


@pytest.mark.deep
def test_each_public_copy_knows_its_bytes(everything):
    copies = list(PublicFile.objects.all())
    assert copies
    for copy in copies:
        with public_storage().open(copy.name) as file:
            assert hashlib.sha256(file.read()).hexdigest() == copy.sha256


# Finding words


@pytest.mark.parametrize(
    "answer",
    [
        "<p>We <b>missed</b> the last bus home.</p>",
        '<img alt="We missed the last bus home">',
        "WE MISSED, the last&nbsp;bus&#32;home",
        "<p>Then</p><p>we missed the last bus home</p><p>again</p>",
    ],
)
def test_words_are_found_whatever_stands_between_them(answer):
    needles = Needles()
    needles.add(sentences_in(["<p>We missed the last <i>bus</i> home. Ok.</p>"]), "page 7")
    assert set(needles.find(readable(answer)).values()) == {"page 7"}


@pytest.mark.parametrize("answer", ["<p>we missed the last</p><p>bus home</p>", "We missed the last train home."])
def test_other_words_are_not_found(answer):
    needles = Needles()
    needles.add(sentences_in(["We missed the last bus home."]), "page 7")
    assert needles.find(readable(answer)) == {}


def test_words_that_are_forgotten_are_not_looked_for():
    needles = Needles()
    sentence = words_of_text("the very same words")
    needles.add([sentence, words_of_text("the very other words")], "page 7")
    needles.forget([sentence])
    assert list(itertools.chain(*needles.find("The very same words. The very other words."))) == [
        "the",
        "very",
        "other",
        "words",
    ]
