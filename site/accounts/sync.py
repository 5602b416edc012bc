"""Making the groups hold exactly what the table of roles says."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.roles import PERMISSION, ROLES


def _permissions(wanted: tuple[PERMISSION, ...]) -> list[Permission]:
    found = []
    for app_label, codename in wanted:
        found += list(Permission.objects.filter(content_type__app_label=app_label, codename=codename))
    return found


def sync_roles() -> None:
    """Make each role's group with exactly its rights. Doing it twice changes nothing.

    Rights on pages come from the policy (`policies.py`), so that no group holds a row that could go stale.
    Wagtail's own starting groups are removed: they may publish.
    """
    Group.objects.filter(name__in=["Moderators", "Editors"]).delete()
    root = Collection.objects.filter(depth=1).first()
    for role in ROLES:
        group, _made = Group.objects.get_or_create(name=role.name)
        group.permissions.set(_permissions(role.rights))
        GroupPagePermission.objects.filter(group=group).delete()
        if root is None:
            continue
        wanted = {permission.pk for permission in _permissions(role.file_rights)}
        rows = GroupCollectionPermission.objects.filter(group=group, collection=root)
        rows.exclude(permission__in=wanted).delete()
        for pk in wanted - set(rows.values_list("permission_id", flat=True)):
            GroupCollectionPermission.objects.create(group=group, collection=root, permission_id=pk)


def missing_permissions() -> list[str]:
    """Return the rights that the table names and the database does not know: typing mistakes, or a model gone."""
    wanted = {permission for role in ROLES for permission in (*role.rights, *role.file_rights)}
    return [f"{app}.{codename}" for app, codename in sorted(wanted) if not _permissions(((app, codename),))]
