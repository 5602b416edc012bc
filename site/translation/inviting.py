"""Asking somebody to help with translations into some languages, whether or not they have an account."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from accounts.making import make_person
from accounts.roles import BY_KEY
from publishing.errors import PublishBlocked
from translation import emails
from translation.models import Assignment, NamedLanguage
from translation.services import may_assign, name_languages


@transaction.atomic
def invite(*, name: str, email: str, parts: Collection[str], locales: Iterable[Locale], by: Any) -> Any:
    """Let somebody translate, or check translations, into these languages, and tell them by email; return the account.

    Whoever has no account gets one that opens with a code by email. Whoever has one keeps what they were called and
    what they did before. Raises PermissionDenied, or PublishBlocked where the account is switched off.
    """
    if not may_assign(by) or not set(parts) <= set(Assignment.Part.values):
        raise PermissionDenied
    if get_user_model().objects.filter(email=email.lower(), is_active=False).exists():
        raise PublishBlocked([_("The account with this address is switched off. Switch it on under “People” first.")])
    account = make_person(email=email, name=name, roles=[BY_KEY[part].name for part in parts])
    before = Locale.objects.filter(pk__in=NamedLanguage.objects.filter(account=account).values("locale"))
    asked = list(locales)
    name_languages(account=account, locales=[*before, *asked], by=by)
    emails.tell_invited(account, [locale.language_code for locale in asked])
    return account


def invite_again(*, account: Any, by: Any) -> None:
    """Tell somebody who never signed in once more that they are asked. Raises PermissionDenied."""
    if not may_assign(by) or account.last_login is not None:
        raise PermissionDenied
    named = NamedLanguage.objects.filter(account=account)
    emails.tell_invited(account, list(named.values_list("locale__language_code", flat=True)))
