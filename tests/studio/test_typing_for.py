"""Somebody types for somebody else: each part says of whom it is, and whoever it is of can take it back."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Page, Revision

from authorship.models import Contributor, Work
from authorship.services import add_contributor
from authorship.voices import add_person
from consent.erasure import erase_person
from consent.services import take_back
from consent.typing import TYPES_FOR_ANYBODY, holder_now, may_type_for
from publishing.candidates import Candidate
from stories.models import StoryIndexPage
from stories.studio import services
from tests.builders import make_image
from tests.studio.making import a_person, a_story, page_of, parts_of

THEIRS, OURS, NOT_SAID = "Qztheirs, on the number 50.", "Qzours, behind the desk.", "Qzunsaid, by somebody."


@pytest.fixture
def told(sam):
    """A story that Noor tells, who has no account; Sam types."""
    index = StoryIndexPage.objects.get(locale__language_code="en")
    noor = services.NewTeller("Noor Begum", "on Thursdays")
    return services.start_story(user=sam, title="Qztheirs on the bus", index=index, teller=noor)


def of(work: Work, first_name: str) -> Contributor:
    """Return the part that somebody has in a work."""
    return Contributor.everyone.get(work=work, person__name__startswith=first_name)


def says(work: Work, user, words: str, holder: Contributor | None) -> str:
    """Add words that are of `holder`, and return the part's id."""
    return services.add_part(page=page_of(work), user=user, kind="words", value=words, whose=holder).part_id


def what_is_missing(work: Work) -> list[str]:
    """Return what the gates say of the newest draft about somebody who left."""
    sentences = Candidate(page_of(work).get_latest_revision()).content_sentences()
    return [sentence for sentence in sentences if "One of you took their part back" in sentence]


def everything_kept() -> str:
    """Return all words of all pages and versions."""
    rows = [*Page.objects.values("title", "slug", "draft_title"), *Revision.objects.values("content")]
    return json.dumps(rows, default=str)


# Starting it


def test_a_supporter_starts_a_story_of_somebody_without_an_account(sam, visit) -> None:
    client = visit(sam)
    assert "Start their story" in client.get("/my/start/").content.decode()
    answers = {"language": "en", "title": "The bus", "name": "Noor Begum", "contact": ""}
    asked = client.post("/my/start/?for=somebody", answers)
    assert "Please write how to reach them" in asked.content.decode()
    assert not Work.objects.exists()
    answer = client.post("/my/start/?for=somebody", answers | {"contact": "on Thursdays"})
    work = Work.objects.get()
    assert answer.url == f"/my/works/{work.pk}/"
    assert {(person.person.first_name, person.role) for person in work.contributors.all()} == {
        ("Sam", "supporter"),
        ("Noor", "teller"),
    }
    assert holder_now(page_of(work), "title") == of(work, "Noor")


# Asking of whom it is


def test_each_part_is_asked_of_whom_it_is_and_no_word_is_lost_over_it(told, sam, visit) -> None:
    client, address = visit(sam), f"/my/works/{told.pk}/parts/add/words/"
    form = client.get(address).content.decode()
    assert "Whose is this?" in form
    assert "Noor’s. I only add it for them" in form
    asked = client.post(address, {"text": THEIRS}).content.decode()
    # The title was typed for her: that is chosen already, and nobody sends nothing.
    assert "Please say whose this is" in asked
    assert THEIRS in asked
    client.post(address, {"text": THEIRS, "whose": of(told, "Noor").pk})
    client.post(address, {"text": OURS, "whose": of(told, "Sam").pk})
    theirs, ours = (part["id"] for part in parts_of(told))
    assert (holder_now(page_of(told), theirs), holder_now(page_of(told), ours)) == (of(told, "Noor"), of(told, "Sam"))
    shown = client.get(f"/my/works/{told.pk}/").content.decode()
    # Each name keeps its own direction, so that the words around it stay in their order.
    assert "By \u2068Noor\u2069 (typed by \u2068Sam\u2069)" in shown
    assert "By \u2068Sam\u2069<" in shown


def test_the_last_answer_is_chosen_already(told, sam, visit) -> None:
    client, address = visit(sam), f"/my/works/{told.pk}/parts/add/words/"
    for first_name in ("Sam", "Noor"):
        client.post(address, {"text": OURS, "whose": of(told, first_name).pk})
        form = client.get(address).context["form"]
        assert form.initial["whose"] == of(told, first_name).pk


def test_whoever_holds_a_part_is_chosen_where_it_is_changed(told, sam, visit) -> None:
    part_id = says(told, sam, OURS, of(told, "Sam"))
    says(told, sam, THEIRS, of(told, "Noor"))
    for path, first_name in ((f"parts/{part_id}", "Sam"), ("about", "Noor"), ("parts/add/words", "Noor")):
        form = visit(sam).get(f"/my/works/{told.pk}/{path}/").context["form"]
        assert form.initial["whose"] == of(told, first_name).pk


@pytest.mark.parametrize("who", ["nobody", "somebody of another story", "somebody who is only shown"])
def test_nobody_else_can_be_said_to_hold_it(told, sam, rita, visit, who) -> None:
    holders = {
        "nobody": 0,
        "somebody of another story": a_story(rita).contributors.get().pk,
        "somebody who is only shown": add_person(work=told, added_by=sam, name="Ann", contact="x", role="shown").pk,
    }
    answer = visit(sam).post(f"/my/works/{told.pk}/parts/add/words/", {"text": THEIRS, "whose": holders[who]})
    assert answer.status_code == 200
    assert parts_of(told) == []


def test_where_nobody_is_typed_for_nobody_is_asked(rita, sam, visit) -> None:
    work = a_story(rita, sam)
    for path in ("parts/add/words", "about"):
        assert "Whose is this?" not in visit(rita).get(f"/my/works/{work.pk}/{path}/").content.decode()


@pytest.mark.parametrize("role", [role for role in Contributor.Role.values if role != "shown"])
def test_who_may_type_for_whom(rita, sam, role) -> None:
    work = a_story(rita)
    me = add_contributor(work=work, person=sam.person, role=role)
    assert {person.person.first_name for person in may_type_for(me)} == (
        {"Rita"} if role in TYPES_FOR_ANYBODY else set()
    )
    add_person(work=work, added_by=rita, name="Noor Begum", contact="x", role="teller")
    add_person(work=work, added_by=rita, name="Ann", contact="x", role="shown")
    known = {"Rita", "Noor"} if role in TYPES_FOR_ANYBODY else {"Noor"}
    assert {person.person.first_name for person in may_type_for(me)} == known


def test_whoever_is_only_shown_types_for_nobody(rita, sam) -> None:
    work = a_story(rita)
    assert may_type_for(add_contributor(work=work, person=sam.person, role="shown")) == []


@pytest.mark.parametrize("role", ["co_author", "photographer"])
def test_the_service_says_the_same(rita, sam, role) -> None:
    work = a_story(rita)
    add_contributor(work=work, person=sam.person, role=role)
    with pytest.raises(PermissionDenied):
        says(work, sam, THEIRS, of(work, "Rita"))
    assert len(parts_of(work)) == 1


# Changing it


def test_whoever_typed_it_can_say_otherwise_until_somebody_has_left(told, sam, rita) -> None:
    part_id = says(told, sam, THEIRS, of(told, "Sam"))
    same = {"page": page_of(told), "user": sam, "kind": "words", "part_id": part_id, "base": None, "value": THEIRS}
    services.save_part(**same, whose=of(told, "Noor"))
    assert holder_now(page_of(told), part_id) == of(told, "Noor")
    # Somebody else who saves the very same has not written it.
    add_contributor(work=told, person=rita.person, role="co_author")
    services.save_part(**same | {"user": rita}, whose=of(told, "Rita"))
    assert holder_now(page_of(told), part_id) == of(told, "Noor")
    take_back(contributor=of(told, "Noor"))
    services.save_part(**same, whose=of(told, "Sam"))
    assert "1 part" in " ".join(what_is_missing(told))


def test_what_is_brought_back_stays_with_whom_it_was(told, sam, rita) -> None:
    add_contributor(work=told, person=rita.person, role="co_author")
    part_id = says(told, sam, THEIRS, of(told, "Noor"))
    before = services.remove_part(page=page_of(told), user=sam, part_id=part_id)
    services.bring_back_part(page=page_of(told), user=rita, revision_id=before, part_id=part_id)
    assert holder_now(page_of(told), part_id) == of(told, "Noor")


# Taking it back


def test_what_was_typed_for_somebody_goes_with_them_and_the_rest_can_go_on(told, sam) -> None:
    theirs, _ours = says(told, sam, THEIRS, of(told, "Noor")), says(told, sam, OURS, of(told, "Sam"))
    take_back(contributor=of(told, "Noor"))
    missing = " ".join(what_is_missing(told))
    assert "1 part" in missing
    assert "the title" in missing
    services.remove_part(page=page_of(told), user=sam, part_id=theirs)
    facts = services.facts_in(page_of(told).get_latest_revision()) | {"title": "Behind the desk"}
    base = page_of(told).latest_revision_id
    services.save_facts(page=page_of(told), user=sam, base=base, facts=facts, whose=of(told, "Sam"))
    assert what_is_missing(told) == []


def test_what_nobody_was_asked_about_may_be_theirs(rita, sam) -> None:
    work = a_story(rita, parts=())
    noor = add_person(work=work, added_by=rita, name="Noor Begum", contact="x", role="teller")
    part_id = says(work, rita, NOT_SAID, None)
    take_back(contributor=noor)
    missing = " ".join(what_is_missing(work))
    assert "Where nobody said whose a part is, it may be theirs" in missing
    services.remove_part(page=page_of(work), user=rita, part_id=part_id)
    says(work, rita, OURS, of(work, "Rita"))
    assert "part." not in " ".join(what_is_missing(work)).replace("their part", "")


def test_erasing_takes_what_was_typed_for_them_and_what_may_be_theirs(told, sam) -> None:
    says(told, sam, THEIRS, of(told, "Noor"))
    ours = says(told, sam, OURS, of(told, "Sam"))
    says(told, sam, NOT_SAID, None)
    erase_person(person=of(told, "Noor").person)
    kept = everything_kept().lower()
    assert "qztheirs" not in kept
    assert "qzunsaid" not in kept
    assert [part["value"] for part in parts_of(told)] == [OURS]
    # What is left is Sam's, and nobody asks for it to go; only the title is still to be found.
    assert holder_now(page_of(told), ours) == of(told, "Sam")
    assert "part:" not in " ".join(what_is_missing(told))
    assert "1 part" not in " ".join(what_is_missing(told))


def test_whoever_only_typed_takes_nothing_of_theirs_along(told, sam) -> None:
    says(told, sam, THEIRS, of(told, "Noor"))
    erase_person(person=sam.person)
    assert [part["value"] for part in parts_of(told)] == [THEIRS]


def test_somebody_for_whom_it_was_typed_has_begun(rita, sam) -> None:
    from consent.newcomers import newcomers_in

    work = a_story(rita)
    add_contributor(work=work, person=sam.person, role="supporter")
    bea = add_contributor(work=work, person=a_person("bea", "Reporter").person, role="co_author")
    assert bea in newcomers_in(work)
    says(work, sam, THEIRS, bea)
    assert bea not in newcomers_in(work)


def test_a_detail_can_be_hidden_by_whoever_may_not_type_for_them(rita, sam, visit) -> None:
    work = a_story(rita, parts=())
    bea = a_person("bea", "Reporter")
    for user, role in ((sam, "supporter"), (bea, "co_author")):
        add_contributor(work=work, person=user.person, role=role)
    picture = make_image(user=sam, alt="A red door")
    photo = {"image": picture.pk, "caption": ""}
    part_id = services.add_part(page=page_of(work), user=sam, kind="photo", value=photo, whose=of(work, "Rita")).part_id
    address = f"/my/works/{work.pk}/parts/{part_id}/pictures/{picture.pk}/hide/"
    form = visit(bea).get(address)
    square = form.context["form"].fields["squares"].choices[0][0]
    answer = visit(bea).post(
        address, {"base": page_of(work).latest_revision_id, "squares": [square], "recognised": "nobody"}
    )
    assert answer.status_code == 302
    assert parts_of(work)[0]["value"]["image"] != picture.pk
    take_back(contributor=of(work, "Rita"))
    assert "1 part" in " ".join(what_is_missing(work))


def test_whose_it_is_is_not_asked_twice_where_two_changed_the_title(told, sam, rita, visit) -> None:
    add_contributor(work=told, person=rita.person, role="co_author")
    base = page_of(told).latest_revision_id
    facts = services.facts_in(page_of(told).get_latest_revision()) | {"title": "By Rita"}
    services.save_facts(page=page_of(told), user=rita, base=base, facts=facts, whose=of(told, "Rita"))
    sent = {"title": "By Sam for Noor", "base": base, "whose": of(told, "Noor").pk}
    asked = visit(sam).post(f"/my/works/{told.pk}/about/", sent)
    again = dict(asked.context["mine"]) | {"base": asked.context["base"]}
    assert visit(sam).post(f"/my/works/{told.pk}/about/", again).status_code == 302
    assert page_of(told).draft_title == "By Sam for Noor"
    assert holder_now(page_of(told), "title") == of(told, "Noor")
