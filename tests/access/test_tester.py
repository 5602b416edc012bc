"""Each decision of the permission tester, and each door that stands before another one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client

from authorship.services import invite
from moderation.services import step_of
from stories.models import StoryPage
from stories.studio.services import add_part
from tests.access.roads import unpublish_by_form
from tests.builders import (
    SECRET,
    Case,
    case_in,
    fresh,
    live_learning,
    make_draft,
    make_module,
    make_programme,
    publish,
    story_index,
)
from tests.matrix import admin_address, signed_in, story_form
from tests.profiles import a_few

EVERYBODY = ("superuser", "admin", "trainer", "moderator", "translator", "safeguarding", "reporter")


def test_nobody_publishes(people):
    """A forged Publish saves a draft, and gives no error to whoever sent it."""
    page = make_draft(people.reporter)
    for role in EVERYBODY:
        user = getattr(people, role)
        assert not page.permissions_for_user(user).can_publish()
        assert not story_index().permissions_for_user(user).can_publish_subpage()
    client = signed_in(people.superuser)
    form = story_form(None, **{"action-publish": "action-publish"})
    client.post(admin_address("add", "stories", "storypage", story_index().pk), form)
    assert StoryPage.objects.filter(title=form["title"], live=False).exists()
    client.post(admin_address("edit", page.pk), story_form(page, **{"action-publish": "action-publish"}))
    assert fresh(page).get_latest_revision_as_object().title == form["title"]


def test_nobody_sets_privacy(people):
    page = case_in("live", people).page
    for role in EVERYBODY:
        assert not page.permissions_for_user(getattr(people, role)).can_set_view_restrictions()


@a_few(3)
@pytest.mark.parametrize("role", EVERYBODY)
def test_nobody_unpublishes_by_wagtails_own_road(people, role):
    page = case_in("live", people).page
    unpublish_by_form(Case(page, people), getattr(people, role))
    assert fresh(page).live


def test_who_moves_and_reorders(people):
    learning = live_learning(people)
    module, programme = learning.modules[0], learning.programme
    story, stories = case_in("live", people).page, story_index()
    for role, pages_of_learning, pages_of_the_house in (
        ("superuser", True, True),
        ("admin", True, True),
        ("trainer", True, False),
        ("moderator", False, False),
        ("reporter", False, False),
    ):
        user = getattr(people, role)
        assert module.permissions_for_user(user).can_move() is pages_of_learning, role
        assert programme.permissions_for_user(user).can_reorder_children() is pages_of_learning, role
        assert story.permissions_for_user(user).can_move() is pages_of_the_house, role
        assert stories.permissions_for_user(user).can_reorder_children() is pages_of_the_house, role


def test_a_work_is_edited_by_those_who_make_it(people):
    """Trainers may change pages in their section, but not the module of another trainer."""
    module = make_module(people, publish(make_programme(people), people))
    assert module.permissions_for_user(people.trainer).can_edit()
    for role in ("trainer2", "admin", "moderator", "reporter"):
        assert not module.permissions_for_user(getattr(people, role)).can_edit(), role


def test_a_list_below_a_draft_does_not_name_it(people):
    module = make_module(people, publish(make_programme(people), people), words=SECRET)
    for role in ("trainer2", "admin"):
        client = signed_in(getattr(people, role))
        for address in (f"/admin/pages/{module.pk}/", f"/admin/choose-page/{module.pk}/"):
            assert SECRET not in client.get(address).content.decode(), (role, address)


def test_the_workflows_screens_name_no_page(people):
    page = case_in("being checked", people).page
    step = step_of(page)
    for role in ("trainer2", "admin", "safeguarding"):
        client = signed_in(getattr(people, role))
        for name in ("workflow_action", "collect_workflow_action_data"):
            answer = client.get(admin_address(name, page.pk, "reject", step.pk))
            assert (answer.status_code, SECRET in answer.content.decode()) == (403, False), (role, name)


def test_the_screens_of_moving_name_no_page(people):
    page = case_in("draft", people).page
    client = signed_in(people.admin)
    for address in (admin_address("move", page.pk), admin_address("move_confirm", page.pk, story_index("pl").pk)):
        answer = client.get(address)
        assert (answer.status_code, SECRET in answer.content.decode()) == (403, False), address


# The studio


def test_a_page_of_another_work_is_not_there_in_the_studio(people):
    mine, theirs = make_draft(people.reporter), make_draft(people.reporter2)
    client: Client = signed_in(people.reporter)
    assert client.get(f"/my/works/{mine.work.pk}/pages/{mine.pk}/preview/").status_code == 200
    for what in ("preview", "send-in", "take-back", "hide", "ok"):
        address = f"/my/works/{mine.work.pk}/pages/{theirs.pk}/{what}/"
        assert client.get(address).status_code == 404, what
        assert client.post(address).status_code in (404, 405), what


def test_the_studios_services_ask_whose_story_it_is(people):
    page = make_draft(people.reporter)
    for role in ("reporter2", "moderator", "superuser"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            add_part(page=page, user=getattr(people, role), kind="words", value="forged")
    assert add_part(page=page, user=people.reporter, kind="words", value="mine").part_id


def test_only_who_takes_part_invites(people):
    page = make_draft(people.reporter)
    asked = {"email": "x@example.org", "role": "co_author", "base_url": "http://testserver"}
    for role in ("reporter2", "trainer", "moderator", "superuser"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            invite(work=page.work, invited_by=getattr(people, role), **asked)
    assert invite(work=page.work, invited_by=people.reporter, **asked)
