"""Writing down who came and who has completed what, giving badges, and showing one's certificate or not."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import Page

from accounts.models import Person
from accounts.roles import has_role
from accounts.training import closes_for, opens_for
from learning.models import Badge, ModulePage, ShownCertificate, TrainingRecord
from publishing.erasing import Subject

COMPLETED = TrainingRecord.Kind.COMPLETED


def keeps_records(user: Any) -> bool:
    """Say whether somebody runs workshops and keeps the record of who was trained: trainers and administrators."""
    return has_role(user, "trainer", "admin")


def check_keeps_records(by: Any, people: Iterable[Person]) -> None:
    """Raise PermissionDenied where `by` keeps no records, or would write in their own."""
    if not keeps_records(by) or any(person.user_id == by.pk for person in people):
        raise PermissionDenied


@transaction.atomic
def write_down(*, page: Page, people: Iterable[Person], kind: str, on: date, by: Any) -> int:
    """Write down that people came to a module or session, or have completed a module; return for how many it is new.

    Whoever completes the module on responsible storytelling may send stories in. Raises PermissionDenied, or
    ValueError where something else than a module would be completed.
    """
    people = list(people)
    check_keeps_records(by, people)
    module = page.specific
    if kind == COMPLETED and not isinstance(module, ModulePage):
        raise ValueError(page)
    number = 0
    for person in people:
        of_this_day = {"on": on} if kind != COMPLETED else {}
        _record, is_new = TrainingRecord.objects.get_or_create(
            person=person, page_id=page.pk, kind=kind, **of_this_day, defaults={"on": on, "recorded_by": by}
        )
        number += is_new
        if kind == COMPLETED and module.opens_sending_in:
            opens_for(person, on=on, by=by)
    return number


@transaction.atomic
def take_off(*, record: TrainingRecord, by: Any) -> None:
    """Take off what was written down by mistake. Raises PermissionDenied."""
    check_keeps_records(by, [record.person])
    module = record.page.specific if record.page else None
    if record.kind == COMPLETED and getattr(module, "opens_sending_in", False):
        closes_for(record.person, on=record.on, by=by)
    record.delete()


@transaction.atomic
def give_badge(*, person: Person, level: str, by: Any) -> Badge:
    """Give somebody a badge, or return the one of that level that they have. Raises PermissionDenied."""
    check_keeps_records(by, [person])
    return Badge.objects.get_or_create(person=person, level=level, defaults={"given_by": by})[0]


@transaction.atomic
def take_badge(*, badge: Badge, by: Any) -> None:
    """Take off a badge that was given by mistake. Raises PermissionDenied."""
    check_keeps_records(by, [badge.person])
    badge.delete()


def show_certificate(*, person: Person, with_whole_name: bool) -> ShownCertificate:
    """Show somebody's certificate to whoever has its link."""
    return ShownCertificate.objects.update_or_create(person=person, defaults={"with_whole_name": with_whole_name})[0]


def stop_showing(*, person: Person) -> None:
    """Show somebody's certificate to nobody. A link that was given away never opens again."""
    ShownCertificate.objects.filter(person=person).delete()


def certificate_shown(key: UUID) -> ShownCertificate | None:
    """Return the certificate that is shown under a link; None where none is, or not any more."""
    return ShownCertificate.objects.select_related("person").filter(key=key).first()


def erase_training(subject: Subject) -> None:
    """Forget an erased person's record, badges and certificate."""
    for model in (TrainingRecord, Badge, ShownCertificate):
        model.objects.filter(person=subject.person_id).delete()
