"""A moderator pauses on a stated ground; those who made it hear why at once, and somebody else answers them."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from authorship.services import choose_credit
from authorship.voices import add_person, make_link
from consent.services import agrees_to_everything, hide, show_again, take_back
from moderation.appeals import answer, appeal, say_why
from moderation.due import remind_of_appeals
from moderation.models import Appeal, Pause, SomebodyElse
from moderation.pausing import decline, lift, pause
from moderation.services import give_ok, send_in
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from publishing.models import Decision, Release
from publishing.selectors import is_released
from publishing.services import resume
from tests.accounts.people import fresh, signed_in, story
from tests.builders import act, agree_to_the_guide, home_page, make_guide
from tests.moderation.paused import REASON, WHO, WORDS, part_of, public_story, sent_through
from tests.profiles import a_few
from tests.studio.test_without_account import _opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def paused(page: Any, people: Any) -> Pause:
    """The same, paused by `mo`."""
    return pause(page=page, by=people.mo, ground="safeguarding", reason=REASON)


@pytest.fixture
def appealed(paused: Pause, page: Any, people: Any) -> Appeal:
    """The same, and its teller does not agree."""
    return appeal(pause=paused, contributor=part_of(page, people.teller), words="Everybody in it has agreed.")


def state_of(page: Any) -> str:
    """Return the state of the newest release of a page."""
    return str(Release.objects.filter(object_id=str(page.pk)).order_by("pk").last().state)


# Who may do what


MAY_PAUSE = {"mo", "ann", "bea"}
FORGED: dict[str, tuple[str, dict[str, str], set[str]]] = {
    "pause": ("pages/{page}/pause/", {"ground": "law", "comment": REASON}, MAY_PAUSE),
    "lift": ("paused/{pause}/lift/", {}, MAY_PAUSE),
    "let it stay down": ("paused/{pause}/stays/", {}, MAY_PAUSE),
    "answer": ("paused/{pause}/answer/", {"outcome": "stays", "comment": REASON}, {"ann", "bea"}),
}


@a_few(15)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("verb", FORGED)
def test_a_forged_post_does_only_what_its_sender_may(people, page, verb: str, who: str) -> None:
    address, fields, allowed = FORGED[verb]
    made = None
    if verb != "pause":
        made = pause(page=page, by=people.mo, ground="safeguarding", reason=REASON)
    if verb == "answer":
        appeal(pause=made, contributor=part_of(page, people.teller))
    before = (Pause.objects.values().first(), Appeal.objects.values().first(), state_of(page))
    path = address.format(page=page.pk, pause=made.pk if made else 0)
    answered = signed_in(getattr(people, who)).post(f"/admin/{path}", fields)
    after = (Pause.objects.values().first(), Appeal.objects.values().first(), state_of(page))
    assert (after != before) == (who in allowed)
    if who not in allowed:
        assert answered.status_code in (302, 403)


@a_few(4)
@pytest.mark.parametrize("who", WHO)
def test_only_who_takes_part_appeals(people, page, paused, who: str) -> None:
    client = signed_in(getattr(people, who))
    client.post(f"/my/works/{page.work.pk}/appeal/", {"pause": paused.pk})
    assert Appeal.objects.exists() == (who in ("teller", "both"))


@pytest.mark.parametrize("who", sorted(set(WHO) - MAY_PAUSE - {"both", "admin"}))
def test_others_see_no_screen_about_pausing(people, page, paused, who: str) -> None:
    client = signed_in(getattr(people, who))
    for address in ("paused/", f"paused/{paused.pk}/words/", f"paused/{paused.pk}/answer/", f"pages/{page.pk}/pause/"):
        shown = client.get(f"/admin/{address}")
        assert shown.status_code in (302, 403), address
        assert page.title not in shown.content.decode()


@pytest.mark.parametrize("who", sorted(set(WHO) - MAY_PAUSE))
def test_the_screen_for_pausing_a_public_page_opens_for_nobody_else(people, page, who: str) -> None:
    answered = signed_in(getattr(people, who)).get(f"/admin/pages/{page.pk}/pause/")
    assert answered.status_code in (302, 403)
    assert "Pause it now" not in answered.content.decode()


@pytest.mark.parametrize("who", ["admin", "both"])
def test_whoever_may_not_deal_with_a_pause_sees_neither_title_nor_reason(people, page, paused, who: str) -> None:
    shown = signed_in(getattr(people, who)).get("/admin/paused/").content.decode()
    assert "Somebody else deals with this one" in shown
    assert page.title not in shown
    assert REASON not in shown
    assert "Lift the pause" not in shown


def test_administrators_pause_the_sites_own_pages_only(people) -> None:
    made = pause(page=home_page(), by=people.admin, ground="law", reason=REASON)
    assert not home_page().live
    with pytest.raises(PermissionDenied):
        pause(page=public_story(people), by=people.admin, ground="law", reason=REASON)
    assert lift(pause=made, by=people.admin) == []
    assert home_page().live


def test_an_account_that_is_closed_pauses_nothing(people, page) -> None:
    people.mo.is_active = False
    with pytest.raises(PermissionDenied):
        pause(page=page, by=people.mo, ground="law", reason=REASON)


# Pausing


def test_pausing_works_on_a_locked_page_with_a_workflow_and_tells_those_who_made_it(
    people, page, django_capture_on_commit_callbacks
) -> None:
    send_in(page=page, user=people.teller)
    Page.objects.filter(pk=page.pk).update(locked=True, locked_by=people.teller)
    client = signed_in(people.mo)
    assert "Pause it now" in client.get(f"/admin/pages/{page.pk}/pause/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/pages/{page.pk}/pause/", {"ground": "safeguarding", "comment": REASON})
    page = fresh(page)
    assert not page.live
    assert not is_released(page)
    assert not page.workflow_in_progress
    letters = [letter for letter in mail.outbox if REASON in letter.body]
    assert {tuple(letter.to) for letter in letters} == {(people.teller.email,), (people.both.email,)}
    for letter in letters:
        assert letter.subject == "Something has changed"
        assert "Bread" not in letter.subject + letter.body
        assert "Somebody could be hurt by it" in letter.body
    assert client.get(page.url).status_code == 410
    assert audit_public() == []


@pytest.mark.parametrize(
    ("ground", "comment"),
    [("", REASON), ("because", REASON), ("rule", REASON), ("law", ""), ("law", f"It says: {WORDS}")],
)
def test_pausing_needs_a_ground_and_a_reason_that_copies_nothing(people, page, ground: str, comment: str) -> None:
    answered = signed_in(people.mo).post(f"/admin/pages/{page.pk}/pause/", {"ground": ground, "comment": comment})
    assert answered.status_code == 200
    assert fresh(page).live


@pytest.mark.deep
def test_a_rule_of_the_guide_is_a_ground_and_stands_in_the_log_by_its_number(people, site) -> None:
    guide = make_guide(
        SimpleNamespace(admin=people.admin, moderator=people.bea, trainer=people.trainer), "Ask", "Be kind"
    )
    for user in (people.teller, people.both):
        agree_to_the_guide(user)
    page = public_story(people)
    made = pause(page=page, by=people.mo, ground=guide.rule_list()[1].id, reason=REASON)
    assert made.ground_words == "Rule 2 of your guide: Be kind"
    line = Decision.objects.get(kind="paused")
    assert (line.object_id, line.by_id, line.rule) == (str(page.work.pk), people.mo.pk, f"2 of {made.guide_id}")
    entry = PageLogEntry.objects.get(page=page.pk, action="moderation.take_down")
    assert REASON not in str(entry.data)


def test_pausing_twice_or_a_draft_changes_nothing(people, page, paused) -> None:
    for other in (page, story("Zanzibar", people.teller)):
        with pytest.raises(PublishBlocked):
            pause(page=fresh(other), by=people.ann, ground="law", reason=REASON)
    assert Pause.objects.count() == 1
    shown = signed_in(people.ann).get(f"/admin/pages/{other.pk}/pause/", follow=True).content.decode()
    assert "Zanzibar" not in shown


# What is paused does not come back by another road


def test_those_who_made_it_cannot_show_it_again_by_themselves(people, page, paused) -> None:
    with pytest.raises(PublishBlocked):
        show_again(contributor=part_of(page, people.teller), user=people.teller)
    with pytest.raises(PublishBlocked):
        resume(fresh(page))
    signed_in(people.teller).post(f"/my/works/{page.work.pk}/show-again/")
    assert not fresh(page).live
    assert state_of(page) == "paused"


def test_who_hides_it_meanwhile_keeps_it_hidden_when_the_pause_is_over(people, page, paused) -> None:
    hide(contributor=part_of(page, people.teller), by=people.teller)
    assert state_of(page) == "paused"
    assert lift(pause=paused, by=people.mo) != []
    assert not fresh(page).live
    show_again(contributor=part_of(page, people.teller), user=people.teller)
    assert fresh(page).live


def test_what_is_paused_can_be_taken_back_and_then_nobody_lifts_it(people, page, paused) -> None:
    take_back(contributor=part_of(page, people.teller), by=people.teller)
    assert state_of(page) == "revoked"
    with pytest.raises(PublishBlocked):
        lift(pause=paused, by=people.mo)
    assert "Nothing is paused" in signed_in(people.mo).get("/admin/paused/").content.decode()


def test_a_newer_version_that_was_checked_ends_the_pause(people, page, paused) -> None:
    draft = fresh(page).get_latest_revision_as_object()
    draft.summary = "Without the name of the street."
    draft.save_revision(user=people.teller)
    assert sent_through(page, people).live
    paused.refresh_from_db()
    assert paused.state == Pause.State.ENDED
    states = Release.objects.filter(object_id=str(page.pk)).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["replaced", "valid"]
    with pytest.raises(PublishBlocked):
        lift(pause=paused, by=people.mo)


# Lifting


def test_lifting_shows_it_exactly_as_it_was_and_tells_them(
    people, page, paused, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(people.ann).post(f"/admin/paused/{paused.pk}/lift/")
    assert fresh(page).live
    assert audit_public() == []
    letter = next(letter for letter in mail.outbox if letter.to == [people.teller.email])
    assert "It is public again" in letter.body
    lines = Decision.objects.filter(kind__in=["paused", "pause_lifted"])
    assert list(lines.values_list("kind", "by_id")) == [
        ("paused", people.mo.pk),
        ("pause_lifted", people.ann.pk),
    ]


def test_lifting_asks_every_gate_again(people, page, paused) -> None:
    people.bea.groups.clear()
    assert lift(pause=paused, by=people.ann) == [
        "Whoever approved this is no longer a moderator. Please have it checked again."
    ]
    assert not fresh(page).live
    assert state_of(page) == "hidden"


# Appeals


def test_one_tap_appeals_and_those_who_may_answer_are_asked(
    people, page, paused, django_capture_on_commit_callbacks
) -> None:
    SomebodyElse.objects.create(work=page.work, moderator=people.bea, asked_by=people.teller.person)
    client = signed_in(people.teller)
    shown = client.get(f"/my/works/{page.work.pk}/").content.decode()
    assert REASON in shown
    assert "Somebody could be hurt by it" in shown
    assert "I don’t agree" in shown
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        screen = client.post(f"/my/works/{page.work.pk}/appeal/", {"pause": paused.pk}, follow=True)
    assert "Somebody else looks at it" in screen.content.decode()
    assert [letter.to for letter in mail.outbox] == [[people.ann.email]]
    client.post(f"/my/works/{page.work.pk}/appeal/", {"pause": paused.pk, "do": "say", "words": "All agreed."})
    assert Appeal.objects.get().words == "All agreed."
    assert "I don’t agree" not in client.get(f"/my/works/{page.work.pk}/").content.decode()


def test_with_nobody_who_may_answer_administrators_hear_that_somebody_is_missing(
    people, page, paused, django_capture_on_commit_callbacks
) -> None:
    for moderator in (people.ann, people.bea):
        moderator.groups.clear()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        appeal(pause=paused, contributor=part_of(page, people.teller))
    assert [letter.to for letter in mail.outbox] == [[people.admin.email]]


def test_an_appeal_comes_once_and_its_words_are_its_writers(people, page, appealed) -> None:
    with pytest.raises(PublishBlocked):
        appeal(pause=appealed.pause, contributor=part_of(page, people.both))
    with pytest.raises(PermissionDenied):
        say_why(pause=appealed.pause, contributor=part_of(page, people.both), words="Not mine.")
    other = story("Another", people.other)
    with pytest.raises(PermissionDenied):
        appeal(pause=appealed.pause, contributor=part_of(other, people.other))


def test_who_paused_it_does_not_answer_and_cannot_let_it_stay_while_it_waits(people, appealed) -> None:
    with pytest.raises(PermissionDenied):
        answer(pause=appealed.pause, by=people.mo, lifted=False, words=REASON)
    for moderator in (people.mo, people.ann):
        with pytest.raises(PublishBlocked):
            decline(pause=appealed.pause, by=moderator)
    lift(pause=appealed.pause, by=people.mo)
    appealed.refresh_from_db()
    assert appealed.outcome == Appeal.Outcome.LIFTED


def test_who_let_it_stay_down_does_not_answer_the_appeal_that_follows(people, page, paused) -> None:
    decline(pause=paused, by=people.ann)
    assert "Stays down" in signed_in(people.teller).get(f"/my/works/{page.work.pk}/").content.decode()
    appeal(pause=paused, contributor=part_of(page, people.teller))
    for moderator in (people.mo, people.ann):
        with pytest.raises(PermissionDenied):
            answer(pause=paused, by=moderator, lifted=True, words=REASON)
    answer(pause=paused, by=people.bea, lifted=True, words=REASON)
    assert fresh(page).live


@pytest.mark.deep
def test_what_was_paused_leads_back_to_where_it_was_opened(people, appealed) -> None:
    words, appeal = f"/admin/paused/{appealed.pause_id}/words/", f"/admin/paused/{appealed.pause_id}/answer/"
    client = signed_in(people.ann)
    assert words in client.get(appeal).content.decode()
    assert f'<a href="{appeal}">Back to what they say</a>' in client.get(words).content.decode()
    # Whoever paused it does not answer, and comes from the list.
    shown = signed_in(appealed.pause.by).get(words).content.decode()
    assert '<a href="/admin/paused/">Back to what is paused</a>' in shown
    assert "Back to what they say" not in shown
    client.post(appeal, {"outcome": "stays", "comment": "Nobody can be recognised by it."})
    assert "Back to what is paused" in client.get(words).content.decode()


@pytest.mark.parametrize(("outcome", "is_live"), [("lifted", True), ("stays", False)])
def test_somebody_else_reads_it_and_answers(people, page, appealed, outcome: str, is_live: bool) -> None:
    client = signed_in(people.ann)
    screen = client.get(f"/admin/paused/{appealed.pause_id}/answer/").content.decode()
    assert "Everybody in it has agreed." in screen
    assert WORDS in client.get(f"/admin/paused/{appealed.pause_id}/words/").content.decode()
    said = "Nobody can be recognised by it."
    client.post(f"/admin/paused/{appealed.pause_id}/answer/", {"outcome": outcome, "comment": said})
    assert fresh(page).live == is_live
    shown = signed_in(people.teller).get(f"/my/works/{page.work.pk}/").content.decode()
    assert (said in shown) != is_live
    line = Decision.objects.get(kind="appeal_answered")
    assert (line.by_id, line.detail, line.rule) == (people.ann.pk, outcome, "safeguarding")
    with pytest.raises(PublishBlocked):
        answer(pause=appealed.pause, by=people.bea, lifted=True, words=said)


def test_the_clock_reminds_of_an_appeal_once(people, appealed, django_capture_on_commit_callbacks) -> None:
    mail.outbox.clear()
    now = timezone.now()
    for moment, told in ((now, 0), (now + timedelta(days=12), 1), (now + timedelta(days=13), 0)):
        with django_capture_on_commit_callbacks(execute=True):
            assert remind_of_appeals(moment) == told
    assert sorted(letter.to[0] for letter in mail.outbox) == [people.ann.email, people.bea.email]
    late = Appeal.objects.get()
    assert late.is_late(now + timedelta(days=15))
    assert not late.is_late(now)


def test_somebody_without_an_account_appeals_by_their_link(people, site) -> None:
    draft = story("The bus", people.teller)
    noor = add_person(work=draft.work, added_by=people.teller, name="Noor B", contact="n@people.org", role="teller")
    agrees_to_everything(contributor=noor)
    made = make_link(contributor=noor, purpose="ok", made_by=people.teller)
    choose_credit(contributor=noor, credit="none")
    send_in(page=draft, user=people.teller)
    act(draft, people.bea, "approve")
    give_ok(page=fresh(draft), user=people.teller)
    give_ok(page=fresh(draft), contributor=noor, link=noor.voice_links.get())
    paused = pause(page=fresh(draft), by=people.mo, ground="law", reason=REASON)
    client = _opened(made)
    shown = client.get("/ok/here/").content.decode()
    assert REASON in shown
    client.post("/ok/here/appeal/", {"pause": paused.pk})
    assert Appeal.objects.get().by == noor.person
