"""`manage.py set_up`: from an empty database to a site with its first people."""

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.making import make_person
from home.setting_up import make_site


class Command(BaseCommand):
    """Make the site, its starting pages, an administrator and two moderators."""

    help = "Makes the site and its starting pages, one administrator, two moderators and a safeguarding lead."

    def add_arguments(self, parser) -> None:
        """Email addresses; each person signs in with a code that is sent there."""
        parser.add_argument("--admin", required=True, metavar="EMAIL")
        parser.add_argument("--moderator", required=True, action="append", metavar="EMAIL", help="Give it twice.")
        parser.add_argument("--safeguarding", required=True, metavar="EMAIL")

    def handle(self, *args, admin: str, moderator: list[str], safeguarding: str, **options) -> None:
        """Make what is missing; doing it twice changes nothing."""
        if len(set(moderator)) < 2:
            raise CommandError("Please name two moderators: nobody approves what they wrote themselves.")
        make_site()
        wanted = [(admin, "Administrator"), (safeguarding, "Safeguarding lead")]
        wanted += [(email, "Moderator") for email in moderator]
        for email, role in wanted:
            user = make_person(email=email, name=email.split("@")[0], roles=[role])
            if not user.last_login:
                self._welcome(email)
        self.stdout.write("The site is ready. Each person has an email that says how to sign in.")

    def _welcome(self, email: str) -> None:
        link = f"{settings.SITE_URL}{reverse('account_request_login_code')}"
        send_mail(
            _("Your account is ready"),
            _("Hello,\n\nNext step: open this page and ask for a sign-in code. It comes to this address.\n%(link)s\n")
            % {"link": link},
            None,
            [email],
        )
