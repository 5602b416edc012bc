"""Backup and restore."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Saving the whole site in one file, and bringing it back."""

    name = "backups"
    verbose_name = "Backups"
