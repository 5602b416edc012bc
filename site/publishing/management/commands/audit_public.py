"""`manage.py audit_public`: proof that all that is public is released."""

from django.core.management.base import BaseCommand, CommandError

from publishing.audit import audit_public


class Command(BaseCommand):
    """List what is public and should not be; exit 1 where there is any."""

    help = "Checks that everything public is exactly what was released. Exits with 1 and a list otherwise."

    def handle(self, *args, **options) -> None:
        """Print the problems, or that there are none."""
        problems = audit_public()
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} things are public that should not be as they are.")
        self.stdout.write("Everything public is exactly what was released.")
