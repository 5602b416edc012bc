"""Once a week, in the email of what waits: translations to make, to check, and to give to somebody."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from accounts.roles import accounts_with_role
from languages.names import own_name
from moderation.digest import DigestPart
from translation.lists import work_for
from translation.models import Assignment
from translation.overview import glances

MONDAY = 0


def is_the_day(now: datetime) -> bool:
    """Say whether translations are named in the email of today: a translation takes longer than a day."""
    return timezone.localtime(now).weekday() == MONDAY


def mine_to_do(now: datetime, told: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return, for each translator and reviewer, how many pages wait for them in each language."""
    if not is_the_day(now):
        return {}
    helpers = get_user_model().objects.filter(pk__in=Assignment.objects.values("account"), is_active=True)
    found = {}
    for user in helpers.exclude(pk__in=told):
        lines: dict[str, dict[str, Any]] = {}
        for mine in work_for(user):
            code = mine.assignment.locale.language_code
            line = lines.setdefault(code, {"language": own_name(code), "write": 0, "check": 0})
            line["write"] += sum(target.is_left_to_write for target in mine.targets)
            line["check"] += sum(target.is_mine_to_check for target in mine.targets)
        waiting = [line for line in lines.values() if line["write"] or line["check"]]
        if waiting:
            found[user.pk] = {"lines": waiting, "link": f"{settings.SITE_URL}{reverse('translation_mine')}"}
    return found


def to_be_given(now: datetime, told: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return, for each administrator, how many translations of each language wait for somebody to be chosen."""
    administrators = set(accounts_with_role("admin").exclude(pk__in=told).values_list("pk", flat=True))
    if not is_the_day(now) or not administrators:
        return {}
    counts = [(own_name(one.code), len(one.keys["waiting"])) for one in glances(Locale.objects.order_by("pk"))]
    lines = [{"language": name, "waiting": count} for name, count in counts if count]
    known = {"lines": lines, "link": f"{settings.SITE_URL}{reverse('translation_all')}"}
    return dict.fromkeys(administrators, known) if lines else {}


MINE_TO_DO = DigestPart("translation/emails/digest_mine.txt", mine_to_do)
TO_BE_GIVEN = DigestPart("translation/emails/digest_to_give.txt", to_be_given)
