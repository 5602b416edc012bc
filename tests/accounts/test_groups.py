"""Reporter groups: trainers and administrators say who is in which; each coming and going is written down."""

import pytest
from django.test import Client

from accounts.audiences import audience_words, audiences_of
from accounts.models import ReporterGroup, User
from publishing.models import Decision
from tests.builders import make_people

LIST = "/admin/snippets/accounts/reportergroup/"


@pytest.fixture
def people(site):
    """An account of each role."""
    return make_people()


def _in_the_admin(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["trainer", "admin"])
def test_who_looks_after_groups_makes_one_and_changes_who_is_in_it(people, who):
    client = _in_the_admin(getattr(people, who))
    screen = client.get(f"{LIST}add/").content.decode()
    assert "Reporter Person, here since" in screen
    assert "example.net" not in screen.partition("<main")[2]
    made = client.post(f"{LIST}add/", {"name": "Thursday group", "members": [people.reporter.pk]})
    group = ReporterGroup.objects.get()
    assert made.status_code == 302
    assert set(group.members.all()) == {people.reporter}
    client.post(f"{LIST}edit/{group.pk}/", {"name": "Thursday group", "members": [people.reporter2.pk]})
    lines = Decision.objects.filter(kind__startswith="group_").order_by("pk").values_list("kind", "object_id", "by_id")
    by = getattr(people, who).pk
    assert set(lines) == {
        ("group_joined", str(people.reporter.pk), by),
        ("group_left", str(people.reporter.pk), by),
        ("group_joined", str(people.reporter2.pk), by),
    }


@pytest.mark.parametrize("who", ["reporter", "moderator", "translator", "safeguarding"])
def test_nobody_else_does(people, who):
    group = ReporterGroup.objects.create(name="Thursday group")
    client = _in_the_admin(getattr(people, who))
    for address in (LIST, f"{LIST}add/", f"{LIST}edit/{group.pk}/"):
        for answer in (client.get(address), client.post(address, {"name": "Mine", "members": [people.reporter.pk]})):
            assert answer.status_code == 403 or answer.url == "/admin/"
    assert list(ReporterGroup.objects.values_list("name", "members")) == [("Thursday group", None)]


@pytest.mark.parametrize("who", ["trainer", "admin"])
def test_no_group_is_deleted_with_what_was_shared_with_it(people, who):
    group = ReporterGroup.objects.create(name="Thursday group")
    _in_the_admin(getattr(people, who)).post(f"{LIST}delete/{group.pk}/")
    assert ReporterGroup.objects.filter(pk=group.pk).exists()


def test_somebody_switched_off_belongs_to_no_audience(people):
    group = ReporterGroup.objects.create(name="Thursday group")
    group.members.add(people.reporter)
    fresh = User.objects.get(pk=people.reporter.pk)
    assert audiences_of(fresh) == {"project", f"group:{group.pk}"}
    fresh.is_active = False
    assert audiences_of(fresh) == set()
    assert audience_words(f"group:{group.pk}") == "the people in the group “Thursday group”"
    assert audience_words("group:999999") == "the people in a group that is no more"
