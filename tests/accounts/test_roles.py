"""One table of roles, from which groups, rights and the page in docs are made."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts import roles, sync
from accounts.roles import LEAKING_ADDRESSES, ROLES
from consent.management.commands.roles_doc import render

pytestmark = pytest.mark.django_db


def rights() -> dict:
    """Return all that groups hold, with the keys of the rows, so that rows made anew show."""
    through = Group.permissions.through.objects
    return {
        "groups": list(Group.objects.order_by("pk").values_list("pk", "name")),
        "rights": list(through.order_by("pk").values_list("pk", "group_id", "permission_id")),
        "files": list(GroupCollectionPermission.objects.order_by("pk").values_list("pk", "group_id", "permission_id")),
        "pages": list(GroupPagePermission.objects.values_list("pk")),
    }


def test_every_right_in_the_table_exists() -> None:
    assert sync.missing_permissions() == []


def test_a_slip_in_the_table_shows(monkeypatch) -> None:
    wrong = replace(ROLES[0], rights=(("accounts", "chnage_person"),))
    monkeypatch.setattr(sync, "ROLES", (wrong, *ROLES[1:]))
    assert "accounts.chnage_person" in sync.missing_permissions()


def test_doing_it_twice_changes_nothing() -> None:
    sync.sync_roles()
    before = rights()
    sync.sync_roles()
    assert rights() == before


def test_groups_hold_exactly_what_the_table_says() -> None:
    group = Group.objects.get(name="Trainer")
    group.permissions.add(Permission.objects.get(codename="change_user"))
    extra = Permission.objects.get(content_type__app_label="files", codename="delete_image")
    root = GroupCollectionPermission.objects.filter(group=group).first().collection
    GroupCollectionPermission.objects.create(group=group, collection=root, permission=extra)
    sync.sync_roles()
    assert not group.permissions.filter(codename="change_user").exists()
    assert not GroupCollectionPermission.objects.filter(group=group, permission=extra).exists()


def test_a_role_loses_a_right_when_its_row_goes(monkeypatch) -> None:
    trainer = next(role for role in ROLES if role.key == "trainer")
    less = replace(trainer, rights=trainer.rights[:1], file_rights=())
    monkeypatch.setattr(sync, "ROLES", tuple(less if role is trainer else role for role in ROLES))
    sync.sync_roles()
    group = Group.objects.get(name="Trainer")
    assert list(group.permissions.values_list("codename", flat=True)) == [trainer.rights[0][1]]
    assert not GroupCollectionPermission.objects.filter(group=group).exists()


@pytest.mark.parametrize("name", ["Moderators", "Editors"])
def test_wagtails_own_groups_which_may_publish_are_gone(name: str) -> None:
    Group.objects.create(name=name)
    sync.sync_roles()
    assert not Group.objects.filter(name=name).exists()


def test_no_role_may_publish_or_change_rights_of_groups() -> None:
    held = {codename for role in ROLES for _app, codename in (*role.rights, *role.file_rights)}
    held |= {codename for role in ROLES for verbs in role.page_rights.values() for codename in verbs}
    forbidden = {"publish_page", "lock_page", "unlock_page", "change_group", "add_group", "change_workflow"}
    assert held & forbidden == set()


def test_every_address_named_in_the_table_exists() -> None:
    from django.urls import reverse
    from django.urls.exceptions import NoReverseMatch

    names = {name for role in ROLES for name in role.admin_addresses or ()} | LEAKING_ADDRESSES

    def exists(name: str) -> bool:
        try:
            return bool(reverse(name))
        except NoReverseMatch as missing:
            return "with no arguments" in str(missing) and "pattern(s) tried" in str(missing)

    assert [name for name in sorted(names) if not exists(name)] == []


def test_the_page_in_docs_is_true() -> None:
    page = Path(settings.BASE_DIR) / "docs" / "roles-and-permissions.md"
    assert page.read_text() == render()
    call_command("roles_doc", check=True)


def test_the_check_finds_a_page_that_is_not_true(monkeypatch) -> None:
    from consent.management.commands import roles_doc

    monkeypatch.setattr(roles_doc, "ROLES", roles.ROLES[1:])
    with pytest.raises(CommandError):
        call_command("roles_doc", check=True)
