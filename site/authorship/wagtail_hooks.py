"""Works in the admin: who takes part, and no sight of other people's drafts."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.policies import narrow_pages
from accounts.roles import has_role
from authorship import views
from authorship.selectors import works_left_empty
from authorship.visibility import without_other_peoples_drafts

narrow_pages.register(without_other_peoples_drafts)


@hooks.register("construct_explorer_page_queryset")
def only_my_drafts(parent_page: Any, pages: Any, request: Any) -> Any:
    """A list of pages holds what is public and what this person takes part in."""
    return without_other_peoples_drafts(pages, request.user)


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
        """For those who may change that, and for administrators while a work of training has nobody."""
        user = request.user
        return user.has_perm(views.RIGHT) or (has_role(user, "admin") and works_left_empty().exists())


@hooks.register("register_admin_menu_item")
def my_works_in_the_menu() -> MenuItem:
    """Add the list of works with their people."""
    return MyWorksMenuItem(_("Who takes part"), reverse("authorship_my_works"), icon_name="group", order=250)
