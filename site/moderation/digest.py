"""One email a day, at most, for whoever something waits for. Each room adds what it knows, and no word of a work."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import accounts_with_role
from moderation.emails import send_after_commit
from moderation.models.claims import SentOnce
from moderation.queue import queue_for
from publishing.registry import Registry


@dataclass(frozen=True)
class DigestPart:
    """What one room has to say: a template, and what it knows for each account for whom something waits.

    `waiting(now, told)` leaves out the accounts in `told`, which have had their email today.
    """

    template: str
    waiting: Callable[[datetime, Collection[int]], dict[int, dict[str, Any]]]


digest_parts = Registry("DigestPart: what waits for somebody, and the sentences that say so")


def send_digest(now: datetime) -> int:
    """Tell everybody once a day what waits for them, where anything does; return how many were told."""
    begins = f"digest:{timezone.localdate(now)}:"
    sent = SentOnce.objects.filter(key__startswith=begins).values_list("key", flat=True)
    told = {int(key.removeprefix(begins)) for key in sent}
    waiting: dict[int, list[dict[str, Any]]] = {}
    for part in digest_parts:
        for pk, known in part.waiting(now, told).items():
            waiting.setdefault(pk, []).append(known | {"template": part.template})
    count = 0
    for account in get_user_model().objects.filter(pk__in=waiting, is_active=True).order_by("pk"):
        with transaction.atomic():
            if not SentOnce.is_first(f"{begins}{account.pk}"):
                continue
            send_after_commit(_("What waits today"), "digest", [account.email], {"parts": waiting[account.pk]})
            count += 1
    return count


def works_to_check(now: datetime, told: Collection[int]) -> dict[int, dict[str, Any]]:
    """Return, for each moderator, how many works wait for them and how many of these are late."""
    link = f"{settings.SITE_URL}{reverse('moderation_queue')}"
    found = {}
    for moderator in accounts_with_role("moderator").exclude(pk__in=told):
        rows = [row for row in queue_for(moderator, now) if row.may_check]
        if rows:
            found[moderator.pk] = {"waiting": len(rows), "late": sum(row.is_late for row in rows), "link": link}
    return found


WORKS_TO_CHECK = DigestPart("moderation/emails/digest_to_check.txt", works_to_check)
