"""Two people in one draft, and bad luck of other kinds: nothing that somebody wrote is lost."""

import pytest
from django.test import Client

from accounts.models import User
from authorship.models import Work
from tests.studio.making import WORDS, a_picture, a_story, base_of, page_of, parts_of, sent_in

LONG = "These are many words that I wrote for half an hour on the bus, and would miss."


@pytest.fixture
def work(rita: User, sam: User) -> Work:
    """A story of two people."""
    return a_story(rita, sam, parts=(("words", "first"), ("words", "last")))


def _values(work: Work) -> list:
    return [part["value"] for part in parts_of(work)]


def _edit(client: Client, work: Work, part_id: str, **fields):
    return client.post(f"/my/works/{work.pk}/parts/{part_id}/", fields, follow=True)


def test_each_form_carries_the_version_it_was_loaded_from(rita, work, visit) -> None:
    page = visit(rita).get(f"/my/works/{work.pk}/parts/{parts_of(work)[0]['id']}/").content.decode()
    assert f'name="base" value="{base_of(work)}"' in page


def test_different_parts_do_not_get_in_each_others_way(rita, sam, work, visit) -> None:
    (one, two), base = [part["id"] for part in parts_of(work)], base_of(work)
    _edit(visit(rita), work, one, base=base, text="by Rita")
    _edit(visit(sam), work, two, base=base, text="by Sam")
    assert _values(work) == ["by Rita", "by Sam"]


def test_the_same_part_keeps_both_versions_and_shows_both(rita, sam, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    _edit(visit(rita), work, part_id, base=base, text="by Rita")
    answer = _edit(visit(sam), work, part_id, base=base, text="by Sam")
    assert _values(work) == ["by Rita", "by Sam", "last"]
    page = answer.content.decode()
    assert "You both changed this part" in page
    assert "by Rita" in page
    assert "by Sam" in page


def test_the_same_words_twice_are_kept_once(rita, sam, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    _edit(visit(rita), work, part_id, base=base, text="the same")
    _edit(visit(sam), work, part_id, base=base, text="the same")
    assert _values(work) == ["the same", "last"]


def test_pictures_and_their_descriptions_keep_both_too(rita, sam, work, visit) -> None:
    visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "A door"})
    part_id, base = parts_of(work)[2]["id"], base_of(work)
    _edit(visit(rita), work, part_id, base=base, alt_text="A red door", caption="")
    answer = _edit(visit(sam), work, part_id, base=base, alt_text="A blue door", caption="")
    assert len(parts_of(work)) == 4
    assert 'alt="A red door"' in answer.content.decode()
    assert 'alt="A blue door"' in answer.content.decode()


def test_a_part_removed_meanwhile_comes_back_as_a_new_one(rita, sam, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    visit(rita).post(f"/my/works/{work.pk}/parts/{part_id}/remove/")
    answer = _edit(visit(sam), work, part_id, base=base, text=LONG)
    assert _values(work) == ["last", LONG]
    assert "Your words are kept as a new part" in answer.content.decode()


def test_a_title_keeps_theirs_and_offers_mine(rita, sam, work, visit) -> None:
    address, base = f"/my/works/{work.pk}/about/", base_of(work)
    visit(rita).post(address, {"base": base, "title": "Title of Rita", "summary": "Sum of Rita"})
    answer = visit(sam).post(address, {"base": base, "title": "Title of Sam", "summary": ""})
    page, latest = answer.content.decode(), page_of(work).get_latest_revision_as_object()
    assert "You both changed this" in page
    assert "Title of Rita" in page
    assert "Title of Sam" in page
    assert (latest.title, latest.summary) == ("Title of Rita", "Sum of Rita")
    mine = dict(answer.context["mine"])
    visit(sam).post(address, {"base": answer.context["base"], **mine})
    latest = page_of(work).get_latest_revision_as_object()
    assert (latest.title, latest.summary) == ("Title of Sam", "Sum of Rita")


@pytest.mark.parametrize("base", ["", "999999", "not a number", "9" * 30, "-1"])
def test_a_form_without_a_true_version_overwrites_nothing(rita, work, visit, base) -> None:
    part_id = parts_of(work)[0]["id"]
    answer = _edit(visit(rita), work, part_id, base=base, text="forged")
    assert answer.status_code == 200
    assert "first" in _values(work)


def test_a_work_that_is_being_checked_stays_as_it_is_and_gives_words_back(rita, sam, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    sent_in(work, rita)
    answer = _edit(visit(sam), work, part_id, base=base, text=LONG)
    assert answer.status_code == 409
    assert LONG in answer.content.decode()
    assert "It has been sent in" in answer.content.decode()
    assert base_of(work) == base
    for address in ("move/", "remove/", "bring-back/"):
        answer = visit(sam).post(f"/my/works/{work.pk}/parts/{part_id}/{address}", {"before": base, "move": "down"})
        assert answer.status_code == 409
    assert visit(sam).post(f"/my/works/{work.pk}/about/", {"base": base, "title": LONG}).status_code == 409
    assert visit(sam).post(f"/my/works/{work.pk}/parts/add/words/", {"text": LONG}).status_code == 409
    assert base_of(work) == base


def test_a_lock_in_the_admin_holds_here_too(rita, mo, work, visit) -> None:
    page = page_of(work)
    page.locked, page.locked_by = True, mo
    page.save()
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/words/", {"text": LONG})
    assert answer.status_code == 409
    assert LONG in answer.content.decode()


def test_a_page_deleted_meanwhile_gives_words_back(rita, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    page_of(work).delete()
    answer = _edit(visit(rita), work, part_id, base=base, text=LONG)
    assert answer.status_code == 410
    assert LONG in answer.content.decode()
    assert visit(rita).get(f"/my/works/{work.pk}/").status_code == 410
    assert visit(rita).get("/my/").status_code == 200


def test_a_work_that_is_no_longer_mine_gives_words_back_and_says_nothing_else(rita, sam, work, visit) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    work.contributors.filter(person__user=sam).delete()
    answer = _edit(visit(sam), work, part_id, base=base, text=LONG)
    never = _edit(visit(sam), Work(pk=987654), part_id, base=base, text=LONG)
    assert answer.status_code == never.status_code == 404
    assert LONG in answer.content.decode()
    assert answer.content.decode().count("The bus") == 0
    assert "first" in _values(work)
    assert visit(sam).get(f"/my/works/{work.pk}/").status_code == 404


def test_words_sent_after_the_sign_in_ran_out_come_back_and_can_be_saved(rita, work) -> None:
    part_id, base = parts_of(work)[0]["id"], base_of(work)
    address = f"/my/works/{work.pk}/parts/{part_id}/"
    client = Client()
    lost = client.post(address, {"base": base, "text": f"{LONG}\r\n\r\nAnd more."})
    assert lost.status_code == 302
    assert lost.url.startswith("/sign-in/")
    client.force_login(rita)
    back = client.get("/account/kept-words/")
    assert LONG in back.content.decode()
    kept = back.context["kept"]
    assert kept["path"] == address
    saved = client.post(kept["path"], dict(kept["fields"]), follow=True)
    assert saved.status_code == 200
    assert _values(work) == [f"{LONG}\n\nAnd more.", "last"]


def test_a_stranger_who_signs_in_on_the_same_phone_gets_nothing(rita, mo, work) -> None:
    client = Client()
    client.post(f"/my/works/{work.pk}/parts/add/words/", {"text": LONG})
    client.force_login(mo)
    answer = client.get("/account/kept-words/", follow=True)
    assert LONG not in answer.content.decode()
    assert LONG not in str(dict(client.session))
    client.logout()
    client.force_login(rita)
    assert LONG not in client.get("/account/kept-words/", follow=True).content.decode()


def test_a_photo_sent_after_the_sign_in_ran_out_keeps_its_words_and_asks_for_the_file(rita, work) -> None:
    address = f"/my/works/{work.pk}/parts/add/photo/"
    client = Client()
    client.post(address, {"file": a_picture(), "alt_text": LONG})
    client.force_login(rita)
    kept = client.get("/account/kept-words/").context["kept"]
    assert kept["had_files"]
    answer = client.post(kept["path"], dict(kept["fields"])).content.decode()
    assert LONG in answer
    assert "Please choose a picture." in answer


@pytest.mark.parametrize("field", ["part", "before"])
def test_ids_of_somebody_elses_story_open_nothing(rita, sam, visit, field) -> None:
    mine, theirs = a_story(rita), a_story(sam, title="Secret", parts=(("words", "their secret"),))
    part_id, base = parts_of(theirs)[0]["id"], base_of(theirs)
    client = visit(rita)
    if field == "part":
        assert client.get(f"/my/works/{mine.pk}/parts/{part_id}/").status_code == 404
        for address in ("", "move/", "remove/"):
            answer = client.post(f"/my/works/{mine.pk}/parts/{part_id}/{address}", {"base": base, "text": "x y z"})
            assert answer.status_code == 409
            assert "their secret" not in answer.content.decode()
    else:
        answer = client.post(f"/my/works/{mine.pk}/parts/{part_id}/bring-back/", {"before": base})
        assert answer.status_code == 409
        shown = client.get(f"/my/works/{mine.pk}/?removed={part_id}&before={base}").content.decode()
        assert "Bring it back" not in shown
    assert _values(mine) == [WORDS]
    assert _values(theirs) == ["their secret"]


def test_somebody_elses_picture_cannot_stand_beside_my_story(rita, sam, visit) -> None:
    mine, theirs = a_story(rita), a_story(sam)
    visit(sam).post(f"/my/works/{theirs.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "Secret face"})
    picture = parts_of(theirs)[1]["value"]["image"]
    client = visit(rita)
    client.post(f"/my/works/{mine.pk}/about/", {"base": base_of(mine), "title": "T", "listing_image": picture})
    assert page_of(mine).get_latest_revision_as_object().listing_image_id is None
    forged = {"image": picture, "image_id": picture, "alt_text": "x", "caption": "y"}
    answer = client.post(f"/my/works/{mine.pk}/parts/add/photo/", forged)
    assert "Please choose a picture." in answer.content.decode()
    assert len(parts_of(mine)) == 1


def test_a_version_of_another_story_is_no_version_of_this_one(rita, sam, visit) -> None:
    mine, theirs = a_story(rita, sam, title="Twins"), a_story(sam, title="Twins")
    answer = visit(rita).post(f"/my/works/{mine.pk}/about/", {"base": base_of(theirs), "title": "Forged"})
    assert "You both changed this" in answer.content.decode()
    assert page_of(mine).get_latest_revision_as_object().title == "Twins"
