"""`manage.py roles_doc`: the table of roles as a page in docs, and a check that the page is true."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.roles import ROLES

HEAD = """# Roles and rights

Made by `manage.py roles_doc` from `site/accounts/roles.py`. Change the table there, then run the command.

Nobody can publish: only the gate can. One person's roles may overlap; rights never add up to approving
one's own work. A superuser, which no real site has after set-up, cannot publish either.

| Role | Does | May not | Second factor on a real site | In the admin | Pages | Other rights |
|---|---|---|---|---|---|---|
"""


def render() -> str:
    """Return the page as Markdown."""
    rows = []
    for role in ROLES:
        if role.admin_addresses is None:
            admin = "what Wagtail's rules and ours allow"
        elif role.admin_addresses:
            admin = ", ".join(f"`{name}`" for name in role.admin_addresses)
        else:
            admin = "nothing (403)"
        pages = "; ".join(f"`{label}` and below: {', '.join(verbs)}" for label, verbs in role.page_rights.items())
        rights = ", ".join(f"`{app}.{codename}`" for app, codename in (*role.rights, *role.file_rights))
        rows.append(
            f"| {role.name} | {role.does} | {role.may_not} | {'yes' if role.second_factor else 'no'} | {admin} "
            f"| {pages or '—'} | {rights or '—'} |"
        )
    return HEAD + "\n".join(rows) + "\n"


class Command(BaseCommand):
    """Write docs/roles-and-permissions.md, or check it."""

    help = "Writes docs/roles-and-permissions.md from the table of roles. --check only compares."

    def add_arguments(self, parser) -> None:
        """`--check` compares and exits 1 where the page is not true."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args, check: bool = False, **options) -> None:
        """Write or compare."""
        path = Path(settings.BASE_DIR) / "docs" / "roles-and-permissions.md"
        if not check:
            path.write_text(render())
            return
        if not path.exists() or path.read_text() != render():
            raise CommandError("docs/roles-and-permissions.md is out of date: run `manage.py roles_doc`.")
        self.stdout.write("The page on roles is true.")
