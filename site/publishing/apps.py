"""The gate puts its guards on duty as soon as Django is up."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save, pre_migrate


def install_triggers(app_config: AppConfig, **kwargs) -> None:
    """After each migrate, make the database's own guards anew, once every app has its tables."""
    from publishing import triggers

    with_models = [config for config in apps.get_app_configs() if config.models_module]
    if app_config == with_models[-1]:
        triggers.install()


def remove_triggers(app_config: AppConfig, **kwargs) -> None:
    """Before a migrate, let SQLite rebuild its tables."""
    from publishing import triggers

    triggers.remove()


class PublishingConfig(AppConfig):
    """The publishing gate: one rule, in one place."""

    name = "publishing"
    verbose_name = "Publishing gate"

    def ready(self) -> None:
        """Connect the guards, and the triggers once all apps have migrated."""
        from publishing import (  # noqa: F401
            checks,
            decisions,
            due,
            erasing,
            guards,
            models,
            old_addresses,
            registry,
            services,
            taking_down,
            trying_again,
        )

        guards.connect()
        old_addresses.connect()
        registry.append_only.register(models.Decision)
        registry.decision_kinds |= decisions.KINDS
        registry.erasers.register(erasing.erase_records)
        registry.due_jobs.register(due.publish_scheduled)
        registry.due_jobs.register(taking_down.do_all_pending)
        registry.due_jobs.register(taking_down.forget_what_is_long_done)
        registry.take_down_steps.register(trying_again.SHOWING)
        registry.second_tries.register(services.resume_if_hidden)
        post_save.connect(taking_down.after_blanking, sender=models.Manifest, dispatch_uid="publishing.after_blanking")
        pre_migrate.connect(remove_triggers, sender=self, dispatch_uid="publishing.no_triggers")
        post_migrate.connect(install_triggers, dispatch_uid="publishing.triggers")
