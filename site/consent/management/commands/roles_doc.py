"""`manage.py roles_doc`: who may do what, and take back what, as a page in docs, and a check that it is true."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.roles import ROLES
from authorship.models import Contributor
from consent.rights import MODULE, STORY, Reach

HEAD = """# Roles and rights

Made by `manage.py roles_doc` from `site/accounts/roles.py` and `site/consent/rights.py`. Change the tables there,
then run the command.

Nobody can publish: only the gate can. One person's roles may overlap; rights never add up to approving
one's own work. A superuser, which no real site has after set-up, cannot publish either.

| Role | Does | May not | Second factor on a real site | In the admin | Pages | Other rights |
|---|---|---|---|---|---|---|
"""

VOICES = """
## Who may take back what

What counts is the part that somebody has in one work, whatever their account may do elsewhere. It is always possible,
at once, for no reason. Who made something alone holds the whole of it. Whoever is only shown, heard or named in it
cannot open its draft or change it.

| Part in the work | Of a story | Of a module |
|---|---|---|
"""
HIDE = {
    Reach.WHOLE: "hide or take back the whole work",
    Reach.PART: "take back their own name, pictures, recordings and translation; the rest stays",
}
IN_A_MODULE = HIDE | {
    Reach.PART: "take back their own name, words, pictures, recordings and translation; a gap shows where they were"
}
AFTER_VOICES = """
In a joint work whoever takes back leaves it. The others hear only that one of them has taken their part back, and may
send in a version without it. Where one person hides a joint work three times in 90 days, a moderator who is no part
of it has a look before it comes back. Only an administrator erases a person, at `/admin/people/<number>/erase/` or with
`manage.py erase_person`; nobody erases themselves there.
"""


def render() -> str:
    """Return the page as Markdown."""
    voices = [f"| {role.label} | {HIDE[STORY[role]]} | {IN_A_MODULE[MODULE[role]]} |" for role in Contributor.Role]
    return HEAD + "\n".join(_rows()) + "\n" + VOICES + "\n".join(voices) + "\n" + AFTER_VOICES


def _rows() -> list[str]:
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
    return rows


class Command(BaseCommand):
    """Write docs/roles-and-permissions.md, or check it."""

    help = "Writes docs/roles-and-permissions.md from the tables in code. --check only compares."

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
