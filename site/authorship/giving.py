"""Giving somebody parts of a module or session to write. Whoever has none reads, comments and gives their OK."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy

from accounts.roles import accounts_with_role, has_role
from authorship.links import studio_link
from authorship.models import Contributor, GivenPart, Work, is_training
from authorship.selectors import makes, page_ids_of
from core.emails import send_after_commit

Part = tuple[int, str]
"""A page's id, and a block's id or a field's name in it."""


def may_give(user: Any, work: Work) -> bool:
    """Say whether `user` may give parts of a work away: a trainer who makes it, and it is training."""
    return (
        work.page is not None
        and is_training(work.page.specific)
        and has_role(user, "trainer")
        and makes(user, work.page)
    )


def may_be_given_to(user: Any, work: Work) -> list[Contributor]:
    """Return those to whom `user` may give parts: who makes it with an account, and is no trainer. Those write all."""
    if not may_give(user, work):
        return []
    makers = Contributor.makers.filter(work=work, person__user__isnull=False).select_related("person__user")
    return list(makers.exclude(person__user__in=accounts_with_role("trainer")))


@transaction.atomic
def give_parts(*, contributor: Contributor, parts: Iterable[Part], by: Any) -> None:
    """Let `contributor` write exactly these parts from now on, and tell them of new ones. Raises PermissionDenied."""
    if contributor not in may_be_given_to(by, contributor.work):
        raise PermissionDenied
    pages = page_ids_of(contributor.work)
    wanted = {(page_id, place) for page_id, place in parts if page_id in pages}
    has = set(contributor.given.values_list("page_id", "place"))
    for page_id, place in has - wanted:
        contributor.given.filter(page_id=page_id, place=place).delete()
    GivenPart.objects.bulk_create(
        GivenPart(contributor=contributor, page_id=page_id, place=place, given_by=by)
        for page_id, place in sorted(wanted - has)
    )
    if wanted - has:
        subject, context = gettext_lazy("There is something for you to write"), {"link": studio_link(contributor)}
        send_after_commit(subject, "authorship/emails/given_parts.txt", [contributor.person.email], context)


def given_to(user: Any, work: Work) -> set[Part]:
    """Return the parts of a work that this account was given to write, while they make it."""
    given = GivenPart.objects.filter(contributor__in=Contributor.makers.filter(work=work, person__user=user))
    return set(given.values_list("page_id", "place"))


def forget_parts_given_to(contributor: Contributor) -> None:
    """Give nothing any more to somebody who leaves a work."""
    contributor.given.all().delete()
