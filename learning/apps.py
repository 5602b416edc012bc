"""Programmes, modules and sessions for workshops."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    """Training to teach from."""

    name = "learning"
    verbose_name = "Learning"
