"""Which audiences somebody belongs to, and how an audience is said in words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import ReporterGroup
from accounts.roles import roles_of
from publishing.audiences import PROJECT, PUBLIC, code_of_group, group_in
from publishing.selectors import last_shown_release


def groups_of(user: Any) -> QuerySet[ReporterGroup]:
    """Return the reporter groups of an account."""
    return ReporterGroup.objects.filter(members=user.pk)


def audiences_of(user: Any) -> set[str]:
    """Return the codes of all that `user` reads beside what is public: the project, and each group of theirs.

    Whoever has no role here, or not any more, belongs to none.
    """
    if not user.is_active or not roles_of(user):
        return set()
    return {PROJECT} | {code_of_group(pk) for pk in groups_of(user).values_list("pk", flat=True)}


def words_of_audiences(codes: Iterable[str]) -> dict[str, str]:
    """Say of each of these audiences who reads, as it stands in the middle of a sentence; one query at most."""
    words = {PUBLIC: _("everybody"), PROJECT: _("the people in our project")}
    groups = {code: pk for code in codes if (pk := group_in(code)) is not None}
    names = dict(ReporterGroup.objects.filter(pk__in=groups.values()).values_list("pk", "name")) if groups else {}
    for code, pk in groups.items():
        named = _("the people in the group “%(name)s”") % {"name": names[pk]} if pk in names else ""
        words[code] = named or _("the people in a group that is no more")
    return words


def audience_words(code: str) -> str:
    """Say who reads what has this audience, as it stands in the middle of a sentence."""
    return words_of_audiences([code])[code]


def shown_to(obj: Any) -> str:
    """Say in words who reads `obj` now, or read it until it was hidden, where that was not everybody; else nothing."""
    release = last_shown_release(obj)
    return audience_words(release.audience) if release is not None and release.audience != PUBLIC else ""
