"""Where a story happens: a ward, the city or nothing; what was written before stays until somebody chooses."""

import pytest

from authorship.services import add_contributor
from stories.places import BIRMINGHAM, WARDS
from tests.studio.making import a_story, base_of, page_of, sent_in


@pytest.fixture
def work(rita):
    return a_story(rita)


def say(client, work, **fields):
    return client.post(f"/my/works/{work.pk}/told/", {"base": base_of(work), **fields})


def latest(work):
    return page_of(work).get_latest_revision_as_object()


def test_there_are_as_many_wards_as_the_city_has() -> None:
    assert len(set(WARDS)) == len(WARDS) == 69
    assert list(WARDS) == sorted(WARDS, key=lambda ward: ward.replace("’", ""))


@pytest.mark.parametrize("place", ["Aston", "Weoley & Selly Oak", BIRMINGHAM])
def test_a_chosen_place_is_kept_and_can_be_taken_out_again(rita, work, visit, place) -> None:
    assert say(visit(rita), work, place=place).status_code == 302
    assert latest(work).place == place
    assert say(visit(rita), work, place="").status_code == 302
    assert latest(work).place == ""


def test_no_street_gets_in(rita, work, visit) -> None:
    answer = say(visit(rita), work, place="12 Long Lane")
    assert "Please choose a place out of this list." in answer.content.decode()
    assert latest(work).place == ""


def test_what_was_written_before_stays_while_something_else_is_chosen(rita, work, visit) -> None:
    draft = latest(work)
    draft.place = "By the canal"
    draft.save_revision(user=rita)
    assert '<option value="By the canal" selected>' in visit(rita).get(f"/my/works/{work.pk}/told/").content.decode()
    assert say(visit(rita), work, place="By the canal", told_as="poem").status_code == 302
    assert (latest(work).place, latest(work).told_as) == ("By the canal", "poem")


def test_whoever_checks_can_take_it_out_and_sees_what_stands_there(rita, mo, work, visit) -> None:
    say(visit(rita), work, place="Aston")
    page = sent_in(work, rita)
    html = visit(mo).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert '<option value="Aston" selected>' in html
    assert '<option value="">I would rather not say</option>' in html


def test_one_screen_leaves_what_the_others_ask_as_it_is(rita, work, visit) -> None:
    client = visit(rita)
    say(client, work, place="Aston", told_as="poem", gathered="interview")
    client.post(f"/my/works/{work.pk}/warnings/", {"base": base_of(work), "content_notes": ["death"]})
    client.post(f"/my/works/{work.pk}/about/", {"base": base_of(work), "title": "T", "summary": "S"})
    say(client, work, place="Aston", told_as="words", gathered="interview")
    now = latest(work)
    assert (now.title, now.summary, now.place, now.told_as) == ("T", "S", "Aston", "words")
    assert (now.gathered, now.content_notes) == ("interview", ["death"])


def test_two_who_choose_at_once_both_see_it(rita, sam, work, visit) -> None:
    add_contributor(work=work, person=sam.person, role="co_author")
    base = base_of(work)
    visit(rita).post(f"/my/works/{work.pk}/told/", {"base": base, "place": "Aston"})
    answer = visit(sam).post(f"/my/works/{work.pk}/told/", {"base": base, "place": "Nechells"})
    html = answer.content.decode()
    assert "You both changed this" in html
    assert f'action="/my/works/{work.pk}/told/"' in html
    assert latest(work).place == "Aston"
    mine = dict(answer.context["mine"])
    visit(sam).post(f"/my/works/{work.pk}/told/", {"base": answer.context["base"], **mine})
    assert latest(work).place == "Nechells"
