"""Rights on pages: what a role's table entry says, worked out where Wagtail asks."""

from typing import Any

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.roles import roles_of
from publishing.registry import Registry

narrow_pages = Registry("narrow(pages, user) -> the pages of a queryset whose titles this person may see")
may_know = Registry("knows(user, page) -> True where this person works on this page just now, without editing it")


def _page_permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", content_type__model="page", codename=codename)


class RolePagePolicy(PagePermissionPolicy):
    """Wagtail's policy, with the rights of the table of roles in place of rows for each group and page."""

    def get_all_permissions_for_user(self, user: Any) -> Any:
        """Return unsaved rows, made from the roles of `user`; nothing for anybody else."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return GroupPagePermission.objects.none()
        rows = []
        for role in roles_of(user):
            for label, codenames in role.page_rights.items():
                app_label, model = label.split(".")
                pages = list(Page.objects.filter(content_type__app_label=app_label, content_type__model=model))
                for codename in codenames if pages else ():
                    permission = _page_permission(codename)
                    rows += [GroupPagePermission(page=page, permission=permission) for page in pages]
        return rows

    def _narrow(self, pages: Any, user: Any) -> Any:
        for narrow in narrow_pages:
            pages = narrow(pages, user)
        return pages

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        """Return the pages with a right among `actions`, without other people's drafts."""
        return self._narrow(super().instances_user_has_any_permission_for(user, actions), user)

    def explorable_instances(self, user: Any) -> Any:
        """Return the pages that lists and search may show, without other people's drafts."""
        return self._narrow(super().explorable_instances(user), user)


def may_be_told_of(user: Any, page_id: int) -> bool:
    """Say whether `user` may read the title of a page: it is public, theirs, or theirs to check now.

    A page that is not there has no title.
    """
    page = Page.objects.filter(pk=page_id).first()
    if page is None or user.is_superuser:
        return True
    pages = Page.objects.filter(pk=page_id)
    for narrow in narrow_pages:
        pages = narrow(pages, user)
    if pages.exists():
        return True
    specific = page.specific
    return specific.permissions_for_user(user).can_edit() or any(knows(user, specific) for knows in may_know)


class NobodyPolicy(BasePermissionPolicy):
    """No person may do anything with these in the admin, a superuser neither: only the system changes them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Nobody."""
        return False

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Nobody."""
        return False

    def users_with_any_permission(self, actions: Any) -> Any:
        """Return nobody."""
        from django.contrib.auth import get_user_model

        return get_user_model().objects.none()
