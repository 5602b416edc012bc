"""The Best Practice Guide: who reads it, who agreed to which version, and what is asked before sending in."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from moderation.guides import agree, newest_guide, what_changed
from moderation.models import GuideAgreement
from moderation.services import send_in
from publishing.errors import NotReleased, PublishBlocked
from publishing.services import take_down
from tests.accounts.people import fresh, module, person, signed_in, story
from tests.builders import agree_to_the_guide, make_guide, publish
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

ASKS = "say that you agree"


@pytest.fixture
def people(site) -> SimpleNamespace:
    return SimpleNamespace(admin=person("admin"), moderator=person("moderator"))


@pytest.fixture
def guide(people) -> Any:
    return make_guide(people, "Ask first", "Be fair", "Listen")


def newer(guide: Any, people: Any, change: Any) -> Any:
    draft = guide.get_latest_revision_as_object()
    change(draft)
    draft.save_revision(user=people.admin)
    return publish(fresh(guide), people, sender=people.admin)


def version() -> str:
    found = newest_guide()
    assert found is not None
    return str(found.version.pk)


@pytest.mark.deep
def test_everybody_reads_the_rules_in_their_order(guide) -> None:
    answer = Client().get("/our-guide/", follow=True)
    shown = answer.content.decode()
    assert answer.redirect_chain == [(guide.url, 302)]
    assert shown.index("Ask first") < shown.index("Be fair") < shown.index("Listen")
    assert [rule.number for rule in guide.rule_list()] == [1, 2, 3]
    assert 'href="/our-guide/"' in Client().get("/stories/").content.decode()


def test_without_a_guide_nothing_is_asked_and_nothing_stands_there(people) -> None:
    teller = person("reporter")
    assert Client().get("/our-guide/").status_code == 404
    assert "has not written its guide yet" in signed_in(teller).get("/my/guide/").content.decode()
    send_in(page=story("One", teller), user=teller)


def by_service(page: Any, user: Any) -> str:
    try:
        send_in(page=page, user=user)
    except PublishBlocked as blocked:
        return str(blocked)
    return ""


def by_studio(page: Any, user: Any) -> str:
    return signed_in(user).post(f"/my/works/{page.work.pk}/send-in/").content.decode()


def by_admin(page: Any, user: Any) -> str:
    from tests.moderation.editor import load

    client = signed_in(user)
    fields = {**load(client, page), "action-submit": "action-submit"}
    return client.post(f"/admin/pages/{page.pk}/edit/", fields, follow=True).content.decode()


@a_few(1)
@pytest.mark.parametrize("road", [by_service, by_studio, by_admin])
def test_it_is_asked_before_the_first_sending_in_and_once(guide, road: Any) -> None:
    user = person("trainer") if road is by_admin else person("reporter")
    page = module("One", user) if road is by_admin else story("One", user)
    if road is by_admin:
        from authorship.services import choose_credit
        from consent.services import agrees_to_everything

        choose_credit(contributor=page.work.contributors.get(), credit="own_name")
        agrees_to_everything(contributor=page.work.contributors.get())
    assert ASKS in road(page, user)
    assert not fresh(page).workflow_in_progress
    client = signed_in(user)
    shown = client.get("/my/guide/").content.decode()
    assert "I agree to work like this" in shown
    assert not GuideAgreement.objects.exists(), "looking is not agreeing"
    client.post("/my/guide/", {"version": version()})
    client.post("/my/guide/", {"version": version()})
    row = GuideAgreement.objects.get()
    assert (row.person, str(row.release_id)) == (user.person, version())
    assert ASKS not in road(page, user)
    assert fresh(page).workflow_in_progress
    assert "I agree to work like this" not in client.get("/my/guide/").content.decode()


@pytest.mark.deep
def test_after_agreeing_one_goes_on_sending_in_and_only_ones_own(guide) -> None:
    teller, other = person("reporter"), person("other", "reporter")
    mine, theirs = story("Mine", teller), story("Theirs", other)
    client = signed_in(teller)
    assert f"/my/guide/?work={mine.work.pk}" in client.get(f"/my/works/{mine.work.pk}/send-in/").content.decode()
    for number, leads_to in ((theirs.work.pk, "/my/"), ("9" * 40, "/my/"), ("x", "/my/")):
        assert client.post(f"/my/guide/?work={number}", {"version": version()}).url == leads_to
    answer = client.post(f"/my/guide/?work={mine.work.pk}", {"version": version()})
    assert answer.url == f"/my/works/{mine.work.pk}/send-in/"


@pytest.mark.deep
def test_a_newer_version_asks_again_and_says_what_is_new(guide, people) -> None:
    teller = person("reporter")
    agree_to_the_guide(teller)
    old = version()

    def change(draft: Any) -> None:
        draft.rules[1].value["words"] = "Something else."
        del draft.rules[2]
        draft.rules.append(("rule", {"title": "Rest", "words": "Sit down."}))

    draft_only = guide.get_latest_revision_as_object()
    change(draft_only)
    draft_only.save_revision(user=people.admin)
    client = signed_in(teller)
    assert "Rest" not in client.get("/my/guide/").content.decode()
    assert ASKS not in by_service(story("Before", teller), teller)
    publish(fresh(guide), people, sender=people.admin)
    assert ASKS in by_service(story("After", teller), teller)
    shown = client.get("/my/guide/").content.decode()
    for sentence in ("New: rule 3. Rest", "Says something else now: rule 2. Be fair", "Not there any more: Listen"):
        assert sentence in shown, sentence
    assert "rule 1" not in shown
    client.post("/my/guide/", {"version": old})
    assert ASKS in by_service(story("Still", teller), teller)
    client.post("/my/guide/", {"version": version()})
    assert ASKS not in by_service(story("Now", teller), teller)
    assert GuideAgreement.objects.count() == 2


def test_what_was_agreed_to_first_has_nothing_new(guide, people) -> None:
    found = newest_guide()
    assert found is not None
    assert what_changed(person("reporter"), found) is None


def test_a_guide_that_is_taken_down_is_not_asked_for(guide) -> None:
    teller = person("reporter")
    take_down(guide)
    assert newest_guide() is None
    assert ASKS not in by_service(story("One", teller), teller)
    assert Client().get("/our-guide/").status_code == 404


@a_few(2)
@pytest.mark.parametrize("forged", ["", "0", "x", "-1", "999999"])
def test_nobody_agrees_to_a_version_that_is_not_the_newest(guide, forged: str) -> None:
    answer = signed_in(person("reporter")).post("/my/guide/", {"version": forged})
    assert "The guide changed while you were reading" in answer.content.decode()
    assert not GuideAgreement.objects.exists()


def test_agreeing_needs_somebody_and_stays_as_it_is(guide, django_user_model) -> None:
    assert Client().post("/my/guide/", {"version": version()}).status_code == 302
    with pytest.raises(PermissionDenied):
        agree(user=django_user_model.objects.create_superuser("root@people.org"), version_seen=version())
    assert not GuideAgreement.objects.exists()
    teller = person("reporter")
    agree_to_the_guide(teller)
    row = GuideAgreement.objects.get()
    with pytest.raises(NotReleased):
        row.save()


@a_few(2)
@pytest.mark.parametrize("key", ["reporter", "trainer", "moderator", "translator", "safeguarding"])
def test_nobody_but_administrators_writes_the_guide(guide, key: str) -> None:
    client = signed_in(person("other", key))
    answer = client.get(f"/admin/pages/{guide.pk}/edit/")
    assert answer.status_code in (302, 403)
