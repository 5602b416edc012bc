"""The demo's people: the accounts that visitors sign in with, and the invented tellers, who have no password."""

import os
import secrets
from datetime import date
from typing import Any

from django.conf import settings

from accounts.making import make_person
from accounts.models import User
from demo.content_files import read

ROLES = {
    "reporter": "Reporter",
    "reporter2": "Reporter",
    "trainer": "Trainer",
    "moderator": "Moderator",
    "moderator2": "Moderator",
    "translator": "Translator",
    "reviewer": "Language reviewer",
    "safeguarding": "Safeguarding lead",
    "admin": "Administrator",
}
NAMES = {
    "moderator": "Morag Bell",
    "moderator2": "Imran Saleh",
    "translator": "Tahira Mir",
    "reviewer": "Rafal Nowak",
    "safeguarding": "Sandra Obi",
    "admin": "Ada Lowe",
}
TRAINED_ON = date(2026, 3, 12)
PASSWORD_FILE = "demo-sign-in.txt"


def demo_password() -> str:
    """Return the password of the demo accounts: DEMO_PASSWORD, or one made once for this machine."""
    given = os.environ.get("DEMO_PASSWORD", "")
    if given:
        return given
    path = settings.VAR_DIR / PASSWORD_FILE
    if path.exists():
        for line in path.read_text().splitlines():
            if line.startswith("Password: "):
                return line.removeprefix("Password: ")
    return f"{secrets.token_hex(3)}-{secrets.token_hex(3)}-{secrets.token_hex(3)}"


def keep_sign_in(password: str) -> str:
    """Write how to sign in to a file that only this person may read (mode 600); return its text."""
    lines = [f"{role}@example.org  ({group})" for role, group in ROLES.items()]
    text = "\n".join(["Demo people, all with the same password:", *lines, f"Password: {password}", ""])
    path = settings.VAR_DIR / PASSWORD_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    return text


def make_people() -> dict[str, User]:
    """Make every demo person where they are not there yet; return the accounts by key and by role."""
    password = demo_password()
    found: dict[str, User] = {}
    for row in read("people.toml")["people"]:
        role = row.get("demo_account")
        account = role or row["key"]
        found[row["key"]] = _make(account, row["name"], [ROLES.get(role, "Reporter")], bool(role), password)
        if role:
            found[role] = found[row["key"]]
    for role, group in ROLES.items():
        if role not in found:
            found[role] = _make(role, NAMES.get(role, role.capitalize()), [group], True, password)
    keep_sign_in(password)
    return found


def _make(account: str, name: str, roles: list[str], signs_in: bool, password: str) -> Any:
    user = make_person(email=f"{account}@example.org", name=name, roles=roles, password=password if signs_in else None)
    if signs_in and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    if user.person.responsible_storytelling_on is None and set(roles) & {"Reporter", "Trainer"}:
        user.person.responsible_storytelling_on = TRAINED_ON
        user.person.save(update_fields=["responsible_storytelling_on"])
    return user
