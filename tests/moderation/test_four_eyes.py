"""Two moderators for what is serious: every road on which one might do."""

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState

from authorship.services import add_contributor
from moderation.models import Reading
from moderation.seriousness import SERIOUS, Tick
from moderation.services import give_ok, pull_back, send_in, step_of
from publishing.errors import NotReleased, PublishBlocked
from publishing.models import Release
from publishing.selectors import is_released
from tests.accounts.people import fresh, person, signed_in, story
from tests.builders import NOT_SERIOUS, act, change_draft
from tests.moderation.editor import load
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

GRAVE = {"ticks": ["children"]}


def sent_in() -> tuple[Any, Any]:
    teller = person("reporter")
    page = story("Under the railway bridge", teller)
    send_in(page=page, user=teller)
    return fresh(page), teller


def moderators() -> tuple[Any, Any]:
    return person("first", "moderator"), person("second", "moderator")


def waits_for_ok(page: Any) -> bool:
    return bool(getattr(step_of(fresh(page)), "is_your_ok", False))


@a_few(1)
@pytest.mark.parametrize("tick", Tick.values)
def test_each_tick_asks_for_as_many_moderators_as_it_should(site, tick: str) -> None:
    page, _teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", ticks=[tick])
    assert waits_for_ok(page) is (tick not in SERIOUS)
    if tick in SERIOUS:
        act(page, second, "approve")
        assert waits_for_ok(page)


def test_a_moderator_can_say_that_it_is_serious(site) -> None:
    page, _teller = sent_in()
    act(page, moderators()[0], "approve", said_serious=True)
    assert not waits_for_ok(page)


@a_few(2)
@pytest.mark.parametrize(
    "filled_in",
    [
        {},
        {"ticks": []},
        {"ticks": "none"},
        {"ticks": ["none", "children"]},
        {"ticks": ["made up"]},
        {"comment": "Fine"},
    ],
)
def test_nothing_is_approved_before_the_ticks_are_there(site, filled_in: dict) -> None:
    page, _teller = sent_in()
    step = step_of(page)
    with pytest.raises(PublishBlocked):
        step.task.specific.on_action(step, moderators()[0], "approve", **filled_in)
    assert not waits_for_ok(page)
    assert not Reading.objects.exists()


def test_the_record_says_who_and_what_and_holds_no_word(site) -> None:
    page, _teller = sent_in()
    first, _second = moderators()
    act(page, first, "approve", ticks=["health", "employer"], comment="Zanzibar")
    (row,) = Reading.objects.all()
    assert (row.moderator, row.ticks, row.page_id) == (first, ["employer", "health"], page.pk)
    assert "Zanzibar" not in str(Reading.objects.values().get())
    row.ticks = []
    with pytest.raises(NotReleased):
        row.save()


def by_task(page: Any, moderator: Any) -> None:
    with pytest.raises((PermissionDenied, PublishBlocked)):
        act(page, moderator, "approve")


def by_editor(page: Any, moderator: Any) -> None:
    client = signed_in(moderator)
    fields = {
        **load(client, page),
        "action-workflow-action": "true",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps(NOT_SERIOUS),
    }
    client.post(f"/admin/pages/{page.pk}/edit/", fields)


def by_address(page: Any, moderator: Any) -> None:
    step = step_of(fresh(page))
    signed_in(moderator).post(f"/admin/pages/workflow/action/{page.pk}/approve/{step.pk}/", NOT_SERIOUS)


def by_another_pages_address(page: Any, moderator: Any) -> None:
    other_teller = person("other", "reporter")
    other = story("Another", other_teller)
    send_in(page=other, user=other_teller)
    step = step_of(fresh(page))
    client = signed_in(moderator)
    client.raise_request_exception = False
    client.post(f"/admin/pages/workflow/action/{other.pk}/approve/{step.pk}/", NOT_SERIOUS)


ROADS = [by_task, by_editor, by_address, by_another_pages_address]


@a_few(2)
@pytest.mark.parametrize("road", ROADS)
def test_the_first_moderator_is_not_the_second(site, road: Any) -> None:
    page, _teller = sent_in()
    first, _second = moderators()
    act(page, first, "approve", **GRAVE)
    road(page, first)
    assert not waits_for_ok(page)
    assert Reading.objects.count() == 1
    shown = signed_in(first).get("/admin/").content.decode()
    assert "One more moderator has to read this" in shown
    assert "Approve these words" not in signed_in(first).get(f"/admin/pages/{page.pk}/edit/").content.decode()


@a_few(5)
@pytest.mark.parametrize("key", ["reporter2", "trainer", "admin", "safeguarding", "translator", "root"])
@pytest.mark.parametrize("road", [by_task, by_address])
def test_nobody_else_gives_the_second(site, django_user_model, road: Any, key: str) -> None:
    page, _teller = sent_in()
    act(page, moderators()[0], "approve", **GRAVE)
    roles = {"reporter2": "reporter"}.get(key, key)
    user = person(key, roles) if key != "root" else django_user_model.objects.create_superuser("root@people.org")
    road(page, user)
    assert not waits_for_ok(page)
    assert Reading.objects.count() == 1


def test_a_second_one_who_finds_nothing_serious_still_makes_two(site) -> None:
    page, teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", **GRAVE)
    act(page, second, "approve")
    give_ok(page=fresh(page), user=teller)
    assert is_released(fresh(page))
    assert Release.objects.get(state="valid", object_id=str(page.pk)).approved_by in (first, second)


def test_an_edit_between_the_two_voids_the_first(site) -> None:
    page, _teller = sent_in()
    first, second = moderators()
    third = person("third", "moderator")
    act(page, first, "approve", **GRAVE)
    change_draft(page, third, title="Mended")
    act(page, second, "approve")
    assert not waits_for_ok(page), "the first read other words"
    act(page, first, "approve")
    assert waits_for_ok(page)


def test_whoever_becomes_co_author_between_the_two_does_not_count(site) -> None:
    page, _teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", **GRAVE)
    add_contributor(work=page.work, person=first.person, role="co_author")
    act(page, second, "approve")
    assert not waits_for_ok(page)


def test_whoever_stops_being_a_moderator_does_not_count(site) -> None:
    page, _teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", **GRAVE)
    first.groups.clear()
    act(page, second, "approve")
    assert not waits_for_ok(page)


def test_sending_the_same_words_in_anew_does_not_make_them_less_serious(site) -> None:
    page, teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", **GRAVE)
    pull_back(page=fresh(page), user=teller)
    send_in(page=fresh(page), user=teller)
    act(page, second, "approve")
    assert not waits_for_ok(page)
    act(page, first, "approve")
    assert waits_for_ok(page)


def change_of_role(first: Any, page: Any) -> None:
    first.groups.clear()


def becoming_co_author(first: Any, page: Any) -> None:
    contributor = add_contributor(work=page.work, person=first.person, role="co_author", credit="none")
    contributor.delete()
    page.get_latest_revision()
    from wagtail.models import Revision

    Revision.objects.filter(pk=page.latest_revision_id).update(user=first)


@pytest.mark.parametrize("change", [change_of_role, becoming_co_author])
def test_the_gate_counts_again_when_it_goes_live(site, change: Any) -> None:
    page, teller = sent_in()
    first, second = moderators()
    act(page, first, "approve", **GRAVE)
    act(page, second, "approve")
    change(first, fresh(page))
    with pytest.raises(PublishBlocked, match="two moderators"):
        give_ok(page=fresh(page), user=teller)
    assert not is_released(fresh(page))


def test_a_step_approved_past_the_form_goes_nowhere(site) -> None:
    page, teller = sent_in()
    first, _second = moderators()
    act(page, first, "approve", **GRAVE)
    step = step_of(fresh(page))
    TaskState.objects.get(pk=step.pk).specific.approve(user=first)
    with pytest.raises(PublishBlocked):
        give_ok(page=fresh(page), user=teller)
    assert not is_released(fresh(page))
