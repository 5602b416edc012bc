"""Which language an answer speaks: that of a public address, and the one somebody chose for what is theirs alone."""

import re
from datetime import date

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client, TestCase
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, override

from accounts.models import Person
from core.emails import send_after_commit
from languages.interface import interface_for
from tests.matrix import signed_in

MINE, SIGN_IN = "/my/", "/sign-in/"


def language_of(answer) -> tuple[str, str]:
    """Return the language and direction that a page says it has."""
    return re.search(r'<html lang="([^"]+)" dir="([^"]+)"', answer.content.decode()).groups()


def choose(client: Client, language: str, back: str = MINE):
    return client.post(reverse("choose_language"), {"language": language, "back": back})


def test_somebody_keeps_their_language_wherever_they_sign_in(people) -> None:
    client = signed_in(people.reporter)
    assert language_of(client.get(MINE)) == ("en", "ltr")
    answer = choose(client, "ur")
    assert (answer.status_code, answer["Location"]) == (302, MINE)
    assert "language" not in answer.cookies
    assert language_of(client.get(MINE)) == ("ur", "rtl")
    assert language_of(signed_in(people.reporter).get(MINE)) == ("ur", "rtl")
    assert language_of(signed_in(people.trainer).get(MINE)) == ("en", "ltr")


def test_before_signing_in_the_device_keeps_it_and_nobody_else() -> None:
    client = Client()
    choose(client, "pl", SIGN_IN)
    assert language_of(client.get(SIGN_IN)) == ("pl", "ltr")
    assert language_of(Client().get(SIGN_IN)) == ("en", "ltr")
    assert not Person.objects.exclude(language="").exists()


def test_what_somebody_chose_goes_before_what_the_device_chose(people) -> None:
    client = Client()
    choose(client, "pl", SIGN_IN)
    Person.objects.of(people.reporter)
    Person.objects.filter(user=people.reporter).update(language="ur")
    client.force_login(people.reporter)
    assert language_of(client.get(MINE)) == ("ur", "rtl")
    # Whoever uses the phone next sees nothing of it.
    client.post(reverse("account_logout"))
    assert language_of(client.get(SIGN_IN)) == ("pl", "ltr")


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("ur", "ur"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "pl"),
        ("fr,ur;q=0.5", "ur"),
        ("fr", "en"),
        ("so,pl;q=0.1", "pl"),
        ("", "en"),
    ],
)
def test_whoever_chose_nothing_reads_what_their_browser_asks_for(asked: str, spoken: str) -> None:
    assert language_of(Client().get(SIGN_IN, headers={"accept-language": asked}))[0] == spoken


@pytest.mark.parametrize("language", ["so", "xx", "", "../ur"])
def test_a_language_that_we_do_not_speak_changes_nothing(people, language: str) -> None:
    client = signed_in(people.reporter)
    choose(client, "pl")
    assert choose(client, language).status_code == 302
    assert language_of(client.get(MINE)) == ("pl", "ltr")


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_choosing_leads_nowhere_else(people, back: str) -> None:
    assert choose(signed_in(people.reporter), "ur", back)["Location"] == MINE


def test_choosing_is_a_button_and_no_link(people) -> None:
    assert signed_in(people.reporter).get(reverse("choose_language")).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert choose(strict, "ur").status_code == 403


@pytest.mark.parametrize("path", ["/", "/search/", "/report-a-concern/", "/open-numbers/", "/nothing-here/"])
def test_a_public_address_says_itself_which_language_it_is_in(people, path: str) -> None:
    client = signed_in(people.reporter)
    choose(client, "pl")
    asked = {"accept-language": "pl"}
    assert language_of(client.get(path, headers=asked)) == ("en", "ltr")
    assert language_of(client.get(f"/ur{path}")) == ("ur", "rtl")


@pytest.mark.parametrize("path", ["/search/", "/report-a-concern/", "/open-numbers/", "/nothing-here/"])
def test_around_a_language_that_we_do_not_speak_we_speak_the_main_one(people, path: str) -> None:
    assert language_of(Client().get(f"/so{path}")) == ("en", "ltr")


def test_a_page_is_in_its_language_and_what_stands_around_it_in_ours(people) -> None:
    for code, ours, direction in (("ur", "ur", "rtl"), ("ar", "en", "ltr"), ("so", "en", "ltr"), ("pl", "pl", "ltr")):
        html = Client().get(f"/{code}/stories/").content.decode()
        assert re.search(rf'<html lang="{code}"', html)
        assert re.search(rf'<header class="site-header" lang="{ours}" dir="{direction}"', html), code
        with override(ours):
            assert gettext("Skip to the main part of this page") in html
        # Links stay in the language of the page.
        assert f'href="/{code}/search/"' in html


def test_the_admin_stays_in_english(people) -> None:
    client = signed_in(people.moderator)
    choose(client, "ur")
    assert re.search(r'<html[^>]* lang="en"', client.get("/admin/").content.decode())


def test_a_page_says_that_nobody_has_checked_our_sentences(people, settings) -> None:
    words = gettext_lazy("Tell us what reads wrongly")
    for code, said in (("en", False), ("ur", True), ("pl", True), ("so", False)):
        with override(code):
            html = Client().get("/" if code == "en" else f"/{code}/").content.decode()
            assert (str(words) in html) is said, code
    settings.INTERFACE_LANGUAGES_TO_CHECK = ["ur"]
    with override("pl"):
        assert str(words) not in Client().get("/pl/").content.decode()


def test_everybody_gets_an_email_in_their_own_language(people) -> None:
    with override("pl"):
        without_account = Person.objects.create(name="Noor", contact="noor@example.net", language="ur")
    for user, language in ((people.reporter, "pl"), (people.trainer, "")):
        Person.objects.of(user)
        Person.objects.filter(user=user).update(language=language)
    addresses = [people.reporter.email, people.trainer.email, without_account.contact, "new@example.net", "", None]
    with override("ur"), TestCase.captureOnCommitCallbacks(execute=True):
        send_after_commit(gettext_lazy("It is done"), "consent/emails/erased.txt", addresses, {}, language="pl")
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    with override("pl"):
        polish = gettext("It is done")
    with override("ur"):
        urdu = gettext("It is done")
    assert len({polish, urdu, "It is done"}) == 3
    assert subjects == {
        people.reporter.email: polish,
        people.trainer.email: polish,
        "noor@example.net": urdu,
        "new@example.net": polish,
    }
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert len(set(bodies.values())) == 2


def test_a_subject_that_is_translated_already_is_refused() -> None:
    with pytest.raises(TypeError, match="gettext_lazy"):
        send_after_commit("It is done", "consent/emails/erased.txt", ["a@example.net"], {})


def test_dates_are_in_the_order_and_case_of_the_language() -> None:
    day = Context({"day": date(2026, 3, 4)})
    said = {}
    for code in ("en", "pl", "ur"):
        with override(code):
            said[code] = Template('{{ day|date:"j E Y" }} {{ day }}').render(day)
    assert said["en"] == "4 March 2026 4 March 2026"
    assert said["pl"] == "4 marca 2026 4 marca 2026"
    assert said["ur"] == "4 مارچ 2026 4 مارچ 2026"


def test_what_we_speak_around_a_language() -> None:
    assert [interface_for(code) for code in ("en", "ur", "pl", "so", "xx", None)] == [
        "en",
        "ur",
        "pl",
        "en",
        "en",
        "en",
    ]
