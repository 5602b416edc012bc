"""Reading the log of decisions: who may read which lines of it, and how a line is said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.roles import has_role
from authorship.models import Contributor, Work
from moderation.models.claims import SomebodyElse
from moderation.models.pauses import ground_label
from moderation.selectors import being_checked_by
from publishing import registry
from publishing.decisions import rule_parts
from publishing.models import Decision
from publishing.selectors import released


def reads_all(user: Any) -> bool:
    """Say whether `user` reads the log of the whole site: administrators and safeguarding leads."""
    return user.is_active and (user.is_superuser or has_role(user, "admin", "safeguarding"))


def may_read_log(user: Any) -> bool:
    """Say whether `user` may read some of the log: those who read it all, and moderators."""
    return reads_all(user) or (user.is_active and has_role(user, "moderator"))


def may_export_log(user: Any) -> bool:
    """Say whether `user` may take the log away as a file: administrators."""
    return user.is_active and (user.is_superuser or has_role(user, "admin"))


def kinds_for(user: Any) -> dict[str, Any]:
    """Return the kinds of decision that `user` may read of, by code."""
    is_lead = has_role(user, "safeguarding")
    return {kind: label for kind, label in registry.decision_kinds.items() if is_lead or _is_for_all(kind)}


def _is_for_all(kind: str) -> bool:
    return kind not in registry.kinds_for_leads


def _keys(works: QuerySet[Any, Any], name: str = "pk") -> QuerySet[Any, Any]:
    """Return the numbers of these works as the log writes them."""
    return works.order_by().annotate(as_text=Cast(name, CharField())).values("as_text")


def decisions_for(user: Any) -> QuerySet[Decision]:
    """Return the lines of the log that `user` may read, newest first; none for those without a right.

    A moderator reads about works that are public or being checked, and takes no part in them. Nobody, whatever else
    they are, reads about a work that they were asked to leave to somebody else; no lead reads what leads are told
    of a work in which they take or took part.
    """
    if not may_read_log(user):
        return Decision.objects.none()
    about_works = Q(content_type=ContentType.objects.get_for_model(Work))
    asked_away = SomebodyElse.objects.filter(moderator=user)
    lines = Decision.objects.filter(kind__in=kinds_for(user)).exclude(
        about_works & Q(object_id__in=_keys(asked_away, "work_id"))
    )
    took_part = Contributor.everyone.filter(person__user=user)
    theirs = about_works & Q(object_id__in=_keys(took_part, "work_id"))
    lines = lines.exclude(theirs & Q(kind__in=registry.kinds_for_leads))
    if not reads_all(user):
        seen = Work.objects.filter(
            Q(page__in=being_checked_by(user).values("pk")) | Q(page__in=released(Page.objects.all()).values("pk"))
        )
        lines = lines.filter(about_works & Q(object_id__in=_keys(seen))).exclude(theirs)
    return lines.select_related("content_type").order_by("-created_at", "-pk")


@dataclass(frozen=True)
class Line:
    """One line of the log, as one person reads it."""

    when: datetime
    kind: str
    about: str
    work_id: str
    by: str
    rule: str
    detail: str


def as_lines(decisions: Iterable[Decision], user: Any) -> list[Line]:
    """Return these decisions in words, for `user`. The cost does not grow with their number.

    Whoever made a work is named to those who read it all, and to a moderator never: a moderator does not learn
    which of several took their voice back.
    """
    rows = list(decisions)
    people = get_user_model().objects.in_bulk({row.by_id for row in rows if row.by_id})
    makers = set() if reads_all(user) else _makers(rows)
    return [_line(row, people, makers) for row in rows]


def _is_about_a_work(row: Decision) -> bool:
    return row.content_type is not None and row.content_type.model_class() is Work


def _makers(rows: list[Decision]) -> set[tuple[str, int]]:
    """Return who takes or took part in the works of these lines: pairs of work and account."""
    works = {int(row.object_id) for row in rows if _is_about_a_work(row)}
    parts = Contributor.everyone.filter(work__in=works, person__user__isnull=False)
    return {(str(work_id), user_id) for work_id, user_id in parts.values_list("work_id", "person__user_id")}


def _line(row: Decision, people: dict[int, Any], makers: set[tuple[str, int]]) -> Line:
    is_work = _is_about_a_work(row)
    if row.by_id is None:
        by = _("nobody signed in")
    elif (row.object_id, row.by_id) in makers:
        by = _("somebody who made it")
    else:
        by = str(people.get(row.by_id) or _("an account that is gone"))
    return Line(
        when=row.created_at,
        kind=str(registry.decision_kinds.get(row.kind, row.kind)),
        about=_about(row),
        work_id=row.object_id if is_work else "",
        by=by,
        rule=_rule(row.rule),
        detail=row.detail.replace("_", " "),
    )


def _about(row: Decision) -> str:
    model = row.content_type.model_class() if row.content_type is not None else None
    if model is None:
        return ""
    return f"{str(model._meta.verbose_name).capitalize()} {row.object_id}"


def _rule(code: str) -> str:
    parts = rule_parts(code)
    if parts is None:
        return ground_label(code) or code
    return _("Rule %(number)s (edition %(edition)s)") % {"number": parts[0], "edition": parts[1]}
