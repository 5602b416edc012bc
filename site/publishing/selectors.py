"""The only way in which the public side reads: what is live and has a valid release."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Sum
from wagtail.contrib.redirects.models import Redirect

from publishing.candidates import object_key
from publishing.models import Manifest, PendingStep, PublicAddress, Release


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


def search_released(queryset: QuerySet) -> QuerySet:
    """Return the same as `released`, in a form that Wagtail's search can filter by."""
    return queryset.model._default_manager.filter(pk__in=released(queryset).values("pk"))


def state_of_what_is_public() -> tuple[Any, ...]:
    """Return a fingerprint of all that is public, for what is worked out of it: it changes with every release of it.

    One query, of numbers only.
    """
    numbers = Release.objects.filter(state=Release.State.VALID, audience=Release.PUBLIC).aggregate(
        releases=Count("pk"), sum=Sum("pk"), squares=Sum(F("pk") * F("pk")), newest=Max("created_at")
    )
    return tuple(numbers.values())


def is_released(obj: Any) -> bool:
    """Say whether the public may read `obj`."""
    return bool(obj.live) and released(type(obj)._default_manager.filter(pk=obj.pk)).exists()


def valid_release(obj: Any) -> Release | None:
    """Return the one valid release of `obj`, or of what it is an alias of; None where there is none."""
    source = getattr(obj, "alias_of", None) or obj
    return Release.objects.filter(**object_key(source), state=Release.State.VALID).first()


def shown_release(obj: Any) -> Release | None:
    """Return the release by which somebody besides its makers can read `obj` now: the public, or fewer people."""
    release = valid_release(obj)
    if release is None or (release.audience == Release.PUBLIC and not obj.live):
        return None
    return release


def last_shown_release(obj: Any) -> Release | None:
    """Return the release by which somebody besides its makers reads `obj`, or read it until it was hidden or paused."""
    shown = (Release.State.VALID, Release.State.HIDDEN, Release.State.PAUSED)
    return Release.objects.filter(**object_key(obj), state__in=shown).order_by("pk").last()


def is_shown(obj: Any) -> bool:
    """Say whether somebody besides its makers can read `obj` now."""
    return bool(obj.live) or shown_release(obj) is not None


def shown_version(obj: Any) -> Any | None:
    """Return `obj` with the words that somebody besides its makers can read now; None where nobody can."""
    if obj.live:
        return obj
    release = shown_release(obj)
    return release.revision.as_object() if release is not None and release.revision is not None else None


def released_to(audiences: Collection[str]) -> QuerySet[Release]:
    """Return the releases that people with these codes read and the public does not, newest first."""
    fewer = Release.objects.filter(state=Release.State.VALID, audience__in=audiences).exclude(audience=Release.PUBLIC)
    return fewer.order_by("-pk")


def manifest_of(obj: Any) -> Manifest | None:
    """Return what was frozen with the release that makes `obj` public; None where the public may not read it.

    One query, release included.
    """
    if not obj.live:
        return None
    source = getattr(obj, "alias_of", None) or obj
    return (
        Manifest.objects.select_related("release")
        .filter(
            release__revision_id=source.live_revision_id,
            release__object_id=str(source.pk),
            release__content_type=object_key(obj)["content_type"],
            release__state=Release.State.VALID,
            release__audience=Release.PUBLIC,
        )
        .first()
        if source.live and source.live_revision_id
        else None
    )


def object_at(path: str) -> Any | None:
    """Return what is or once was public at this path; None where nothing was, or where it was deleted."""
    address = PublicAddress.objects.filter(digest=PublicAddress.digest_of(path)).select_related("content_type").first()
    model: Any = address.content_type.model_class() if address else None
    found = model._base_manager.filter(pk=address.object_id).first() if address and model else None
    return getattr(found, "specific", found)


def is_gone_from(path: str) -> bool:
    """Say whether something once stood at this path that is not public any more, or now is elsewhere and not led to."""
    address = PublicAddress.objects.filter(digest=PublicAddress.digest_of(path)).select_related("content_type").first()
    if address is None:
        return False
    model: Any = address.content_type.model_class()
    if model is None or not model._base_manager.filter(pk=address.object_id, live=True).exists():
        return True
    return not Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists()


def pending_steps() -> dict[str, Any]:
    """Return how many steps of taking something down are still to be done, and when one was last tried. No title."""
    return PendingStep.objects.aggregate(number=Count("pk"), last_tried=Max("tried_at"))
