"""A trainer gives somebody parts of a module to write; they write these in the studio, and nothing else."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from authorship.giving import give_parts, given_to, may_be_given_to, may_give
from authorship.models import GivenPart
from authorship.services import add_contributor, choose_credit, leave
from consent.services import agrees_to_everything
from consent.whose import who_wrote_what
from learning.models import ModulePage, SessionPage
from moderation.services import send_in
from publishing.candidates import writers_of
from stories.studio.given import newest, save_given
from stories.studio.plain_parts import plain_part, plain_parts_of, write_plain_part
from tests.studio.making import a_module, a_person, a_story


@pytest.fixture
def taught(tess, rita) -> SimpleNamespace:
    """A module of Tess with a session; Rita co-authors it and has nothing to write yet."""
    made = a_module(tess)
    rita_in_it = add_contributor(work=made.work, person=rita.person, role="co_author")
    return SimpleNamespace(work=made.work, module=made.module, session=made.session, rita=rita_in_it, other=made.other)


def session_of(taught) -> SessionPage:
    """Return the session as its newest draft has it."""
    return newest(SessionPage.objects.get(pk=taught.session.pk))


def parts_by_label(page) -> dict[str, str]:
    """Return the place of each part by its label."""
    return {part.label: part.place for part in plain_parts_of(newest(type(page).objects.get(pk=page.pk)))}


def address_of(taught, place: str, page=None) -> str:
    """Return where a part is written."""
    return f"/my/works/{taught.work.pk}/pages/{(page or taught.session).pk}/write/{place}/"


def fields_of(taught, place: str) -> dict[str, str]:
    """Return what the form of a part sends where nothing is changed."""
    part = plain_part(session_of(taught), place)
    base = SessionPage.objects.get(pk=taught.session.pk).latest_revision_id
    sent = {name: "\n".join(value) if isinstance(value, list) else value for name, value in part.values.items()}
    return {name: value for name, value in sent.items() if name in part.fields and value is not None} | {"base": base}


@pytest.fixture
def activity(taught, tess) -> str:
    """The place of the session's activity, which Rita was given."""
    place = next(
        place for label, place in parts_by_label(taught.session).items() if label.startswith("Part 1: Activity")
    )
    give_parts(contributor=taught.rita, parts=[(taught.session.pk, place)], by=tess)
    return place


# Which parts there are


def test_plain_words_lists_numbers_and_choices_can_be_written_and_links_and_pictures_cannot(taught) -> None:
    labels = set(parts_by_label(taught.session))
    assert {"Title", "Questions this answers", "Part 1: Activity, Practise", "Part 2: Break", "Access"} <= labels
    assert "Introduction" not in parts_by_label(taught.module)
    assert not {"Slug", "Title tag", "Meta description"} & labels
    part = plain_part(session_of(taught), parts_by_label(taught.session)["Part 1: Activity, Practise"])
    assert {"title", "steps", "minutes", "grouping", "skip_if_short"} <= set(part.fields)
    assert part.values["steps"] == ["Agree.", "Record."]


def test_a_line_that_stays_keeps_its_id_and_so_whose_it_is(taught) -> None:
    session = session_of(taught)
    place = parts_by_label(taught.session)["By the end people will be able to"]
    before = {item["value"]: item["id"] for item in session.outcomes.get_prep_value()[0]["value"]}
    write_plain_part(session, place, {"text": ["Rest", "Listen", "Ask"]})
    after = {item["value"]: item["id"] for item in session.outcomes.get_prep_value()[0]["value"]}
    assert {line: after[line] for line in before} == before
    assert after["Rest"] not in before.values()
    assert list(after) == ["Rest", "Listen", "Ask"]


def test_a_list_of_longer_texts_is_left_to_the_editor(taught) -> None:
    session = session_of(taught)
    raw = [dict(part) for part in session.running_order.get_prep_value()]
    raw[0]["value"] = raw[0]["value"] | {"steps": ["Agree.\nThen wait.", "Record."]}
    session.running_order = raw
    part = plain_part(session, raw[0]["id"])
    assert "steps" not in part.fields
    write_plain_part(session, raw[0]["id"], {"purpose": "To feel it together."})
    value = session.running_order.get_prep_value()[0]["value"]
    assert value["purpose"] == "To feel it together."
    assert [item["value"] if isinstance(item, dict) else item for item in value["steps"]] == [
        "Agree.\nThen wait.",
        "Record.",
    ]


# Giving


def test_a_trainer_gives_parts_and_tells_them_once(taught, tess, visit, django_capture_on_commit_callbacks) -> None:
    client, address = visit(tess), f"/my/works/{taught.work.pk}/people/{taught.rita.pk}/parts/"
    assert "Give parts to write" in client.get(f"/my/works/{taught.work.pk}/").content.decode()
    assert "What is for" in client.get(address).content.decode()
    place = parts_by_label(taught.session)["Access"]
    mail.outbox.clear()
    for _time in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(address, {f"page_{taught.session.pk}": [place]})
    assert given_to(taught.rita.person.user, taught.work) == {(taught.session.pk, place)}
    assert [letter.to for letter in mail.outbox] == [["rita@example.org"]]
    assert "access" not in mail.outbox[0].body.lower().replace("accessib", "")
    client.post(address, {})
    assert not GivenPart.objects.exists()


def test_nothing_is_given_that_is_not_in_it(taught, tess, visit) -> None:
    client, address = visit(tess), f"/my/works/{taught.work.pk}/people/{taught.rita.pk}/parts/"
    answer = client.post(address, {f"page_{taught.session.pk}": ["slug"]})
    assert "It was changed in the meantime" in answer.content.decode()
    give_parts(contributor=taught.rita, parts=[(taught.other.pk, "title")], by=tess)
    assert not GivenPart.objects.exists()


@pytest.mark.parametrize("who", ["the reporter", "a trainer from outside", "an administrator", "a moderator"])
def test_nobody_else_gives(taught, rita, who, visit) -> None:
    people = {
        "the reporter": rita,
        "a trainer from outside": a_person("tom", "Trainer"),
        "an administrator": a_person("ada", "Administrator"),
        "a moderator": a_person("mona", "Moderator"),
    }
    with pytest.raises(PermissionDenied):
        give_parts(contributor=taught.rita, parts=[(taught.session.pk, "title")], by=people[who])
    address = f"/my/works/{taught.work.pk}/people/{taught.rita.pk}/parts/"
    assert visit(people[who]).post(address, {f"page_{taught.session.pk}": ["title"]}).status_code == 404
    assert not GivenPart.objects.exists()


def test_trainers_write_all_and_are_given_nothing(taught, tess) -> None:
    tom = add_contributor(work=taught.work, person=a_person("tom", "Trainer").person, role="trainer")
    add_contributor(work=taught.work, person=a_person("ann", "Reporter").person, role="shown")
    assert may_be_given_to(tess, taught.work) == [taught.rita]
    with pytest.raises(PermissionDenied):
        give_parts(contributor=tom, parts=[(taught.session.pk, "title")], by=tess)


def test_of_a_story_nothing_is_given(rita, tess) -> None:
    work = a_story(rita)
    add_contributor(work=work, person=tess.person, role="trainer")
    assert not may_give(tess, work)


def test_whoever_leaves_writes_nothing_any_more(taught, activity, rita) -> None:
    leave(contributor=taught.rita)
    assert not GivenPart.objects.exists()
    with pytest.raises(PermissionDenied):
        save_given(work=taught.work, page=taught.session, user=rita, place=activity, base=None, values={})


# Writing


def test_they_write_what_they_were_given_on_their_phone(taught, activity, rita, visit) -> None:
    client = visit(rita)
    shown = client.get(f"/my/works/{taught.work.pk}/").content.decode()
    assert "Yours to write" in shown
    assert address_of(taught, activity) in shown
    form = client.get(address_of(taught, activity)).content.decode()
    assert "Agree.\nRecord." in form
    words = fields_of(taught, activity) | {"steps": "Agree.\nListen.\n\nRecord.", "minutes": "25", "title": "Listen"}
    answer = client.post(address_of(taught, activity), words)
    assert answer.url.startswith(f"/my/works/{taught.work.pk}/")
    part = plain_part(session_of(taught), activity)
    assert (part.values["title"], part.values["minutes"]) == ("Listen", 25)
    assert part.values["steps"] == ["Agree.", "Listen.", "Record."]
    # All else stays, and whoever wrote it is a writer: they approve nothing of it.
    assert part.values["grouping"] == "pairs"
    assert len(session_of(taught).running_order) == 2
    assert rita.pk in writers_of(SessionPage.objects.get(pk=taught.session.pk))
    assert [user for user, _holder in who_wrote_what(session_of(taught))[activity]][-1] == rita.pk
    assert not session_of(taught).live


def test_something_missing_is_said_and_no_word_is_lost(taught, activity, rita, visit) -> None:
    words = fields_of(taught, activity) | {"title": "", "purpose": "Qzstill here", "minutes": "0"}
    answer = visit(rita).post(address_of(taught, activity), words)
    assert answer.status_code == 200
    assert "Qzstill here" in answer.content.decode()
    assert plain_part(session_of(taught), activity).values["title"] == "Practise"


@pytest.mark.parametrize("place", ["title", "slug", "not-there", "the other activity"])
def test_nothing_else_can_be_written(taught, activity, rita, place, visit) -> None:
    place = parts_by_label(taught.session)["Part 2: Break"] if place == "the other activity" else place
    before, forged = Page.objects.get(pk=taught.session.pk).latest_revision_id, {"text": "forged"}
    assert visit(rita).get(address_of(taught, place)).status_code == 404
    answer = visit(rita).post(address_of(taught, place), forged | {"base": before})
    assert answer.status_code == 404
    with pytest.raises(PermissionDenied):
        save_given(work=taught.work, page=taught.session, user=rita, place=place, base=before, values=forged)
    assert Page.objects.get(pk=taught.session.pk).latest_revision_id == before


def test_a_place_of_one_page_opens_no_other(taught, tess, rita, visit) -> None:
    give_parts(contributor=taught.rita, parts=[(taught.module.pk, "title")], by=tess)
    assert visit(rita).get(address_of(taught, "title", taught.module)).status_code == 200
    assert visit(rita).get(address_of(taught, "title", taught.session)).status_code == 404
    assert visit(rita).get(address_of(taught, "title", taught.other)).status_code == 404
    assert visit(a_person("bea", "Reporter")).get(address_of(taught, "title", taught.module)).status_code == 404


def test_two_who_write_the_same_are_shown_both(taught, activity, rita, tess, visit) -> None:
    mine = fields_of(taught, activity) | {"purpose": "Qzmine"}
    theirs = session_of(taught)
    write_plain_part(theirs, activity, plain_part(theirs, activity).values | {"purpose": "Qztheirs"})
    theirs.save_revision(user=tess)
    asked = visit(rita).post(address_of(taught, activity), mine)
    shown = asked.content.decode()
    assert "Qztheirs" in shown
    assert "Qzmine" in shown
    assert plain_part(session_of(taught), activity).values["purpose"] == "Qztheirs"
    again = mine | {"base": asked.context["form"]["base"].value(), "purpose": "Qzboth"}
    visit(rita).post(address_of(taught, activity), again)
    assert plain_part(session_of(taught), activity).values["purpose"] == "Qzboth"


def test_another_part_that_changed_meanwhile_stays_changed(taught, activity, rita, tess, visit) -> None:
    mine = fields_of(taught, activity) | {"purpose": "Qzmine"}
    theirs = session_of(taught)
    theirs.access_notes = "Qztheirs"
    theirs.save_revision(user=tess)
    visit(rita).post(address_of(taught, activity), mine)
    assert plain_part(session_of(taught), activity).values["purpose"] == "Qzmine"
    assert session_of(taught).access_notes == "Qztheirs"


def test_while_it_is_being_checked_nobody_writes_and_words_are_given_back(taught, activity, tess, rita, visit) -> None:
    mine = fields_of(taught, activity) | {"purpose": "Qzmine"}
    choose_credit(contributor=taught.rita, credit="none")
    agrees_to_everything(contributor=taught.rita)
    send_in(page=SessionPage.objects.get(pk=taught.session.pk), user=tess)
    assert "nobody changes it just now" in visit(rita).get(f"/my/works/{taught.work.pk}/").content.decode()
    answer = visit(rita).post(address_of(taught, activity), mine)
    assert answer.status_code == 409
    assert "Qzmine" in answer.content.decode()


def test_words_that_are_not_saved_yet_wait(taught, activity, rita, visit) -> None:
    client = visit(rita)
    place = f"given-{taught.session.pk}-{activity}"
    client.post(f"/my/works/{taught.work.pk}/unsaved/{place}/", {"purpose": "Qzhalf a"})
    assert "Qzhalf a" in client.get(address_of(taught, activity)).content.decode()
    answer = client.post(f"/my/works/{taught.work.pk}/unsaved/{place}/", {"clear": "yes"})
    assert answer.url == address_of(taught, activity)


def test_a_part_that_was_taken_out_meanwhile_says_so(taught, activity, rita, tess, visit) -> None:
    mine = fields_of(taught, activity) | {"purpose": "Qzmine"}
    theirs = session_of(taught)
    theirs.running_order = []
    theirs.save_revision(user=tess)
    answer = visit(rita).post(address_of(taught, activity), mine)
    assert answer.status_code == 409
    assert "Qzmine" in answer.content.decode()
    assert "Yours to write" not in visit(rita).get(f"/my/works/{taught.work.pk}/").content.decode()


def test_whoever_has_nothing_to_write_sees_no_list(taught, rita, visit) -> None:
    assert "Yours to write" not in visit(rita).get(f"/my/works/{taught.work.pk}/").content.decode()


def test_a_module_of_its_own_is_written_by_its_fields_too(taught, tess, rita, visit) -> None:
    give_parts(contributor=taught.rita, parts=[(taught.module.pk, "access_notes")], by=tess)
    base = Page.objects.get(pk=taught.module.pk).latest_revision_id
    visit(rita).post(address_of(taught, "access_notes", taught.module), {"text": "Step-free.", "base": base})
    assert newest(ModulePage.objects.get(pk=taught.module.pk)).access_notes == "Step-free."
