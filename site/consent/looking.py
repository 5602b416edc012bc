"""Whoever left a joint work sees a version without their part before anybody else, and may object to it.

Silence neither publishes nor stops it: when the days are over, a moderator who takes no part answers instead.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState

from accounts.roles import has_role
from authorship.models import Contributor, is_work
from authorship.selectors import is_contributor
from consent import emails
from consent.leavers import leavers_of
from consent.models import ErasureMarker, LeaverAnswer, LeaverLook, LeaverRuling
from consent.selectors import look_ends
from publishing.candidates import Candidate
from publishing.decisions import log_decision
from publishing.digests import is_same_digest, revision_digest

ASKED, ANSWERED, RULED = "leaver_asked", "leaver_answered", "leaver_ruled"
KINDS = {
    ASKED: gettext_lazy("somebody who left was asked to look at a version without their part"),
    ANSWERED: gettext_lazy("somebody who left said whether people can still tell who they are"),
    RULED: gettext_lazy("a moderator decided whether people can still tell who left"),
}


def last_day(look: LeaverLook) -> datetime:
    """Return until when we wait for the one who left; who was erased cannot be asked, so a moderator looks at once."""
    if ErasureMarker.objects.filter(person_id=look.contributor.person_id).exists():
        return look.created_at
    return look_ends(look.created_at)


def last_answer(look: LeaverLook) -> LeaverAnswer | None:
    """Return what the one who left said last about this version; None where they have said nothing."""
    return look.answers.order_by("pk").last()


def ruling_on(look: LeaverLook) -> LeaverRuling | None:
    """Return what a moderator decided about this version, or None."""
    return LeaverRuling.objects.filter(look=look).first()


def look_at(leaver: Contributor, page_id: int, digest: str) -> LeaverLook | None:
    """Return the question to `leaver` about exactly these words, or None where they were never asked."""
    looks = LeaverLook.objects.filter(contributor=leaver, page_id=page_id).order_by("-pk")
    return next((look for look in looks if is_same_digest(look.revision_digest, digest)), None)


def ask_on_step(sender: Any, instance: TaskState, **kwargs: Any) -> None:
    """A version has been checked and waits for OKs: whoever left is asked to look at it too."""
    if getattr(instance, "is_your_ok", False):
        ask_leavers(step=instance)


@transaction.atomic
def ask_leavers(*, step: TaskState) -> list[LeaverLook]:
    """Ask everybody who left the work of this step to look at its version; return the new questions."""
    page = step.workflow_state.content_object.specific
    digest, asked = revision_digest(step.revision), []
    for leaver in leavers_of(page) if is_work(page) else []:
        if look_at(leaver, page.pk, digest) is None:
            look = LeaverLook.objects.create(
                contributor=leaver, page_id=page.pk, revision_id=step.revision_id, revision_digest=digest
            )
            log_decision(ASKED, page)
            emails.ask_to_look(look, leaver)
            asked.append(look)
    return asked


def looking_gate(candidate: Candidate) -> Iterator[str]:
    """Everybody who left has said that it is fine, or a moderator has found that nobody can tell who they are."""
    for look in _looks(candidate):
        if look is None:
            yield _("Somebody who took their part back has not been asked yet. Get it back, and send it in again.")
        elif not is_settled(look):
            yield _why_it_waits(look)


def found_recognisable_gate(candidate: Candidate) -> Iterator[str]:
    """These very words were not found to show somebody who left."""
    if any(look is not None and _is_found_recognisable(look) for look in _looks(candidate)):
        yield _("People can still tell who it was that took their part back. Please change what shows it.")


def _looks(candidate: Candidate) -> list[LeaverLook | None]:
    page = candidate.obj
    if candidate.is_system or not is_work(page):
        return []
    return [look_at(leaver, page.pk, candidate.revision_digest) for leaver in leavers_of(page)]


def _is_found_recognisable(look: LeaverLook) -> bool:
    ruling = ruling_on(look)
    return ruling is not None and ruling.recognisable


def is_settled(look: LeaverLook) -> bool:
    """Say whether nothing about whoever left stands in the way of this version any more."""
    ruling = ruling_on(look)
    if ruling is not None:
        return not ruling.recognisable
    answer = last_answer(look)
    return answer is not None and not answer.recognisable


def _why_it_waits(look: LeaverLook) -> str:
    if last_answer(look) is not None:
        return _("Somebody who took their part back says that people can still tell who they are. A moderator looks.")
    if timezone.now() < last_day(look):
        day = date_format(timezone.localtime(last_day(look)), "j E")
        return _("Somebody who took their part back may look at it first. We wait for them until %(day)s.") % {
            "day": day
        }
    return _("Somebody who took their part back has not answered. A moderator looks at it in their place.")


def open_looks() -> QuerySet[LeaverLook]:
    """Return the questions about versions that wait just now, so that an answer still counts."""
    waits = TaskState.objects.filter(revision_id=OuterRef("revision_id"), status=TaskState.STATUS_IN_PROGRESS)
    looks = LeaverLook.objects.filter(Exists(waits), ruling=None, contributor__left_at__isnull=False)
    return looks.select_related("contributor__work__page", "contributor__person").order_by("pk")


def is_asked_after_leaving(contributor: Contributor) -> bool:
    """Say whether somebody who left may look at something now, so that their link still opens."""
    return open_looks().filter(contributor=contributor).exists()


@transaction.atomic
def answer_look(*, look: LeaverLook, recognisable: bool, road: str, user: Any = None) -> LeaverAnswer:
    """Write down what somebody who left says about a version without their part; an objection stops it.

    `user` is their account, where they have one. Raises PermissionDenied where it is not theirs to say, or too late.
    """
    if look.contributor.person.user_id != getattr(user, "pk", None) or not open_looks().filter(pk=look.pk).exists():
        raise PermissionDenied
    answer = LeaverAnswer.objects.create(look=look, recognisable=recognisable, road=road)
    log_decision(ANSWERED, look.contributor.work.page, by=user, detail=_code(recognisable))
    return answer


def looks_that_wait(now: datetime) -> list[LeaverLook]:
    """Return the questions that a moderator has to answer now: they objected, or said nothing in all the days."""
    waiting = []
    for look in open_looks():
        answer = last_answer(look)
        if answer.recognisable if answer is not None else now >= last_day(look):
            waiting.append(look)
    return waiting


def may_rule(user: Any, look: LeaverLook) -> bool:
    """Say whether `user` may decide about it: a moderator who takes no part in the work, and never did."""
    work = look.contributor.work
    if not user.is_active or work.page is None or not has_role(user, "moderator"):
        return False
    took_part = Contributor.everyone.filter(work=work, person__user=user).exists()
    return not took_part and not is_contributor(user, work.page)


@transaction.atomic
def rule_on_look(*, look: LeaverLook, by: Any, recognisable: bool) -> LeaverRuling:
    """Decide whether people can still tell who left. Raises PermissionDenied where it is not `by`'s turn to."""
    if not may_rule(by, look) or look not in looks_that_wait(timezone.now()):
        raise PermissionDenied
    ruling = LeaverRuling.objects.create(look=look, recognisable=recognisable, by_id=by.pk)
    log_decision(RULED, look.contributor.work.page, by=by, detail=_code(recognisable))
    emails.tell_ruling(look, look.contributor, recognisable=recognisable)
    return ruling


def _code(recognisable: bool) -> str:
    return "recognisable" if recognisable else "not recognisable"
