"""Every guard away at once, for the table of roads: each of its rows has to be seen to fail."""

from tests.mutations.changes import KINDS, NOT_LISTED_AS_GONE, Attribute, Line, Setting, Trigger
from tests.mutations.mutation import TABLE, Mutation

# Where rows are written.
ROWS_WRITTEN = (
    Line("publishing.guards.guard_live_row", "if isinstance(instance, DraftStateMixin) and", "if False and"),
    Line("publishing.guards.guard_revision", "if instance.pk is None:", "return\n    if instance.pk is None:"),
    Line("publishing.guards.is_frozen", "return (", "return False and ("),
    Line("publishing.guards.guard_manifest", "if not instance.pk:", "if True:"),
    Line("publishing.guards.guard_record_delete", "raise NotReleased(", "str("),
    Line("publishing.guards.guard_privacy", "raise NotReleased(", "str("),
    Line("publishing.models.Release.save", "if self.pk:", "if False:"),
    Line(
        "publishing.models.Release.delete",
        "raise NotReleased(APPEND_ONLY)",
        "return models.Model.delete(self, *args, **kwargs)",
    ),
    *(Trigger(kind) for kind in KINDS),
)

# Where a person asks.
TESTER = "publishing.permissions.GatedPagePermissionTester"
PERSONS = (
    Attribute("publishing.permissions.GatedPage", "private_page_options", ["password", "groups", "login"]),
    Line(f"{TESTER}.can_publish", "return False", "return PagePermissionTester.can_publish(self)"),
    Line(f"{TESTER}.can_publish_subpage", "return False", "return PagePermissionTester.can_publish_subpage(self)"),
    Line(
        f"{TESTER}.can_set_view_restrictions",
        "return False",
        "return PagePermissionTester.can_set_view_restrictions(self)",
    ),
    Line(
        "accounts.middleware.AdminDoorMiddleware._check", "if user.is_superuser:", "return\n    if user.is_superuser:"
    ),
    Line("authorship.gates.edit_rule", "return False", "return None"),
    Line(
        "authorship.visibility.without_other_peoples_drafts",
        "if user.is_superuser:",
        "return pages\n    if user.is_superuser:",
    ),
    # Every role has every right on every page.
    Line(
        "accounts.policies.RolePagePolicy.get_all_permissions_for_user",
        "rows = []",
        """return [
        GroupPagePermission(page=Page.get_first_root_node(), permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    ]
    rows = []""",
    ),
)

# The workflow and the gate.
CHECK, WAIT = "moderation.models.BeingCheckedTask", "moderation.models.YourOKTask"
WORKFLOW = (
    Line(
        "publishing.services.release_from_workflow",
        "approval = approval_of(workflow_state, candidate)",
        "from publishing.approvals import Approval\n    approval = Approval(None, ())",
    ),
    Line("publishing.services.go_live", "if sentences:", "if False:"),
    Line("publishing.services.go_live", "if obj.go_live_at and obj.go_live_at >", "if False and obj.go_live_at >"),
    Line(f"{CHECK}.on_action", "if action_name not in", "if False and action_name not in"),
    Line(
        "moderation.models.steps.valid_data",
        "if not form.is_valid():",
        """if not form.is_valid():
        form.cleaned_data = {"comment": "", "ticks": [], **form.cleaned_data}
        form.cleaned_data = {name: form.cleaned_data[name] for name in form.fields if name in form.cleaned_data}
    if False:""",
    ),
    Line("moderation.four_eyes.may_count", 'has_role(moderator, "moderator")', "True"),
    Line(f"{CHECK}.may_check", "return user.is_active and", "return True or"),
    Line(f"{CHECK}.get_actions", "user.pk not in writers_of(obj.specific):", "True:"),
    Line(f"{WAIT}.on_action", "if still_to_ask(", "if False and still_to_ask("),
    Line(f"{WAIT}.get_actions", "return []", 'return [("approve", "Approve", False)]'),
    Line(f"{WAIT}.locked_for_user", "return True", "return False"),
    Line(
        "moderation.page_views.PageEditView.perform_workflow_action",
        "if self._says_something_else(",
        "if False and self._says_something_else(",
    ),
    Setting("WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False),
    Setting("WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True),
)

# The clock.
CLOCK = "publishing.management.commands.publish_scheduled.Command.handle"
HOURS = (
    Line(
        CLOCK,
        "if release is None:",
        "if release is None:\n            revision.publish(skip_permission_checks=True)\n        if release is None:",
    ),
    Line(CLOCK, "approved_go_live_at__lte=now", "approved_go_live_at__isnull=False"),
)

# What the public is shown.
READING = (
    Line("publishing.selectors.released", ".filter(allowed)", ""),
    Line("core.models.BasePage.get_context", "if manifest is None and not is_preview:", "if False:"),
    Line("authorship.gates.credits_context", "if manifest is None else manifest", "if True else manifest"),
)

# The last to look.
AUDIT = (Line("publishing.audit.audit_public", "problems = []", "return []"),)

GUARDS = (*ROWS_WRITTEN, *PERSONS, *WORKFLOW, *HOURS, *READING)
EVERYTHING = Mutation("everything", "Every guard of ours at once.", (*GUARDS, *AUDIT), (TABLE,))
ALL_BUT_THE_AUDIT = Mutation("all_but_the_audit", "Every guard but the audit.", (*GUARDS, NOT_LISTED_AS_GONE), (TABLE,))
