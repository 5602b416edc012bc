"""`manage.py seed_demo`: the demo, made through the real services."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo.building import Demo


class Command(BaseCommand):
    """Make the demo's people, stories and modules where they are not there yet."""

    help = "Makes the demo: people, stories in every state, one programme. Refuses where IS_DEMO is off."

    def handle(self, *args, **options) -> None:
        """Build, and say how to sign in."""
        if not settings.IS_DEMO:
            raise CommandError("This is not the demo, so nothing was made.")
        Demo(say=self.stdout.write).build()
        self.stdout.write("The demo is there.")
