"""Reading the parts of a story as they are stored, and comparing two versions of one."""

import json
from types import SimpleNamespace

import pytest

from stories.blocks import StoryBlock
from stories.studio.parts import KINDS, find_part, parts_in, picture_ids, say_the_same
from stories.studio.recording_forms import FORMS


def _revision(*parts: dict) -> SimpleNamespace:
    return SimpleNamespace(content={"body": json.dumps(parts)})


def test_the_studio_knows_every_kind_of_part_that_a_story_can_have() -> None:
    assert set(KINDS) == set(FORMS) == set(StoryBlock().child_blocks)


def test_parts_are_found_by_their_id() -> None:
    one, two = {"type": "words", "value": "a", "id": "1"}, {"type": "poem", "value": "b", "id": "2"}
    parts = parts_in(_revision(one, two))
    assert find_part(parts, "2") == two
    assert find_part(parts, "3") is None
    assert parts_in(SimpleNamespace(content={})) == []


def test_the_pictures_of_a_part_are_known_wherever_they_stand() -> None:
    item = {"type": "item", "value": {"image": 4, "caption": ""}, "id": "x"}
    photos = {"type": "photo_story", "value": {"photos": [item, {"image": 5}]}, "id": "1"}
    assert picture_ids(photos) == [4, 5]
    assert picture_ids({"type": "photo", "value": {"image": 7}, "id": "2"}) == [7]
    assert picture_ids({"type": "words", "value": "image", "id": "3"}) == []
    assert picture_ids({"type": "audio", "value": {"media": 7}, "id": "4"}) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a\r\nb", "a\nb", True),
        ("a", "a ", True),
        ("a", "b", False),
        ({"image": 1, "caption": ""}, {"image": 1}, True),
        ({"image": 1, "caption": "x"}, {"image": 1}, False),
        ({"image": 1}, {"image": 2}, False),
        ({"photos": [{"id": "a", "value": {"image": 1}}]}, {"photos": [{"id": "b", "value": {"image": 1}}]}, True),
        ({"photos": [{"id": "a", "value": {"image": 1}}]}, {"photos": []}, False),
    ],
)
def test_two_versions_say_the_same_or_not(one, other, same) -> None:
    assert say_the_same(one, other) is same
