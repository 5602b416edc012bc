"""One person or the clock, as a process of its own: forked from a server that has loaded the site but no connection.

An actor does one thing through the real services. It can be told to wait at a place on its way: there it asks for
PostgreSQL's advisory lock that the test holds, until the test lets go or kills it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models.signals import post_save, pre_save  # noqa: E402
from wagtail.models import Revision  # noqa: E402
from wagtail.signals import page_unpublished, workflow_submitted  # noqa: E402

from accounts.models import User  # noqa: E402
from authorship.models import Contributor, YourOK  # noqa: E402
from authorship.services import choose_credit  # noqa: E402
from consent import services as consent  # noqa: E402
from consent.erasure import erase_person  # noqa: E402
from consent.models import ConsentEntry, VoiceDecision  # noqa: E402
from consent.wording import Use  # noqa: E402
from moderation import services as moving  # noqa: E402
from moderation.models import CheckState, OKState, Reading  # noqa: E402
from publishing import registry  # noqa: E402
from publishing.models import Manifest, PublicAddress  # noqa: E402
from stories.models import StoryPage  # noqa: E402
from stories.studio.services import add_part  # noqa: E402
from tests.builders import act, change_draft  # noqa: E402

GATE = 7001
"""The advisory lock at which actors wait. Each has the number of its place in the test as the second half."""


@dataclass(frozen=True)
class Role:
    """Who does what to which page; `waits` names the place where they stop, `gate` which lock they stop at."""

    verb: str
    page: int
    user: int | None = None
    waits: str = ""
    gate: int = 0


# What somebody does


def _page(role: Role) -> StoryPage:
    return StoryPage.objects.get(pk=role.page)


def _user(role: Role) -> User:
    return User.objects.get(pk=role.user)


def _part(role: Role) -> Contributor:
    return Contributor.objects.get(work__page=role.page, person__user=role.user)


def _record_a_no(role: Role) -> None:
    consent.record_consent(
        contributor=_part(role), answers={Use.NAME: False, Use.PUBLIC_PAGE: False}, is_adult=True, language="en"
    )


VERBS: dict[str, Callable[[Role], Any]] = {
    "approve": lambda role: act(_page(role), _user(role), "approve"),
    "approve serious": lambda role: act(_page(role), _user(role), "approve", ticks=["children"]),
    "say yes": lambda role: moving.give_ok(page=_page(role), user=_user(role)),
    "say not yet": lambda role: moving.say_not_yet(page=_page(role), user=_user(role), reason="Let me sleep."),
    "send in": lambda role: moving.send_in(page=_page(role), user=_user(role)),
    "pull back": lambda role: moving.pull_back(page=_page(role), user=_user(role)),
    "hide": lambda role: consent.hide(contributor=_part(role), by=_user(role)),
    "take back": lambda role: consent.take_back(contributor=_part(role), by=_user(role)),
    "show again": lambda role: consent.show_again(contributor=_part(role), user=_user(role)),
    "say no to the public page": _record_a_no,
    "name nobody": lambda role: choose_credit(contributor=_part(role), credit="none"),
    "mend a word": lambda role: transaction.atomic(change_draft)(_page(role), _user(role), words="qzmended"),
    "add a part": lambda role: add_part(page=_page(role), user=_user(role), kind="words", value="qzadded"),
    "withdraw by command": lambda role: call_command("withdraw", _page(role).get_url(), verbosity=0),
    "erase": lambda role: erase_person(person=_user(role).person),
    "let the clock run": lambda role: call_command("run_due"),
}


# Where somebody waits


def _wait(role: Role) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [GATE, role.gate])
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [GATE, role.gate])


def _once(function: Callable[[], None]) -> Callable[..., None]:
    called: list[bool] = []

    def receiver(*args: Any, **kwargs: Any) -> None:
        if not called:
            called.append(True)
            function()

    return receiver


def _connect(signal: Any, sender: Any, receiver: Callable[..., None]) -> None:
    signal.connect(receiver, sender=sender, weak=False)


def _after_commit(signal: Any, sender: Any, wait: Callable[[], None]) -> None:
    """Wait right after the commit of the transaction in which such a row is saved first, before all that follows it."""
    _connect(signal, sender, _once(lambda: transaction.on_commit(wait)))


PLACES: dict[str, Callable[[Callable[[], None]], Any]] = {
    # In a transaction
    "before the reading is written": lambda wait: _connect(pre_save, Reading, _once(wait)),
    "before the approval is written": lambda wait: _connect(pre_save, CheckState, _once(wait)),
    "when it is sent in": lambda wait: _connect(workflow_submitted, None, _once(wait)),
    "before the answer ends the step": lambda wait: _connect(pre_save, OKState, _once(wait)),
    "when files are copied": lambda wait: registry.go_live_steps.register(_once(wait)),
    "when it is public but for the commit": lambda wait: _connect(post_save, PublicAddress, _once(wait)),
    "when a version is saved": lambda wait: _connect(post_save, Revision, _once(wait)),
    "when it is decided": lambda wait: _connect(post_save, VoiceDecision, _once(wait)),
    "when the name is changed": lambda wait: _connect(post_save, Contributor, _once(wait)),
    "when one address is taken down": lambda wait: _connect(page_unpublished, None, _once(wait)),
    # After its commit, before all that follows it
    "when the OK is written": lambda wait: _after_commit(post_save, YourOK, wait),
    "after the commit of going live": lambda wait: _after_commit(pre_save, Manifest, wait),
    "after the commit of the decision": lambda wait: _after_commit(pre_save, StoryPage, wait),
    "after the commit of the part": lambda wait: _after_commit(pre_save, ConsentEntry, wait),
}


def play(role: Role, roots: tuple[Path, Path], answer: Any) -> None:
    """Do what the role says, and send back the kind of failure, or an empty text."""
    settings.PRIVATE_FILES_ROOT, settings.PUBLIC_FILES_ROOT = roots
    if role.waits:
        PLACES[role.waits](lambda: _wait(role))
    try:
        VERBS[role.verb](role)
    except Exception as failure:
        answer.send(f"{type(failure).__name__}: {failure}")
    else:
        answer.send("")
    finally:
        connection.close()
