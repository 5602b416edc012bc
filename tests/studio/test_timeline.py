"""“Where is my story?” says each step with its date and a first name, and nothing to anybody else."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import TaskState

from authorship.models import Work
from consent.services import hide, take_back
from moderation.claims import claim
from moderation.services import give_ok, say_not_yet
from stories.studio import services
from tests.builders import act
from tests.studio.making import a_module, a_person, a_story, approved, page_of, public, sent_in


@pytest.fixture
def joint(rita, sam) -> Work:
    """A story of two people."""
    return a_story(rita, sam)


def today() -> str:
    return date_format(timezone.localdate(), "j F Y")


def steps(visit, user, work: Work) -> list[str]:
    """Return each step as a person reads it: its name, whether it is done or now, and its sentence."""
    page = visit(user).get(f"/my/works/{work.pk}/").content.decode()
    listed = page[page.index("where-title") :]
    found = re.findall(r'<li class="steps__step[^>]*>(.*?)</li>', listed, re.S)
    words = [re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", one, flags=re.S)).strip() for one in found]
    return [re.sub(r"^\d ", "", one) for one in words]


def test_a_draft_says_when_it_was_begun(rita, joint, visit) -> None:
    first, *rest = steps(visit, rita, joint)
    assert first == f"You write it (now) Begun on {today()}."
    assert rest == ["Sent in", "A moderator reads it", "Everybody gives their OK", "Public"]


def test_what_was_sent_in_says_by_whom_and_by_when_it_is_read(rita, joint, mo, visit) -> None:
    sent_in(joint, rita)
    sent, read = steps(visit, rita, joint)[1:3]
    assert sent == f"Sent in (done) On {today()}, by Rita."
    assert read.startswith("A moderator reads it (now) Waits to be read. We mean to do that by ")
    claim(check_id=page_of(joint).current_workflow_task_state.pk, user=mo)
    assert steps(visit, rita, joint)[2] == "A moderator reads it (now) Being read by Mo."


def test_where_we_are_late_we_say_so(rita, joint, visit) -> None:
    sent_in(joint, rita)
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=30))
    assert "We are late, and we are sorry" in steps(visit, rita, joint)[2]


def test_what_waits_for_oks_says_how_many_there_are(rita, sam, joint, mo, visit) -> None:
    approved(joint, rita, mo)
    assert steps(visit, rita, joint)[2:4] == [
        f"A moderator reads it (done) Read by Mo on {today()}.",
        "Everybody gives their OK (now) 0 of 2 people said yes.",
    ]
    give_ok(page=page_of(joint), user=sam)
    assert "1 of 2 people said yes." in steps(visit, rita, joint)[3]


def test_what_came_back_says_when(rita, sam, joint, mo, visit) -> None:
    approved(joint, rita, mo)
    say_not_yet(page=page_of(joint), user=sam, reason="")
    assert steps(visit, rita, joint)[0] == f"You write it (now) Came back to you on {today()}."


def test_what_is_public_says_since_when_and_what_is_hidden_that_it_is(rita, sam, joint, mo, visit) -> None:
    public(joint, rita, mo)
    assert steps(visit, rita, joint)[3:] == [
        f"Everybody gives their OK (done) By {today()}.",
        f"Public (done) Since {today()}.",
    ]
    services.add_part(page=page_of(joint), user=rita, kind="words", value="And more.")
    assert steps(visit, rita, joint)[0].startswith("You write it (now)")
    hide(contributor=joint.contributors.get(person=rita.person), by=rita)
    assert steps(visit, rita, joint)[-1] == "Hidden (now)"
    take_back(contributor=joint.contributors.get(person=sam.person), by=sam)
    assert steps(visit, rita, joint)[-1] == "Taken back (now)"


def test_a_module_has_one_too(tess, rita, visit) -> None:
    training = a_module(tess)
    assert steps(visit, tess, training.work)[0].startswith("You write it (now) Begun on")


def test_it_costs_the_same_after_four_runs(rita, joint, mo, visit) -> None:
    client = visit(rita)

    def queries() -> int:
        client.get(f"/my/works/{joint.pk}/")
        with CaptureQueriesContext(connection) as found:
            client.get(f"/my/works/{joint.pk}/")
        return len(found)

    sent_in(joint, rita)
    few = queries()
    for number in range(3):
        act(page_of(joint), mo, "reject", comment="A little more, please.")
        services.add_part(page=page_of(joint), user=rita, kind="words", value=f"More {number}")
        sent_in(joint, rita)
    # Who has checked it is known by now, and what was asked.
    assert queries() <= few + 2


def test_nobody_else_is_told(rita, joint, mo, visit) -> None:
    sent_in(joint, rita)
    stranger = a_person("noor", "Reporter")
    for user in (stranger, mo):
        assert "Sent in" not in visit(user).get(f"/my/works/{joint.pk}/").content.decode()
