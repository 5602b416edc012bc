"""What each guard is worth by itself, where another one stands behind it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.models import Page

from authorship.models import YourOK
from publishing.candidates import Candidate
from publishing.errors import NotReleased
from publishing.models import APPEND_ONLY, Release
from publishing.services import make_release
from tests.builders import SECRET, case_in, fresh, make_draft, releases_of

REFUSALS = (PermissionDenied, DatabaseError)


def test_a_release_for_fewer_people_makes_nothing_public(people):
    page = make_draft(people.reporter)
    waiting = make_release(candidate=Candidate(page.latest_revision), kind=Release.Kind.SYSTEM)
    release = Release(
        content_type=waiting.content_type,
        object_id=waiting.object_id,
        revision=waiting.revision,
        revision_digest=waiting.revision_digest,
        manifest_digest=waiting.manifest_digest,
        approved_at=timezone.now(),
        audience="group",
        state=Release.State.VALID,
    )
    release.save()
    page.live, page.live_revision = True, release.revision
    with pytest.raises(REFUSALS) as refusal, transaction.atomic():
        page.save()
    assert "smaller audience" in str(refusal.value)
    assert not fresh(page).live


def test_an_alias_is_not_public_without_its_page(people):
    page = case_in("live", people).page
    alias = page.create_alias(update_slug="follows")
    Page.objects.filter(pk=page.pk).update(live=False)
    # Its release has not ended, and it says what its page says; but its page is not there.
    assert releases_of(page).get().state == "valid"
    alias = fresh(alias)
    alias.live = True
    with pytest.raises(NotReleased):
        alias.save()


def test_autosave_starts_a_new_version(people):
    page = case_in("being checked", people).page
    sent_in = page.latest_revision
    draft = page.get_latest_revision_as_object()
    draft.title = "typed meanwhile"
    try:
        with transaction.atomic():
            saved = draft.save_revision(user=sent_in.user, overwrite_revision=sent_in)
    except NotReleased:
        saved = None
    assert saved is not None, "whoever goes on typing gets an error"
    assert saved.pk != sent_in.pk


def test_no_version_is_born_with_its_hour(people):
    page = make_draft(people.reporter)
    with pytest.raises(NotReleased), transaction.atomic():
        page.save_revision(user=people.reporter, approved_go_live_at=timezone.now())


def test_a_release_says_that_it_stays(people):
    page = case_in("live", people).page
    with pytest.raises((NotReleased, DatabaseError)) as refusal, transaction.atomic():
        releases_of(page).get().delete()
    assert str(refusal.value) == APPEND_ONLY


def test_the_name_of_a_release_does_not_linger(people):
    """A live page may be saved as it is; what the same transaction writes next is asked anew."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no named releases")
    page = case_in("live", people).page
    page.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(title=SECRET)


def test_an_ok_is_written_once(people):
    case_in("live", people)
    ok = YourOK.objects.first()
    ok.answer = YourOK.Answer.NOT_YET
    with pytest.raises(NotReleased), transaction.atomic():
        ok.save()
