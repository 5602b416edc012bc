"""What the admin may hand out."""

from django.http import Http404
from wagtail import hooks


@hooks.register("before_serve_document")
def documents_are_private(document, request) -> None:
    """A document is open to those who work with documents; the public gets released copies, by another address."""
    from wagtail.permissions import policy_registry

    policy = policy_registry.get(document)
    if not policy.user_has_any_permission(request.user, ["add", "change", "choose"]):
        raise Http404
