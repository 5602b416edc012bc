"""Sending the same email to some people, one each and in their own language, once what it tells of is certain."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import override

from publishing.registry import Registry

chosen_languages = Registry("chosen(addresses) -> {address: code} of those whose owners chose a language")
_is_quiet = ContextVar("core.emails.is_quiet", default=False)


@contextmanager
def no_letters() -> Iterator[None]:
    """Write no letter while the block runs: what is done in it was told to everybody when it was done first."""
    before = _is_quiet.set(True)
    try:
        yield
    finally:
        _is_quiet.reset(before)


def send_after_commit(
    subject: Promise,
    template: str,
    addresses: Iterable[str | None],
    context: dict[str, Any],
    *,
    language: str = settings.LANGUAGE_CODE,
) -> None:
    """Send one email to each address once the transaction has succeeded; `template` is a whole template name.

    Each is in the language that its reader chose; in `language` for whoever chose none. So the subject is a sentence
    that is not translated yet: raise TypeError for one that is. Whoever has no address gets none.
    """
    if not isinstance(subject, Promise):
        raise TypeError("A subject is translated for each reader: mark it with gettext_lazy.")
    wanted = sorted({address for address in addresses if address})
    if _is_quiet.get() or not wanted:
        return
    chosen: dict[str, str] = {}
    for choose in chosen_languages:
        chosen |= choose(wanted)
    # One each: nobody learns from an email who else takes part.
    messages = []
    for spoken in sorted({chosen.get(address, language) for address in wanted}):
        with override(spoken):
            title, body = str(subject), render_to_string(template, context)
        messages += [
            EmailMessage(title, body, None, [address]) for address in wanted if chosen.get(address, language) == spoken
        ]
    transaction.on_commit(lambda: get_connection().send_messages(messages))
