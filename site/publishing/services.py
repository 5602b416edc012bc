"""Making things public, and taking them down: the only code that does either."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from publishing import registry, trying_again
from publishing.addresses import remember_addresses
from publishing.approvals import approval_of
from publishing.audiences import KEY, audience_in, is_narrower
from publishing.candidates import Candidate, object_key, revisions_of
from publishing.decisions import log_decision
from publishing.digests import digest, revision_digest
from publishing.errors import NotReleased, PublishBlocked, TryAgainLater
from publishing.guards import MAY_GO_LIVE
from publishing.holding import hold, hold_key
from publishing.models import ContentRewrite, Manifest, Release
from publishing.naming import named
from publishing.taking_down import take_copies_away, take_old_copies_away

SUPERSEDED = (Release.State.VALID, Release.State.PAUSED)
"""What ends once a newer release of the same object is public."""


def freeze(candidate: Candidate) -> None:
    """Freeze what a revision uses: it is being sent in, and must not change any more."""
    for freezer in registry.freezers:
        freezer(candidate.obj)


@transaction.atomic
def make_release(
    *, candidate: Candidate, kind: str, approved_by=None, workflow_run: int | None = None, ok_ids: Iterable[int] = ()
) -> Release:
    """Write the record of what may be public, manifest included. It waits until `go_live` makes it so."""
    key = object_key(candidate.obj)
    _end(Release.objects.filter(**key, state=Release.State.WAITING))
    release = Release.objects.create(
        **key,
        revision=candidate.revision,
        revision_digest=candidate.revision_digest,
        manifest_digest=candidate.manifest_digest,
        audience=audience_in(candidate.manifest),
        kind=kind,
        workflow_run=workflow_run,
        approved_by=approved_by,
        approved_at=timezone.now(),
        ok_ids=list(ok_ids),
    )
    Manifest.objects.create(release=release, body=candidate.manifest)
    return release


def _end(releases: QuerySet[Release]) -> None:
    for release in releases.select_for_update():
        release.state = Release.State.REPLACED
        release.save(update_fields=["state"])


@transaction.atomic
def release_from_workflow(workflow_state: WorkflowState, user=None) -> Release:
    """Release what a finished workflow approved, and publish it, now or at its hour. Raises PublishBlocked.

    Refusing rolls back the approval that finished the workflow, and leaves what is public as it was.
    """
    hold(workflow_state.content_object)
    candidate = Candidate(workflow_state.content_object.get_latest_revision())
    approval = approval_of(workflow_state, candidate)
    release = make_release(
        candidate=candidate,
        kind=Release.Kind.WORKFLOW,
        approved_by=approval.moderator,
        workflow_run=workflow_state.pk,
        ok_ids=approval.ok_ids,
    )
    go_live(release, user=user)
    return release


@transaction.atomic
def go_live(release: Release, user=None) -> None:
    """Publish a release: the only function that lets anybody read anything. Raises PublishBlocked.

    Every gate is asked again. TryAgainLater means that only something of ours is in the way. Where the revision names
    a later hour, it is scheduled instead. One for a smaller audience never makes its object live: those people read
    the released revision itself.
    """
    hold_key({"content_type": release.content_type, "object_id": release.object_id})
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state not in MAY_GO_LIVE or release.revision is None:
        raise PublishBlocked([_("This release is no longer valid. Send the work in again.")])
    candidate = Candidate(release.revision, release)
    sentences = candidate.sentences()
    if not candidate.matches(words=release.revision_digest, manifest=release.manifest_digest):
        sentences.append(_("Something changed after it was approved. Send it in again, so that it can be checked."))
    if sentences:
        raise PublishBlocked(sentences)
    obj = candidate.obj
    if obj.go_live_at and obj.go_live_at > timezone.now():
        _schedule(release.revision, obj)
        return
    _publish(release, release.revision, obj, user)
    trying_again.forget(object_key(obj))
    for step in registry.after_publish:
        transaction.on_commit(partial(step, release, obj))


def _publish(release: Release, revision: Revision, obj: Any, user) -> None:
    """Put the release's files in place, then publish its revision. What was copied out is undone on failure."""
    undo: list[Callable[[], Any]] = []
    try:
        with transaction.atomic():
            _end(Release.objects.filter(**object_key(obj), state__in=SUPERSEDED).exclude(pk=release.pk))
            release.state = Release.State.VALID
            release.save(update_fields=["state"])
            for step in registry.go_live_steps:
                step(release, obj, undo)
            if release.audience == Release.PUBLIC:
                with named(release.pk):
                    revision.publish(user=user, skip_permission_checks=True)
                # Read anew: this version may stand at another address than the one before.
                remember_addresses(type(obj)._base_manager.get(pk=obj.pk))
                take_old_copies_away(object_key(obj))
            else:
                _keep_from_the_public(obj)
            kind = "released" if release.audience == Release.PUBLIC else "shared"
            log_decision(kind, obj, by=user, detail=f"release {release.pk}")
    except BaseException as failure:
        for step in reversed(undo):
            # What a store does not take back now is a stray, which nobody can ask for and the clock removes.
            with suppress(Exception):
                step()
        if isinstance(failure, TryAgainLater):
            trying_again.hold_note(object_key(obj), failure)
        if isinstance(failure, ValidationError):
            raise PublishBlocked(failure.messages) from failure
        raise


def _keep_from_the_public(obj: Any) -> None:
    """Let an object stop being live, and wait for no hour, while its release stays."""
    row = type(obj)._base_manager.get(pk=obj.pk)
    revisions_of(row).update(approved_go_live_at=None)
    if row.live:
        remember_addresses(row)
        row.unpublish(user=None, log_action=True)
    take_copies_away(row)


def _schedule(revision: Revision, obj: Any) -> None:
    revisions_of(obj).exclude(pk=revision.pk).update(approved_go_live_at=None)
    revision.approved_go_live_at = obj.go_live_at
    revision.save(update_fields=["approved_go_live_at"])


@transaction.atomic
def take_down(obj: Any, *, by=None, revoke: bool = False, pause: bool = False, check_goes_on: bool = False) -> None:
    """Stop showing `obj` and all that follows it, whatever its locks and workflows say. Always possible.

    The release is kept as hidden, so that it can come back with a fresh OK; `revoke` ends it for good. `pause`
    suspends it, what is hidden already too: then it comes back only after `end_pause`. A check that runs is ended,
    or with `check_goes_on` left alone: what it is about is not public by that. Repeating it does no harm.
    """
    state = Release.State.REVOKED if revoke else Release.State.PAUSED if pause else Release.State.HIDDEN
    ends = (*MAY_GO_LIVE, Release.State.HIDDEN) if pause else MAY_GO_LIVE
    obj = type(obj)._base_manager.get(pk=obj.pk)
    if getattr(obj, "alias_of_id", None):
        obj = obj.alias_of.specific
    hold(obj)
    for release in Release.objects.select_for_update().filter(**object_key(obj)).exclude(state=Release.State.REVOKED):
        if revoke or release.state in ends:
            release.state = state
            release.save(update_fields=["state"])
    workflow = None if check_goes_on else getattr(obj, "current_workflow_state", None)
    if workflow:
        workflow.cancel(user=by)
    _keep_from_the_public(obj)
    trying_again.forget(object_key(obj))


@transaction.atomic
def narrow(obj: Any, *, chosen: dict[str, Any], by: Any = None) -> Release | None:
    """Let fewer people read what is shown, at once, word for word as it is; None where nothing is shown.

    `chosen` is what the manifest of the new release says of its audience: `audience` and whatever stands beside it.
    It rests on the same approval and OKs, which were to more people. What was sent in meanwhile is a draft again.
    Raises NotReleased where the audience is not a narrower one.
    """
    hold(obj)
    obj = type(obj)._base_manager.get(pk=obj.pk)
    wide = Release.objects.select_for_update().filter(**object_key(obj), state=Release.State.VALID).first()
    if wide is None:
        return None
    if not is_narrower(chosen[KEY], than=wide.audience):
        raise NotReleased("Only fewer people can read it without a new OK.")
    body = wide.manifest.body | chosen
    _end(Release.objects.filter(pk=wide.pk))
    narrowed = Release.objects.create(
        **object_key(obj),
        revision=wide.revision,
        revision_digest=wide.revision_digest,
        manifest_digest=digest(body),
        audience=chosen[KEY],
        kind=wide.kind,
        state=Release.State.VALID,
        workflow_run=wide.workflow_run,
        approved_by=wide.approved_by,
        approved_at=wide.approved_at,
        ok_ids=wide.ok_ids,
    )
    Manifest.objects.create(release=narrowed, body=body)
    workflow = getattr(obj, "current_workflow_state", None)
    if workflow:
        workflow.cancel(user=by)
    _keep_from_the_public(obj)
    return narrowed


@transaction.atomic
def end_pause(obj: Any) -> bool:
    """Let what was paused be shown again by `resume`; it stays hidden until then. Return whether it was paused."""
    paused = Release.objects.select_for_update().filter(**object_key(obj), state=Release.State.PAUSED)
    for release in paused:
        release.state = Release.State.HIDDEN
        release.save(update_fields=["state"])
    return bool(paused)


@transaction.atomic
def resume(obj: Any, user=None) -> Release:
    """Make what was hidden public again, exactly as it was. Raises PublishBlocked, and then it stays hidden.

    Every gate is asked again, so whoever hid it has to say yes anew.
    """
    hold(obj)
    release = Release.objects.select_for_update().filter(**object_key(obj), state=Release.State.HIDDEN).last()
    if release is None or revisions_of(obj).last() != release.revision:
        raise PublishBlocked([_("It was changed after it was hidden. Send it in, so that it can be checked.")])
    release.state = Release.State.WAITING
    release.save(update_fields=["state"])
    go_live(release, user=user)
    return release


def resume_if_hidden(obj: Any) -> None:
    """Show again what is hidden and could not be shown when that was wanted. Raises PublishBlocked."""
    if Release.objects.filter(**object_key(obj), state=Release.State.HIDDEN).exists():
        resume(obj)


@transaction.atomic
def rewrite_form(*, revision: Revision, content: dict, reason: str) -> None:
    """Change the form, never the words, of a frozen revision in a data migration; approvals follow it.

    Writes the pair of old and new fingerprints. `reason` is a sentence for whoever reads the record.
    """
    rewrite = ContentRewrite.objects.create(
        revision_id=revision.pk,
        old_digest=revision_digest(revision),
        new_digest=digest(content),
        reason=reason,
    )
    revision.content = content
    revision.save(update_fields=["content"])
    rewrite.done = True
    rewrite.save(update_fields=["done"])
