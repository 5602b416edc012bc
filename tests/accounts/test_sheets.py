"""Signing in without email: who prints sheets, what opens with them, and what never does."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts import sheets
from accounts.models import PrintedCode, SignInSheet, User
from accounts.sheets import Printed, open_with, print_again, print_sheets, stop_sheets, who_printed_for
from consent.erasure import erase_person
from moderation.four_eyes import may_count
from publishing.candidates import writers_of
from publishing.errors import PublishBlocked
from publishing.models import Decision
from tests.accounts.people import PASSWORD, ROLES, person, signed_in
from tests.studio.making import a_person, a_story, approved, page_of, public

pytestmark = pytest.mark.django_db

SIGN_IN = "/sign-in/sheet/"
OPENS_NOTHING = "do not open anything"


@pytest.fixture
def tess(site) -> User:
    return person("trainer")


@pytest.fixture
def printed(tess) -> Printed:
    return print_sheets(how_many=1, by=tess)[0]


def the_user(printed: Printed) -> User:
    return User.objects.get(pk=printed.sheet.user_id)


def enter(printed: Printed, number: int = 0, client: Client | None = None, **more: Any) -> Any:
    sent = {"name": printed.sheet.user.sign_in_name, "code": printed.codes[number], **more}
    return (client or Client()).post(SIGN_IN, sent)


def named(printed: Printed, name: str = "Ama") -> User:
    """Let somebody sign in with their sheet and say what to call them."""
    client = Client()
    enter(printed, client=client)
    client.post("/account/call-me/", {"first_name": name})
    return the_user(printed)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_sheet_leads_to_the_studio_and_its_codes_open_once(tess) -> None:
    trainer = signed_in(tess)
    paper = trainer.post("/admin/sheets/print/", {"how_many": "2"})
    assert paper.headers["Cache-Control"].count("no-store") == 1
    assert paper.headers["Referrer-Policy"] == "no-referrer"
    words = paper.content.decode()
    codes = re.findall(r"<code>([A-Z2-9]{4}-[A-Z2-9]{4})</code>", words)
    names = re.findall(r'paper-sheet__name">([a-z]+ [a-z]+ \d\d)<', words)
    assert len(set(codes)) == 2 * sheets.CODES_ON_A_SHEET
    assert len(set(names)) == 2
    phone = Client()
    answer = phone.post(SIGN_IN, {"name": f" {names[0].replace(' ', '').upper()} ", "code": codes[0].lower()})
    assert answer.url == "/account/after-sign-in/"
    assert phone.get(answer.url).url == "/account/call-me/"
    assert "tell us what to call you" in phone.post("/account/call-me/", {"first_name": " "}).content.decode()
    assert phone.post("/account/call-me/", {"first_name": "Ama"}).url == "/account/how/"
    assert "<strong>11 codes</strong> are left" in phone.get("/account/how/").content.decode()
    assert phone.get("/account/after-sign-in/").url == "/my/"
    started = phone.post("/my/start/", {"title": "My bus", "language": "en"})
    assert phone.get(started.url).status_code == 200
    again = Client()
    assert OPENS_NOTHING in again.post(SIGN_IN, {"name": names[0], "code": codes[0]}).content.decode()
    assert not is_in(again)
    assert again.post(SIGN_IN, {"name": names[0], "code": codes[1]}).status_code == 302
    shown = trainer.get("/admin/sheets/").content.decode()
    assert "Used by <bdi>Ama</bdi>" in shown
    assert "Nobody has used it yet" in shown
    assert not [code for code in codes if code in shown]


def use_it(printed: Printed, tess: User) -> None:
    assert open_with(printed.sheet.user.sign_in_name, printed.codes[0])


def stop_it(printed: Printed, tess: User) -> None:
    User.objects.filter(pk=printed.sheet.user_id).update(last_login=timezone.now())
    stop_sheets(user=the_user(printed), by=tess)


def print_newer(printed: Printed, tess: User) -> None:
    print_again(user=the_user(printed), by=tess)


def close_account(printed: Printed, tess: User) -> None:
    User.objects.filter(pk=printed.sheet.user_id).update(is_active=False)


def get_an_address(printed: Printed, tess: User) -> None:
    User.objects.filter(pk=printed.sheet.user_id).update(email="now@people.org")


def become_superuser(printed: Printed, tess: User) -> None:
    User.objects.filter(pk=printed.sheet.user_id).update(is_superuser=True)


def become(role: str) -> Callable:
    def get_role(printed: Printed, tess: User) -> None:
        the_user(printed).groups.add(Group.objects.get(name=ROLES[role]))

    get_role.__name__ = f"become_{role}"
    return get_role


CLOSED = (
    *(use_it, stop_it, print_newer, close_account, get_an_address, become_superuser),
    *(become(role) for role in ROLES if role != "reporter"),
)


@pytest.mark.parametrize("happens", CLOSED, ids=lambda happens: happens.__name__)
def test_nobody_gets_in_after(printed, tess, happens) -> None:
    happens(printed, tess)
    client = Client()
    answer = enter(printed, client=client)
    assert (answer.status_code, is_in(client)) == (200, False)
    assert OPENS_NOTHING in answer.content.decode()


def test_a_wrong_name_and_a_wrong_code_get_the_same_answer(printed, tess) -> None:
    other = print_sheets(how_many=1, by=tess)[0]
    name = printed.sheet.user.sign_in_name
    sent = [(name, other.codes[0]), ("calm kite 00", printed.codes[0]), (tess.email, printed.codes[0]), (name, "x")]
    answers = set()
    for with_name, code in sent:
        client = Client()
        answer = client.post(SIGN_IN, {"name": with_name, "code": code}).content.decode()
        assert not is_in(client)
        answers.add(re.sub(r'value="[^"]*"', "", answer))
    assert len(answers) == 1
    assert PrintedCode.objects.filter(used_at__isnull=False).count() == 0


def test_an_account_of_another_kind_opens_with_no_code(site) -> None:
    user = person("reporter")
    assert open_with("", "") is None
    assert open_with(user.email, "") is None


def test_guessing_is_slowed_down(printed) -> None:
    answers = [enter(printed, client=Client(), code=f"WRNG{number:04}") for number in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {200}
    assert answers[-1].status_code == 429
    client = Client()
    assert enter(printed, client=client).status_code == 429
    assert not is_in(client)


@pytest.mark.parametrize("key", sorted(ROLES))
def test_who_prints(site, printed, key: str) -> None:
    user = person(key) if key != "trainer" else User.objects.get(email="trainer@people.org")
    client, account = signed_in(user), printed.sheet.user_id
    may = key in ("trainer", "admin")
    assert (client.get("/admin/sheets/").status_code == 200) is may
    for address in ("print/", f"{account}/print/"):
        before = SignInSheet.objects.count()
        paper = client.post(f"/admin/sheets/{address}", {"how_many": "1"}).content.decode()
        assert ("paper-sheet__name" in paper, SignInSheet.objects.count() - before) == (may, int(may)), address
    client.post(f"/admin/sheets/{account}/stop/")
    assert User.objects.filter(pk=account).exists() is not may
    assert ("Sign-in sheets" in client.get("/admin/", follow=True).content.decode()) is may


@pytest.mark.parametrize("key", ["reporter", "moderator", "translator", "reviewer", "safeguarding"])
def test_no_service_prints_for_others(site, printed, key: str) -> None:
    user = person(key)
    for act in (
        lambda: print_sheets(how_many=1, by=user),
        lambda: print_again(user=the_user(printed), by=user),
        lambda: stop_sheets(user=the_user(printed), by=user),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert open_with(printed.sheet.user.sign_in_name, printed.codes[0])


def test_nobody_prints_for_somebody_with_an_address_or_a_role(tess, printed) -> None:
    client = signed_in(tess)
    assert client.post(f"/admin/sheets/{person('reporter').pk}/print/").status_code == 404
    with pytest.raises(PermissionDenied):
        print_again(user=person("other", "reporter"), by=tess)
    become("moderator")(printed, tess)
    client.post(f"/admin/sheets/{printed.sheet.user_id}/print/")
    assert SignInSheet.objects.count() == 1


@pytest.mark.parametrize("sent", ["", "0", "31", "many"])
def test_how_many_is_asked_again(tess, sent: str) -> None:
    answer = signed_in(tess).post("/admin/sheets/print/", {"how_many": sent})
    assert 'role="alert"' in answer.content.decode()
    assert not SignInSheet.objects.exists()


def test_a_lot_of_sheets_are_slowed_down(tess) -> None:
    client = signed_in(tess)
    for _number in range(60):
        client.post("/admin/sheets/print/", {"how_many": "1"})
    assert client.post("/admin/sheets/print/", {"how_many": "1"}).url == "/admin/sheets/"
    assert SignInSheet.objects.count() == 60


def test_no_code_is_kept_in_a_way_that_can_be_read(printed) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM accounts_printedcode")
        kept = " ".join(row[0] for row in cursor.fetchall())
    assert len(kept.split()) == sheets.CODES_ON_A_SHEET
    assert not [code for code in printed.codes if code.replace("-", "") in kept.upper()]


def test_a_newer_sheet_is_told_and_stands_in_the_log(printed, tess) -> None:
    assert "printed a new sheet" not in enter(printed, client=Client(), number=0).content.decode()
    named(print_again(user=the_user(printed), by=tess))
    newer = print_again(user=the_user(printed), by=tess)
    client = Client()
    enter(newer, client=client)
    said = client.get("/account/how/").content.decode()
    assert "Trainer printed a new sheet for you" in said
    assert said.count("Its codes are stopped.") == 2
    assert "printed a new sheet" not in client.get("/my/").content.decode()
    logged = Decision.objects.filter(kind="sheet_printed", object_id=str(printed.sheet.user_id), by_id=tess.pk)
    assert logged.count() == 3


def test_whoever_lost_a_sheet_stops_its_codes_themselves(printed) -> None:
    client = Client()
    enter(printed, client=client)
    client.post("/account/call-me/", {"first_name": "Ama"})
    assert client.get("/account/how/stop-my-sheet/").status_code == 405
    client.post("/account/how/stop-my-sheet/")
    assert is_in(client)
    assert "No code is left" in client.get("/account/how/").content.decode()
    other = Client()
    enter(printed, 1, client=other)
    assert not is_in(other)
    assert User.objects.filter(pk=printed.sheet.user_id).exists()


def test_nobody_else_stops_them_there(printed, site) -> None:
    client = signed_in(person("reporter"))
    assert client.post("/account/how/stop-my-sheet/").status_code == 403
    assert Client().post("/account/how/stop-my-sheet/").status_code == 302
    assert enter(printed).status_code == 302


def test_a_sheet_lost_before_it_was_used_goes_with_its_account(printed, tess) -> None:
    signed_in(tess).post(f"/admin/sheets/{printed.sheet.user_id}/stop/")
    assert not User.objects.filter(pk=printed.sheet.user_id).exists()


def test_sheets_that_nobody_uses_go_and_others_stay(tess) -> None:
    _unused, used, printed_anew = print_sheets(how_many=3, by=tess)
    named(used)
    SignInSheet.objects.update(printed_at=timezone.now() - timedelta(days=91))
    print_again(user=the_user(printed_anew), by=tess)
    sheets.throw_away_unused(timezone.now())
    left = User.objects.filter(sign_in_name__isnull=False).values_list("pk", flat=True)
    assert set(left) == {used.sheet.user_id, printed_anew.sheet.user_id}
    assert person("reporter").pk


def test_the_way_back_is_kept_and_leads_nowhere_else(printed) -> None:
    page = Client().get("/sign-in/?next=/account/kept-words/").content.decode()
    assert "/sign-in/sheet/?next=/account/kept-words/" in page
    assert (
        'name="next" value="/account/kept-words/"'
        in Client().get(f"{SIGN_IN}?next=/account/kept-words/").content.decode()
    )
    assert enter(printed, 0, next="/account/kept-words/").url == "/account/kept-words/"
    assert enter(printed, 1, next="https://elsewhere.example/").url == "/account/after-sign-in/"


def test_a_sign_in_stays_only_where_asked(printed) -> None:
    for number, stays in ((0, ""), (1, "on")):
        client = Client()
        enter(printed, number, client=client, remember=stays)
        assert client.session.get_expire_at_browser_close() is not bool(stays)


def test_a_passkey_on_another_phone_is_not_asked_for(printed, settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    user = the_user(printed)
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone"})
    client = Client()
    assert enter(printed, client=client).url == "/account/after-sign-in/"
    assert is_in(client)
    # A password is another matter: there the second step stays.
    user.email = "now@people.org"
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    assert not is_in(client)


def test_only_the_named_kind_of_account_is_asked_its_name(site) -> None:
    client = signed_in(person("reporter"))
    assert client.post("/account/call-me/", {"first_name": "Else"}).url == "/account/how/"
    assert User.objects.get(email="reporter@people.org").first_name == "Reporter"
    assert Client().get("/account/how/").status_code == 302
    assert "We can email you a code" in client.get("/account/how/").content.decode()


def test_whoever_printed_a_sheet_that_was_used_does_not_approve(tess) -> None:
    tess.groups.add(Group.objects.get(name=ROLES["moderator"]))
    used, unused = print_sheets(how_many=2, by=tess)
    mo, ama = person("moderator"), named(used)
    assert who_printed_for([used.sheet.user_id, unused.sheet.user_id]) == {tess.pk}
    assert who_printed_for([unused.sheet.user_id]) == set()
    work = a_story(ama, a_person("sam", "Reporter"))
    writers = writers_of(page_of(work))
    assert not may_count(User.objects.get(pk=tess.pk), writers)
    assert may_count(mo, writers)
    ama.person.responsible_storytelling_on = timezone.localdate()
    ama.person.save()
    with pytest.raises((PublishBlocked, PermissionDenied)):
        approved(work, User.objects.get(email="sam@example.org"), User.objects.get(pk=tess.pk))


def test_a_story_of_somebody_without_email_goes_all_the_way(printed, django_capture_on_commit_callbacks) -> None:
    ama, sam, mo = named(printed), a_person("sam", "Reporter"), a_person("mo", "Moderator")
    ama.person.responsible_storytelling_on = timezone.localdate()
    ama.person.save()
    with django_capture_on_commit_callbacks(execute=True):
        page = public(a_story(ama, sam), sam, mo)
    assert page.live
    addresses = {address for message in mail.outbox for address in message.to}
    assert "sam@example.org" in addresses
    assert {bool(address) for address in addresses} == {True}


def test_erasing_takes_the_name_and_the_codes(printed, tess) -> None:
    ama = named(printed)
    name = ama.sign_in_name
    a_story(ama)
    erase_person(person=ama.person)
    assert not SignInSheet.objects.exists()
    assert not PrintedCode.objects.exists()
    user = User.objects.get(pk=ama.pk)
    assert (user.sign_in_name, user.is_active, user.first_name) == (None, False, "")
    assert open_with(name, printed.codes[1]) is None


def test_an_account_is_known_by_something(site) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email=None)


def test_the_admin_changes_accounts_without_an_address(tess) -> None:
    first, second = print_sheets(how_many=2, by=tess)
    client = signed_in(person("admin"))
    address = f"/admin/users/edit/{first.sheet.user_id}/"
    shown = client.get("/admin/users/").content.decode()
    assert first.sheet.user.sign_in_name in shown
    reporters = Group.objects.get(name="Reporter").pk
    sent = {"email": "", "first_name": "Ama", "last_name": "", "is_active": "on", "groups": [reporters]}
    assert client.post(address, sent).status_code == 302
    user = the_user(first)
    assert (user.email, user.first_name) == (None, "Ama")
    taken = client.post(address, {**sent, "email": "admin@people.org"})
    assert taken.status_code == 200
    other = f"/admin/users/edit/{person('reporter').pk}/"
    assert "has no sheet to sign in with" in client.post(other, sent).content.decode()
    assert the_user(second).email is None
