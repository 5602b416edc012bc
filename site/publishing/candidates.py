"""A revision on its way to the public, and the questions that the gates ask about it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Revision

from publishing import registry
from publishing.digests import digest, is_same_digest, revision_digest
from publishing.models import PastWriter, Release


def object_key(obj: Any) -> dict[str, Any]:
    """Return the two fields by which releases (and Wagtail's revisions) name `obj`."""
    base = obj.get_base_content_type() if hasattr(obj, "get_base_content_type") else None
    return {"content_type": base or ContentType.objects.get_for_model(obj), "object_id": str(obj.pk)}


def revisions_of(obj: Any):
    """Return the revisions of `obj`, oldest first."""
    return Revision.objects.for_instance(obj).order_by("created_at", "pk")


def build_manifest(obj: Any) -> dict[str, Any]:
    """Ask each registered part what of `obj`, as it is in memory, is to be frozen beside its words."""
    body: dict[str, Any] = {}
    for part in registry.manifest_parts:
        body.update(part(obj))
    return body


@dataclass
class Candidate:
    """One revision of one object, as the gates see it. `release` is None before there is one."""

    revision: Revision
    release: Release | None = None

    @cached_property
    def obj(self) -> Any:
        """The object as this revision has it."""
        return self.revision.as_object()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest as it would be frozen now."""
        return build_manifest(self.obj)

    @property
    def manifest_digest(self) -> str:
        """The fingerprint of `manifest`."""
        return digest(self.manifest)

    @property
    def revision_digest(self) -> str:
        """The fingerprint of the words."""
        return revision_digest(self.revision)

    @property
    def is_system(self) -> bool:
        """Whether this goes out as fixed text of the code, which no person approves."""
        return self.release is not None and self.release.kind == Release.Kind.SYSTEM

    def content_sentences(self) -> list[str]:
        """What is missing in the work itself."""
        return [sentence for gate in registry.content_gates for sentence in gate(self)]

    def sentences(self) -> list[str]:
        """All that stands between this revision and the public; empty where nothing does."""
        return self.content_sentences() + [sentence for gate in registry.approval_gates for sentence in gate(self)]

    def matches(self, *, words: str, manifest: str) -> bool:
        """Say whether two recorded fingerprints are those of this candidate."""
        return is_same_digest(words, self.revision_digest) and manifest == self.manifest_digest


@dataclass(frozen=True)
class Writers:
    """Who wrote. `everybody` is True where somebody unknown wrote last, so that nobody may approve."""

    ids: frozenset[int]
    everybody: bool = False

    def __contains__(self, user_id: object) -> bool:
        return self.everybody or user_id in self.ids


def last_release_at(obj: Any, before: Release | None = None) -> datetime | None:
    """When the version in which `obj` was released last (or last before that of `before`) was first released."""
    releases = Release.objects.filter(**object_key(obj)).order_by("created_at", "pk")
    if before is not None:
        releases = releases.filter(pk__lt=before.pk)
    made = list(releases.values_list("revision_id", "created_at"))
    if before is not None:
        made = [row for row in made if row[0] is None or row[0] != before.revision_id]
    if not made:
        return None
    newest, made_at = made[-1]
    # The same version can be released anew, to fewer people or to more: its writers are those of the first time.
    return min(moment for revision_id, moment in made if revision_id == newest) if newest else made_at


def writers_of(obj: Any, release: Release | None = None) -> Writers:
    """Return who wrote in `obj` since its last release, by revision, deleted ones too, and by each registered source.

    With `release`, who wrote what that release made public. A revision saved by nobody in particular counts
    as everybody's, until a named person saves a later one.
    """
    since = last_release_at(obj, before=release)
    when = Q(created_at__gt=since) if since else Q()
    if release is not None and release.revision is not None:
        when &= Q(created_at__lte=release.revision.created_at)
    rows = list(revisions_of(obj).filter(when).values_list("user_id", flat=True))
    ids = {user_id for user_id in rows if user_id}
    ids |= set(PastWriter.objects.filter(when, **object_key(obj)).values_list("user_id", flat=True))
    for source in registry.writers:
        ids |= set(source(obj, since))
    return Writers(frozenset(ids), everybody=bool(rows) and rows[-1] is None)
