"""Whoever wants no emails about what they make gets none, and everything else goes on as before."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from authorship.comments import write_comment
from authorship.models import Invitation
from authorship.services import invite
from consent.erasure import erase_person
from consent.services import hide, take_back
from moderation.services import say_not_yet
from tests.accounts.people import person, signed_in
from tests.builders import act
from tests.studio.making import a_person, a_story, approved, page_of, public, sent_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiet(site) -> User:
    """A reporter who has said on the screen that they want no emails."""
    user = a_person("quiet", "Reporter")
    client = signed_in(user)
    assert "Please write to me no more" in client.get("/account/how/").content.decode()
    client.post("/account/how/emails/", {"emails": "no"})
    assert "Write to me when something waits" in client.get("/account/how/").content.decode()
    return User.objects.get(pk=user.pk)


def everything_happens(quiet: User) -> None:
    """Take a story of two along every way on which its people are written to."""
    sam, mo = a_person("sam", "Reporter"), a_person("mo", "Moderator")
    work = a_story(quiet, sam)
    write_comment(page=page_of(work), by=sam, place="", words="Shall we?")
    sent_in(work, quiet)
    act(page_of(work), mo, "reject", comment="A little more, please.")
    approved(work, quiet, mo)
    say_not_yet(page=page_of(work), user=sam, reason="")
    public(work, quiet, mo)
    hide(contributor=work.contributors.get(person__user=sam), by=sam)
    take_back(contributor=work.contributors.get(person__user=quiet), by=quiet)


def test_nobody_is_written_to_who_wants_no_emails(quiet, django_capture_on_commit_callbacks) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        everything_happens(quiet)
    to = [address for letter in mail.outbox for address in letter.to]
    assert "quiet@example.org" not in to
    assert to.count("sam@example.org") > 3


def test_they_are_written_to_again_when_they_say_so(quiet, django_capture_on_commit_callbacks) -> None:
    signed_in(quiet).post("/account/how/emails/", {"emails": "yes"})
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        everything_happens(User.objects.get(pk=quiet.pk))
    assert [address for letter in mail.outbox for address in letter.to].count("quiet@example.org") > 3


def test_codes_for_signing_in_still_come(quiet) -> None:
    mail.outbox.clear()
    Client().post("/account/login/code/", {"email": quiet.email})
    assert [letter.to for letter in mail.outbox] == [[quiet.email]]


def test_nobody_chooses_for_somebody_else(quiet, site) -> None:
    assert Client().post("/account/how/emails/", {"emails": "yes"}).status_code == 302
    signed_in(person("other", "reporter")).post("/account/how/emails/", {"emails": "yes", "user": quiet.pk})
    assert User.objects.get(pk=quiet.pk).person.wants_emails is False


def test_erasing_somebody_who_wants_no_emails_takes_their_address_everywhere(quiet) -> None:
    quiet.person.contact = ""
    quiet.person.save()
    sam = a_person("sam", "Reporter")
    invite(work=a_story(sam), invited_by=sam, email=quiet.email, role="co_author", base_url="http://x")
    erase_person(person=quiet.person)
    assert not Invitation.objects.filter(email="quiet@example.org").exists()
