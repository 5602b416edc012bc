"""Sending the same email to some people, one each, once what it tells of is certain."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string

_is_quiet = ContextVar("core.emails.is_quiet", default=False)


@contextmanager
def no_letters() -> Iterator[None]:
    """Write no letter while the block runs: what is done in it was told to everybody when it was done first."""
    before = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(before)


def send_after_commit(subject: str, template: str, addresses: Iterable[str | None], context: dict[str, Any]) -> None:
    """Send one email to each address once the transaction has succeeded; `template` is a whole template name.

    Whoever has no address gets none.
    """
    if _is_quiet.get():
        return
    body = render_to_string(template, context)
    # One each: nobody learns from an email who else takes part.
    messages = [
        EmailMessage(subject, body, None, [address])
        for address in sorted({address for address in addresses if address})
    ]
    if messages:
        transaction.on_commit(lambda: get_connection().send_messages(messages))
