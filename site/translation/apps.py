"""Translations plug into the gate, into who may read and write what, and into taking back."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

KINDS = {
    "translation_assigned": _("a translation, or its checking, given to somebody"),
    "translation_ended": _("a translation, or its checking, handed back"),
    "translation_sent": _("a translation sent for checking"),
    "translation_checked": _("found that a translation says what its source says"),
    "translation_changes": _("asked the translator to look at something again"),
    "translation_back": _("a translation taken back by its translator"),
}


class TranslationConfig(AppConfig):
    """Who translates and checks, and how translations come to the gate."""

    name = "translation"
    verbose_name = "Translation"

    def ready(self) -> None:
        """Register with the gate and the rooms below."""
        from django.db.models.signals import post_save, pre_delete
        from wagtail.models import Page
        from wagtail.signals import page_published, task_submitted

        from accounts.policies import may_know
        from authorship.gates import translators
        from authorship.visibility import also_theirs
        from consent.erasure import pages_that_go
        from core.models import page_context
        from files.visibility import drafts_seen
        from moderation.digest import digest_parts
        from moderation.emails import changes_told
        from moderation.models import SomebodyElse
        from moderation.page_views import other_screens
        from moderation.somebody_else import other_helpers
        from publishing import registry
        from translation import asked_away, emails, erasing, gates, selectors, services, source_words
        from translation.digest import MINE_TO_DO, TO_BE_GIVEN
        from translation.views.checking import check_screen, may_read

        registry.content_gates.register(gates.source_gate)
        registry.approval_gates.register(gates.language_gate)
        registry.manifest_parts.register(gates.translation_part)
        registry.writers.register(gates.writers)
        registry.edit_rules.register(gates.edit_rule)
        registry.workflows.register(gates.translations_workflow)
        registry.erasers.register(erasing.erase_assignments)
        pages_that_go.register(erasing.translations_by)
        registry.decision_kinds |= KINDS
        page_context.register(gates.translation_context)
        translators.register(selectors.may_translate)
        also_theirs.register(selectors.translations_for)
        drafts_seen.register(selectors.translations_for)
        may_know.register(may_read)
        other_screens.register(check_screen)
        changes_told.register(emails.tell_who_translates)
        digest_parts.register(MINE_TO_DO)
        digest_parts.register(TO_BE_GIVEN)
        other_helpers.register(asked_away.known_helpers)
        registry.take_down_steps.register(source_words.SOURCE_WORDS)
        post_save.connect(asked_away.end_what_they_had, sender=SomebodyElse, dispatch_uid="translation.asked_away")
        pre_delete.connect(source_words.go_with_its_source, sender=Page, dispatch_uid="translation.go_with_its_source")
        page_published.connect(services.end_when_public, dispatch_uid="translation.end_when_public")
        task_submitted.connect(emails.on_step, dispatch_uid="translation.step")
