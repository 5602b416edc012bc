"""What a session needs, how many of it, and when a module was tried."""

from datetime import date

import pytest
from django.test import Client

from learning.blocks import ThingBlock, thing_in_words
from learning.lists import items_of
from learning.models import SessionPage
from stories.studio.plain_parts import plain_part, plain_parts_of, write_plain_part
from tests.builders import fresh, live_learning, make_module, make_session, publish

PHONE = {"thing": "phone", "number": 2, "each": "pair", "instead": "pencil"}


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "2 for each pair: phone (or pencil)"),
        ({"instead": ""}, "2 for each pair: phone"),
        ({"each": "group", "number": 1, "instead": ""}, "1 for everybody together: phone"),
        ({"number": None, "instead": ""}, "phone, for each pair"),
    ],
)
def test_a_thing_is_one_line(changes, line) -> None:
    assert thing_in_words(ThingBlock().to_python(PHONE | changes)) == line


def test_things_with_and_without_numbers_stand_in_one_list_everywhere(people) -> None:
    module = live_learning(people).modules[0]
    needed = [("thing", PHONE), ("items", ["qzchair"])]
    page = publish(make_session(people, module, room_and_materials=needed), people, sender=people.trainer)
    assert items_of(fresh(page).room_and_materials) == ["2 for each pair: phone (or pencil)", "qzchair"]
    for rest in ("", "handout/"):
        html = Client().get(page.get_url() + rest).content.decode()
        assert "2 for each pair: phone (or pencil)" in html
        assert "qzchair" in html


def test_whoever_was_given_a_thing_can_write_it_on_a_phone(people) -> None:
    page = SessionPage(room_and_materials=[("thing", PHONE)])
    (part,) = [part for part in plain_parts_of(page) if "thing" in part.fields]
    assert set(part.fields) == {"thing", "number", "each", "instead"}
    write_plain_part(page, part.place, part.values | {"thing": "tape", "number": 3})
    assert items_of(page.room_and_materials) == ["3 for each pair: tape (or pencil)"]
    assert plain_part(page, part.place).values["thing"] == "tape"


def test_a_module_says_when_it_was_tried_and_what_changed(people) -> None:
    programme = live_learning(people).programme
    tries = [("try", {"day": date(2026, 9, 3), "place": "qzlibrary", "who": "qzseven", "changed": "qzlonger"})]
    page = publish(make_module(people, programme, tries=tries), people)
    html = Client().get(page.get_url()).content.decode()
    for words in ("3 September 2026", "qzlibrary", "qzseven", "qzlonger"):
        assert words in html
