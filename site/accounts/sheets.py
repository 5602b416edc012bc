"""Signing in without email: a trainer prints a sheet with a made-up name and codes, each of which opens once.

Whoever holds a sheet can act as the person it is for. So only accounts that see nothing of other people have one, each
printing stands in the log and is told to that person, and whoever printed a sheet that was used never approves a work
of theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.made_up_names import new_name
from accounts.models import PrintedCode, SignInSheet, User
from accounts.roles import BY_KEY, roles_of
from core.codes import as_typed, new_code
from publishing.decisions import log_decision

CODES_ON_A_SHEET = 12
CODE_LENGTH = 8
FEW = 3
UNUSED_DAYS = 90
MOST_AT_ONCE = 30


@dataclass(frozen=True)
class Printed:
    """A sheet as it comes out of the printer: the only time that its codes can be read."""

    sheet: SignInSheet
    codes: list[str]

    @property
    def stops_unused_on(self) -> datetime:
        """When the account goes where nobody has used the sheet."""
        return self.sheet.printed_at + timedelta(days=UNUSED_DAYS)


def may_print(user: Any) -> bool:
    """Say whether `user` prints sheets: trainers and administrators."""
    return user.is_active and user.has_perm("accounts.add_signinsheet")


def opens_by_sheet(user: Any) -> bool:
    """Say whether a sheet may open this account: it has no email, and no role that sees what others have made."""
    sees_others = user.is_superuser or any(role.second_factor for role in roles_of(user))
    return user.is_active and user.email is None and user.sign_in_name is not None and not sees_others


@transaction.atomic
def print_sheets(*, how_many: int, by: Any) -> list[Printed]:
    """Make that many accounts of reporters, each with a made-up name and its first sheet. Raises PermissionDenied."""
    if not may_print(by):
        raise PermissionDenied
    return [_new_account(by) for _number in range(how_many)]


@transaction.atomic
def make_own_sheet() -> Printed:
    """Make the account of a reporter without email who was invited, with a sheet to write down; nobody printed it."""
    return _new_account(None)


@transaction.atomic
def print_again(*, user: User, by: Any) -> Printed:
    """Print new codes for somebody; those on older sheets open nothing any more. Raises PermissionDenied."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not may_print(by) or not opens_by_sheet(user):
        raise PermissionDenied
    _stop(user)
    return _print(user, by, is_told=user.last_login is None)


@transaction.atomic
def stop_sheets(*, user: User, by: Any) -> None:
    """Let no code of this account open it any more: a sheet is lost. Raises PermissionDenied.

    An account that nobody has ever opened goes with its sheet.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.sign_in_name is None or not (by.pk == user.pk or may_print(by)):
        raise PermissionDenied
    if _stop(user):
        log_decision("sheet_stopped", user, by=by)
    if _never_opened().filter(pk=user.pk).exists():
        user.delete()


@transaction.atomic
def open_with(name: str, code: str) -> User | None:
    """Return the account that this made-up name and code open, and use the code up; None where they open none.

    Capital letters, spaces and dashes make no difference in either.
    """
    typed = as_typed(name).lower()
    named = User.objects.annotate(in_one_word=Replace("sign_in_name", Value(" "), Value("")))
    user = named.filter(in_one_word=typed).first()
    if user is None or not opens_by_sheet(user):
        return None
    digest = _digest(user, as_typed(code))
    unused = PrintedCode.objects.filter(sheet__user=user, sheet__stopped_at=None, used_at=None)
    found = next((kept for kept in unused if constant_time_compare(kept.digest, digest)), None)
    # Two at once: the database lets one of them have it.
    if found is None or not unused.filter(pk=found.pk).update(used_at=timezone.now()):
        return None
    return user


def codes_left(user: Any) -> int:
    """Return how many codes of this account still open it."""
    return PrintedCode.objects.filter(sheet__user=user, sheet__stopped_at=None, used_at=None).count()


def sheet_accounts() -> QuerySet[User]:
    """Return the accounts that open by a sheet, newest sheet first, each with `printed_at` and `codes_left`."""
    still_open = Q(sheets__stopped_at=None, sheets__codes__used_at=None)
    accounts = User.objects.filter(sign_in_name__isnull=False, is_active=True).select_related("person")
    return accounts.annotate(
        printed_at=Max("sheets__printed_at"), codes_left=Count("sheets__codes", filter=still_open)
    ).order_by("-printed_at", "-pk")


def who_printed_for(user_ids: Iterable[int]) -> set[int]:
    """Return the accounts that printed a sheet with which one of these has been opened."""
    used = SignInSheet.objects.filter(user__in=list(user_ids), codes__used_at__isnull=False)
    return set(used.exclude(printed_by=None).values_list("printed_by", flat=True))


def take_untold(user: Any) -> SignInSheet | None:
    """Return the newest sheet that this person has not been told of, and note that they are told now."""
    sheet = user.sheets.filter(is_told=False).select_related("printed_by").first()
    if sheet is not None:
        user.sheets.filter(is_told=False).update(is_told=True)
    return sheet


def throw_away_unused(now: datetime) -> None:
    """Delete accounts whose sheets nobody has used for a long time. Called by the clock."""
    young = SignInSheet.objects.filter(printed_at__gt=now - timedelta(days=UNUSED_DAYS))
    _never_opened().exclude(sheets__in=young).delete()


def _never_opened() -> QuerySet[User]:
    return User.objects.filter(email=None, sign_in_name__isnull=False, last_login=None)


def _new_account(by: Any) -> Printed:
    user = User.objects.create_without_email(_free_name())
    user.groups.add(Group.objects.get(name=BY_KEY["reporter"].name))
    return _print(user, by, is_told=True)


def _free_name() -> str:
    name = new_name()
    while User.objects.filter(sign_in_name=name).exists():
        name = new_name()
    return name


def _print(user: User, by: Any, *, is_told: bool) -> Printed:
    sheet = SignInSheet.objects.create(user=user, printed_by=by, is_told=is_told)
    codes = [new_code(CODE_LENGTH) for _number in range(CODES_ON_A_SHEET)]
    PrintedCode.objects.bulk_create(PrintedCode(sheet=sheet, digest=_digest(user, code)) for code in codes)
    log_decision("sheet_printed", user, by=by)
    half = CODE_LENGTH // 2
    return Printed(sheet, [f"{code[:half]}-{code[half:]}" for code in codes])


def _stop(user: User) -> int:
    return user.sheets.filter(stopped_at=None).update(stopped_at=timezone.now())


def _digest(user: User, code: str) -> str:
    """Return what is kept of a code: without the site's secret key, nobody with the database can guess it."""
    return salted_hmac(f"accounts.sheets:{user.pk}", code, algorithm="sha256").hexdigest()
