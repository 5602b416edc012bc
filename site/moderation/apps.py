"""Moderation: the workflow's steps, emails about them, and concerns."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """Checking, asking for changes, approving. Listed after wagtail.admin, whose own emails it replaces."""

    name = "moderation"
    verbose_name = "Moderation"

    def ready(self) -> None:
        """Send our emails in place of Wagtail's, which carry titles and comments."""
        from django.db.models.signals import post_save
        from wagtail.models import Revision, TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        from authorship.evidence import readers
        from core.models import page_context
        from files.visibility import drafts_seen
        from moderation import emails
        from moderation.checked import checked_context
        from moderation.decisions import FOR_LEADS, KINDS, work_of_flag
        from moderation.digest import WORKS_TO_CHECK, digest_parts
        from moderation.due import DUE
        from moderation.erasing import ERASERS
        from moderation.gates import check_gate
        from moderation.leavers import tell_moderators_of_silence
        from moderation.models import FlagReading, Reading
        from moderation.pausing import end_pause_by_new_version
        from moderation.proofs import checks_the_work
        from moderation.selectors import being_checked_by
        from moderation.services import check_the_newest, finish_again
        from moderation.still_checking import flag_gate
        from publishing import registry

        page_context.register(checked_context)
        registry.approval_gates.register(check_gate)
        registry.approval_gates.register(flag_gate)
        registry.go_live_steps.register(end_pause_by_new_version)
        registry.second_tries.register(finish_again)
        registry.append_only.register(FlagReading)
        drafts_seen.register(being_checked_by)
        for eraser in ERASERS:
            registry.erasers.register(eraser)
        for job in (*DUE, tell_moderators_of_silence):
            registry.due_jobs.register(job)
        registry.decision_kinds |= KINDS
        registry.kinds_for_leads |= FOR_LEADS
        registry.decision_subjects.register(work_of_flag)
        digest_parts.register(WORKS_TO_CHECK)
        readers.register(checks_the_work)
        post_save.connect(check_the_newest, sender=Revision, dispatch_uid="moderation.check_the_newest")
        post_save.connect(emails.on_reading, sender=Reading, dispatch_uid="moderation.second_pair")
        stock = (
            (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
            (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        )
        for signal, sender, uid in stock:
            signal.disconnect(sender=sender, dispatch_uid=uid)
        task_submitted.connect(emails.on_step, dispatch_uid="moderation.step")
        workflow_rejected.connect(emails.on_changes_asked, dispatch_uid="moderation.changes_asked")
        workflow_approved.connect(emails.on_approved, dispatch_uid="moderation.approved")
