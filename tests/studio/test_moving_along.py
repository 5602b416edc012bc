"""Sending in, what was asked, names, OKs, hiding: the whole way of a story, by its screens."""

import pytest
from django.core import mail

from authorship.models import YourOK
from authorship.services import choose_credit
from publishing.selectors import is_released
from tests.builders import act
from tests.profiles import a_few
from tests.studio.making import (
    a_module,
    a_recording,
    a_story,
    approved,
    base_of,
    everybody_is_named,
    page_of,
    parts_of,
    public,
    sent_in,
)


def _ok_fields(client, work) -> dict:
    page = client.get(f"/my/works/{work.pk}/ok/")
    return {"seen": page.context["seen"], "reader": page.context["me"].pk}


def test_what_is_missing_is_said_and_nothing_is_sent(rita, visit) -> None:
    work = a_story(rita, parts=())
    for method in ("get", "post"):
        page = getattr(visit(rita), method)(f"/my/works/{work.pk}/send-in/").content.decode()
        assert "There is nothing in it yet" in page
        assert "still needs to choose how to be named" in page
    assert not page_of(work).workflow_in_progress


def test_training_is_asked_of_whoever_sends_in(rita, visit) -> None:
    work = a_story(rita)
    everybody_is_named(work)
    rita.person.responsible_storytelling_on = None
    rita.person.save()
    html = visit(rita).post(f"/my/works/{work.pk}/send-in/").content.decode()
    assert "Responsible storytelling" in html
    assert "/my/training/" in html
    assert not page_of(work).workflow_in_progress


def test_a_story_is_sent_in_and_taken_back(rita, visit) -> None:
    work, client = a_story(rita), visit(rita)
    everybody_is_named(work)
    client.post(f"/my/works/{work.pk}/send-in/")
    assert page_of(work).workflow_in_progress
    page = client.get(f"/my/works/{work.pk}/").content.decode()
    assert "Being checked" in page
    assert "Edit<span" not in page
    client.post(f"/my/works/{work.pk}/pull-back/")
    assert not page_of(work).workflow_in_progress
    assert "Edit<span" in client.get(f"/my/works/{work.pk}/").content.decode()


@pytest.mark.deep
def test_what_the_moderator_asked_stands_on_the_work(rita, mo, visit) -> None:
    work = a_story(rita)
    act(sent_in(work, rita), mo, "reject", comment="Please say more about the ending.")
    assert "Changes asked for" in visit(rita).get("/my/").content.decode()
    page = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert "Please say more about the ending." in page
    change = {"base": base_of(work), "text": "A better ending."}
    assert visit(rita).post(f"/my/works/{work.pk}/parts/{parts_of(work)[0]['id']}/", change).status_code == 302
    assert visit(rita).post(f"/my/works/{work.pk}/send-in/").status_code == 302
    assert page_of(work).workflow_in_progress


@pytest.mark.deep
def test_everybody_says_yes_and_then_it_is_public(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    for user, others in ((rita, False), (sam, True)):
        client = visit(user)
        assert "Waiting for your OK" in client.get("/my/").content.decode()
        screen = client.get(f"/my/works/{work.pk}/ok/")
        assert "I started writing this on the number 50." in screen.content.decode()
        assert screen["Referrer-Policy"] == "no-referrer"
        assert "no-store" in screen["Cache-Control"]
        client.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(client, work), "answer": "yes"})
        assert is_released(page_of(work)) is others
    assert "Public" in visit(rita).get("/my/").content.decode()


def test_who_has_said_yes_waits_for_the_others(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(client, work), "answer": "yes"})
    assert "Waiting for the others" in client.get("/my/").content.decode()
    assert "Waiting for your OK" in visit(sam).get("/my/").content.decode()


def test_not_yet_goes_back_to_the_authors_with_a_reason_only_if_given(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    client = visit(sam)
    fields = {**_ok_fields(client, work), "answer": "not_yet", "reason": "My mum should see it first."}
    client.post(f"/my/works/{work.pk}/ok/", fields)
    page = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert "Somebody would like to wait" in page
    assert "My mum should see it first." in page
    assert not page_of(work).live


@a_few(2)
@pytest.mark.parametrize(
    "forged",
    [
        {"seen": ""},
        {"seen": "0" * 64},
        {"reader": ""},
        {"reader": "someone else"},
        {"answer": ""},
        {"answer": "maybe"},
    ],
)
def test_an_ok_counts_only_for_what_this_person_saw(rita, mo, visit, forged) -> None:
    work = a_story(rita)
    approved(work, rita, mo)
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(client, work), "answer": "yes", **forged})
    assert not YourOK.objects.exists()
    assert not page_of(work).live


def test_what_changes_while_somebody_reads_is_read_once_more(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    client = visit(rita)
    fields = _ok_fields(client, work)
    choose_credit(contributor=work.contributors.get(person__user=sam), credit="made_up_name", credit_name="Robin")
    answer = client.post(f"/my/works/{work.pk}/ok/", {**fields, "answer": "yes"}, follow=True)
    assert "Something changed while you were reading" in answer.content.decode()
    assert "Robin" in answer.content.decode()
    assert not YourOK.objects.exists()


def test_where_something_changed_after_all_said_yes_each_is_asked_again(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(client, work), "answer": "yes"})
    choose_credit(contributor=work.contributors.get(person__user=sam), credit="none")
    other = visit(sam)
    other.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(other, work), "answer": "yes"})
    assert not page_of(work).live
    assert "Waiting for your OK" in client.get("/my/").content.decode()
    client.post(f"/my/works/{work.pk}/ok/", {**_ok_fields(client, work), "answer": "yes"})
    assert page_of(work).live


def test_an_ok_kept_while_signed_out_is_not_given_by_somebody_else(rita, sam, mo, visit) -> None:
    work = a_story(rita, sam)
    approved(work, rita, mo)
    fields = {**_ok_fields(visit(rita), work), "answer": "yes"}
    visit(sam).post(f"/my/works/{work.pk}/ok/", fields)
    assert not YourOK.objects.exists()


@pytest.mark.deep
def test_hiding_takes_one_tap_and_a_yes(rita, mo, visit) -> None:
    work = a_story(rita)
    page = public(work, rita, mo)
    client = visit(rita)
    assert "Hide it from everybody" in client.get(f"/my/works/{work.pk}/").content.decode()
    assert "Hide it from everybody?" in client.get(f"/my/works/{work.pk}/hide/").content.decode()
    assert client.get(page.url).status_code == 200
    client.post(f"/my/works/{work.pk}/hide/")
    assert client.get(page.url).status_code == 410
    assert "Hidden" in client.get("/my/").content.decode()


@pytest.mark.deep
def test_a_public_story_with_a_newer_draft_can_still_be_hidden_and_sent_in(rita, mo, visit) -> None:
    work = a_story(rita)
    page = public(work, rita, mo)
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/parts/add/words/", {"text": "Newer."})
    screen = client.get(f"/my/works/{work.pk}/").content.decode()
    assert "Your newest changes are not public yet" in screen
    client.post(f"/my/works/{work.pk}/send-in/")
    screen = client.get(f"/my/works/{work.pk}/").content.decode()
    assert "Hide it from everybody" in screen
    assert "Public now" in screen
    assert "Newer." not in client.get(page.url).content.decode()
    client.post(f"/my/works/{work.pk}/hide/")
    assert client.get(page.url).status_code == 410


@pytest.mark.deep
@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"credit": "own_name"}, "Rita Shah"),
        ({"credit": "first_name"}, "Rita"),
        ({"credit": "made_up_name", "credit_name": "Robin"}, "Robin"),
        ({"credit": "none", "credit_name": "ignored"}, ""),
    ],
)
def test_each_chooses_how_to_be_named(rita, visit, fields, shown) -> None:
    work = a_story(rita)
    assert "recognise you" in visit(rita).get(f"/my/works/{work.pk}/name/").content.decode()
    visit(rita).post(f"/my/works/{work.pk}/name/", fields)
    me = work.contributors.get()
    assert (me.shown_name, me.has_chosen_credit) == (shown, True)


def test_a_made_up_name_has_to_be_written(rita, visit) -> None:
    work = a_story(rita)
    page = visit(rita).post(f"/my/works/{work.pk}/name/", {"credit": "made_up_name"}).content.decode()
    assert "Please write the name that you would like." in page
    assert not work.contributors.get().has_chosen_credit


def test_nobody_names_somebody_else(rita, sam, visit) -> None:
    work = a_story(rita, sam)
    theirs = work.contributors.get(person__user=sam)
    forged = {"credit": "none", "contributor": theirs.pk, "id": theirs.pk, "person": theirs.person_id}
    visit(rita).post(f"/my/works/{work.pk}/name/", forged)
    theirs.refresh_from_db()
    assert theirs.credit == ""


def test_no_email_on_the_way_names_the_story(rita, mo, visit, django_capture_on_commit_callbacks) -> None:
    work = a_story(rita, title="Aubergine night")
    with django_capture_on_commit_callbacks(execute=True):
        public(work, rita, mo)
    assert mail.outbox
    assert not [one for one in mail.outbox if "Aubergine" in one.subject + one.body]


@pytest.mark.deep
def test_a_module_and_its_sessions_stand_on_one_screen(tess, visit) -> None:
    house, client = a_module(tess), visit(tess)
    home = client.get("/my/").content.decode()
    assert "Module" in home
    screen = client.get(f"/my/works/{house.work.pk}/").content.decode()
    assert house.session.title in screen
    assert "What would you like to add?" not in screen
    assert client.get(f"/my/works/{house.work.pk}/parts/add/words/").status_code == 404
    assert client.get(f"/my/works/{house.work.pk}/pages/{house.session.pk}/preview/").status_code == 200
    assert client.get(f"/my/works/{house.work.pk}/pages/{house.other.pk}/preview/").status_code == 404


@pytest.mark.deep
def test_a_session_gets_its_ok_here_and_shows_the_whole_page(tess, mo, visit) -> None:
    house, client = a_module(tess), visit(tess)
    everybody_is_named(house.work)
    address = f"/my/works/{house.work.pk}/pages/{house.session.pk}"
    client.post(f"{address}/send-in/")
    act(house.session, mo, "approve")
    assert "Read it and give your OK" in client.get(f"/my/works/{house.work.pk}/").content.decode()
    screen = client.get(f"{address}/ok/")
    assert house.session.title in str(screen.context["final"].html)
    assert "<main" not in str(screen.context["final"].html)
    fields = {"seen": screen.context["seen"], "reader": screen.context["me"].pk, "answer": "yes"}
    client.post(f"{address}/ok/", fields)
    assert is_released(house.fresh(house.session))
    client.post(f"/my/works/{house.work.pk}/hide/")
    assert not house.fresh(house.session).live


def test_the_ok_screen_folds_no_word_away(rita, mo, visit) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_recording(), "transcript": "Every word that I said", "language": "en"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/audio/", fields)
    visit(rita).post(f"/my/works/{work.pk}/parts/add/words/", {"text": "<script>alert(1)</script><details hidden>"})
    approved(work, rita, mo)
    final = str(visit(rita).get(f"/my/works/{work.pk}/ok/").context["final"].html)
    assert "Every word that I said" in final
    assert "<details open" in final
    assert "<script>" not in final
    assert "&lt;details hidden&gt;" in final
