"""Rights on pages: what a role's table entry says, worked out where Wagtail asks."""

from django.contrib.auth.models import Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.roles import roles_of


def _page_permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", content_type__model="page", codename=codename)


class RolePagePolicy(PagePermissionPolicy):
    """Wagtail's policy, with the rights of the table of roles in place of rows for each group and page."""

    def get_all_permissions_for_user(self, user):
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
