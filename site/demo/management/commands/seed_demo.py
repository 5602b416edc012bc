"""`manage.py seed_demo`: the demo, made through the real services."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.building import Demo
from demo.bulk import Bulk


class Command(BaseCommand):
    """Make the demo's people, stories and modules where they are not there yet."""

    help = "Makes the demo: people, stories in every state, one programme. Refuses where IS_DEMO is off."

    def add_arguments(self, parser) -> None:
        """`--stories N` adds N short works for measuring, spread over the languages."""
        parser.add_argument("--stories", type=int, default=0, metavar="N")

    def handle(self, *args, stories: int = 0, **options) -> None:
        """Build what is missing."""
        if not settings.IS_DEMO:
            raise CommandError("This is not the demo, so nothing was made.")
        demo = Demo(say=self.stdout.write)
        demo.build()
        if stories:
            added = Bulk(demo.people).add(stories)
            self.stdout.write(f"{len(added)} short works added for measuring.")
        # Whoever looks at the demo searches it at once, before a worker has come to it.
        call_command("update_index", verbosity=0)
        self.stdout.write("The demo is there.")
