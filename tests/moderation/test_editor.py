"""The editor in the admin: no way around the gate, and no version lost."""

import json
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import TaskState

from authorship.services import choose_credit
from consent.services import agrees_to_everything
from learning.models import LearningIndexPage, ProgrammePage
from moderation.services import give_ok, send_in, step_of
from publishing.selectors import is_released
from tests.accounts.people import fresh, module, person, signed_in, story
from tests.builders import NOT_SERIOUS
from tests.builders import act as act_on
from tests.moderation.editor import form_of, load
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

GOOD = "The beginning is strong. Please say in the middle how long you waited."


def edit_address(page: Any) -> str:
    return f"/admin/pages/{page.pk}/edit/"


def words_on(answer: Any) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


def sent_in(title: str = "Under the railway bridge") -> tuple[Any, Any]:
    teller = person("reporter")
    page = story(title, teller)
    send_in(page=page, user=teller)
    return fresh(page), teller


def act(client: Client, page: Any, action: str, **data: Any) -> Any:
    if action == "approve":
        data = NOT_SERIOUS | data
    fields = {
        **load(client, page),
        "action-workflow-action": "true",
        "workflow-action-name": action,
        "workflow-action-extra-data": json.dumps(data),
    }
    return client.post(edit_address(page), fields, follow=True)


def dashboard_address(page: Any, action: str) -> str:
    return f"/admin/pages/workflow/action/{page.pk}/{action}/{page.current_workflow_task_state.pk}/"


# No way around the gate


@a_few(1)
@pytest.mark.parametrize("key", ["moderator", "root"])
def test_no_button_publishes_or_unpublishes(site, django_user_model, key: str) -> None:
    page, teller = sent_in()
    user = person(key) if key != "root" else django_user_model.objects.create_superuser("root@people.org")
    for state in ("in progress", "live"):
        if state == "live":
            act_on(page, person("moderator"), "approve")
            give_ok(page=fresh(page), user=teller)
            if key == "moderator":
                continue
        shown = signed_in(user).get(edit_address(page)).content.decode()
        for name in ("action-publish", "action-unpublish", "action-restart-workflow", "/unpublish/"):
            assert name not in shown, (state, name)


def test_a_forged_publish_only_saves(site) -> None:
    trainer = person("trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    client.post(edit_address(page), {**load(client, page), "action-publish": "action-publish"})
    assert not fresh(page).live
    assert not is_released(fresh(page))


@pytest.mark.deep
def test_sending_in_what_is_not_ready_says_what_is_missing_and_loses_nothing(site) -> None:
    trainer = person("trainer", trained=False)
    page, client = module("Module", trainer), signed_in(trainer)
    fields = {**load(client, page), "access_notes": "A step at the door.", "action-submit": "action-submit"}
    answer = client.post(edit_address(page), fields, follow=True)
    assert answer.status_code == 200
    assert "Responsible storytelling" in words_on(answer)
    assert "choose how to be named" in words_on(answer)
    assert not fresh(page).workflow_in_progress
    assert fresh(page).get_latest_revision_as_object().access_notes == "A step at the door."


@pytest.mark.deep
def test_a_trainer_sends_in_from_the_editor(site) -> None:
    trainer = person("trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    choose_credit(contributor=page.work.contributors.get(), credit="own_name")
    agrees_to_everything(contributor=page.work.contributors.get())
    shown = client.get(edit_address(page)).content.decode()
    assert "Send in to be checked" in shown
    client.post(edit_address(page), {**load(client, page), "action-submit": "action-submit"})
    assert step_of(fresh(page)).status == TaskState.STATUS_IN_PROGRESS


# Checking


@pytest.mark.parametrize("key", ["reporter", "trainer", "admin", "safeguarding"])
def test_nobody_but_a_moderator_opens_what_is_being_checked(site, key: str) -> None:
    page, _teller = sent_in("Zanzibar")
    answer = signed_in(person("other", key)).get(edit_address(page), follow=True)
    assert "Zanzibar" not in answer.content.decode()


@pytest.mark.deep
def test_a_moderator_approves_and_is_told_what_comes_next(site) -> None:
    page, _teller = sent_in()
    answer = act(signed_in(person("moderator")), page, "approve")
    assert answer.redirect_chain[-1][0] == "/admin/"
    assert "You approved these words" in words_on(answer)
    assert step_of(fresh(page)).is_your_ok


def test_a_moderator_who_wrote_in_it_is_not_offered_to_approve(site) -> None:
    moderator = person("moderator", "moderator", "reporter")
    page = story("Mine", moderator)
    send_in(page=page, user=moderator)
    page, client = fresh(page), signed_in(moderator)
    assert "Approve these words" not in client.get(edit_address(page)).content.decode()
    client.post(dashboard_address(page, "approve"))
    act(client, page, "approve")
    assert not getattr(step_of(fresh(page)), "is_your_ok", False)


def test_after_one_moderator_corrects_a_word_another_one_approves(site) -> None:
    page, _teller = sent_in()
    first, second = person("moderator"), person("second", "moderator")
    client = signed_in(first)
    client.post(edit_address(page), {**load(client, page), "title": "Under the rail bridge"})
    assert fresh(page).get_latest_revision_as_object().title == "Under the rail bridge"
    assert "Approve these words" not in client.get(edit_address(page)).content.decode()
    act(signed_in(second), fresh(page), "approve")
    assert step_of(fresh(page)).is_your_ok


def test_asking_for_changes_needs_a_reason(site) -> None:
    page, _teller = sent_in()
    client = signed_in(person("moderator"))
    assert "Please say what you would like changed" in words_on(act(client, page, "reject", comment=""))
    answer = client.post(dashboard_address(page, "reject"), {"comment": " "}, follow=True)
    assert "Please say what you would like changed" in words_on(answer)
    assert step_of(fresh(page)).status == TaskState.STATUS_IN_PROGRESS


def test_the_reason_may_not_copy_the_story(site) -> None:
    page, _teller = sent_in()
    client, copied = signed_in(person("moderator")), "Cut 'waited at the stop until the lamp' please."
    in_window = client.post(
        dashboard_address(page, "reject"), {"comment": copied}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert "copies words out of the story" in in_window.json().get("html", "")
    collected = client.post(
        f"/admin/pages/workflow/collect_action_data/{page.pk}/reject/{page.current_workflow_task_state.pk}/",
        {"comment": copied},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert "copies words out of the story" in collected.json().get("html", "")
    assert "copies words out of the story" in words_on(act(client, page, "reject", comment=copied))
    assert step_of(fresh(page)).status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.deep
def test_a_good_reason_reaches_the_authors(site, django_capture_on_commit_callbacks) -> None:
    page, teller = sent_in()
    with django_capture_on_commit_callbacks(execute=True):
        answer = act(signed_in(person("moderator")), page, "reject", comment=GOOD)
    assert "has been told" in words_on(answer)
    assert step_of(fresh(page)).status == TaskState.STATUS_REJECTED
    assert [message.to for message in mail.outbox if GOOD in message.body] == [[teller.email]]


@pytest.mark.deep
def test_what_came_back_starts_anew_when_it_is_sent_in_again(site) -> None:
    trainer = person("trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    choose_credit(contributor=page.work.contributors.get(), credit="own_name")
    agrees_to_everything(contributor=page.work.contributors.get())
    send_in(page=page, user=trainer)
    first = fresh(page).current_workflow_state
    act(signed_in(person("moderator")), fresh(page), "reject", comment=GOOD)
    client.post(edit_address(page), {**load(client, page), "action-submit": "action-submit"})
    second = fresh(page).current_workflow_state
    assert second.pk != first.pk
    assert step_of(fresh(page)).is_moderation


# Two people, one draft


def saved_by(user: Any, page: Any, **fields: str) -> None:
    newer = fresh(page).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(newer, name, value)
    newer.save_revision(user=user)


def test_a_form_behind_a_newer_version_replaces_nothing_in_silence(site) -> None:
    trainer, moderator = person("trainer"), person("second", "trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    fields = {**load(client, page), "access_notes": "Mine."}
    saved_by(moderator, page, access_notes="Theirs.")
    theirs = fresh(page).latest_revision_id
    answer = client.post(edit_address(page), fields, follow=True)
    said = words_on(answer)
    assert "Second saved this while you had it open" in said
    assert "Both versions are kept" in said
    mine = fresh(page).latest_revision_id
    assert mine != theirs
    assert f"/admin/pages/{page.pk}/revisions/compare/{theirs}...{mine}/" in said
    kept = [revision.as_object().access_notes for revision in fresh(page).revisions.order_by("pk")]
    assert kept[-2:] == ["Theirs.", "Mine."]
    compare = client.get(f"/admin/pages/{page.pk}/revisions/compare/{theirs}...{mine}/").content.decode()
    assert "Theirs." in compare
    assert "Mine." in compare


def test_a_form_behind_a_newer_version_sends_nothing_in(site) -> None:
    trainer, other = person("trainer"), person("second", "trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    choose_credit(contributor=page.work.contributors.get(), credit="own_name")
    agrees_to_everything(contributor=page.work.contributors.get())
    fields = {**load(client, page), "access_notes": "Mine.", "action-submit": "action-submit"}
    saved_by(other, page, access_notes="Theirs.")
    answer = client.post(edit_address(page), fields, follow=True)
    assert "Both versions are kept" in words_on(answer)
    assert not fresh(page).workflow_in_progress


@pytest.mark.deep
def test_somebody_who_changed_nothing_does_not_put_the_old_words_back(site) -> None:
    trainer, other = person("trainer"), person("second", "trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    fields = load(client, page)
    saved_by(other, page, access_notes="Theirs.")
    theirs = fresh(page).latest_revision_id
    answer = client.post(edit_address(page), fields, follow=True)
    assert "Second saved this while you had it open" in words_on(answer)
    assert fresh(page).latest_revision_id == theirs


def test_a_version_that_the_editor_saved_by_itself_is_not_written_over(site) -> None:
    trainer, other = person("trainer"), person("second", "trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    fields = {**load(client, page), "access_notes": "Mine, saved by itself."}
    by_itself = client.post(edit_address(page), fields, headers={"accept": "application/json"}).json()
    assert by_itself["success"]
    saved_by(other, page, access_notes="Theirs.")
    fields = {**fields, "access_notes": "Mine, longer.", "overwrite_revision_id": by_itself["revision_id"]}
    answer = client.post(edit_address(page), fields, follow=True)
    assert "Both versions are kept" in words_on(answer)
    kept = [revision.as_object().access_notes for revision in fresh(page).revisions.order_by("pk")]
    assert kept[-3:] == ["Mine, saved by itself.", "Theirs.", "Mine, longer."]


@pytest.mark.deep
def test_saving_one_after_the_other_says_nothing_about_it(site) -> None:
    trainer = person("trainer")
    page, client = module("Module", trainer), signed_in(trainer)
    for words in ("One.", "Two."):
        answer = client.post(edit_address(page), {**load(client, page), "access_notes": words}, follow=True)
        assert "while you had it open" not in words_on(answer)
    assert fresh(page).get_latest_revision_as_object().access_notes == "Two."


# Starting a page


def starting_address() -> str:
    index = LearningIndexPage.objects.get(locale__language_code="en")
    return f"/admin/pages/add/learning/programmepage/{index.pk}/"


def test_a_new_page_without_an_address_gets_a_free_one(site) -> None:
    client = signed_in(person("trainer"))
    fields = {**form_of(ProgrammePage(title="The kettle")), "slug": ""}
    for _time in range(3):
        assert client.post(starting_address(), fields).status_code == 302
    made = ProgrammePage.objects.filter(title="The kettle")
    assert {page.slug for page in made} == {"the-kettle", "the-kettle-2", "the-kettle-3"}


def test_the_script_that_lets_one_save_wait_for_the_other_is_there(site) -> None:
    trainer = person("trainer")
    client, page = signed_in(trainer), module("Module", trainer)
    for address in (edit_address(page), starting_address()):
        assert "js/one-save-at-a-time" in client.get(address).content.decode(), address
