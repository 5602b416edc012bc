"""An expired sign-in in the middle of a long edit loses no word, and shows none to anybody else."""

import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts import kept_words
from tests.accounts.people import PASSWORD, fresh, module, person, story

pytestmark = pytest.mark.django_db

LONG = "The lamp at the stop went out at ten, and we walked home along the canal with our bags."


def sign_in(client: Client, user) -> None:
    client.post("/sign-in/?next=/account/kept-words/", {"login": user.email, "password": PASSWORD})


def lose(path: str, **fields) -> Client:
    client = Client()
    answer = client.post(path, {"words": LONG, "part": "3", **fields})
    assert answer.status_code == 302
    assert answer.url == "/sign-in/?next=/account/kept-words/"
    return client


def test_words_sent_to_the_studio_come_back_after_signing_in(site) -> None:
    teller = person("reporter")
    path = f"/my/works/{story('A', teller).work.pk}/words/"
    client = lose(path)
    sign_in(client, teller)
    page = client.get("/account/kept-words/").content.decode()
    assert f'action="{path}"' in page
    assert f'name="words" value="{LONG}"' in page
    assert 'name="part" value="3"' in page
    assert f"<p>{LONG}</p>" in page
    assert "One thing could not be kept" not in page


def test_a_page_that_did_not_load_can_be_asked_for_again(site) -> None:
    teller = person("reporter")
    client = lose(f"/my/works/{story('A', teller).work.pk}/")
    sign_in(client, teller)
    for _time in range(2):
        assert LONG in client.get("/account/kept-words/").content.decode()


def test_somebody_who_may_not_edit_that_work_gets_nothing(site) -> None:
    teller, other = person("reporter"), person("other", "reporter")
    client = lose(f"/my/works/{story('A', teller).work.pk}/")
    sign_in(client, other)
    answer = client.get("/account/kept-words/")
    assert (answer.status_code, answer.url) == (302, "/account/after-sign-in/")
    assert kept_words.KEY not in client.session


def test_nobody_gets_anything_without_signing_in(site) -> None:
    client = lose(f"/my/works/{story('A', person('reporter')).work.pk}/")
    assert client.get("/account/kept-words/").url.startswith("/sign-in/")


def test_words_wait_for_an_hour_and_no_longer(site, monkeypatch) -> None:
    teller = person("reporter")
    client = lose(f"/my/works/{story('A', teller).work.pk}/")
    sign_in(client, teller)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + kept_words.SECONDS + 5)
    assert client.get("/account/kept-words/").url == "/account/after-sign-in/"


def test_the_page_says_that_a_file_could_not_be_kept(site) -> None:
    teller = person("reporter")
    client = lose(f"/my/works/{story('A', teller).work.pk}/", photo=SimpleUploadedFile("a.jpg", b"x"))
    sign_in(client, teller)
    assert "One thing could not be kept" in client.get("/account/kept-words/").content.decode()


def test_words_can_be_thrown_away(site) -> None:
    teller = person("reporter")
    client = lose(f"/my/works/{story('A', teller).work.pk}/")
    sign_in(client, teller)
    client.post("/account/kept-words/")
    assert kept_words.KEY not in client.session


def test_a_password_is_never_put_aside(site) -> None:
    client = Client()
    client.post("/sign-in/", {"login": "reporter@people.org", "password": PASSWORD})
    assert kept_words.KEY not in client.session


def test_more_than_fits_is_shown_at_once_to_be_copied(site) -> None:
    client = Client()
    long = f"{LONG} " * 12_000
    answer = client.post("/my/works/1/", {"words": long})
    assert answer.status_code == 403
    assert LONG in answer.content.decode()
    assert kept_words.KEY not in client.session


def test_a_forged_form_puts_nothing_aside(site) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")
    answer = client.post("/my/works/1/", {"words": LONG}, headers={"origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert kept_words.KEY not in client.session
    assert "Please try once more" in answer.content.decode()
    assert LONG in answer.content.decode(), "to be copied"


def test_a_browser_without_any_cookie_keeps_its_words_where_the_form_was_ours(site) -> None:
    teller = person("reporter")
    path = f"/my/works/{story('A', teller).work.pk}/"
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, {"words": LONG}, headers={"origin": "http://testserver"})
    assert answer.url == "/sign-in/?next=/account/kept-words/"
    assert client.session[kept_words.KEY]["path"] == path


def test_other_forms_refused_for_their_token_get_a_kind_page(site) -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"login": "a@people.org", "password": PASSWORD})
    assert answer.status_code == 403
    assert "Please try once more" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def edit_form(page) -> dict:
    """Return what the admin's editor sends for a module."""
    from tests.moderation.editor import form_of

    return form_of(page)


def test_words_sent_to_the_editor_come_back_and_can_be_saved(site) -> None:
    trainer = person("trainer")
    page = module("Module", trainer)
    path = f"/admin/pages/{page.pk}/edit/"
    signed = Client()
    sign_in(signed, trainer)
    fields = {**edit_form(page), "access_notes": LONG, "action-submit": "action-submit"}
    client = Client()
    assert client.post(path, fields).url == "/sign-in/?next=/account/kept-words/"
    sign_in(client, trainer)
    answer = client.get("/account/kept-words/")
    assert f'action="{path}"' in answer.content.decode()
    assert LONG in answer.content.decode()
    kept = answer.context["kept"]["fields"]
    assert "action-submit" not in dict(kept), "coming back saves and nothing more"
    saved = client.post(path, {name: [v for n, v in kept if n == name] for name, _value in kept})
    assert saved.status_code == 302, saved.content.decode()[:500]
    assert fresh(page).get_latest_revision_as_object().access_notes == LONG
    assert not fresh(page).workflow_in_progress
    assert kept_words.KEY not in client.session


def test_the_editor_saving_by_itself_is_told_in_its_own_language(site) -> None:
    client = Client()
    answer = client.post("/admin/pages/3/edit/", {"title": "x"}, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["success"] is False
    assert "nothing is lost" in answer.json()["error_message"]
    assert kept_words.KEY not in client.session


def test_a_moderator_does_not_get_a_trainers_words(site) -> None:
    trainer, moderator = person("trainer"), person("moderator")
    page = module("Module", trainer)
    client = Client()
    client.post(f"/admin/pages/{page.pk}/edit/", {"access_notes": LONG})
    sign_in(client, moderator)
    assert client.get("/account/kept-words/").url == "/account/after-sign-in/"


def test_rich_text_is_shown_as_words() -> None:
    raw = '{"blocks": [{"text": "We waited at the stop until ten."}], "entityMap": {}}'
    assert kept_words.readable([("intro", raw), ("intro-TOTAL_FORMS", "1"), ("short", "no")]) == [
        "We waited at the stop until ten."
    ]
