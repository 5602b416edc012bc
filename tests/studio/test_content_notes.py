"""What authors say before their story starts: chosen by them, read by whoever checks, seen before anything else."""

import re

import pytest
from django.test import Client

from authorship.services import add_contributor
from moderation.queue import queue_for
from tests.builders import act, fresh
from tests.studio.making import a_person, a_picture, a_story, base_of, everybody_is_named, page_of, public, sent_in

QUEUE = "/admin/checking/"
FOLDED = re.compile(r'<details class="more more--media">.*?</details>', re.S)


def choose(client: Client, work, *notes: str, base: int | None = None):
    """Tick these notes on the screen that asks for them."""
    fields = {"base": base or base_of(work), "content_notes": list(notes)}
    return client.post(f"/my/works/{work.pk}/warnings/", fields)


@pytest.fixture
def work(rita, visit):
    """A story with words and a photo."""
    work = a_story(rita)
    photo = {"file": a_picture(), "alt_text": "A door", "recognised": "nobody", "rights": "own"}
    assert visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", photo).status_code == 302
    return work


def test_what_was_chosen_stands_before_the_story_and_its_pictures_stay_closed(rita, mo, work, visit) -> None:
    assert choose(visit(rita), work, "illness", "death").status_code == 302
    assert "Death or grief, Illness or injury" in visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    page = public(work, rita, mo)
    html = Client().get(page.get_url()).content.decode()
    assert "Before you start" in html
    assert html.index("Death or grief") < html.index("Illness or injury") < html.index("number 50")
    folded = " ".join(FOLDED.findall(html))
    assert "A door" in folded
    assert "number 50" not in folded
    assert page.get_url() in Client().get("/stories/").content.decode()


def test_without_a_note_everything_is_open(rita, mo, work) -> None:
    html = Client().get(public(work, rita, mo).get_url()).content.decode()
    assert "A door" in html
    assert not FOLDED.findall(html)
    assert "Before you start" not in html


def test_what_a_moderator_adds_is_marked_for_those_who_say_yes(rita, mo, work, visit) -> None:
    everybody_is_named(work)
    page = sent_in(work, rita)
    draft = page.get_latest_revision_as_object()
    draft.content_notes = ["death"]
    draft.save_revision(user=mo)
    act(fresh(page), a_person("ann", "Moderator"), "approve")
    html = visit(rita).get(f"/my/works/{work.pk}/ok/").content.decode()
    assert "Said before it starts:" in html
    assert re.search(r"<ins>.*Death or grief.*</ins>", html)


def test_two_who_choose_at_once_both_see_it(rita, sam, work, visit) -> None:
    add_contributor(work=work, person=sam.person, role="co_author")
    base = base_of(work)
    choose(visit(rita), work, "death", base=base)
    answer = choose(visit(sam), work, "hate", "drugs", base=base).content.decode()
    assert "You both changed this" in answer
    assert "Death or grief" in answer
    assert "Alcohol or drugs, Racism or other hate" in answer
    fields = re.findall(r'<textarea name="content_notes" hidden>\s*(\w+)</textarea>', answer)
    assert sorted(fields) == ["drugs", "hate"]
    choose(visit(sam), work, *fields)
    assert page_of(work).get_latest_revision_as_object().content_notes == ["hate", "drugs"]


def test_a_note_that_is_not_in_the_list_is_not_kept(rita, work, visit) -> None:
    answer = choose(visit(rita), work, "death", "spoilers")
    assert "Please choose out of this list." in answer.content.decode()
    assert page_of(work).get_latest_revision_as_object().content_notes == []


def test_whoever_checks_sees_them_first_and_whoever_wrote_does_not(rita, mo, work, visit) -> None:
    choose(visit(rita), work, "death")
    sent_in(work, rita)
    plain = a_story(rita, title="Plain")
    sent_in(plain, rita)
    shown = visit(mo).get(QUEUE).content.decode()
    assert "Content notes: Death or grief" in shown
    titles = {
        query: {row.title for row in visit(mo).get(f"{QUEUE}?show={query}").context["rows"]}
        for query in ("notes", "no_notes")
    }
    assert titles == {"notes": {"The bus"}, "no_notes": {"Plain"}}
    page = page_of(work)
    draft = page.get_latest_revision_as_object()
    draft.save_revision(user=mo)
    (row,) = [row for row in queue_for(mo) if row.page_id == page.pk]
    assert not row.content_notes
