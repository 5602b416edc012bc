"""Programmes, modules and sessions for workshops."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    """Training to teach from."""

    name = "learning"
    verbose_name = "Learning"

    def ready(self) -> None:
        """Say where handouts and forms stand; register with the gate, the clock and erasure."""
        from wagtail.signals import post_page_move

        from learning import feedback, lineage, mentoring, papers, records, signing_up
        from learning.gates import what_it_must_have
        from learning.handouts import paths_of_handouts
        from learning.plans import bringing_in
        from learning.selectors import paths_of_workshops
        from publishing import audit, registry
        from publishing.taking_down import TakeDownStep

        registry.places_of_page.register(paths_of_handouts)
        registry.places_of_page.register(paths_of_workshops)
        registry.content_gates.register(what_it_must_have)
        registry.take_down_steps.register(
            TakeDownStep(
                papers.STEP,
                papers.has_papers,
                papers.take_papers_away,
                _("Take handouts away that were made of it"),
                follows_words=True,
            )
        )
        registry.due_jobs.register(papers.look_after)
        audit.audits.register(papers.audit)
        registry.after_publish.register(signing_up.after_publish)
        registry.erasers.register(signing_up.erase_sign_ups)
        registry.erasers.register(records.erase_training)
        registry.erasers.register(mentoring.erase_mentoring)
        registry.erasers.register(bringing_in.erase_plans)
        registry.erasers.register(feedback.erase_feedback)
        registry.due_jobs.register(feedback.forget_old_ones)
        for job in signing_up.DUE:
            registry.due_jobs.register(job)
        registry.decision_kinds |= signing_up.KINDS
        post_page_move.connect(lineage.note_move, dispatch_uid="learning.note_move")
