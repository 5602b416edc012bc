"""Signing up for a workshop: a place behind a link, a waiting list, and nobody who learns about anybody else."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from learning import signing_up
from learning.models import SignUp
from publishing.due import run_due
from publishing.erasing import Subject
from publishing.services import take_down
from tests.builders import change_draft, fresh, publish
from tests.learning.making import workshop
from tests.matrix import signed_in

LINK = re.compile(r"/workshop-places/[^\s]+/")
ASKED, GOING, WAITING = SignUp.State.ASKED, SignUp.State.GOING, SignUp.State.WAITING


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Return a function that does something and gives the emails that it sent."""

    def sent(what, *args, **kwargs):
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            what(*args, **kwargs)
        return mail.outbox[before:]

    return sent


def ask(page, email="ana@example.org", **fields):
    return Client().post(page.get_url() + "sign-up/", {"name": "Ana", "email": email} | fields)


def come(page, email="ana@example.org"):
    """Sign up and follow the link; return the row."""
    signing_up.ask_for_place(workshop=page, name="Ana", email=email, needs="qzneeds")
    row = page.sign_ups.get(email=email)
    signing_up.confirm(row)
    row.refresh_from_db()
    return row


def link_of(row):
    return f"/workshop-places/{signing_up.token_of(row)}/"


def states(page):
    return {row.email: row.state for row in page.sign_ups.all()}


def test_a_place_is_asked_for_and_kept_by_the_link_in_the_email(people, letters) -> None:
    page = workshop(people)
    (letter,) = letters(ask, page, needs="a ramp")
    assert letter.to == ["ana@example.org"]
    assert "Ana" not in letter.body
    assert page.title not in letter.subject + letter.body
    assert states(page) == {"ana@example.org": ASKED}
    address, visitor = LINK.search(letter.body)[0], Client()
    # Messengers open links by themselves: that changes nothing.
    assert "Would you like to come?" in visitor.get(address).content.decode()
    assert states(page) == {"ana@example.org": ASKED}
    (told,) = letters(visitor.post, address, {"confirm": "yes"})
    assert "You have a place" in told.subject
    assert "Lantern Room" in told.body
    assert "You have a place" in visitor.get(address).content.decode()
    assert states(page) == {"ana@example.org": GOING}
    assert page.sign_ups.get().needs == "a ramp"


def test_the_answer_tells_nobody_who_has_signed_up(people, letters) -> None:
    page = workshop(people)
    come(page, "known@example.org")
    answers = [ask(page, email) for email in ("known@example.org", "KNOWN@example.org", "new@example.org")]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, page.get_url() + "sign-up/sent/")}
    assert page.sign_ups.count() == 2
    # Whoever is known is told where they are, and stays there.
    assert states(page)["known@example.org"] == GOING
    assert page.sign_ups.get(email="known@example.org").needs == "qzneeds"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Please write what we shall call you."),
        ({"email": ""}, "Please write your email address."),
        ({"email": "ana"}, "This does not look like an email address."),
        ({"website": "http://spam.example"}, "Something went wrong."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(people, fields, sentence) -> None:
    page = workshop(people)
    html = ask(page, **fields).content.decode()
    assert sentence in html
    assert not page.sign_ups.exists()


def test_one_address_gets_few_emails_and_one_network_address_few_tries(people, letters) -> None:
    page = workshop(people)
    got = letters(lambda: [ask(page) for _time in range(6)])
    assert len(got) == signing_up.LETTERS_AN_HOUR
    tried = [ask(page, f"n{number}@example.org").status_code for number in range(20)]
    assert tried[-1] == 429
    assert page.sign_ups.count() < 20


def test_when_it_is_full_people_wait_and_move_up_in_their_order(people, letters) -> None:
    page = workshop(people, capacity=1)
    first = come(page, "first@example.org")
    assert "Full: there is a waiting list" in Client().get(page.get_url()).content.decode()
    (told,) = letters(come, page, "second@example.org")[1:]
    assert "waiting list" in told.subject
    come(page, "third@example.org")
    (told,) = letters(Client().post, link_of(first), {"cancel": "yes"})
    assert told.to == ["second@example.org"]
    assert "it is yours" in told.subject
    assert states(page) == {"second@example.org": GOING, "third@example.org": WAITING}
    # Whoever waits and goes makes no place free.
    assert not letters(signing_up.cancel, page.sign_ups.get(email="third@example.org"))
    # Their link leads nowhere now.
    assert Client().get(link_of(first)).status_code == 404


def test_doing_it_twice_is_doing_it_once(people, letters) -> None:
    page = workshop(people)
    row = come(page)
    assert not letters(Client().post, link_of(row), {"confirm": "yes"})
    assert states(page) == {row.email: GOING}
    signing_up.cancel(row)
    signing_up.cancel(row)
    with pytest.raises(signing_up.NotNow):
        signing_up.confirm(row)


@pytest.mark.parametrize(
    "token", ["", "x", "00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000:x"]
)
def test_a_made_up_link_opens_nothing(people, token) -> None:
    come(workshop(people))
    answer = Client().get(f"/workshop-places/{token}/")
    assert answer.status_code == 404
    assert "qzneeds" not in answer.content.decode()


def test_the_key_alone_is_no_link(people) -> None:
    row = come(workshop(people))
    assert Client().get(f"/workshop-places/{row.key}/").status_code == 404


def test_nobody_between_us_keeps_the_page_behind_a_link(people) -> None:
    answer = Client().get(link_of(come(workshop(people))))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("why", ["started", "closed", "taken down"])
def test_nobody_signs_up_too_late(people, why) -> None:
    now = timezone.now()
    fields = {
        "started": {"days": -0.01},
        "closed": {"sign_up_until": now - timedelta(hours=1)},
        "taken down": {},
    }[why]
    page = workshop(people, **fields)
    row = SignUp.objects.create(workshop=page, name="Ana", email="ana@example.org")
    if why == "taken down":
        take_down(page, by=people.trainer)
    answer = ask(fresh(page), "late@example.org")
    assert answer.status_code in (200, 404, 410)
    assert not page.sign_ups.filter(email="late@example.org").exists()
    html = Client().post(link_of(row), {"confirm": "yes"}, follow=True).content.decode()
    assert "Nobody can sign up for this workshop any more." in html
    row.refresh_from_db()
    assert row.state == ASKED


def test_more_places_go_to_those_who_wait_and_a_new_time_is_told(people, letters) -> None:
    page = workshop(people, capacity=1)
    come(page, "first@example.org")
    come(page, "second@example.org")

    def release(**fields):
        change_draft(fresh(page), people.trainer, title="Quiet hour", summary="", **fields)
        publish(fresh(page), people, sender=people.trainer)

    def of_workshop(sent):
        return {(letter.to[0], letter.subject) for letter in sent if letter.to[0].startswith(("first", "second"))}

    assert of_workshop(letters(release, promise="Other words")) == set()
    assert of_workshop(letters(release, capacity=2)) == {("second@example.org", "A place is free, and it is yours")}
    changed = "The time or the place has changed"
    assert of_workshop(letters(release, venue="Elsewhere")) == {
        ("first@example.org", changed),
        ("second@example.org", changed),
    }
    assert of_workshop(letters(release, promise="Once more")) == set()


def test_calling_it_off_tells_everybody_and_forgets_them(people, letters) -> None:
    page = workshop(people, capacity=1)
    come(page, "first@example.org")
    come(page, "second@example.org")
    signing_up.ask_for_place(workshop=page, name="A", email="asked@example.org")
    trainer = signed_in(people.trainer)
    address = f"/admin/workshops/{page.pk}/call-off/"
    assert "2 people" in trainer.get(address).content.decode()
    assert fresh(page).live
    sent = letters(trainer.post, address)
    assert {letter.to[0] for letter in sent if "called off" in letter.subject} == {
        "first@example.org",
        "second@example.org",
    }
    assert not page.sign_ups.exists()
    assert Client().get(page.get_url()).status_code == 410


def test_whoever_comes_is_reminded_once_a_day_before(people, letters) -> None:
    page = workshop(people, days=3)
    row = come(page)
    early = timezone.now()
    assert not letters(signing_up.remind, early)
    soon = page.starts_at - timedelta(hours=20)
    (letter,) = letters(signing_up.remind, soon)
    assert letter.to == [row.email]
    assert link_of(row) in letter.body
    assert not letters(signing_up.remind, soon)


def test_whoever_signs_up_on_the_last_day_needs_no_reminder(people, letters) -> None:
    page = workshop(people, days=0.5)
    come(page)
    assert not letters(signing_up.remind, timezone.now())


def test_people_are_forgotten_after_a_set_time(people) -> None:
    page = workshop(people, days=1)
    come(page)
    signing_up.ask_for_place(workshop=page, name="B", email="b@example.org")
    now = timezone.now()
    run_due(now)
    assert page.sign_ups.count() == 2
    signing_up.forget_old_ones(now + timedelta(days=3))
    assert set(states(page)) == {"ana@example.org"}
    signing_up.forget_old_ones(page.ends_at + timedelta(days=29))
    assert page.sign_ups.exists()
    signing_up.forget_old_ones(page.ends_at + timedelta(days=31))
    assert not page.sign_ups.exists()


def test_erasing_somebody_forgets_their_sign_ups_and_frees_the_place(people, letters) -> None:
    page = workshop(people, capacity=1)
    come(page, "first@example.org")
    come(page, "second@example.org")
    subject = Subject(person_id=1, user_id=None, email_addresses=frozenset({"First@example.org"}))
    signing_up.erase_sign_ups(subject)
    signing_up.erase_sign_ups(subject)
    assert states(page) == {"second@example.org": GOING}


# Who sees who comes


ADMIN = ("/admin/workshops/", "/admin/workshops/{page}/people/", "/admin/workshops/{page}/call-off/")
POSTS = ("/admin/workshops/{page}/people/{row}/off/", "/admin/workshops/{page}/call-off/")


@pytest.mark.parametrize("who", ["reporter", "moderator", "translator", "reviewer", "safeguarding"])
def test_nobody_else_sees_who_comes_or_changes_it(people, who) -> None:
    page = workshop(people)
    row = come(page)
    client = signed_in(getattr(people, who))
    for address in ADMIN:
        answer = client.get(address.format(page=page.pk))
        assert answer.status_code in (302, 403)
        assert "ana@example.org" not in answer.content.decode()
    for address in POSTS:
        client.post(address.format(page=page.pk, row=row.pk))
    assert fresh(page).live
    assert states(page) == {"ana@example.org": GOING}


@pytest.mark.parametrize("who", ["trainer", "admin"])
def test_those_who_run_it_see_who_comes_and_what_would_help(people, who) -> None:
    page = workshop(people)
    row = come(page)
    client = signed_in(getattr(people, who))
    assert page.title in client.get("/admin/workshops/").content.decode()
    html = client.get(f"/admin/workshops/{page.pk}/people/").content.decode()
    for words in ("Ana", "ana@example.org", "qzneeds"):
        assert words in html
    client.post(f"/admin/workshops/{page.pk}/people/{row.pk}/off/")
    assert not page.sign_ups.exists()


def test_a_row_of_another_workshop_is_not_taken_off_by_this_ones_address(people) -> None:
    page, other = workshop(people), workshop(people, title="Another")
    row = come(other)
    answer = signed_in(people.trainer).post(f"/admin/workshops/{page.pk}/people/{row.pk}/off/")
    assert answer.status_code == 404
    assert other.sign_ups.exists()
