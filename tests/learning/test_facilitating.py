"""The facilitator's view: times that add up, enough of everything, and only that left out which can go."""

import json
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from learning.facilitating import how_many, minutes_of, plan_of, things_for, what_to_leave_out
from learning.models import SessionPage
from publishing.audit import audit_public
from stories.studio.plain_parts import plain_parts_of, write_plain_part
from tests.builders import ACTIVITY, live_learning, make_session, publish

THING = {"thing": "qzphone", "number": 2, "each": "pair", "instead": "qzpencil"}
LATER = [
    ("activity", ACTIVITY | {"title": "qzfirst", "minutes": 20}),
    ("rest", {"minutes": 10, "note": "Tea"}),
    ("activity", ACTIVITY | {"title": "qzextra", "minutes": 15, "skip_if_short": True}),
    ("activity", ACTIVITY | {"title": "qzlast", "minutes": 5}),
]


def block(kind: str, minutes: int, can_go: bool) -> Any:
    return SimpleNamespace(block_type=kind, value={"minutes": minutes, "skip_if_short": can_go})


blocks = st.lists(
    st.builds(block, st.sampled_from(["activity", "rest", "words"]), st.integers(1, 60), st.booleans()), max_size=12
)


@given(blocks, st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.none() | st.integers(1, 400))
def test_times_follow_each_other_and_only_what_can_go_is_left_out(session: Any, start: time, minutes: Any) -> None:
    plan = plan_of(session, start, minutes)
    assert [slot.block for slot in plan.slots] == session
    timed = [slot for slot in plan.slots if slot.start is not None]
    assert sum(minutes_of(slot.block) for slot in timed) == plan.minutes
    assert [slot.start for slot in timed] == [start, *(slot.end for slot in timed)][: len(timed)]
    end = datetime.combine(datetime(2000, 1, 1), start) + timedelta(minutes=plan.minutes)
    assert plan.end == end.time()
    for slot in plan.slots:
        if slot.is_left_out:
            assert slot.block.block_type == "activity"
            assert slot.block.value["skip_if_short"]
    in_all = sum(map(minutes_of, session))
    if minutes is None or in_all <= minutes:
        assert plan.left_out == []
    assert plan.over == max(0, plan.minutes - (minutes or plan.minutes))


@given(blocks, st.integers(1, 400))
def test_no_more_is_left_out_than_has_to_be(session: Any, too_many: int) -> None:
    out = what_to_leave_out(session, too_many)
    saved = sum(map(minutes_of, out))
    could = sum(minutes_of(one) for one in session if one.block_type == "activity" and one.value["skip_if_short"])
    assert saved == could or saved >= too_many
    # Any one of them back in would be too much.
    assert saved < too_many or all(saved - minutes_of(one) < too_many for one in out)


def test_a_session_full_of_things_that_can_go_is_worked_out_at_once() -> None:
    session = [block("activity", 1 + number % 60, True) for number in range(300)]
    assert sum(map(minutes_of, what_to_leave_out(session, 200))) == 200


@pytest.mark.parametrize(
    ("each", "people", "number"),
    [("group", 9, 2), ("small_group", 9, 6), ("small_group", 8, 4), ("pair", 9, 10), ("person", 9, 18)],
)
def test_there_is_enough_for_everybody(each: str, people: int, number: int) -> None:
    assert how_many(THING | {"each": each}, people) == number


@pytest.fixture
def session(people: Any) -> Any:
    """A public session with something that can go, things to bring and notes."""
    module = live_learning(people).modules[0]
    needed = [("thing", THING), ("items", ["qzchair"])]
    fields = {"running_order": LATER, "room_and_materials": needed, "facilitator_notes": "qznote"}
    return publish(make_session(people, module, **fields), people, sender=people.trainer)


def read(page: Any, query: str = "") -> str:
    answer = Client().get(f"{page.get_url()}facilitator/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_whoever_leads_it_reads_when_and_how_many(session: Any) -> None:
    html = read(session, "?start=13:30&people=9")
    assert "From 13:30 to 14:20" in html
    assert "<strong>10</strong> × <bdi>qzphone</bdi>" in html
    assert "qzchair" in html
    assert "qzextra (15 minutes)" in html
    for words in ("qznote", ACTIVITY["facilitator_notes"], "13:50", "14:00", "14:15"):
        assert words in html


def test_what_two_activities_need_is_counted_once_and_the_most_of_it(people: Any) -> None:
    def needs(*things: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "activity", ACTIVITY | {"things": list(things)}

    card = {"thing": "qzcard", "number": 1, "each": "person", "instead": ""}
    order = [needs(card, THING), needs(card | {"thing": "QZCARD", "number": 3}), needs(card | {"each": "pair"})]
    page = make_session(people, live_learning(people).modules[0], running_order=order)
    page = publish(page, people, sender=people.trainer)
    rows = [(row["number"], row["thing"], row["each_number"]) for row in things_for(page, 9)]
    assert rows == [(27, "QZCARD", 3), (10, "qzphone", 2), (5, "qzcard", 1)]
    for rest in ("", "handout/", f"handout/{page.running_order[0].id}/"):
        html = Client().get(page.get_url() + rest).content.decode()
        assert "2 for each pair: qzphone (or qzpencil)" in html, rest
        assert "Cards" in html, rest


def test_whoever_writes_an_activity_on_a_phone_keeps_its_things() -> None:
    page = SessionPage(running_order=[("activity", ACTIVITY | {"things": [THING]})])
    (part,) = [part for part in plain_parts_of(page) if "steps" in part.fields]
    assert "things" not in part.fields
    assert part.values == json.loads(json.dumps(part.values)), "what somebody has not saved is kept as JSON"
    write_plain_part(page, part.place, part.values | {"steps": ["qzstep"]})
    (activity,) = page.running_order
    assert list(activity.value["steps"]) == ["qzstep"]
    assert [dict(thing) for thing in activity.value["things"]] == [THING]


def test_with_less_time_it_says_what_to_leave_out(session: Any) -> None:
    html = read(session, "?start=13:30&minutes=40")
    assert "From 13:30 to 14:05" in html
    assert html.count("Leave out today") == 1
    assert "longer than you have" not in html
    assert "takes 5 minutes longer than you have" in read(session, "?start=13:30&minutes=30")


@pytest.mark.parametrize(
    "query", ["?start=soon", "?people=0", "?people=1000000", "?minutes=-3", "?start=&people=&minutes="]
)
def test_what_makes_no_sense_gets_a_sentence_and_the_usual_day(session: Any, query: str) -> None:
    html = read(session, query)
    assert "From 10:00 to 10:50" in html
    assert ("something to put right" in html) == ("=&" not in query)


def test_participants_do_not_read_the_notes_and_whoever_approves_does(people: Any, session: Any) -> None:
    html = Client().get(session.get_url()).content.decode()
    assert "qznote" not in html
    assert ACTIVITY["facilitator_notes"] not in html
    assert f'{session.get_url()}facilitator/"' in html
    preview = session.get_latest_revision_as_object().make_preview_request().content.decode()
    assert "qznote" in preview
    assert ACTIVITY["facilitator_notes"] in preview


def test_it_is_public_only_with_its_session(people: Any) -> None:
    page = make_session(people, live_learning(people).modules[0], facilitator_notes="qznote")
    assert Client().get(f"{page.get_url()}facilitator/").status_code == 404
    assert audit_public() == []


def test_it_costs_the_same_with_many_parts(people: Any, session: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    long = publish(make_session(people, session.get_parent(), running_order=LATER * 8), people, sender=people.trainer)
    read(session)
    with CaptureQueriesContext(connection) as few:
        read(session)
    with django_assert_num_queries(len(few)):
        read(long)
