"""The moderators' queue: what each sees, claims, somebody else, remarks, and what is said when we are late."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState

from authorship.models import Work
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything
from moderation.claims import claim, let_go, standing_claims
from moderation.dates import due_at
from moderation.digest import send_digest
from moderation.due import DUE, tell_authors_we_are_late
from moderation.models import Claim, InternalRemark, NoteToAuthor, SomebodyElse
from moderation.queue import queue_for
from moderation.remarks import add_remark
from moderation.services import give_ok, send_in, step_of
from publishing.errors import NotReleased, PublishBlocked
from tests.accounts.people import fresh, person, signed_in, story
from tests.builders import act, change_draft
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

QUEUE = "/admin/checking/"
REMARK = "I know the caretaker in this; please look twice."


@pytest.fixture
def people(site) -> SimpleNamespace:
    return SimpleNamespace(
        teller=person("reporter"), first=person("first", "moderator"), second=person("second", "moderator")
    )


def sent_in(people: SimpleNamespace, title: str = "Zanzibar", days_ago: int = 0) -> Any:
    page = story(title, people.teller)
    send_in(page=page, user=people.teller)
    if days_ago:
        TaskState.objects.filter(pk=check_of(page)).update(started_at=timezone.now() - timedelta(days=days_ago))
    return fresh(page)


def check_of(page: Any) -> int:
    step = step_of(fresh(page))
    assert step is not None
    return int(step.pk)


def read(user: Any, address: str = QUEUE) -> str:
    answer = signed_in(user).get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


# Who sees what


@a_few(3)
@pytest.mark.parametrize("key", ["reporter2", "trainer", "translator", "reviewer", "safeguarding", "admin", "root"])
def test_nobody_else_opens_the_queue_claims_or_lets_go(people, django_user_model, key: str) -> None:
    page = sent_in(people)
    role = {"reporter2": "reporter"}.get(key, key)
    user = django_user_model.objects.create_superuser("root@people.org") if key == "root" else person(key, role)
    client, check = signed_in(user), check_of(page)
    assert client.get(QUEUE).status_code in (302, 403)
    for address in (f"{QUEUE}{check}/claim/", f"{QUEUE}{check}/let-go/"):
        assert client.post(address).status_code in (302, 403)
    with pytest.raises(PermissionDenied):
        claim(check_id=check, user=user)
    assert not Claim.objects.exists()
    assert "Being checked (" not in client.get("/admin/", follow=True).content.decode()


@pytest.mark.deep
def test_the_oldest_comes_first_and_the_menu_counts(people) -> None:
    for title, days_ago in (("Newer", 1), ("Oldest", 9), ("Old", 5)):
        sent_in(people, title, days_ago)
    shown = read(people.first)
    assert shown.index("Oldest") < shown.index(">Old<") < shown.index("Newer")
    assert "Being checked (3)" in read(people.first, "/admin/")
    assert [row.title for row in queue_for(people.first)] == ["Oldest", "Old", "Newer"]


def test_what_a_moderator_wrote_in_has_no_title_for_them(people) -> None:
    mended, shared, free = sent_in(people, "Mended"), sent_in(people, "Shared"), sent_in(people, "Free")
    change_draft(mended, people.first, title="Mended again")
    add_contributor(work=shared.work, person=people.first.person, role="co_author")
    shown = read(people.first)
    assert shown.count("Somebody else checks this") == 2
    assert "Mended" not in shown
    assert "Shared" not in shown
    assert "Free" in shown
    for page in (mended, shared):
        with pytest.raises(PermissionDenied):
            claim(check_id=check_of(page), user=people.first)
    assert {row.title for row in queue_for(people.second)} == {"Mended again", "Shared", "Free"}
    assert free.title in read(people.second)


@pytest.mark.deep
def test_each_filter_shows_what_it_says(people) -> None:
    mine, late, serious = sent_in(people, "Mine"), sent_in(people, "Overdue", 20), sent_in(people, "Grave")
    claim(check_id=check_of(mine), user=people.first)
    act(serious, people.second, "approve", ticks=["children"])
    claim(check_id=check_of(serious), user=people.second)
    wanted = {
        "show=mine": {"Mine"},
        "show=nobody": {"Overdue"},
        "show=late": {"Overdue"},
        "show=serious": {"Grave"},
        "language=en": {"Mine", "Overdue", "Grave"},
        "language=ur": set(),
        "show=mine&language=ur": set(),
        "show=made+up": {"Mine", "Overdue", "Grave"},
    }
    client = signed_in(people.first)
    for query, titles in wanted.items():
        shown = {row.title for row in client.get(f"{QUEUE}?{query}").context["rows"]}
        assert shown == titles, query
    assert late.title in read(people.first, f"{QUEUE}?show=late")


@pytest.mark.deep
def test_twenty_cost_as_many_queries_as_one(people) -> None:
    def cost() -> int:
        client = signed_in(people.first)
        client.get(QUEUE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(QUEUE).status_code == 200
        return len(queries)

    sent_in(people)
    one = cost()
    for number in range(19):
        sent_in(people, f"Number {number}")
    assert cost() == one


# Claims


@pytest.mark.deep
def test_a_claim_shows_a_first_name_and_keeps_others_from_claiming(people) -> None:
    page = sent_in(people)
    check = check_of(page)
    signed_in(people.first).post(f"{QUEUE}{check}/claim/")
    signed_in(people.first).post(f"{QUEUE}{check}/claim/")
    assert "You are looking at this" in read(people.first)
    assert "<bdi>First</bdi> is looking at this" in read(people.second)
    answer = signed_in(people.second).post(f"{QUEUE}{check}/claim/", follow=True)
    assert "First is looking at this one already" in answer.content.decode()
    signed_in(people.second).post(f"{QUEUE}{check}/let-go/")
    assert standing_claims([check])[check].moderator == people.first
    signed_in(people.first).post(f"{QUEUE}{check}/let-go/")
    assert claim(check_id=check, user=people.second).moderator == people.second


def test_a_claim_ends_by_itself_after_a_day(people) -> None:
    check, now = check_of(sent_in(people)), timezone.now()
    claim(check_id=check, user=people.first, now=now)
    almost = now + timedelta(hours=23, minutes=59)
    with pytest.raises(PublishBlocked):
        claim(check_id=check, user=people.second, now=almost)
    assert claim(check_id=check, user=people.second, now=now + timedelta(hours=24)).moderator == people.second
    assert Claim.objects.filter(released_at=None).count() == 1


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_claim_ends_with_the_step(people, action: str) -> None:
    page = sent_in(people)
    check = check_of(page)
    claim(check_id=check, user=people.first)
    act(page, people.first, action, **({"comment": "Please say where."} if action == "reject" else {}))
    assert standing_claims([check]) == {}
    with pytest.raises((PublishBlocked, PermissionDenied)):
        claim(check_id=check, user=people.second)


def test_the_first_of_two_lets_go_by_approving(people) -> None:
    page = sent_in(people)
    claim(check_id=check_of(page), user=people.first)
    act(page, people.first, "approve", ticks=["legal"])
    assert claim(check_id=check_of(page), user=people.second).moderator == people.second


@pytest.mark.deep
def test_a_step_that_is_no_check_cannot_be_claimed(people) -> None:
    page = sent_in(people)
    act(page, people.first, "approve")
    for number in (check_of(page), 999999):
        with pytest.raises(PermissionDenied):
            claim(check_id=number, user=people.second)


@pytest.mark.deep
@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "Just sent in"), (59, "Just sent in"), (60, "Waiting for 1"), (7200, "Waiting for 2")]
)
def test_how_long_it_has_waited(people, seconds: int, said: str) -> None:
    page = sent_in(people)
    TaskState.objects.filter(pk=check_of(page)).update(started_at=timezone.now() - timedelta(seconds=seconds))
    shown = read(people.first)
    assert said in shown
    assert ("Waiting for 0" in shown, "Just sent in" in shown) == (False, seconds < 60)
    assert "Sent in by <bdi>" in shown


# Who checks, and has checked


@a_few(1)
@pytest.mark.parametrize("claims_first", [True, False])
@pytest.mark.parametrize("action", ["approve", "reject"])
def test_the_teller_sees_who_checked_it_claimed_or_not(people, claims_first: bool, action: str) -> None:
    page = sent_in(people)
    address = f"/my/works/{page.work.pk}/"
    assert "bdi>First" not in read(people.teller, address)
    if claims_first:
        claim(check_id=check_of(page), user=people.first)
        shown = read(people.teller, address)
        assert "Looking at it now:" in shown
        assert "Has been checked by" not in shown
    act(page, people.first, action, **({"comment": "Please say where."} if action == "reject" else {}))
    shown = read(people.teller, address)
    assert "Looking at it now:" not in shown
    assert "Has been checked by" in shown
    assert shown.count("<bdi>First</bdi>") == 1


@pytest.mark.deep
def test_both_who_checked_a_serious_work_are_named_once(people) -> None:
    page = sent_in(people)
    act(page, people.first, "approve", ticks=["legal"])
    act(page, people.second, "approve")
    shown = read(people.teller, f"/my/works/{page.work.pk}/")
    assert shown.count("<bdi>First</bdi>") == shown.count("<bdi>Second</bdi>") == 1


def test_who_looked_and_let_go_has_not_checked_it(people) -> None:
    page = sent_in(people)
    claim(check_id=check_of(page), user=people.first)
    let_go(check_id=check_of(page), user=people.first)
    shown = read(people.teller, f"/my/works/{page.work.pk}/")
    assert "Has been checked by" not in shown
    assert "<bdi>First</bdi>" not in shown
    assert "somebody-else/" in shown


# The second pair of eyes


def asked_to_be_second() -> list[str]:
    """Who was asked by email to be the second moderator, or to find one."""
    return sorted(message.to[0] for message in mail.outbox if message.subject == "One more moderator is needed")


def test_who_may_be_the_second_is_asked_once_by_email(people, django_capture_on_commit_callbacks) -> None:
    third, away = person("third", "moderator"), person("away", "moderator")
    writer, gone = person("writer", "moderator"), person("gone", "moderator")
    gone.is_active = False
    gone.save()
    person("admin", "admin")
    page = story("Zanzibar", people.teller)
    add_contributor(work=page.work, person=writer.person, role="supporter")
    for contributor in page.work.contributors.all():
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)
    send_in(page=fresh(page), user=people.teller)
    SomebodyElse.objects.create(work=page.work, moderator=away, asked_by=people.teller.person)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.first, "approve", ticks=["legal"])
    assert asked_to_be_second() == sorted([people.second.email, third.email])
    body = mail.outbox[-1].body
    assert f"/admin/pages/{page.pk}/edit/" in body
    assert "Zanzibar" not in body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.second, "approve")
    assert asked_to_be_second() == []


def test_nobody_is_asked_where_one_is_enough(people, django_capture_on_commit_callbacks) -> None:
    page = sent_in(people)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.first, "approve")
    assert asked_to_be_second() == []


def test_changed_words_ask_anew_and_the_same_words_do_not(people, django_capture_on_commit_callbacks) -> None:
    page = sent_in(people)
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.first, "approve", ticks=["legal"])
    mail.outbox.clear()
    third = person("third", "moderator")
    with django_capture_on_commit_callbacks(execute=True):
        change_draft(fresh(page), people.second, title="Zanzibar")
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.first, "approve", ticks=["legal"])
    assert asked_to_be_second() == [third.email]


def test_administrators_hear_that_a_second_is_missing(people, django_capture_on_commit_callbacks) -> None:
    admin = person("admin", "admin")
    people.second.is_active = False
    people.second.save()
    page = sent_in(people)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(page, people.first, "approve", ticks=["legal"])
    assert asked_to_be_second() == [admin.email]


# Somebody else, please


def asked_away(people: SimpleNamespace) -> Any:
    page = sent_in(people)
    claim(check_id=check_of(page), user=people.first)
    address = f"/my/works/{page.work.pk}/somebody-else/"
    client = signed_in(people.teller)
    assert address in client.get(f"/my/works/{page.work.pk}/").content.decode()
    assert "<bdi>First</bdi>" in client.get(address).content.decode()
    client.post(address, {"moderator": people.first.pk})
    return fresh(page)


def test_that_moderator_finds_it_nowhere_and_is_not_told_why(people) -> None:
    page = asked_away(people)
    check = check_of(page)
    edit = f"/admin/pages/{page.pk}/edit/"
    addresses = [
        QUEUE,
        "/admin/",
        edit,
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/pages/{page.pk}/workflow_history/",
        f"/admin/pages/workflow/action/{page.pk}/approve/{check}/",
        f"/admin/pages/workflow/collect_action_data/{page.pk}/reject/{check}/",
        f"/admin/pages/workflow/preview/{page.pk}/{step_of(page).task_id}/",
        f"{QUEUE}works/{page.pk}/remarks/",
    ]
    client = signed_in(people.first)
    for address in addresses:
        shown = client.get(address, follow=True).content.decode()
        assert "Zanzibar" not in shown, address
        assert "waited at the stop" not in shown, address
        assert "would rather" not in shown
    assert "Zanzibar" in signed_in(people.second).get(edit).content.decode(), "the others see it"
    assert "Being checked (0)" in read(people.first, "/admin/")
    assert people.first.get_short_name() + "</bdi>" not in read(people.teller, f"/my/works/{page.work.pk}/")


def test_that_moderator_does_nothing_with_it(people) -> None:
    page = asked_away(people)
    assert standing_claims([check_of(page)]) == {}
    for action in ("approve", "reject"):
        with pytest.raises(PermissionDenied, match="Somebody else checks this one"):
            act(page, people.first, action, comment="Please say where.")
        signed_in(people.first).post(
            f"/admin/pages/workflow/action/{page.pk}/{action}/{check_of(page)}/",
            {"ticks": ["none"], "comment": "Please say where."},
        )
    with pytest.raises(PermissionDenied):
        claim(check_id=check_of(page), user=people.first)
    with pytest.raises(PermissionDenied):
        add_remark(page=page, by=people.first, words=REMARK)
    before = page.latest_revision_id
    signed_in(people.first).post(f"/admin/pages/{page.pk}/edit/", {"title": "Forged"})
    assert fresh(page).latest_revision_id == before
    act(page, people.second, "approve")
    assert give_ok(page=fresh(page), user=people.teller)


def test_it_holds_for_the_next_time_and_for_that_work_only(people, django_capture_on_commit_callbacks) -> None:
    page, other = asked_away(people), sent_in(people, "Another")
    act(page, people.second, "reject", comment="Please say where.")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_in(page=fresh(page), user=people.teller)
    assert [message.to for message in mail.outbox if "waits" in message.subject] == [[people.second.email]]
    assert [row.title for row in queue_for(people.first)] == ["Another"]
    with pytest.raises(PermissionDenied):
        act(page, people.first, "approve")
    act(other, people.first, "approve")


@pytest.mark.deep
def test_after_a_note_too_and_only_about_those_who_are_known(people) -> None:
    page = sent_in(people)
    address = f"/my/works/{page.work.pk}/somebody-else/"
    client = signed_in(people.teller)
    assert client.get(address).status_code == 302, "nobody is known yet"
    stranger = signed_in(person("stranger", "reporter"))
    for forged in (people.first.pk, people.second.pk, people.teller.pk, "", "x", "9" * 30):
        client.post(address, {"moderator": forged})
    assert not SomebodyElse.objects.exists()
    act(page, people.first, "reject", comment="Please say where.")
    assert stranger.get(address).status_code == 404
    stranger.post(address, {"moderator": people.first.pk})
    signed_in(people.second).post(address, {"moderator": people.first.pk})
    client.post(address, {"moderator": people.second.pk})
    assert not SomebodyElse.objects.exists()
    client.post(address, {"moderator": people.first.pk})
    client.post(address, {"moderator": people.first.pk})
    row = SomebodyElse.objects.get()
    assert (row.moderator, row.asked_by) == (people.first, people.teller.person)
    with pytest.raises(NotReleased):
        row.save()


# Remarks


@a_few(2)
@pytest.mark.parametrize(
    ("key", "may"),
    [("moderator", True), ("safeguarding", True), ("trainer", False), ("admin", False), ("translator", False)],
)
def test_who_reads_and_writes_remarks(people, key: str, may: bool) -> None:
    page = sent_in(people)
    add_remark(page=page, by=people.first, words=REMARK)
    client, address = signed_in(person("other", key)), f"{QUEUE}works/{page.pk}/remarks/"
    assert (REMARK in client.get(address, follow=True).content.decode()) is may
    client.post(address, {"words": "Another remark."})
    assert InternalRemark.objects.count() == (2 if may else 1)
    assert "Zanzibar" not in client.get(address, follow=True).content.decode()


@a_few(2)
@pytest.mark.parametrize("key", ["safeguarding", "moderator", "trainer", "admin", "translator", "reporter2"])
def test_only_safeguarding_leads_have_a_list_of_all_remarks(people, key: str) -> None:
    add_remark(page=sent_in(people), by=people.first, words=REMARK)
    user = person("other", {"reporter2": "reporter"}.get(key, key))
    shown = read(user, f"{QUEUE}remarks/")
    assert (REMARK in shown) is (key == "safeguarding")
    assert "Zanzibar" not in shown
    if key == "safeguarding":
        add_contributor(work=Work.objects.get(), person=user.person, role="co_author")
        assert REMARK not in read(user, f"{QUEUE}remarks/")


def test_nobody_reads_remarks_about_a_work_of_their_own(people) -> None:
    page = sent_in(people)
    add_remark(page=page, by=people.second, words=REMARK)
    lead = person("lead", "safeguarding")
    for user in (people.first, lead):
        add_contributor(work=page.work, person=user.person, role="co_author")
        assert REMARK not in read(user, f"{QUEUE}works/{page.pk}/remarks/")


def test_a_remark_reaches_no_email_studio_or_log(people, django_capture_on_commit_callbacks) -> None:
    page = sent_in(people)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(people.first).post(f"{QUEUE}works/{page.pk}/remarks/", {"words": REMARK})
        act(page, people.first, "reject", comment="Please say where.")
        tell_authors_we_are_late(timezone.now() + timedelta(days=30))
        send_digest(timezone.now())
    assert InternalRemark.objects.get().words == REMARK
    assert NoteToAuthor.objects.get().words == "Please say where."
    texts = [message.subject + message.body for message in mail.outbox]
    texts += [str(entry.data) + entry.label for model in (PageLogEntry, ModelLogEntry) for entry in model.objects.all()]
    texts += [read(people.teller, address) for address in ("/my/", f"/my/works/{page.work.pk}/")]
    assert texts
    assert not any("caretaker" in text for text in texts)


# Late, and the digest


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [
        ("2026-03-02", 5, "2026-03-09"),  # Monday to Monday
        ("2026-03-06", 1, "2026-03-09"),  # Friday to Monday
        ("2026-03-07", 1, "2026-03-09"),  # Saturday to Monday
        ("2026-03-26", 2, "2026-03-30"),  # over the night when clocks change
        ("2026-03-04", 0, "2026-03-04"),
    ],
)
def test_the_date_counts_working_days(settings, since: str, days: int, due: str) -> None:
    settings.CHECKING_WORKING_DAYS = days
    start = datetime.fromisoformat(f"{since}T10:30:00").replace(tzinfo=UTC)
    assert timezone.localtime(due_at(start)).date().isoformat() == due


def test_authors_hear_once_that_we_are_late(people, django_capture_on_commit_callbacks) -> None:
    late, _new = sent_in(people, "Zanzibar", 20), sent_in(people, "Also Zanzibar")
    now = timezone.now()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_authors_we_are_late(now) == 1
        assert tell_authors_we_are_late(now + timedelta(minutes=5)) == 0
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([people.teller.email], "We are late")
    assert f"/my/works/{late.work.pk}/" in letter.body
    assert "Zanzibar" not in letter.body
    act(late, people.first, "reject", comment="Please say where.")
    send_in(page=fresh(late), user=people.teller)
    assert tell_authors_we_are_late(now) == 0, "a new check has a date of its own"


def test_moderators_get_one_digest_a_day_with_counts_only(people, django_capture_on_commit_callbacks) -> None:
    now = timezone.now()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digest(now) == 0, "nothing waits"
    asked_away(people)
    sent_in(people, "Zanzibar by bus", 20)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert send_digest(now) == 2
        assert send_digest(now) == 0
        assert send_digest(now + timedelta(days=1)) == 2
    letters = {message.to[0]: message for message in mail.outbox[:2]}
    assert letters[people.first.email].body.count("One work waits to be checked. One of them is late.") == 1
    assert "2 works wait to be checked. One of them is late." in letters[people.second.email].body
    for letter in letters.values():
        assert "/admin/checking/" in letter.body
        assert "Zanzibar" not in letter.subject + letter.body


def test_what_is_due_takes_a_moment_and_can_be_called_again(people) -> None:
    names = {"tell_authors_we_are_late", "send_digest", "remind_of_appeals", "remind_of_complaints"}
    assert {function.__name__ for function in DUE} == names
    for _time in range(2):
        for function in DUE:
            assert function(timezone.now()) == 0
