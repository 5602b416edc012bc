"""`manage.py erase_person <email or person id>`: everything of a person goes; what cannot be reached is said."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consent.erasure import erase_person, find_person
from consent.models import VoiceDecision
from consent.traces import sweep_the_database
from publishing.models import PendingStep


class Command(BaseCommand):
    """Erase one person. There is no way back. Repeating it does no harm."""

    help = "Takes back and erases all that a person lent, and their account. There is no way back."

    def add_arguments(self, parser: Any) -> None:
        """An email address, or the number of a person."""
        parser.add_argument("who")

    def handle(self, *args: Any, who: str, **options: Any) -> None:
        """Say what was erased and what could not be reached; never a name. Raises CommandError."""
        person = find_person(who)
        if person is None:
            raise CommandError("Nobody here has this address or number.")
        subject = erase_person(person=person, road=VoiceDecision.Road.COMMAND)
        sweep_the_database()
        self.stdout.write(f"Person {person.pk} is erased, with {len(subject.pages)} pages.")
        pending = PendingStep.objects.count()
        if pending:
            self.stdout.write(f"{pending} steps could not be finished yet. `manage.py run_due` tries them again.")
        self.stdout.write("Out of our reach:")
        for sentence in subject.cannot_reach:
            self.stdout.write(f"- {sentence}")
