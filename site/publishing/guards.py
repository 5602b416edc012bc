"""The rule, where rows are written: a live row is exactly a released revision of that same object.

Django calls these for every save of every road: the admin, bulk actions, the schedule, copies, aliases,
translations, fixtures and ordinary code. The database's own triggers (`triggers.py`) say the same below.
"""

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.models import DraftStateMixin, PageViewRestriction, Revision, TaskState

from publishing.addresses import remember_addresses
from publishing.comparing import FREE_FIELDS, LIVE_FIELDS, has_same_words
from publishing.digests import digest, is_blanked_form, is_same_digest, revision_digest
from publishing.errors import NotReleased
from publishing.models import ContentRewrite, Manifest, PastWriter, Release
from publishing.naming import name_release
from publishing.selectors import valid_release
from publishing.taking_down import take_copies_away

MAY_GO_LIVE = (Release.State.WAITING, Release.State.VALID)
NO_RELEASE = "Nothing goes public without a release: send it in, and it will be checked."


def assert_may_be_live(obj: Any) -> Release:
    """Return the release that allows `obj` to be live exactly as it is in memory. Raises NotReleased otherwise."""
    source = getattr(obj, "alias_of", None)
    if source is not None:
        return _assert_alias_may_be_live(obj, source.specific)
    release = valid_release(obj) if obj.pk else None
    if release is None or release.revision is None or obj.live_revision_id != release.revision_id:
        raise NotReleased(NO_RELEASE)
    if release.audience != Release.PUBLIC:
        raise NotReleased("This work was released to a smaller audience, so it stays out of public pages.")
    if not is_same_digest(release.revision_digest, revision_digest(release.revision)):
        raise NotReleased("The approved version was changed after it was approved.")
    if not has_same_words(obj, release.revision.as_object()):
        raise NotReleased("These are not the words that were approved.")
    return release


def _assert_alias_may_be_live(alias: Any, source: Any) -> Release:
    if not source.live or source.alias_of_id:
        raise NotReleased("An alias can only follow a page that is public itself.")
    release = assert_may_be_live(source)
    if not has_same_words(alias, source, also_free=frozenset({"slug"})):
        raise NotReleased("An alias shows exactly what the page shows that it follows.")
    return release


def _touches_the_public(instance: Any, update_fields: frozenset[str] | None) -> bool:
    if not instance.live:
        return False
    if update_fields is None:
        return True
    names = {name.removesuffix("_id") for name in update_fields}
    return bool(names & LIVE_FIELDS) or bool(names - FREE_FIELDS)


def guard_live_row(sender, instance, update_fields=None, **kwargs) -> None:
    """Before any save: refuse a live row that is not exactly what was released."""
    if isinstance(instance, DraftStateMixin) and _touches_the_public(instance, update_fields):
        release = assert_may_be_live(instance)
        instance._named_release = release.pk
        name_release(release.pk)


def forget_name(sender, instance, **kwargs) -> None:
    """After any save: take the release's name off the transaction, and tidy up after what stopped being live.

    An alias is live as soon as it is saved, so its address is noted here; those of others are at go-live.
    """
    if not isinstance(instance, DraftStateMixin):
        return
    if instance.__dict__.pop("_named_release", None):
        name_release(None)
    if not instance.live:
        take_copies_away(instance)
    elif getattr(instance, "alias_of_id", None):
        remember_addresses(instance)


def is_frozen(revision: Revision) -> bool:
    """Say whether somebody has approved, OKed or released this revision, or is looking at it to do so."""
    return (
        Release.objects.filter(revision_id=revision.pk).exists()
        or TaskState.objects.filter(revision_id=revision.pk).exists()
    )


def guard_revision(sender, instance, update_fields=None, **kwargs) -> None:
    """Before a revision is saved: a frozen one keeps its words, and only a released one may be scheduled."""
    if instance.pk is None:
        if instance.approved_go_live_at:
            raise NotReleased(NO_RELEASE)
        return
    stored = Revision.objects.filter(pk=instance.pk).first()
    if stored is None:
        return
    if instance.approved_go_live_at and instance.approved_go_live_at != stored.approved_go_live_at:
        if not Release.objects.filter(revision_id=instance.pk, state__in=MAY_GO_LIVE).exists():
            raise NotReleased(NO_RELEASE)
    changes_words = update_fields is None or "content" in update_fields
    if changes_words and stored.content != instance.content and is_frozen(stored):
        if not ContentRewrite.objects.filter(revision_id=instance.pk, done=False).exists():
            raise NotReleased("This version has been sent in or approved, so its words stay as they are.")


def is_deleted_by_itself(origin: object) -> bool:
    """Say whether a version is deleted while what it is a version of stays, by what Django calls the origin."""
    return isinstance(origin, Revision) or (isinstance(origin, QuerySet) and origin.model is Revision)


def guard_revision_delete(sender, instance, origin=None, **kwargs) -> None:
    """A revision that others can read is not deleted by itself, and of any other it stays known who saved it."""
    if not is_deleted_by_itself(origin):
        return
    live_object = instance.content_object
    is_live = live_object is not None and getattr(live_object, "live_revision_id", None) == instance.pk
    if is_live or Release.objects.filter(revision_id=instance.pk, state=Release.State.VALID).exists():
        raise NotReleased("Somebody is reading this version. Take the page down first.")
    if instance.user_id is not None:
        PastWriter.objects.create(
            content_type_id=instance.base_content_type_id,
            object_id=instance.object_id,
            user_id=instance.user_id,
            created_at=instance.created_at,
        )


def take_down_before_delete(sender, instance, **kwargs) -> None:
    """A live row is taken down before it is deleted, so that nothing copied out for it stays behind."""
    if isinstance(instance, DraftStateMixin):
        type(instance)._base_manager.filter(pk=instance.pk, live=True).update(live=False)
        take_copies_away(instance)


def guard_manifest(sender, instance, **kwargs) -> None:
    """A manifest is written once; after that its texts can only be emptied, and the row says so."""
    if not instance.pk:
        return
    before = Manifest.objects.get(pk=instance.pk)
    if before.release_id != instance.release_id or not is_blanked_form(before.body, instance.body):
        raise NotReleased("What was frozen with a release stays as it is.")
    if before.body != instance.body:
        instance.blanked_at = timezone.now()
        instance.blanked_digest = digest(instance.body)


def guard_record_delete(sender, **kwargs) -> None:
    """Releases and what was frozen with them are records: nobody deletes them."""
    raise NotReleased("A release is a record and stays.")


def guard_privacy(sender, **kwargs) -> None:
    """`live` means public, always: Wagtail's own page privacy is off."""
    raise NotReleased("Pages are either public or drafts here; there is no privacy setting.")


def connect() -> None:
    """Put the guards on duty, once for each process."""
    pre_save.connect(guard_live_row, dispatch_uid="publishing.live_row")
    post_save.connect(forget_name, dispatch_uid="publishing.forget_name")
    pre_save.connect(guard_revision, sender=Revision, dispatch_uid="publishing.revision")
    pre_delete.connect(guard_revision_delete, sender=Revision, dispatch_uid="publishing.revision_delete")
    pre_delete.connect(take_down_before_delete, dispatch_uid="publishing.delete")
    pre_save.connect(guard_manifest, sender=Manifest, dispatch_uid="publishing.manifest")
    for record in (Manifest, Release):
        pre_delete.connect(guard_record_delete, sender=record, dispatch_uid=f"publishing.{record.__name__}_delete")
    pre_save.connect(guard_privacy, sender=PageViewRestriction, dispatch_uid="publishing.privacy")
