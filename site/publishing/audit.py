"""Proof that all that is public is released: each live row held against its release."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from wagtail.models import DraftStateMixin, Page, PageViewRestriction

from publishing import triggers
from publishing.candidates import build_manifest
from publishing.digests import digest
from publishing.errors import NotReleased
from publishing.guards import assert_may_be_live
from publishing.models import Manifest, Release
from publishing.registry import Registry

audits = Registry("audit() -> sentences about what is public and should not be")


def _live_objects() -> Iterator:
    # The root of the tree has no words and no address.
    yield from Page.objects.filter(live=True, depth__gt=1).specific().iterator()
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page) and not model._meta.proxy:
            yield from model._base_manager.filter(live=True).iterator()


def _files_differ(release: Release, frozen: dict[str, Any] | None) -> bool:
    """Say whether a file is no longer what was approved; one that was taken back is blank, and counts as neither."""
    if frozen is None or release.revision is None:
        return False
    now = build_manifest(release.revision.as_object()).get("files", {})
    kept = {key: value for key, value in frozen.items() if value.get("sha256")}
    return not set(kept) <= set(now) <= set(frozen) or any(now[key] != value for key, value in kept.items())


def audit_public() -> list[str]:
    """Return one sentence for each thing that is public and not exactly what was released; empty when all is well."""
    problems = []
    for obj in _live_objects():
        name = f"{obj._meta.label} {obj.pk}"
        try:
            release = assert_may_be_live(obj)
        except NotReleased as refusal:
            problems.append(f"{name} is live and should not be: {refusal}")
            continue
        manifest = Manifest.objects.filter(release=release).first()
        if manifest is None:
            problems.append(f"{name}: what was frozen with its release is missing.")
            continue
        if digest(manifest.body) != (manifest.blanked_digest or release.manifest_digest):
            problems.append(f"{name}: what was frozen with its release has been changed.")
        if _files_differ(release, manifest.body.get("files")):
            problems.append(f"{name}: a file, its alt text, captions or transcript differ from what was approved.")
    if not triggers.installed():
        problems.append("The database's own guards are missing. Run `manage.py migrate`.")
    if PageViewRestriction.objects.exists():
        problems.append("A page has a privacy setting. Pages are either public or drafts here.")
    for audit in audits:
        problems.extend(audit())
    return problems
