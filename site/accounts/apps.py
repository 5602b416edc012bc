"""People and their roles."""

from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_migrate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig

KINDS = {
    "training": _("date of the training written down"),
    "role_given": _("a role given"),
    "role_taken": _("a role taken away"),
    "group_joined": _("somebody added to a reporter group"),
    "group_left": _("somebody taken out of a reporter group"),
    "sheet_printed": _("a sheet printed with which somebody signs in"),
    "sheet_stopped": _("codes stopped with which somebody signed in"),
}


def sync_after_migrate(app_config: AppConfig, using: str, **kwargs) -> None:
    """Once every permission exists, make the groups as the table of roles says."""
    from accounts.sync import sync_roles

    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config == with_models[-1]:
        sync_roles()


def open_doors() -> list[Any]:
    """Return the screens for signing in, which everybody may open. They hold nothing of anybody."""
    from publishing.places import Place

    names = (
        "account_login",
        "account_reset_password",
        "account_request_login_code",
        "account_signup",
        "sign_in_by_sheet",
    )
    return [Place(reverse(name)) for name in names]


class AccountsConfig(AppConfig):
    """Accounts, people, roles, sign-in."""

    name = "accounts"
    default = True
    verbose_name = "People"

    def ready(self) -> None:
        """Sync the roles after each migrate, log who gets which, and say what erasure does here."""
        from accounts import checks, erasing, sheets  # noqa: F401
        from accounts.middleware import note_signing_out
        from accounts.models import ReporterGroup, User
        from accounts.selectors import languages_of
        from accounts.sheet_views import tell_of_new_sheet
        from accounts.sync import log_group_changes, log_role_changes
        from core.emails import chosen_languages
        from publishing import registry

        chosen_languages.register(languages_of)
        registry.erasers.register(erasing.erase_account)
        registry.decision_kinds |= KINDS
        registry.due_jobs.register(sheets.throw_away_unused)
        m2m_changed.connect(log_role_changes, sender=User.groups.through, dispatch_uid="accounts.log_role_changes")
        members: Any = ReporterGroup.members
        m2m_changed.connect(log_group_changes, sender=members.through, dispatch_uid="accounts.log_group_changes")
        user_logged_in.connect(tell_of_new_sheet, dispatch_uid="accounts.tell_of_new_sheet")
        user_logged_out.connect(note_signing_out, dispatch_uid="accounts.note_signing_out")
        registry.public_places.register(open_doors)
        post_migrate.connect(sync_after_migrate, dispatch_uid="accounts.sync_roles")


class AccountsInTheAdmin(WagtailUsersAppConfig):
    """Wagtail's app of accounts, with screens that know people without email."""

    user_viewset = "accounts.user_admin.AccountViewSet"
