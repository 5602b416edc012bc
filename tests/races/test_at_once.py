"""Two processes decide about one story at the same moment, in every order: the promises hold and work goes on."""

import time
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, TaskState, WorkflowState

from authorship.selectors import contributors_of
from consent.models import VoiceDecision
from consent.services import agrees_to_everything
from moderation.models import Reading
from moderation.services import give_ok, send_in, step_of, waiting_ok_step
from publishing.models import Manifest, Release
from tests.builders import (
    OPEN,
    act,
    add_co_author,
    change_draft,
    everybody_says_yes,
    fresh,
    make_draft,
    make_image,
    publish,
)
from tests.profiles import a_few
from tests.races.stage import Stage, broken_promises
from tests.studio.making import a_person

MENDED = "qzmended"
NUMBERS = count()


@pytest.fixture
def teller():
    """Somebody new for each test, since some are erased."""
    return a_person(f"teller{next(NUMBERS)}", "Reporter")


@pytest.fixture
def story(people, teller):
    """A draft of two tellers with a picture."""
    photo = ("photo", {"image": make_image(user=teller)})
    page = make_draft(teller, words=OPEN, body=[("words", f"{OPEN} body"), photo])
    add_co_author(page, people.reporter2)
    return fresh(page)


@pytest.fixture
def checked(story, people, teller):
    """The same, sent in."""
    send_in(page=story, user=teller)
    return fresh(story)


@pytest.fixture
def waiting(checked, people, teller):
    """The same, approved: only the yes of the second teller is missing."""
    act(checked, people.moderator, "approve")
    give_ok(page=fresh(checked), user=teller)
    return fresh(checked)


@pytest.fixture
def live(story, people):
    """The same, public."""
    return publish(story, people)


def answers(page: Any) -> int:
    """Return what the public gets at the address of a page."""
    return Client().get(page.get_url()).status_code


def assert_work_goes_on(page: Any, people: Any, user: Any) -> None:
    """See that `user` and whoever else is in it can make it public from wherever it is now, and hide it again."""
    page = fresh(page)
    if page.current_workflow_state:
        page.current_workflow_state.cancel(user=user)
    for contributor in contributors_of(page):
        agrees_to_everything(contributor=contributor)
    # At an address of its own: whoever left may have made the other.
    change_draft(page, user, words=OPEN, body=[("words", OPEN)], slug=f"goes-on-{page.pk}")
    assert answers(publish(fresh(page), people, sender=user)) == 200
    assert broken_promises() == []


# Moderators


@a_few(1)
@pytest.mark.parametrize(("first", "second"), [("moderator", "moderator2"), ("moderator2", "moderator")])
def test_two_moderators_approve(stage: Stage, checked, people, first, second):
    ahead, behind = getattr(people, first), getattr(people, second)
    ended = stage.race(
        ("approve", checked, ahead, "before the approval is written"),
        ("approve", checked, behind),
    )
    assert ended[0] == ""
    assert "Somebody else has just dealt with this one" in ended[1]
    steps = TaskState.objects.filter(workflow_state__object_id=str(checked.pk))
    assert sorted(steps.values_list("status", flat=True)) == ["approved", "in_progress"]
    assert everybody_says_yes(checked).live
    assert Release.objects.get(object_id=str(checked.pk)).approved_by == ahead
    assert broken_promises() == []


@pytest.mark.deep
@pytest.mark.parametrize(("first", "second"), [("moderator", "moderator2"), ("moderator2", "moderator")])
def test_the_last_two_of_a_serious_work_approve(stage: Stage, checked, people, first, second):
    ended = stage.race(
        ("approve serious", checked, getattr(people, first), "before the reading is written"),
        ("approve serious", checked, getattr(people, second)),
    )
    assert ended == ("", "")
    assert Reading.objects.filter(page_id=checked.pk).count() == 2
    assert waiting_ok_step(fresh(checked)) is not None
    assert everybody_says_yes(checked).live
    assert broken_promises() == []


# Taking back and hiding


@a_few(1)
@pytest.mark.parametrize("verb", ["take back", "hide", "erase"])
def test_a_no_while_the_moderator_approves(stage: Stage, checked, people, teller, verb):
    ended = stage.race(
        ("approve", checked, people.moderator, "before the approval is written"),
        (verb, checked, teller),
    )
    assert ended == ("", "")
    assert_nothing_is_on_its_way(checked)
    assert_work_goes_on(checked, people, people.reporter2)


@a_few(1)
@pytest.mark.parametrize("verb", ["take back", "hide"])
def test_the_moderator_approves_during_a_no(stage: Stage, checked, people, teller, verb):
    ended = stage.race(
        (verb, checked, teller, "when it is decided"),
        ("approve", checked, people.moderator),
    )
    assert ended[0] == ""
    assert ended[1].startswith("PublishBlocked")
    assert_nothing_is_on_its_way(checked)
    assert_work_goes_on(checked, people, people.reporter2)


def assert_nothing_is_on_its_way(page: Any) -> None:
    """See that neither the public nor a moderator has this page, nor anything waits for a yes."""
    page = fresh(page)
    assert not page.live
    assert answers(page) in (404, 410)
    assert not WorkflowState.objects.active().filter(object_id=str(page.pk)).exists()
    assert not TaskState.objects.filter(workflow_state__object_id=str(page.pk), status="in_progress").exists()
    assert broken_promises() == []


@a_few(1)
@pytest.mark.parametrize("verb", ["take back", "hide", "say no to the public page", "erase"])
def test_a_no_while_the_last_yes_is_given(stage: Stage, waiting, people, teller, verb):
    ended = stage.race(
        ("say yes", waiting, people.reporter2, "when it is public but for the commit"),
        (verb, waiting, teller),
    )
    assert ended == ("", "")
    assert answers(waiting) == 410
    assert_nothing_is_on_its_way(waiting)
    assert_work_goes_on(waiting, people, people.reporter2)


@a_few(1)
@pytest.mark.parametrize("verb", ["take back", "hide", "erase"])
def test_the_last_yes_is_given_during_a_no(stage: Stage, waiting, people, teller, verb):
    ended = stage.race(
        (verb, waiting, teller, "when it is decided"),
        ("say yes", waiting, people.reporter2),
    )
    assert ended[0] == ""
    assert_nothing_is_on_its_way(waiting)
    assert_work_goes_on(waiting, people, people.reporter2)


@pytest.mark.deep
def test_the_last_yes_is_given_while_somebody_says_no_to_the_public_page(stage: Stage, waiting, people, teller):
    ended = stage.race(
        ("say no to the public page", waiting, teller, "when the name is changed"),
        ("say yes", waiting, people.reporter2),
    )
    assert ended[0] == ""
    assert not fresh(waiting).live
    assert broken_promises() == []


@pytest.mark.deep
@pytest.mark.parametrize("who", ["the same", "another"])
def test_hide_twice(stage: Stage, live, people, teller, who):
    ended = stage.race(
        ("hide", live, teller, "when it is decided"),
        ("hide", live, teller if who == "the same" else people.reporter2),
    )
    assert ended == ("", "")
    decisions = VoiceDecision.objects.filter(work=live.work, kind="hide")
    assert decisions.count() == (1 if who == "the same" else 2)
    assert_nothing_is_on_its_way(live)
    assert_work_goes_on(live, people, teller)


@a_few(1)
@pytest.mark.parametrize(("first", "second"), [("take back", "hide"), ("hide", "take back"), ("hide", "erase")])
def test_hide_and_take_back(stage: Stage, live, people, teller, first, second):
    ended = stage.race(
        (first, live, people.reporter2, "when it is decided"),
        (second, live, teller),
    )
    assert ended == ("", "")
    assert_nothing_is_on_its_way(live)


def test_hide_while_it_is_shown_again(stage: Stage, live, people, teller):
    stage.start("hide", live, teller).wait()
    ended = stage.race(
        ("show again", live, teller, "when it is public but for the commit"),
        ("hide", live, people.reporter2),
    )
    assert ended == ("", "")
    assert_nothing_is_on_its_way(live)
    assert_work_goes_on(live, people, teller)


@pytest.mark.deep
def test_withdraw_a_work_at_two_addresses(stage: Stage, live, people, teller):
    """Each of the two begins with the page that it was asked about."""
    other = publish(make_draft(teller, words=OPEN), people)
    urdu = Locale.objects.get(language_code="ur")
    type(other).objects.filter(pk=other.pk).update(translation_key=live.translation_key, locale=urdu)
    ended = stage.race(
        ("withdraw by command", live, None, "when one address is taken down"),
        ("withdraw by command", other),
    )
    assert ended == ("", "")
    assert [answers(live), answers(other)] == [410, 410]


@pytest.mark.deep
def test_a_copy_is_made_outside_of_any_transaction(live, people):
    """Wagtail copies versions one by one, each by itself; nobody waits for anybody, and nothing goes public."""
    copy = live.copy(update_attrs={"slug": f"{live.slug}-copy", "title": "A copy"}, keep_live=False, user=people.admin)
    assert not copy.live
    assert copy.latest_revision is not None
    assert broken_promises() == []


# Yeses


def test_the_last_two_say_yes(stage: Stage, checked, people, teller):
    act(checked, people.moderator, "approve")
    ahead = stage.start("say yes", checked, teller, waits="when the OK is written")
    behind = stage.start("say yes", checked, people.reporter2, waits="when it is public but for the commit")
    stage.let_go(ahead)
    stage.until_it_waits_or_ends(ahead)
    stage.let_go(behind)
    assert [ahead.wait(), behind.wait()] == ["", ""]
    assert answers(checked) == 200
    assert Release.objects.filter(object_id=str(checked.pk)).count() == 1
    assert broken_promises() == []


@a_few(1)
@pytest.mark.parametrize(("first", "second"), [("say yes", "say not yet"), ("say not yet", "say yes")])
def test_yes_and_not_yet(stage: Stage, waiting, people, teller, first, second):
    """The one of two who had said yes changes their mind while the other gives the last yes."""
    users = {"say yes": people.reporter2, "say not yet": teller}
    place = "when it is public but for the commit" if first == "say yes" else "before the answer ends the step"
    ended = stage.race((first, waiting, users[first], place), (second, waiting, users[second]))
    assert ended[0] == ""
    # A yes is kept, also where it comes too late.
    assert ended[1].startswith("PublishBlocked") == (first == "say yes")
    assert fresh(waiting).live == (first == "say yes")
    assert broken_promises() == []


@pytest.mark.deep
def test_no_name_while_the_last_yes_is_given(stage: Stage, waiting, people, teller):
    ended = stage.race(
        ("say yes", waiting, people.reporter2, "when it is public but for the commit"),
        ("name nobody", waiting, teller),
    )
    assert ended == ("", "")
    credits = Manifest.objects.get(release__object_id=str(waiting.pk)).body["credits"]
    assert [credit["name"] for credit in credits] == ["", "Reporter2"]
    assert "Rosa Bird" not in Client().get(waiting.get_url()).content.decode()
    assert broken_promises() == []


@pytest.mark.deep
def test_the_last_yes_is_given_while_a_name_is_taken_away(stage: Stage, waiting, people, teller):
    ended = stage.race(
        ("name nobody", waiting, teller, "when the name is changed"),
        ("say yes", waiting, people.reporter2),
    )
    assert ended[0] == ""
    assert not fresh(waiting).live
    give_ok(page=fresh(waiting), user=teller)
    if not fresh(waiting).live:
        # The other's yes was to the names of before.
        give_ok(page=fresh(waiting), user=people.reporter2)
    assert fresh(waiting).live
    assert broken_promises() == []


# Edits


@pytest.mark.parametrize(
    ("first", "place", "second"),
    [
        ("approve", "before the approval is written", "mend a word"),
        ("mend a word", "when a version is saved", "approve"),
    ],
)
def test_a_moderator_mends_a_word_while_another_approves(stage: Stage, checked, people, teller, first, place, second):
    users = {"approve": people.moderator, "mend a word": people.moderator2}
    ended = stage.race((first, checked, users[first], place), (second, checked, users[second]))
    mended = fresh(checked).get_latest_revision()
    assert MENDED in str(mended.content)
    step = step_of(fresh(checked))
    if first == "approve":
        assert ended == ("", "")
        # What was approved are the words from before.
        assert TaskState.objects.get(workflow_state=step.workflow_state, status="approved").revision_id != mended.pk
    else:
        assert "The words changed while you were reading" in ended[1]
        assert step.revision_id == mended.pk
        act(checked, people.moderator, "approve")
    everybody_says_yes(checked)
    page = fresh(checked)
    assert page.live == (first == "mend a word")
    assert first == "mend a word" or step_of(page).is_moderation
    assert broken_promises() == []


@pytest.mark.parametrize(
    ("first", "place", "second"),
    [
        ("say yes", "when it is public but for the commit", "mend a word"),
        ("mend a word", "when a version is saved", "say yes"),
    ],
)
def test_an_edit_while_the_last_yes_is_given(stage: Stage, waiting, people, teller, first, place, second):
    users = {"say yes": people.reporter2, "mend a word": people.moderator2}
    stage.race((first, waiting, users[first], place), (second, waiting, users[second]))
    page = fresh(waiting)
    assert MENDED in str(page.get_latest_revision().content)
    assert MENDED not in page.title + page.summary
    assert page.live == (first == "say yes")
    assert broken_promises() == []
    assert_work_goes_on(waiting, people, teller)


@a_few(1)
@pytest.mark.parametrize(
    ("first", "place", "second"),
    [("send in", "when it is sent in", "add a part"), ("add a part", "when a version is saved", "send in")],
)
def test_a_part_is_added_while_it_is_sent_in(stage: Stage, story, people, teller, first, place, second):
    users = {"send in": teller, "add a part": people.reporter2}
    ended = stage.race((first, story, users[first], place), (second, story, users[second]))
    assert ended[0] == ""
    page = fresh(story)
    assert step_of(page).revision_id == page.latest_revision_id
    assert ended[1].startswith("NotNow") == (first == "send in")
    act(page, people.moderator, "approve")
    assert everybody_says_yes(page).live
    assert broken_promises() == []


@pytest.mark.deep
def test_send_in_twice(stage: Stage, story, people, teller):
    ended = stage.race(("send in", story, teller, "when it is sent in"), ("send in", story, people.reporter2))
    assert ended[0] == ""
    assert "This is already being checked" in ended[1]


# The clock


@pytest.fixture
def due(story, people, teller):
    """The same, released for an hour that has come."""
    moment = timezone.now() + timedelta(seconds=2)
    change_draft(story, teller, words=OPEN, go_live_at=moment)
    page = publish(fresh(story), people)
    assert not page.live
    return page


def test_two_clocks(stage: Stage, due, people):
    ahead, behind = wait_for_the_hour(stage, due, "let the clock run", None)
    assert (ahead, behind) == ("", "")
    assert answers(due) == 200
    assert broken_promises() == []


@a_few(1)
@pytest.mark.parametrize("verb", ["hide", "take back"])
def test_a_no_while_the_clock_publishes(stage: Stage, due, people, teller, verb):
    assert wait_for_the_hour(stage, due, verb, teller) == ("", "")
    assert_nothing_is_on_its_way(due)


def wait_for_the_hour(stage: Stage, page: Any, verb: str, user: Any) -> tuple[str, str]:
    """Let the clock publish what is due, and `verb` happen just before its commit."""
    time.sleep(max(0, (page.get_latest_revision_as_object().go_live_at - timezone.now()).total_seconds()))
    return stage.race(
        ("let the clock run", page, None, "when it is public but for the commit"),
        (verb, page, user),
    )
