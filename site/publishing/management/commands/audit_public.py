"""`manage.py audit_public`: proof that all that is public is released, by the rows and by reading the site."""

from django.core.management.base import BaseCommand, CommandError

from publishing.audit import audit_public
from publishing.crawling import crawl_public


class Command(BaseCommand):
    """List what is public and should not be; exit 1 where there is any."""

    help = "Checks that everything public is exactly what was released. Exits with 1 and a list otherwise."

    def add_arguments(self, parser) -> None:
        """`--rows-only` leaves out the walk through the site."""
        parser.add_argument("--rows-only", action="store_true", help="Only hold the database against the releases.")

    def handle(self, *args, **options) -> None:
        """Print the problems, or that there are none."""
        problems = audit_public()
        if not options["rows_only"]:
            crawl = crawl_public()
            problems += crawl.findings
            self.stdout.write(f"Asked for {crawl.asked} addresses as somebody who is not signed in.")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} things are public that should not be as they are.")
        self.stdout.write("Everything public is exactly what was released.")
