"""Sending the same email to some people, one each, once what it tells of is certain."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string


def send_after_commit(subject: str, template: str, addresses: Iterable[str], context: dict[str, Any]) -> None:
    """Send one email to each address once the transaction has succeeded; `template` is a whole template name."""
    body = render_to_string(template, context)
    # One each: nobody learns from an email who else takes part.
    messages = [EmailMessage(subject, body, None, [address]) for address in sorted(set(addresses)) if address]
    if messages:
        transaction.on_commit(lambda: get_connection().send_messages(messages))
