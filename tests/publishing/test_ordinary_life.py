"""What people do every day still works under the gate."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from authorship.selectors import contributors_of
from authorship.services import choose_credit
from moderation.services import give_ok, say_not_yet, send_in, step_of
from publishing.audit import audit_public
from publishing.errors import NotReleased, PublishBlocked
from publishing.models import ContentRewrite, Release
from publishing.selectors import is_released
from publishing.services import go_live, rewrite_form, take_down
from stories.models import StoryPage
from tests.builders import (
    NOT_SERIOUS,
    OPEN,
    act,
    add_co_author,
    case_in,
    change_draft,
    everybody_says_yes,
    fresh,
    live_learning,
    make_draft,
    make_programme,
    publish,
    releases_of,
    story_index,
)
from tests.matrix import admin_address, signed_in, story_form
from tests.profiles import a_few

pytestmark = [pytest.mark.usefixtures("clean_at_the_end"), pytest.mark.on_postgresql]


@pytest.fixture
def clean_at_the_end(people):
    """After every ordinary day the audit finds nothing."""
    yield
    assert audit_public() == []


@pytest.fixture
def live(people):
    """A public story of two people."""
    return case_in("live", people).page


def _answers(client, page, status=200):
    return client.get(page.get_url()).status_code == status


def test_the_whole_journey(people, client, mailoutbox):
    page = make_draft(people.reporter, words=OPEN)
    add_co_author(page, people.reporter2)
    send_in(page=page, user=people.reporter)
    assert _answers(client, page, 404)
    with pytest.raises(PermissionDenied):
        act(page, people.reporter, "approve")
    act(page, people.moderator, "approve")
    assert give_ok(page=fresh(page), user=people.reporter) is False
    assert _answers(client, page, 404)
    assert give_ok(page=fresh(page), user=people.reporter2) is True
    assert OPEN in client.get(page.get_url()).content.decode()
    release = releases_of(page).get()
    assert (release.state, release.approved_by, len(release.ok_ids)) == ("valid", people.moderator, 2)


def test_a_request_for_changes_needs_a_reason_and_comes_back(people):
    page = make_draft(people.reporter, words=OPEN)
    send_in(page=page, user=people.reporter)
    for reason in ("", "   "):
        with pytest.raises(PublishBlocked):
            act(page, people.moderator, "reject", comment=reason)
    act(page, people.moderator, "reject", comment="Lovely. Please say where the second photo was taken.")
    page = change_draft(page, people.reporter, words=OPEN)
    assert publish(page, people).live


def test_not_yet_goes_back_to_the_authors(people):
    page = case_in("waiting for OK", people).page
    say_not_yet(page=page, user=people.reporter2)
    assert step_of(fresh(page)) is None or step_of(fresh(page)).status == "rejected"
    page = change_draft(page, people.reporter, words=OPEN, body=[("words", OPEN)], slug="open")
    assert publish(page, people).live


def test_a_moderator_who_corrects_a_word_leaves_the_approval_to_another(people):
    page = case_in("being checked", people).page
    answer = signed_in(people.moderator).post(admin_address("edit", page.pk), story_form(page, summary="Mended"))
    assert answer.status_code == 302
    assert fresh(page).latest_revision.user == people.moderator
    with pytest.raises((PermissionDenied, PublishBlocked)):
        act(page, people.moderator, "approve")
    act(page, people.moderator2, "approve")


def test_a_new_version_replaces_the_old_one_only_when_it_is_through(people, client, live):
    old = client.get(live.get_url()).content.decode()
    page = change_draft(live, people.reporter, words="orchard")
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    assert client.get(live.get_url()).content.decode() == old
    page = everybody_says_yes(page)
    assert "orchard newer" in client.get(page.get_url()).content.decode()
    assert [release.state for release in releases_of(page)] == ["replaced", "valid"]


def test_a_field_that_a_released_version_does_not_know_yet(people, live):
    """A migration adds a field with a default: the row has it, the revision does not."""
    revision = live.live_revision
    content = {key: value for key, value in revision.content.items() if key not in ("told_as", "place")}
    rewrite_form(revision=revision, content=content, reason="Made before the field was there.")
    page = fresh(live)
    page.save()
    assert is_released(page)
    assert audit_public() == []


def test_a_data_migration_takes_approvals_along(people):
    page = case_in("waiting for OK", people).page
    give_ok(page=page, user=people.reporter)
    revision = fresh(page).latest_revision
    content = revision.content | {"place": "Aston"}
    revision.content = content
    with pytest.raises(NotReleased), transaction.atomic():
        revision.save()
    revision.refresh_from_db()
    rewrite_form(revision=revision, content=content, reason="Moved into a field of its own.")
    assert ContentRewrite.objects.get().done


def test_a_data_migration_of_a_live_page(people, live, client):
    revision = live.live_revision
    body = [{"type": "words", "value": f"{OPEN} body", "id": "0a1b2c3d-0000-4000-8000-000000000000"}]
    import json

    content = revision.content | {"body": json.dumps(body)}
    rewrite_form(revision=revision, content=content, reason="Blocks have ids now.")
    page = fresh(live)
    page.body = body
    page.save()
    assert _answers(client, page)
    assert releases_of(page).get().state == "valid"


def test_moving_and_reordering_change_nothing_in_public(people, live, client):
    other = publish(make_draft(people.reporter2, words="other"), people)
    fresh(other).move(fresh(live), pos="left")
    assert fresh(other).path < fresh(live).path
    polish = story_index("pl")
    fresh(other).move(polish, pos="last-child")
    other = fresh(other)
    assert _answers(client, other)
    take_down(other)
    assert _answers(client, other, 410)


@pytest.mark.deep
def test_an_administrator_reorders_and_a_reporter_does_not(people, live):
    other = publish(make_draft(people.reporter2, words="other"), people)
    address = admin_address("set_page_position", other.pk)
    assert signed_in(people.reporter).post(address, {"position": 0}).status_code == 403
    assert signed_in(people.admin).post(f"{address}?position=0").status_code == 200
    assert fresh(other).path < fresh(live).path


def test_locking(people, live, client):
    page = fresh(live)
    page.locked, page.locked_by, page.locked_at = True, people.superuser, timezone.now()
    page.save()
    assert _answers(client, page)
    take_down(page, by=people.reporter)
    assert _answers(client, page, 410)


@pytest.mark.deep
def test_a_new_address_of_the_section(people, live, client, django_capture_on_commit_callbacks):
    index = story_index()
    old = live.get_url()
    draft = index.get_latest_revision_as_object()
    draft.slug = "our-stories"
    draft.save_revision(user=people.admin)
    with django_capture_on_commit_callbacks(execute=True):
        publish(fresh(index), people, sender=people.admin)
    page = fresh(live)
    assert page.get_url().startswith("/our-stories/")
    assert _answers(client, page)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, page.get_url()), "the story is still public"
    take_down(page)
    assert _answers(client, page, 410)


def test_unpublishing_by_code_and_publishing_again(people, live, client):
    page = fresh(live)
    page.unpublish()
    assert not is_released(fresh(page))
    assert _answers(client, page, 410)
    release = releases_of(page).last()
    if release.state in ("valid", "waiting"):
        go_live(release)
        assert _answers(client, page)
    else:
        change_draft(page, people.reporter, words=OPEN, slug=page.slug)
        assert publish(page, people).live


@pytest.mark.deep
def test_hidden_and_sent_in_again(people, live, client):
    take_down(live, by=people.reporter)
    assert _answers(client, live, 410)
    page = change_draft(live, people.reporter, words=OPEN, slug=live.slug)
    publish(page, people)
    assert _answers(client, live)


def test_the_tree_is_mended(people, live, client):
    Page.objects.filter(pk=story_index().pk).update(numchild=99)
    call_command("fixtree", interactive=False, verbosity=0)
    call_command("set_url_paths", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    assert _answers(client, live)


def test_deleting_a_live_page_takes_everything_along(people, live, client):
    url, work = live.get_url(), live.work
    fresh(live).delete()
    assert client.get(url).status_code == 410
    work.refresh_from_db()
    assert work.page_id is None
    assert Release.objects.filter(object_id=str(live.pk)).exists()


def test_nobody_deletes_by_the_admin_what_was_once_public(people, live, client):
    """Nor a page that follows it, which would take an address down by nobody's right."""
    alias = fresh(live).create_alias(parent=story_index("pl"), update_slug="follows")
    for page in (live, alias):
        for person in (people.superuser, people.admin):
            signed_in(person).post(admin_address("delete", page.pk))
            assert StoryPage.objects.filter(pk=page.pk).exists()
        assert client.get(page.get_url()).status_code == 200


@pytest.mark.parametrize("who", ["code", "admin"])
def test_a_copy_is_a_draft_and_a_work_of_its_own(people, live, who):
    if who == "code":
        copy = fresh(live).copy(update_attrs={"slug": "copy"}, keep_live=False)
    else:
        form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": str(live.get_parent().pk)}
        signed_in(people.superuser).post(admin_address("copy", live.pk), form)
        copy = StoryPage.objects.get(slug="copy")
    assert not copy.live
    assert copy.work != live.work
    assert not releases_of(copy).exists()
    assert not any(contributor.oks.exists() for contributor in contributors_of(copy))


def test_an_alias_made_a_page_of_its_own_is_a_work_of_its_own(people):
    page = make_draft(people.reporter)
    alias = page.create_alias(update_slug="follows")
    signed_in(people.superuser).post(admin_address("convert_alias", alias.pk))
    own = fresh(alias)
    assert own.alias_of_id is None
    assert own.work != page.work
    assert [part.person.user for part in contributors_of(own)] == [people.reporter]


@a_few(3)
@pytest.mark.parametrize(
    "state",
    [
        "being checked",
        "waiting for OK",
        "live, newer draft waiting for OK",
        "scheduled",
        "live, newer version scheduled",
        "alias of a draft",
        "hidden",
        "live",
    ],
)
def test_taking_down_works_whatever_is_going_on(people, client, state):
    page = case_in(state, people).page
    Page.objects.filter(pk=page.pk).update(locked=True)
    for _twice in range(2):
        take_down(fresh(page), by=people.reporter)
    page = fresh(page)
    assert not page.live
    assert page.current_workflow_state is None
    assert not Revision.objects.filter(object_id=str(page.pk), approved_go_live_at__isnull=False).exists()
    assert client.get(page.get_url()).status_code in (404, 410)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")
    assert not fresh(page).live


def test_an_alias_follows_its_page_up_and_down(people, live, client):
    alias = fresh(live).create_alias(parent=story_index("pl"), update_slug="follows")
    assert OPEN in client.get(alias.get_url()).content.decode()
    page = change_draft(live, people.reporter, words="orchard")
    publish(page, people)
    assert "orchard" in client.get(alias.get_url()).content.decode()
    take_down(fresh(alias), by=people.reporter)
    assert client.get(alias.get_url()).status_code in (404, 410)
    assert not fresh(live).live


@pytest.mark.deep
def test_the_hour_comes_for_each_page_by_itself(people, client, monkeypatch):
    """One whose slug was taken, one that has lost its OK, one taken down; the last one still goes out."""
    hour = timezone.now() + timedelta(days=1)
    taken, unnamed, gone, good = (
        publish(make_draft(people.reporter, words=words, go_live_at=hour), people)
        for words in ("first", "second", "third", OPEN)
    )
    assert not any(fresh(page).live for page in (taken, unnamed, gone, good))
    StoryPage.objects.filter(pk=taken.pk).update(slug="elsewhere")
    make_draft(people.reporter2, slug=taken.slug, words="usurper")
    choose_credit(contributor=contributors_of(unnamed).first(), credit="made_up_name", credit_name="Other")
    take_down(gone)
    call_command("publish_scheduled")
    assert not any(fresh(page).live for page in (taken, unnamed, gone, good))
    monkeypatch.setattr(timezone, "now", lambda: hour + timedelta(minutes=1))
    call_command("publish_scheduled")
    assert [fresh(page).live for page in (taken, unnamed, gone, good)] == [False, False, False, True]
    assert _answers(client, good)


def test_a_scheduled_new_version_leaves_the_old_one_public_until_its_hour(people, client):
    page = case_in("live, newer version scheduled", people).page
    assert OPEN in client.get(page.get_url()).content.decode()
    assert audit_public() == []


def test_an_end_date_takes_down(people, client):
    page = publish(make_draft(people.reporter, words=OPEN, expire_at=timezone.now() + timedelta(days=1)), people)
    StoryPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert _answers(client, page, 410)


@pytest.mark.deep
def test_old_drafts_are_cleared_and_what_counts_stays(people, live, client):
    for _draft in range(2):
        change_draft(live, people.reporter, words="orchard")
    publish(live, people)
    kept = set(Release.objects.exclude(revision=None).values_list("revision_id", flat=True))
    call_command("purge_revisions")
    call_command("purge_revisions", days=0)
    assert kept <= set(Revision.objects.values_list("pk", flat=True))
    assert fresh(live).live_revision_id in kept
    assert _answers(client, live)


def test_the_version_that_the_public_reads_is_not_deleted(people, live):
    for delete in (live.live_revision.delete, Revision.objects.filter(pk=live.live_revision_id).delete):
        with pytest.raises((NotReleased, DatabaseError)) as refusal, transaction.atomic():
            delete()
        assert "Take the page down first" in str(refusal.value)


def test_no_name_takes_effect_at_once_and_another_name_waits(people, live, client):
    contributor = contributors_of(live).first()
    choose_credit(contributor=contributor, credit="made_up_name", credit_name="Qzname")
    text = client.get(live.get_url()).content.decode()
    assert "Rosa Bird" in text
    assert "Qzname" not in text
    choose_credit(contributor=contributor, credit="none")
    for address in (live.get_url(), "/", "/stories/"):
        assert "Rosa Bird" not in client.get(address).content.decode()


def test_a_changed_credit_name_voids_the_oks(people):
    page = case_in("waiting for OK", people).page
    give_ok(page=page, user=people.reporter2)
    choose_credit(contributor=contributors_of(page).first(), credit="made_up_name", credit_name="Other")
    assert give_ok(page=fresh(page), user=people.reporter) is False
    assert not fresh(page).live
    assert give_ok(page=fresh(page), user=people.reporter2) is True


def test_a_taken_slug_gets_a_sentence(people):
    page = make_draft(people.reporter, words=OPEN)
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    StoryPage.objects.filter(pk=page.pk).update(slug="elsewhere")
    make_draft(people.reporter2, slug=page.slug, words="usurper")
    with pytest.raises(PublishBlocked) as blocked:
        everybody_says_yes(page)
    assert blocked.value.sentences
    assert not fresh(page).live


def test_learning_goes_through_the_same_gate(people, client):
    made = live_learning(people)
    for page in (made.programme, *made.modules, *made.sessions):
        assert _answers(client, page)
    session = made.sessions[0]
    assert client.get(f"{session.get_url()}handout/").status_code == 200
    draft = make_programme(people, words="qzsecret")
    assert _answers(client, draft, 404)
    take_down(made.modules[0])
    assert _answers(client, made.modules[0], 410)


@a_few(1)
@pytest.mark.parametrize("which", ["story", "session"])
def test_a_live_row_whose_release_has_ended_is_not_served(people, client, which):
    page = case_in("live", people).page if which == "story" else live_learning(people).sessions[0]
    assert _answers(client, page)
    release = releases_of(page).get()
    release.state = "hidden"
    release.save(update_fields=["state"])
    assert client.get(page.get_url()).status_code in (404, 410)
    assert client.get(f"{page.get_url()}handout/").status_code in (404, 410)
    assert any(str(page.pk) in problem for problem in audit_public())
    take_down(page)


def test_the_approval_address_works_for_a_moderator(people):
    page = case_in("being checked", people).page
    step = step_of(page)
    answer = signed_in(people.moderator).post(
        admin_address("workflow_action", page.pk, "approve", step.pk), NOT_SERIOUS
    )
    assert answer.status_code == 200 or answer.status_code == 302
    assert getattr(step_of(fresh(page)), "is_your_ok", False)
