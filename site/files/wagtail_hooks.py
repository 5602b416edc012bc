"""Files in the admin: each person meets those that they may see, and no others."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail import hooks
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.permissions import policy_registry
from wagtailmedia.views import media as stock

from files.models import Document, Media

# A picture of oneself would come in by a door of its own, with all that a phone wrote into it; nothing here shows one.
AvatarSettingsPanel.is_active = lambda self: False


@hooks.register("before_serve_document")
def documents_are_private(document: Document, request: HttpRequest) -> None:
    """A document is open to those who may see it; the public gets released copies, by another address."""
    policy = policy_registry.get(document)
    if not policy.user_has_any_permission_for_instance(request.user, ["add", "change", "choose"], document):
        raise Http404


def usage_of_a_recording(request: HttpRequest, media_id: int) -> HttpResponse:
    """Show where a recording is used. The stock view asks nobody whether they may see it."""
    recording = get_object_or_404(Media, pk=media_id)
    if not policy_registry.get(recording).user_has_permission_for_instance(request.user, "change", recording):
        raise PermissionDenied
    return stock.usage(request, media_id)


@hooks.register("register_admin_urls", order=-1)
def addresses_in_place_of_stock_ones() -> list[Any]:
    """Stand before the address of the same name."""
    return [path("media/usage/<int:media_id>/", usage_of_a_recording)]
