"""Two trainers at one module: each sees where the other is, and nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from tests.builders import add_co_author, live_learning, make_module, make_programme, make_session
from tests.matrix import admin_address, signed_in

AT = "is at “"


@pytest.fixture
def module(people: Any) -> Any:
    """A draft of two trainers with two sessions."""
    made = make_module(people, make_programme(people))
    add_co_author(made, people.trainer2, role="trainer")
    for _number in range(2):
        make_session(people, made)
    return made


def opened(page: Any, user: Any) -> str:
    return signed_in(user).get(admin_address("edit", page.pk)).content.decode()


def asked(page: Any, user: Any) -> list[str]:
    return signed_in(user).get(reverse("learning_advice", args=[page.pk])).json()["here"]


def test_each_sees_at_which_session_the_other_is(people: Any, module: Any) -> None:
    first, second = module.get_children().specific()
    assert AT not in opened(first, people.trainer)
    html = opened(second, people.trainer2)
    assert html.count(AT) == 1
    assert f"{AT}{first.title}” just now." in html
    assert [line.partition(AT)[2] for line in asked(first, people.trainer)] == [f"{second.title}” just now."]
    opened(module, people.trainer2)
    assert len(asked(first, people.trainer)) == 2


def test_nobody_is_named_who_left_or_is_somewhere_else(people: Any, module: Any) -> None:
    first, second = module.get_children().specific()
    opened(live_learning(people).sessions[0], people.trainer2)
    assert asked(first, people.trainer) == []
    opened(second, people.trainer2)
    assert len(asked(first, people.trainer)) == 1
    EditingSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=2))
    assert asked(first, people.trainer) == []


def test_who_may_not_edit_a_module_learns_of_nobody_in_it(people: Any, module: Any) -> None:
    first, second = module.get_children().specific()
    opened(second, people.trainer2)
    for user in (people.reporter, people.moderator, people.translator):
        assert signed_in(user).get(reverse("learning_advice", args=[first.pk])).status_code in (302, 403, 404)
