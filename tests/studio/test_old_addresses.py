"""The address of a story is made of its title: it goes with whoever wrote that, and never leads to a draft."""

import json

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from consent.erasure import erase_person
from consent.looking import answer_look
from consent.models import LeaverLook
from consent.services import take_back
from moderation.services import give_ok
from publishing.audit import audit_public
from publishing.candidates import Candidate
from publishing.errors import PublishBlocked
from publishing.models import PublicAddress
from stories.models import StoryPage
from stories.studio import services
from tests.builders import act
from tests.profiles import a_few
from tests.studio.making import a_story, base_of, page_of, public, sent_in

THEIRS, OURS = "Qztheirs at home", "Qzours outside"


@pytest.fixture
def left(rita, sam, mo):
    """A story that was public at an address of the title Sam gave it; Sam left, and Rita has her own part in it."""
    work = a_story(sam, rita, title=THEIRS, parts=())
    services.add_part(page=page_of(work), user=rita, kind="words", value="Rita's own words.")
    public(work, rita, mo)
    take_back(contributor=work.contributors.get(person=sam.person), by=sam)
    return work


def is_named_anew(work, user, title=OURS):
    """Write the title anew, as the studio does."""
    facts = services.facts_in(page_of(work).get_latest_revision()) | {"title": title}
    services.save_facts(page=page_of(work), user=user, base=base_of(work), facts=facts)


def is_public_without(sam, work, rita, mo):
    """Take a version without Sam all the way, with Sam saying that it is fine."""
    act(sent_in(work, rita), mo, "approve")
    answer_look(look=LeaverLook.objects.get(), recognisable=False, road="account", user=sam)
    give_ok(page=page_of(work), user=rita)
    return page_of(work)


def what_is_missing(work) -> str:
    """Return what the gate says of the newest draft."""
    return " ".join(Candidate(page_of(work).get_latest_revision()).content_sentences())


def test_an_address_goes_with_whoever_wrote_the_title(left, rita, sam, mo, django_capture_on_commit_callbacks):
    old = page_of(left).url
    assert old == "/stories/qztheirs-at-home/"
    with django_capture_on_commit_callbacks(execute=True):
        is_named_anew(left, rita)
        page = is_public_without(sam, left, rita, mo)
    assert page.url == "/stories/qzours-outside/"
    assert Client().get(page.url).status_code == 200
    assert Client().get(old).status_code == 410
    assert not Redirect.objects.exists()
    assert "qztheirs" not in Client().get(f"/api/v2/pages/{page.pk}/?fields=*").content.decode().lower()
    assert audit_public() == []


def test_a_title_of_theirs_makes_no_new_address(left, rita):
    is_named_anew(left, rita, title=f"{THEIRS} again")
    is_named_anew(left, rita, title=THEIRS)
    assert "they wrote the title" in what_is_missing(left)
    is_named_anew(left, rita)
    assert "took their part back" not in what_is_missing(left)
    # From here on it may have been given to somebody: a new title moves it only until it is public.
    assert page_of(left).slug == "qzours-outside"


def test_no_version_at_an_address_of_theirs_goes_out(left, rita, mo):
    is_named_anew(left, rita)
    draft = page_of(left).get_latest_revision_as_object()
    draft.slug = "qztheirs-at-home"
    draft.save_revision(user=mo)
    assert "its address comes from words of theirs" in what_is_missing(left)
    with pytest.raises(PublishBlocked, match="address"):
        sent_in(left, rita)
    # Whatever is saved in the studio next gives it one of its own.
    services.add_part(page=page_of(left), user=rita, kind="words", value="And more.")
    assert "took their part back" not in what_is_missing(left)


def test_another_place_for_it_goes_along(left, rita, sam, mo):
    story = page_of(left)
    alias = story.create_alias(update_slug="qztheirs-at-home-2", parent=story.get_parent())
    assert Page.objects.filter(slug__startswith="qztheirs").count() == 2
    is_named_anew(left, rita)
    assert not Page.objects.filter(slug__startswith="qztheirs").exists()
    is_public_without(sam, left, rita, mo)
    alias.refresh_from_db()
    assert alias.live
    assert Client().get(alias.url).status_code == 200


@a_few(1)
@pytest.mark.parametrize("road", ["studio", "move"])
def test_nobody_is_led_to_a_draft_by_an_address_it_had(rita, road, django_capture_on_commit_callbacks):
    work = a_story(rita, title=THEIRS)
    old = page_of(work).url
    with django_capture_on_commit_callbacks(execute=True):
        if road == "studio":
            is_named_anew(work, rita)
        else:
            page_of(work).move(page_of(work).get_parent().get_parent(), pos="last-child")
    assert page_of(work).url != old
    assert Client().get(old).status_code == 404
    assert not Redirect.objects.exists()


def test_a_public_story_is_found_at_its_old_address(rita, mo, django_capture_on_commit_callbacks):
    work = a_story(rita, title=THEIRS)
    public(work, rita, mo)
    old = page_of(work).url
    draft = page_of(work).get_latest_revision_as_object()
    draft.slug = "qzours-outside"
    draft.save_revision(user=rita)
    with django_capture_on_commit_callbacks(execute=True):
        act(sent_in(work, rita), mo, "approve")
        give_ok(page=page_of(work), user=rita)
    answer = Client().get(old)
    assert (answer.status_code, answer.url) == (301, "/stories/qzours-outside/")


def test_it_is_gone_from_each_place_to_which_it_was_moved(rita, mo, django_capture_on_commit_callbacks):
    work = a_story(rita, title=THEIRS)
    public(work, rita, mo)
    first = page_of(work).get_parent()
    addresses = []
    for place in (Page.objects.get(slug="home-pl"), first.get_parent()):
        addresses.append(page_of(work).url)
        with django_capture_on_commit_callbacks(execute=True):
            page_of(work).move(place, pos="last-child")
    addresses.append(page_of(work).url)
    assert len(set(addresses)) == 3
    assert Client().get(addresses[1]).status_code == 301
    take_back(contributor=work.contributors.get(), by=rita)
    assert {Client().get(address).status_code for address in addresses} == {410}


@pytest.mark.parametrize("left_before", [True, False])
def test_erasing_takes_their_words_out_of_every_place_it_stood(left, rita, sam, mo, left_before):
    if not left_before:
        left = a_story(sam, rita, title=THEIRS, parts=())
        services.add_part(page=page_of(left), user=rita, kind="words", value="Rita's own words.")
        public(left, rita, mo)
    story = page_of(left)
    for slug in ("qztheirs-at-home-9", "qzchosen-by-nobody"):
        story.create_alias(update_slug=slug, parent=story.get_parent())
    erase_person(person=sam.person)
    kept = json.dumps([list(model.objects.values()) for model in (Page, StoryPage, PublicAddress)], default=str)
    assert "qztheirs" not in kept.lower()
    assert "qzchosen" not in kept.lower()
    assert Client().get("/stories/qzchosen-by-nobody/").status_code == (404 if left_before else 410)
    assert audit_public() == []


def test_an_address_that_nobody_in_particular_chose_counts_as_theirs(left, rita, sam, mo):
    story = page_of(left)
    alias = story.create_alias(update_slug="qzchosen-by-nobody", parent=story.get_parent())
    draft = story.get_latest_revision_as_object()
    draft.title, draft.slug = OURS, "qzours-outside"
    draft.save_revision(user=rita)
    assert "its address comes from words of theirs" in what_is_missing(left)
    is_named_anew(left, rita, title="Qzours inside")
    assert "took their part back" not in what_is_missing(left)
    is_public_without(sam, left, rita, mo)
    alias.refresh_from_db()
    assert alias.slug.startswith("qzours-inside")
    assert Client().get("/stories/qzchosen-by-nobody/").status_code in (404, 410)
