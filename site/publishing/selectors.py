"""The only way in which the public side reads: what is live and has a valid release."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from publishing.candidates import object_key
from publishing.models import Manifest, PublicAddress, Release


def _has_release(**where: Any) -> Exists:
    return Exists(Release.objects.filter(state=Release.State.VALID, audience=Release.PUBLIC, **where))


def released(queryset: QuerySet) -> QuerySet:
    """Keep of `queryset` what the public may read: live, with a valid public release of its live revision.

    An alias counts where the page it follows does.
    """
    own = _has_release(revision_id=OuterRef("live_revision_id"))
    allowed = Q(own)
    if any(field.name == "alias_of" for field in queryset.model._meta.get_fields()):
        followed = _has_release(revision_id=OuterRef("alias_of__live_revision_id"))
        allowed = Q(Q(alias_of__isnull=True) & own) | Q(Q(alias_of__isnull=False, alias_of__live=True) & followed)
    return queryset.filter(live=True).filter(allowed)


def is_released(obj: Any) -> bool:
    """Say whether the public may read `obj`."""
    return bool(obj.live) and released(type(obj)._default_manager.filter(pk=obj.pk)).exists()


def valid_release(obj: Any) -> Release | None:
    """Return the one valid release of `obj`, or of what it is an alias of; None where there is none."""
    source = getattr(obj, "alias_of", None) or obj
    return Release.objects.filter(**object_key(source), state=Release.State.VALID).first()


def manifest_of(obj: Any) -> Manifest | None:
    """Return what was frozen with the valid release of `obj`, release included, in one query."""
    source_id = getattr(obj, "alias_of_id", None) or obj.pk
    return (
        Manifest.objects.select_related("release")
        .filter(
            release__content_type=object_key(obj)["content_type"],
            release__object_id=str(source_id),
            release__state=Release.State.VALID,
        )
        .first()
    )


def was_public_at(path: str) -> bool:
    """Say whether something now gone from the public once stood at this path."""
    return PublicAddress.objects.filter(path=path).exists()
