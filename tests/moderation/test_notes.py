"""A request for changes: the rule and the place it names, its email, and where the studio shows it."""

import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState

from moderation.models import NoteToAuthor
from moderation.places import places_in
from moderation.services import send_in, step_of
from publishing.errors import PublishBlocked
from tests.accounts.people import fresh, person, signed_in, story
from tests.builders import act, agree_to_the_guide, make_guide
from tests.moderation.editor import load
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

ASKED = "Please leave out where you live; somebody could find you."
GOOD = "We can hear the rain in it."


@pytest.fixture
def people(site) -> SimpleNamespace:
    return SimpleNamespace(admin=person("admin"), moderator=person("moderator"), teller=person("reporter"))


@pytest.fixture
def guide(people) -> Any:
    made = make_guide(people, "Ask first", "Keep people safe")
    agree_to_the_guide(people.teller)
    return made


def sent_in(teller: Any, title: str = "Zanzibar at night") -> Any:
    page = story(title, teller)
    send_in(page=page, user=teller)
    return fresh(page)


def block_of(page: Any) -> str:
    return str(page.get_latest_revision_as_object().body[0].id)


def ask(page: Any, moderator: Any, **fields: Any) -> None:
    step = step_of(fresh(page))
    step.task.specific.on_action(step, moderator, "reject", **({"comment": ASKED} | fields))


def is_being_checked(page: Any) -> bool:
    step = step_of(fresh(page))
    return step is not None and step.status == TaskState.STATUS_IN_PROGRESS


def test_the_places_of_a_story_have_short_labels_without_its_words(people) -> None:
    page = sent_in(people.teller)
    places = places_in(page.get_latest_revision_as_object())
    assert [place.label for place in places] == [
        "The whole work",
        "The title",
        "In one or two sentences",
        "Part 1: Words",
    ]
    assert [place.key for place in places] == ["", "title", "summary", block_of(page)]


def test_a_note_keeps_rule_place_words_and_who(people, guide, django_capture_on_commit_callbacks) -> None:
    page = sent_in(people.teller)
    rule = guide.rule_list()[1]
    with django_capture_on_commit_callbacks(execute=True):
        ask(page, people.moderator, rule=rule.id, place=block_of(page), good=GOOD)
    note = NoteToAuthor.objects.get()
    assert (note.rule_id, note.rule_number, note.rule_title) == (rule.id, 2, "Keep people safe")
    assert (note.guide.revision_id, note.place, note.words) == (guide.live_revision_id, block_of(page), ASKED)
    assert (note.good, note.by, note.check_state_id) == (GOOD, people.moderator, step_of(fresh(page)).pk)
    (letter,) = [message for message in mail.outbox if ASKED in message.body]
    assert letter.to == [people.teller.email]
    assert letter.body.index(GOOD) < letter.body.index(ASKED)
    assert "Rule of your guide: 2. Keep people safe" in letter.body
    assert "Where: Part 1: Words" in letter.body
    for word in ("Zanzibar", "lamp", "rejected"):
        assert word not in letter.subject + letter.body


def test_without_a_guide_no_rule_is_asked(people) -> None:
    page = sent_in(people.teller)
    ask(page, people.moderator)
    note = NoteToAuthor.objects.get()
    assert (note.rule_id, note.guide, note.place_label) == ("", None, "The whole work")


def forged(guide: Any) -> dict[str, dict[str, Any]]:
    rule = {"rule": guide.rule_list()[0].id}
    return {
        "no rule": {},
        "an empty rule": {"rule": ""},
        "a rule of no guide": {"rule": "12345678-1234-1234-1234-123456789012"},
        "a rule by number": {"rule": "1"},
        "a place of no work": {**rule, "place": "body"},
        "a hidden field": {**rule, "place": "owner"},
        "copied words as what is good": {**rule, "good": "We waited at the stop until the lamp went out!"},
        "the title as what is good": {**rule, "good": "I liked Zanzibar at night."},
        "no words": {**rule, "comment": " "},
    }


@pytest.mark.deep
@a_few(1)
@pytest.mark.parametrize(
    "name",
    [
        "no rule",
        "an empty rule",
        "a rule of no guide",
        "a rule by number",
        "a place of no work",
        "a hidden field",
        "copied words as what is good",
        "the title as what is good",
        "no words",
    ],
)
def test_what_the_form_does_not_offer_asks_for_nothing(people, guide, name: str) -> None:
    page = sent_in(people.teller)
    fields = forged(guide)[name]
    with pytest.raises(PublishBlocked):
        ask(page, people.moderator, **fields)
    client = signed_in(people.moderator)
    data = {"comment": ASKED} | fields
    editor = {
        **load(client, page),
        "action-workflow-action": "true",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": json.dumps(data),
    }
    client.post(f"/admin/pages/{page.pk}/edit/", editor)
    client.post(f"/admin/pages/workflow/action/{page.pk}/reject/{step_of(page).pk}/", data)
    assert is_being_checked(page)
    assert not NoteToAuthor.objects.exists()


def test_a_block_of_another_work_is_no_place(people, guide) -> None:
    page, other = sent_in(people.teller), sent_in(people.teller, "Another")
    with pytest.raises(PublishBlocked):
        ask(page, people.moderator, rule=guide.rule_list()[0].id, place=block_of(other))


@a_few(2)
@pytest.mark.parametrize("key", ["reporter", "trainer", "admin", "safeguarding", "root"])
def test_nobody_but_a_moderator_writes_a_note(people, guide, django_user_model, key: str) -> None:
    page = sent_in(people.teller)
    root = key == "root"
    user = django_user_model.objects.create_superuser("root@people.org") if root else person("other", key)
    with pytest.raises(PermissionDenied):
        act(page, user, "reject", comment=ASKED)
    assert not NoteToAuthor.objects.exists()


def shown(user: Any, path: str) -> str:
    answer = signed_in(user).get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.deep
def test_the_studio_shows_it_on_the_work_and_at_that_very_part(people, guide) -> None:
    page = sent_in(people.teller)
    ask(page, people.moderator, rule=guide.rule_list()[1].id, place=block_of(page), good=GOOD)
    at = f"/my/works/{page.work.pk}/"
    part = f"{at}parts/{block_of(page)}/"
    on_work = shown(people.teller, at)
    for words in (ASKED, GOOD, "Rule 2: Keep people safe", "You were asked about this part", f'href="{part}"'):
        assert words in on_work, words
    assert ASKED in shown(people.teller, part)
    assert ASKED not in shown(people.teller, f"{at}about/")
    assert ASKED not in shown(person("other", "reporter"), at) + shown(person("third", "reporter"), part)
    send_in(page=fresh(page), user=people.teller)
    assert ASKED not in shown(people.teller, at)


@pytest.mark.deep
def test_a_note_about_the_title_stands_at_its_form(people, guide) -> None:
    page = sent_in(people.teller)
    ask(page, people.moderator, rule=guide.rule_list()[0].id, place="title")
    at = f"/my/works/{page.work.pk}/"
    assert ASKED in shown(people.teller, f"{at}about/")
    assert ASKED not in shown(people.teller, f"{at}parts/{block_of(page)}/")
    assert f'href="{at}about/">The title' in shown(people.teller, at)


@pytest.mark.deep
def test_the_window_in_the_editor_offers_rules_and_places(people, guide) -> None:
    page = sent_in(people.teller)
    address = f"/admin/pages/workflow/collect_action_data/{page.pk}/reject/{step_of(page).pk}/"
    window = signed_in(people.moderator).get(address).json()["html"]
    for words in ("2. Keep people safe", "Part 1: Words (We waited at the stop", "What is good about it?"):
        assert words in window, words
    editor = signed_in(people.moderator).get(f"/admin/pages/{page.pk}/edit/").content.decode()
    ids = set(re.findall(r'id="([^"]+)"', window))
    assert "id_step_place" in ids
    assert not ids & set(re.findall(r'id="([^"]+)"', editor)), "a label would name a field of the editor"
