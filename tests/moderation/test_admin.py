"""The moderators' admin: what waits, taking down, concerns, who takes part; and what nobody may touch."""

import re
from typing import Any

import pytest
from wagtail.models import Page, Task, Workflow, WorkflowPage

from accounts.models import Person
from authorship.models import Contributor
from moderation.models import Concern
from moderation.services import give_ok, send_in
from tests.accounts.people import fresh, module, person, signed_in, story
from tests.builders import act

pytestmark = pytest.mark.django_db


def public_story(title: str = "Bread on the windowsill") -> tuple[Any, Any]:
    teller = person("reporter")
    page = story(title, teller)
    send_in(page=page, user=teller)
    act(page, person("checker", "moderator"), "approve")
    give_ok(page=fresh(page), user=teller)
    assert fresh(page).live
    return fresh(page), teller


# What waits


def test_the_first_screen_lists_what_waits_oldest_first(site) -> None:
    teller = person("reporter")
    for title in ("First in", "Second in"):
        send_in(page=story(title, teller), user=teller)
    shown = signed_in(person("moderator")).get("/admin/").content.decode()
    assert "Waiting to be checked" in shown
    assert shown.index("First in") < shown.index("Second in")


@pytest.mark.parametrize("key", ["trainer", "admin", "safeguarding", "translator"])
def test_the_first_screen_of_others_shows_none_of_it(site, key: str) -> None:
    teller = person("reporter")
    send_in(page=story("Zanzibar", teller), user=teller)
    assert "Zanzibar" not in signed_in(person(key)).get("/admin/").content.decode()


def test_the_first_screen_says_where_nothing_waits(site) -> None:
    nothing = "Nothing is waiting for you just now."
    assert nothing in signed_in(person("translator")).get("/admin/").content.decode()
    page = story("Bread on the windowsill", person("reporter"))
    send_in(page=page, user=page.owner)
    assert nothing not in signed_in(person("moderator")).get("/admin/").content.decode()


def test_a_button_on_the_first_screen_does_what_it_says(site) -> None:
    teller, moderator = person("reporter"), person("moderator")
    send_in(page=story("Zanzibar", teller), user=teller)
    client = signed_in(moderator)
    client.handler.enforce_csrf_checks = True
    shown = client.get("/admin/").content.decode()
    form = re.search(r'action="(\S+/claim/)"><input type="hidden" name="csrfmiddlewaretoken" value="(\w+)"', shown)
    assert form, "the form holds no token, so nobody could send it"
    address, token = form.groups()
    assert client.post(address, {"csrfmiddlewaretoken": token}).status_code == 302
    assert "You are looking at this." in client.get("/admin/").content.decode()


# What is public


def test_the_list_of_what_is_public_holds_that_and_nothing_else(site) -> None:
    page, teller = public_story()
    story("Zanzibar", teller)
    client = signed_in(person("moderator"))
    shown = client.get("/admin/public/").content.decode()
    assert page.title in shown
    assert "Zanzibar" not in shown
    assert page.title not in client.get("/admin/public/?q=nothing+like+it").content.decode()


# Concerns


def concern() -> Concern:
    return Concern.objects.create(about="/stories/x/", words="My son is in this photo.", contact="me@people.org")


@pytest.mark.parametrize("key", ["trainer", "admin", "translator"])
def test_others_read_no_concerns(site, key: str) -> None:
    row, client = concern(), signed_in(person(key))
    for address in ("", f"edit/{row.pk}/", "add/"):
        answer = client.get(f"/admin/snippets/moderation/concern/{address}", follow=True)
        assert "My son" not in answer.content.decode()
        assert row.reference not in answer.content.decode()


@pytest.mark.parametrize("key", ["moderator", "safeguarding"])
def test_moderators_and_safeguarding_leads_read_concerns_and_change_their_state_only(site, key: str) -> None:
    row, user = concern(), person(key)
    client = signed_in(user)
    assert row.reference in client.get("/admin/snippets/moderation/concern/").content.decode()
    address = f"/admin/snippets/moderation/concern/edit/{row.pk}/"
    assert "My son is in this photo." in client.get(address).content.decode()
    client.post(address, {"state": "answered", "words": "Forged", "about": "Forged", "contact": "x@people.org"})
    row.refresh_from_db()
    assert (row.state, row.handled_by) == ("answered", user)
    assert (row.words, row.about, row.contact) == ("My son is in this photo.", "/stories/x/", "me@people.org")
    for other in ("add/", f"delete/{row.pk}/"):
        client.post(f"/admin/snippets/moderation/concern/{other}", {"words": "x", "state": "new"})
    assert Concern.objects.count() == 1


# Who takes part


def test_a_trainer_adds_somebody_to_their_own_module(site) -> None:
    trainer, teller = person("trainer"), person("reporter")
    page, client = module("Module", trainer), signed_in(trainer)
    address = f"/admin/works/{page.work.pk}/people/"
    assert "Module" in client.get("/admin/works/").content.decode()
    client.post(address, {"person": teller.person.pk, "role": "co_author", "expertise": "lived"})
    added = page.work.contributors.get(person=teller.person)
    assert (added.role, added.expertise) == ("co_author", "lived")
    again = client.post(address, {"person": teller.person.pk, "role": "teller", "expertise": "lived"})
    assert "takes part already" in again.content.decode()


def test_a_trainer_adds_nobody_to_the_work_of_others(site) -> None:
    trainer = person("trainer")
    page = story("Zanzibar", person("reporter"))
    client = signed_in(trainer)
    address = f"/admin/works/{page.work.pk}/people/"
    assert client.get(address).status_code == 404
    client.post(address, {"person": trainer.person.pk, "role": "trainer", "expertise": "community"})
    assert not Contributor.objects.filter(person=trainer.person, work=page.work).exists()
    assert "Zanzibar" not in client.get("/admin/works/").content.decode()


@pytest.mark.parametrize("key", ["moderator", "safeguarding", "admin"])
def test_others_have_no_list_of_works(site, key: str) -> None:
    assert signed_in(person(key)).get("/admin/works/").status_code == 302


# People


def test_a_trainer_records_training_and_changes_nothing_else(site) -> None:
    trainer, teller = person("trainer"), person("reporter", trained=False)
    row = teller.person
    client, address = signed_in(trainer), f"/admin/snippets/accounts/person/edit/{row.pk}/"
    shown = client.get(address).content.decode()
    assert row.contact not in shown
    client.post(address, {"responsible_storytelling_on": "2026-05-03", "name": "Forged", "contact": "Forged"})
    row.refresh_from_db()
    assert str(row.responsible_storytelling_on) == "2026-05-03"
    assert row.training_recorded_by == trainer
    assert (row.name, row.contact) == ("Reporter Person", "reporter@people.org")
    client.post("/admin/snippets/accounts/person/add/", {"name": "New", "contact": ""})
    client.post(f"/admin/snippets/accounts/person/delete/{row.pk}/")
    assert Person.objects.filter(pk=row.pk).exists()
    assert not Person.objects.filter(name="New").exists()


def test_saving_a_person_without_touching_the_date_notes_nobody(site) -> None:
    row = person("reporter").person
    address = f"/admin/snippets/accounts/person/edit/{row.pk}/"
    signed_in(person("admin")).post(
        address, {"name": "Asha", "contact": "", "responsible_storytelling_on": "2026-01-05"}
    )
    row.refresh_from_db()
    assert (row.name, row.training_recorded_by) == ("Asha", None)


@pytest.mark.parametrize("key", ["moderator", "safeguarding", "translator"])
def test_others_do_not_open_people(site, key: str) -> None:
    assert signed_in(person(key)).get("/admin/snippets/accounts/person/").status_code in (302, 403)


# What only the system changes


def workflow_addresses() -> list[str]:
    workflow, task = Workflow.objects.get(name="be checked"), Task.objects.get(name="Being checked")
    page = Page.objects.get(depth=1)
    start = "/admin/workflows/"
    return [
        *(f"{start}{rest}" for rest in ("list/", "add/", "tasks/index/", "tasks/select_type/", "task_chooser/")),
        f"{start}tasks/add/moderation/beingcheckedtask/",
        *(f"{start}{verb}/{workflow.pk}/" for verb in ("edit", "disable", "enable", "usage")),
        *(f"{start}tasks/{verb}/{task.pk}/" for verb in ("edit", "disable", "enable")),
        f"{start}remove/{page.pk}/",
        f"{start}remove/{page.pk}/{workflow.pk}/",
    ]


@pytest.mark.parametrize("key", ["root", "admin", "moderator", "trainer"])
def test_nobody_changes_workflows_or_tasks(site, django_user_model, key: str) -> None:
    user = person(key) if key != "root" else django_user_model.objects.create_superuser("root@people.org")
    client = signed_in(user)
    before = (
        list(Workflow.objects.values_list("pk", "active")),
        list(Task.objects.values_list("pk", "active", "name")),
        list(WorkflowPage.objects.values_list("page_id", "workflow_id")),
    )
    for address in workflow_addresses():
        assert client.get(address).status_code in (302, 403, 404), address
        assert client.post(address, {"name": "Forged", "active": ""}).status_code in (302, 403, 404), address
    after = (
        list(Workflow.objects.values_list("pk", "active")),
        list(Task.objects.values_list("pk", "active", "name")),
        list(WorkflowPage.objects.values_list("page_id", "workflow_id")),
    )
    assert after == before


def test_nobody_sets_page_privacy(site, django_user_model) -> None:
    from wagtail.models import PageViewRestriction

    page, _teller = public_story()
    client = signed_in(django_user_model.objects.create_superuser("root@people.org"))
    answer = client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": "login"})
    assert answer.status_code in (302, 403)
    assert not PageViewRestriction.objects.exists()
