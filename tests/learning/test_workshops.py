"""Workshops: what the public sees, and what it takes to be public."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from learning.models import WorkshopIndexPage
from publishing.errors import PublishBlocked
from publishing.services import take_down
from tests.builders import change_draft, fresh, live_learning, publish
from tests.learning.making import learning_index, workshop

SOON = timezone.now() + timedelta(days=3)


def seen(page, rest=""):
    return Client().get(page.get_url() + rest).content.decode()


def test_it_says_what_somebody_needs_to_know(people) -> None:
    learning = live_learning(people)
    page = workshop(
        people,
        teaches=learning.modules[0],
        bring="qzbring",
        travel_notes="qztravel",
        join_link="https://qzlink.example/",
    )
    html = seen(page)
    for words in ("Lantern Room", "No steps", "qzbring", "qztravel", "Room for 2", learning.modules[0].title):
        assert words in html
    # Whoever has a place gets it by email.
    assert "qzlink" not in html
    assert "qzlink" not in Client().get(f"/api/v2/pages/{page.pk}/?fields=*").content.decode()


def test_what_it_teaches_is_named_only_while_that_is_public(people) -> None:
    module = live_learning(people).modules[0]
    page = workshop(people, teaches=module)
    take_down(fresh(module), by=people.moderator)
    assert module.title not in seen(page)


def test_modules_and_sessions_lead_to_the_next_ones(people) -> None:
    learning = live_learning(people)
    session, module = learning.sessions[0], learning.modules[0]
    page = workshop(people, teaches=session)
    draft = workshop(people, public=False, title="qzsecret", teaches=session)
    for other in (session, module, page.get_parent().specific):
        html = seen(other)
        assert f'href="{page.get_url()}"' in html
        assert draft.title not in html
    assert f'href="{page.get_parent().get_url()}"' in seen(learning_index())


def test_what_is_over_is_in_no_list_and_takes_nobody(people) -> None:
    session = live_learning(people).sessions[0]
    page = workshop(people, teaches=session, days=-1)
    for other in (session, page.get_parent().specific):
        assert page.get_url() not in seen(other)
    assert "This workshop is over." in seen(page)
    assert "<form" not in seen(page).split("<main")[1].split("</main>")[0]


def test_an_empty_list_says_so(people) -> None:
    page = workshop(people, days=-1)
    assert "No workshop is planned just now" in seen(WorkshopIndexPage.objects.get(pk=page.get_parent().pk))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts_at": None}, "Say when the workshop starts and ends."),
        ({"ends_at": None}, "Say when the workshop starts and ends."),
        ({"ends_at": SOON - timedelta(hours=1), "starts_at": SOON}, "The workshop ends before it starts."),
        ({"venue": ""}, "Say where the workshop is, with the address."),
        ({"access_notes": ""}, "Say how people get in and join in"),
        ({"capacity": 0}, "Say how many people can come."),
    ],
)
def test_nothing_is_public_that_nobody_could_come_to(people, fields, sentence) -> None:
    workshop(people, public=False, **fields)
    with pytest.raises(PublishBlocked) as blocked:
        workshop(people, **fields)
    assert sentence in " ".join(blocked.value.sentences)


def test_one_that_is_online_needs_no_address(people) -> None:
    assert workshop(people, venue="", delivery="online").live


def test_a_calendar_can_read_it(people) -> None:
    page = workshop(people, title="Quiet, hour; one", venue="Lantern Room\n12 Example Street")
    answer = Client().get(page.get_url() + "calendar/")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["summary"]) == "Quiet, hour; one"
    assert str(event["location"]) == "Lantern Room, 12 Example Street"
    assert event.decoded("dtstart") == page.starts_at.replace(microsecond=0)
    assert event.decoded("dtend") == page.ends_at.replace(microsecond=0)
    assert page.get_url() in str(event["url"])


def test_a_draft_has_no_calendar_and_takes_nobody(people) -> None:
    page = workshop(people, public=False)
    for rest in ("", "calendar/", "sign-up/", "sign-up/sent/"):
        assert Client().get(page.get_url() + rest).status_code == 404
    data = {"name": "A", "email": "a@example.org"}
    assert Client().post(page.get_url() + "sign-up/", data).status_code == 404
    assert not page.sign_ups.exists()


def test_a_change_waits_for_a_moderator(people) -> None:
    page = workshop(people)
    change_draft(page, people.trainer, title="Quiet hour", summary="", venue="qzelsewhere")
    assert "qzelsewhere" not in seen(page)
    publish(fresh(page), people, sender=people.trainer)
    assert "qzelsewhere" in seen(page)


def test_ten_workshops_cost_as_many_queries_as_one(people) -> None:
    learning = live_learning(people)
    first = workshop(people, teaches=learning.sessions[0])
    pages = (first.get_parent().specific, learning.sessions[0], learning.modules[0])

    def queries() -> list[int]:
        counts = []
        for page in pages:
            seen(page)
            with CaptureQueriesContext(connection) as caught:
                assert first.get_url() in seen(page)
            counts.append(len(caught))
        return counts

    before = queries()
    for number in range(4):
        workshop(people, title=f"Another {number}", teaches=learning.sessions[0])
    assert queries() == before
