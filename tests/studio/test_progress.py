"""How far somebody is on the way to sending a story in, and what comes next."""

import pytest

from authorship.services import choose_credit
from files.models import Recognised
from stories.studio.progress import way_of
from tests.builders import add_co_author, agrees_to_everything
from tests.studio.making import a_module, a_picture, a_story, everybody_is_named, page_of, public, sent_in


def way(work, user):
    """Return the way as this person sees it now."""
    return way_of(work, page_of(work), work.contributors.select_related("person__user").get(person__user=user))


def keys_done(work, user) -> list[str]:
    """Return which steps are done."""
    return [step.key for step in way(work, user).steps if step.is_done]


def test_each_step_is_done_when_it_is_done_and_not_before(rita, visit) -> None:
    work, client = a_story(rita, title="", parts=()), visit(rita)
    assert (keys_done(work, rita), way(work, rita).next.key) == ([], "tell")
    client.post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture()})
    # A picture that nobody can have read aloud is not told yet.
    assert keys_done(work, rita) == []
    client.post(f"/my/works/{work.pk}/about/", {"title": "The bus", "base": page_of(work).latest_revision_id})
    assert keys_done(work, rita) == ["facts"]
    me = work.contributors.get()
    choose_credit(contributor=me, credit="none")
    agrees_to_everything(contributor=me)
    assert keys_done(work, rita) == ["facts", "named", "agree"]
    part = page_of(work).get_latest_revision_as_object().body.get_prep_value()[0]["id"]
    described = {"alt_text": "A bus", "recognised": Recognised.NOBODY, "base": page_of(work).latest_revision_id}
    client.post(f"/my/works/{work.pk}/parts/{part}/", described)
    assert way(work, rita).next.key == "send_in"
    assert "4 of 5 steps done" in client.get(f"/my/works/{work.pk}/").content.decode()


def test_one_single_screen_leads_to_the_next(rita, visit) -> None:
    work, client = a_story(rita), visit(rita)
    base = f"/my/works/{work.pk}"
    assert client.post(f"{base}/name/", {"credit": "none"}).url == f"{base}/agree/"
    yes = dict.fromkeys(client.get(f"{base}/agree/").context["form"].fields, "yes")
    assert "Step 4 of 5" in client.get(f"{base}/agree/").content.decode()
    assert client.post(f"{base}/agree/", yes | {"is_adult": "on"}).url == f"{base}/send-in/"
    # Where nothing is told yet, there is nothing to go on with.
    empty = a_story(rita, parts=())
    assert visit(rita).post(f"/my/works/{empty.pk}/name/", {"credit": "none"}).url == f"/my/works/{empty.pk}/"


@pytest.mark.parametrize(
    ("screen", "fields"),
    [
        ("parts/add/words/", {"text": "Kept"}),
        ("about/", {"title": "Kept"}),
        ("name/", {"credit": "none"}),
    ],
)
def test_whoever_finishes_later_finds_it_saved(rita, visit, screen, fields) -> None:
    work = a_story(rita)
    fields = fields | {"later": "yes", "base": page_of(work).latest_revision_id}
    assert visit(rita).post(f"/my/works/{work.pk}/{screen}", fields).url.partition("?")[0] == "/my/"
    saved = page_of(work).get_latest_revision().content
    assert "Kept" in str(saved) or work.contributors.get().credit == "none"


def test_no_way_where_there_is_nothing_to_send_in(rita, sam, mo, tess, visit) -> None:
    work = a_story(rita)
    sent_in(work, rita)
    assert way(work, rita) is None
    assert "steps done" not in visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    told = a_story(rita, title="Told")
    public(told, rita, mo)
    assert way(told, rita) is None
    module = a_module(tess)
    assert way_of(module.work, module.module, module.work.contributors.first()) is None
    seen = a_story(rita, title="Seen")
    add_co_author(page_of(seen), sam, role="shown")
    assert way(seen, sam) is None


def test_whoever_was_asked_along_comes_to_the_story_first(rita, sam, visit) -> None:
    work = a_story(rita, sam)
    answer = visit(sam).post(f"/my/works/{work.pk}/name/", {"credit": "none"})
    assert (answer.url, way(work, sam).next.key) == (f"/my/works/{work.pk}/", "agree")


def test_each_has_their_own_way(rita, sam) -> None:
    work = a_story(rita, sam)
    everybody_is_named(work)
    work.contributors.filter(person__user=sam).update(credit="")
    assert way(work, rita).next.key == "send_in"
    assert way(work, sam).next.key == "named"
