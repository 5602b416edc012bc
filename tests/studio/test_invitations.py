"""Inviting a co-author: the link alone opens nothing, the code alone neither, and both together only once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from accounts.models import Person, User
from authorship.models import Invitation, Work
from tests.studio.making import WORDS, a_story, page_of

EMAIL = "new.friend@example.org"


def _invite(client: Client, work: Work, email: str = EMAIL) -> tuple[str, str]:
    """Invite somebody; return the path in the email and the code on the screen."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        page = client.post(f"/my/works/{work.pk}/people/", {"email": email, "role": "co_author"}).content.decode()
    code = re.search(r'<strong class="code">([A-Z0-9]{6})</strong>', page).group(1)
    path = re.search(r"(/my/invitation/\S+)", mail.outbox[-1].body).group(1)
    return path, code


@pytest.fixture
def work(rita) -> Work:
    """A story with a title that nobody else may learn."""
    return a_story(rita, title="Aubergine night")


@pytest.fixture
def invited(rita, work, visit) -> tuple[str, str]:
    """The path and code of an open invitation."""
    return _invite(visit(rita), work)


def test_the_code_is_shown_once_and_stands_in_no_email(rita, work, invited, visit) -> None:
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert invited[1] not in message.subject + message.body
    assert "Aubergine" not in message.subject + message.body
    again = visit(rita).get(f"/my/works/{work.pk}/people/").content.decode()
    assert invited[1] not in again
    assert EMAIL in again


def test_the_link_shows_who_invites_and_nothing_of_the_story(invited) -> None:
    answer = Client().get(invited[0])
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Rita" in page
    assert "Co-author" in page
    for secret in ("Shah", "Aubergine", WORDS, EMAIL, "rita@example.org"):
        assert secret not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not Invitation.objects.get().accepted_at


def test_somebody_signed_in_joins_with_link_and_code(sam, work, invited, visit) -> None:
    client = visit(sam)
    path, code = invited
    asked = client.post(path, {"code": f" {code[:3].lower()} {code[3:]} "}, follow=True)
    assert "Yes, I take part" in asked.content.decode()
    assert not work.contributors.filter(person__user=sam).exists()
    joined = client.post("/my/join/", follow=True)
    assert "How do you want to be named?" in joined.content.decode()
    assert work.contributors.get(person__user=sam).role == "co_author"
    assert "Aubergine" in client.get(f"/my/works/{work.pk}/").content.decode()


def test_somebody_new_makes_an_account_for_that_address_and_becomes_a_reporter(work, invited) -> None:
    client = Client()
    path, code = invited
    first = client.post(path, {"code": code}, follow=True)
    assert "I am new here" in first.content.decode()
    assert "Aubergine" not in first.content.decode()
    door = client.post(
        "/account/signup/?next=/my/join/",
        {"first_name": "Noor", "email": "somebody.else@example.org", "password1": "", "next": "/my/join/"},
    )
    assert door.status_code == 302, door.content.decode()
    user = User.objects.get(email=EMAIL)
    assert [group.name for group in user.groups.all()] == ["Reporter"]
    assert door.url == "/my/join/"
    assert not User.objects.filter(email="somebody.else@example.org").exists()
    assert not work.contributors.filter(person__user=user).exists()
    client.post("/my/join/")
    assert Person.objects.get(user=user).name == "Noor"
    assert work.contributors.get(person__user=user).person.first_name == "Noor"
    assert client.get(f"/my/works/{work.pk}/").status_code == 200
    assert client.get("/admin/").status_code == 403


def test_nobody_makes_an_account_without_the_code(invited) -> None:
    client = Client()
    client.get(invited[0])
    client.post(invited[0], {"code": "WRONG2"})
    answer = client.post("/account/signup/", {"email": EMAIL, "password1": "a-long-password-here"})
    assert "password1" not in answer.content.decode()
    assert not User.objects.filter(email=EMAIL).exists()


def test_whoever_has_no_name_yet_is_asked_for_one(sam, work, invited, visit) -> None:
    Person.objects.filter(user=sam).update(name="")
    client = visit(sam)
    screen = client.post(invited[0], {"code": invited[1]}, follow=True)
    assert "What shall we call you?" in screen.content.decode()
    assert "Please write what we shall call you." in client.post("/my/join/", {"name": " "}).content.decode()
    client.post("/my/join/", {"name": "Noor Begum"})
    assert work.contributors.get(person__user=sam).person.name == "Noor Begum"
    sam.refresh_from_db()
    assert (sam.first_name, sam.last_name) == ("Noor", "Begum")


def test_somebody_with_an_account_signs_in_first(sam, work, invited) -> None:
    client = Client()
    client.post(invited[0], {"code": invited[1]})
    client.force_login(sam)
    client.post("/my/join/")
    assert work.contributors.filter(person__user=sam).exists()


def test_the_code_is_closed_after_five_wrong_tries(sam, work, invited, visit) -> None:
    client = visit(sam)
    for left in (4, 3, 2):
        assert f"You have {left} more tries" in client.post(invited[0], {"code": "WRONG2"}).content.decode()
    assert "You have one more try" in client.post(invited[0], {"code": "WRONG2"}).content.decode()
    last = client.post(invited[0], {"code": "WRONG2"})
    assert last.status_code == 410
    assert "too many times" in last.content.decode()
    client.post(invited[0], {"code": invited[1]})
    client.post("/my/join/")
    assert not work.contributors.filter(person__user=sam).exists()


def _old(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))


def _used(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now())


def _cancelled(invitation: Invitation) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(cancelled_at=timezone.now())


def _deleted(invitation: Invitation) -> None:
    page_of(invitation.work).delete()


@pytest.mark.parametrize(
    ("end", "sentence"),
    [(_old, "7 days"), (_used, "has been used"), (_cancelled, "cancelled"), (_deleted, "cancelled")],
)
def test_a_closed_invitation_says_so_kindly_and_opens_nothing(sam, work, invited, visit, end, sentence) -> None:
    end(Invitation.objects.get())
    client = visit(sam)
    for answer in (client.get(invited[0]), client.post(invited[0], {"code": invited[1]})):
        assert answer.status_code == 410
        assert sentence in answer.content.decode()
    client.post("/my/join/")
    assert not work.contributors.filter(person__user=sam).exists()


@pytest.mark.parametrize("end", [_old, _used, _cancelled])
def test_one_that_closes_between_code_and_joining_opens_nothing(sam, work, invited, visit, end) -> None:
    client = visit(sam)
    client.post(invited[0], {"code": invited[1]})
    end(Invitation.objects.get())
    answer = client.post("/my/join/", follow=True)
    assert "There is no open invitation" in answer.content.decode()
    assert not work.contributors.filter(person__user=sam).exists()


def test_a_link_that_we_do_not_know_says_so(site) -> None:
    answer = Client().get("/my/invitation/not-a-token/")
    assert answer.status_code == 404
    assert "We do not know this link" in answer.content.decode()


def test_whoever_takes_part_already_uses_nothing_up(rita, invited, visit) -> None:
    client = visit(rita)
    client.post(invited[0], {"code": invited[1]})
    assert "You take part in this already" in client.post("/my/join/", follow=True).content.decode()
    assert Invitation.objects.get().is_open


def test_joining_without_an_invitation_leads_home(sam, visit) -> None:
    assert visit(sam).post("/my/join/").url == "/my/"
    assert Client().get("/my/join/").url.startswith("/sign-in/")


def test_an_invitation_can_be_cancelled_by_those_who_make_the_work(rita, sam, work, invited, visit) -> None:
    invitation = Invitation.objects.get()
    other = a_story(sam)
    address = f"people/{invitation.pk}/cancel/"
    assert visit(sam).post(f"/my/works/{work.pk}/{address}").status_code == 404
    assert visit(sam).post(f"/my/works/{other.pk}/{address}").status_code == 404
    assert Invitation.objects.get().is_open
    visit(rita).post(f"/my/works/{work.pk}/{address}")
    assert not Invitation.objects.get().is_open


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), "rita@example.org", "no address"])
def test_nobody_is_asked_twice(rita, work, invited, visit, email) -> None:
    answer = visit(rita).post(f"/my/works/{work.pk}/people/", {"email": email, "role": "co_author"})
    assert 'role="alert"' in answer.content.decode()
    assert Invitation.objects.count() == 1


def test_guessing_codes_is_slowed_down(sam, visit, invited, monkeypatch) -> None:
    monkeypatch.setattr("stories.studio.views.doors.CODES_AN_HOUR", 2)
    client = visit(sam)
    for _number in range(2):
        client.post(invited[0], {"code": "WRONG2"})
    assert "That was a lot of tries" in client.post(invited[0], {"code": invited[1]}).content.decode()
    assert Invitation.objects.get().tries == 2


def test_inviting_is_slowed_down(rita, work, visit, monkeypatch) -> None:
    monkeypatch.setattr("stories.studio.views.people.INVITATIONS_AN_HOUR", 1)
    for number in range(3):
        visit(rita).post(f"/my/works/{work.pk}/people/", {"email": f"a{number}@example.org", "role": "teller"})
    assert Invitation.objects.count() == 1


def _invite_by_link(client: Client, work: Work) -> tuple[str, str]:
    """Invite somebody without an address; return path and code, both of the screen."""
    page = client.post(f"/my/works/{work.pk}/people/", {"email": "", "role": "co_author"}).content.decode()
    code = re.search(r'<strong class="code">([A-Z0-9]{6})</strong>', page).group(1)
    return re.search(r"(/my/invitation/[\w-]+/)", page).group(1), code


@pytest.fixture
def handed_over(rita, work, visit) -> tuple[str, str]:
    """The path and code of an open invitation that no email carries."""
    return _invite_by_link(visit(rita), work)


def test_a_link_to_hand_over_is_shown_once_and_sent_to_nobody(rita, work, handed_over, visit) -> None:
    again = visit(rita).get(f"/my/works/{work.pk}/people/").content.decode()
    assert "By a link" in again
    assert handed_over[0] not in again
    assert handed_over[1] not in again
    assert mail.outbox == []
    assert Invitation.objects.get().email == ""
    assert len({_invite_by_link(visit(rita), work) for _number in range(2)}) == 2


def test_somebody_without_email_makes_an_account_keeps_its_codes_and_joins(work, handed_over) -> None:
    client = Client()
    path, code = handed_over
    first = client.post(path, {"code": code}, follow=True).content.decode()
    assert "I am new here" in first
    assert "/account/signup/" not in first
    paper = client.post("/my/join/without-email/")
    assert "no-store" in paper["Cache-Control"]
    codes = re.findall(r"<code>([A-Z2-9]{4}-[A-Z2-9]{4})</code>", paper.content.decode())
    user = User.objects.get(sign_in_name__isnull=False)
    assert (user.email, [group.name for group in user.groups.all()]) == (None, ["Reporter"])
    assert "What shall we call you?" in client.get("/my/join/").content.decode()
    assert client.post("/my/join/without-email/").url == "/my/join/"
    client.post("/my/join/", {"name": "Noor"})
    assert work.contributors.get(person__user=user).person.first_name == "Noor"
    other_phone = Client()
    other_phone.post("/sign-in/sheet/", {"name": user.sign_in_name, "code": codes[5]})
    assert other_phone.get(f"/my/works/{work.pk}/").status_code == 200
    assert User.objects.filter(sign_in_name__isnull=False).count() == 1
    assert "<li>" in (how := other_phone.get("/account/how/").content.decode())
    assert "Noor" in how


@pytest.mark.parametrize("end", [_old, _used, _cancelled, _deleted])
def test_nobody_makes_an_account_by_a_link_that_is_closed(work, handed_over, end) -> None:
    client = Client()
    client.post(handed_over[0], {"code": handed_over[1]})
    end(Invitation.objects.get())
    client.post("/my/join/without-email/")
    assert not User.objects.filter(sign_in_name__isnull=False).exists()


@pytest.mark.parametrize("code", ["", "WRONG2"])
def test_nobody_makes_an_account_without_email_without_the_code(work, handed_over, code) -> None:
    client = Client()
    client.post(handed_over[0], {"code": code})
    assert client.post("/my/join/without-email/").status_code == 302
    assert client.get("/my/join/without-email/").status_code == 405
    answer = client.post("/account/signup/", {"first_name": "Eve", "email": "eve@example.org", "password1": ""})
    assert "_auth_user_id" not in client.session, answer.status_code
    assert User.objects.exclude(email="rita@example.org").count() == 0


def test_a_link_to_hand_over_opens_no_account_with_an_address_that_nobody_checked(work, handed_over) -> None:
    client = Client()
    client.post(handed_over[0], {"code": handed_over[1]})
    client.post("/account/signup/", {"first_name": "Eve", "email": "eve@example.org", "password1": ""})
    assert not User.objects.filter(email="eve@example.org").exists()


def test_an_invitation_by_email_makes_no_account_without_it(work, invited) -> None:
    client = Client()
    client.post(invited[0], {"code": invited[1]})
    client.post("/my/join/without-email/")
    assert not User.objects.filter(sign_in_name__isnull=False).exists()
