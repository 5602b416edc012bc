"""Works in the admin: who takes part, and no sight of other people's drafts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.policies import narrow_pages
from authorship import views
from authorship.visibility import may_see, without_other_peoples_drafts

narrow_pages.register(without_other_peoples_drafts)


@hooks.register("construct_explorer_page_queryset")
def only_my_drafts(parent_page: Any, pages: Any, request: Any) -> Any:
    """A list of pages holds what is public and what this person takes part in."""
    return without_other_peoples_drafts(pages, request.user)


def _refuse_what_is_hidden(page: Any, user: Any) -> None:
    if not may_see(page, user) and not page.permissions_for_user(user).can_edit():
        raise PermissionDenied


@hooks.register("before_copy_page")
@hooks.register("before_delete_page")
def leave_other_peoples_drafts(request: Any, page: Any) -> None:
    """Asking to copy or delete shows a title, so it is refused before that."""
    _refuse_what_is_hidden(page, request.user)


@hooks.register("before_move_page")
def leave_drafts_where_they_are(request: Any, page: Any, destination: Any) -> None:
    """Moving shows two titles."""
    _refuse_what_is_hidden(page, request.user)
    _refuse_what_is_hidden(destination, request.user)


@hooks.register("before_create_page")
def add_below_what_is_mine(request: Any, parent: Any, page_class: Any) -> None:
    """Adding below a page shows its title, and a part of a work belongs to those who make the work."""
    _refuse_what_is_hidden(parent, request.user)


@hooks.register("register_admin_urls")
def authorship_addresses() -> list:
    """Addresses of our own screens."""
    return [
        path("works/", views.my_works, name="authorship_my_works"),
        path("works/<int:work_id>/people/", views.contributors, name="authorship_contributors"),
        path("works/proofs/<int:evidence_id>/", views.open_proof, name="authorship_open_proof"),
    ]


class MyWorksMenuItem(MenuItem):
    """Who takes part in my works."""

    def is_shown(self, request: Any) -> bool:
        """For those who may change that."""
        return request.user.has_perm(views.RIGHT)


@hooks.register("register_admin_menu_item")
def my_works_in_the_menu() -> MenuItem:
    """Add the list of works with their people."""
    return MyWorksMenuItem(_("Who takes part"), reverse("authorship_my_works"), icon_name="group", order=250)
