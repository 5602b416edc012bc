"""Making the groups hold exactly what the table of roles says."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.log_actions import get_active_log_context
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.roles import BY_NAME, PERMISSION, ROLES
from publishing.decisions import log_decision


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


def log_group_changes(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int], **kwargs: Any) -> None:
    """Django calls this when a reporter group gets or loses members, who read what was shared with it.

    `instance` is the group, or (`reverse`) an account. Where all are cleared away at once nobody is named.
    """
    kind = {"post_add": "group_joined", "post_remove": "group_left"}.get(action)
    if kind is None:
        return
    for pk in sorted(pk_set):
        account = instance if reverse else get_user_model()(pk=pk)
        log_decision(kind, account, by=get_active_log_context().user, detail=f"group {pk if reverse else instance.pk}")


def log_role_changes(sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int], **kwargs: Any) -> None:
    """Django calls this when an account gets or loses groups: each is a line of the log, by whoever is at work."""
    kind = {"post_add": "role_given", "post_remove": "role_taken"}.get(action)
    if kind is None:
        return
    by = get_active_log_context().user
    accounts = get_user_model().objects.filter(pk__in=pk_set) if reverse else [instance]
    groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set)
    for group in groups:
        role = BY_NAME.get(group.name)
        for account in accounts:
            log_decision(kind, account, by=by, detail=role.key if role else f"group {group.pk}")
