"""Erasing a person: their works are taken back, and every name and word of theirs goes from every room."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from accounts.models import Person, User
from authorship.models import Contributor
from authorship.selectors import contributors_of, is_translation, work_of
from consent import emails
from consent.cascade import copies_of, family
from consent.copies import Given, given_by
from consent.joint import leave_an_empty_place, take_out_of_versions, take_words_out
from consent.models import ErasureMarker, VoiceDecision
from consent.rights import may_erase
from consent.services import decide, take_back
from consent.traces import sweep_soon
from publishing import registry
from publishing.addresses import addresses_of
from publishing.decisions import log_decision
from publishing.erasing import Subject
from publishing.holding import hold
from publishing.registry import Registry
from publishing.selectors import is_shown


def find_person(who: str) -> Person | None:
    """Return the person with this id or email address, or None."""
    if who.isdecimal():
        return Person.objects.filter(pk=int(who)).first()
    user = User.objects.filter(email=who.lower()).first()
    return Person.objects.filter(user=user).first() if user else Person.objects.filter(contact__iexact=who).first()


@transaction.atomic
def erase_person(*, person: Person, by: Any = None, road: str = VoiceDecision.Road.ACCOUNT) -> Subject:
    """Take back all that a person lent and erase them; return what was done, and what cannot be reached.

    Works that they made alone go altogether; one that works of others lie below stays as an empty draft. In a joint one
    their part goes, the rest stays a draft of the others.
    A marker with ids only stays, so that a restored backup can be erased again. Repeating it does no harm.
    """
    subject, address = _subject(person), person.email
    copied = [page for part in Contributor.everyone.filter(person=person) for page in _copies(part)]
    hold(*Page.objects.filter(pk__in=subject.touched_pages), *copied)
    ErasureMarker.objects.create(person_id=person.pk, user_id=subject.user_id, by_id=getattr(by, "pk", None))
    log_decision(VoiceDecision.Kind.ERASED, person, by=by, detail=road)
    for contributor in Contributor.everyone.filter(person=person).select_related("work__page"):
        _erase_part(contributor, subject, by=by, road=road)
    for pages in pages_that_go:
        subject.pages += [page.pk for page in pages(person)]
    for page in Page.objects.filter(pk__in=subject.pages).order_by("-depth").specific():
        if not Page.objects.filter(pk=page.pk).exists():
            # It went with the page that it was translated from.
            continue
        if _holds_works_of_others(page, subject):
            leave_an_empty_place(page, subject)
        else:
            page.delete()
    # Last, since deleting writes a page's title into the log.
    for eraser in registry.erasers:
        eraser(subject)
    subject.cannot_reach += map(str, CANNOT_REACH)
    emails.tell_erased(address)
    return subject


@transaction.atomic
def erase_and_sweep_later(*, person: Person, by: Any) -> Subject:
    """Erase a person in the name of an administrator; the clock sweeps the database afterwards.

    Raises PermissionDenied.
    """
    if not may_erase(by, person):
        raise PermissionDenied
    subject = erase_person(person=person, by=by)
    sweep_soon(ErasureMarker.objects.filter(person_id=person.pk).latest("pk"))
    return subject


pages_that_go = Registry("pages(person) -> pages that go with whoever is erased, besides those of works of theirs")

CANNOT_REACH = [
    gettext_lazy("What readers have saved, printed, copied or shared."),
    gettext_lazy("Copies that search engines and web archives keep for a while."),
    gettext_lazy("Emails that were sent."),
    gettext_lazy("Backups, until they end. When one is restored, this person is erased again."),
]


def _subject(person: Person) -> Subject:
    parts = list(Contributor.everyone.filter(person=person).select_related("work__page"))
    members = [member for part in parts if part.work.page for member in family(part.work.page)]
    # Also of whoever wants no emails: what others noted of them is found by their address.
    account = (person.user.email or "") if person.user else ""
    addresses = {person.contact.lower(), account.lower()} - {""}
    return Subject(
        person_id=person.pk,
        user_id=person.user_id,
        email_addresses=frozenset(addresses),
        work_ids=[part.work_id for part in parts],
        contributor_ids=[part.pk for part in parts],
        touched_pages=[member.pk for member in members],
        paths=[path for member in members for path in addresses_of(member)],
    )


def _copies(part: Contributor) -> list[Any]:
    return copies_of(part.work.page) if part.work.page is not None else []


def _erase_part(contributor: Contributor, subject: Subject, *, by: Any, road: str) -> None:
    page = contributor.work.page
    if page is None:
        return
    copies = copies_of(page)
    given = given_by(contributor) if copies else Given()
    if contributor.left_at is None:
        alone = not contributors_of(page).exclude(pk=contributor.pk).exists()
        # One letter at the end says it all.
        take_back(contributor=contributor, by=by, road=road, confirm=False)
    else:
        alone = not contributors_of(page).exists()
    for copied in copies:
        take_out_of_versions(copied, given)
    # Read after taking down, as it stands now.
    if alone:
        subject.gone_work_ids.append(contributor.work_id)
        _go_altogether(family(page), subject)
    else:
        for member in family(page):
            # What remembers their sentences goes, and each translation of them with it: others may have it made anew.
            subject.page_keys.append(str(member.translation_key))
            if is_translation(member):
                subject.pages += [member.pk, *_aliases_of(member)]
                continue
            take_words_out(member, contributor, subject)
            if not is_shown(member):
                # Each alias holds all its words in a row of its own, at an address of its own.
                subject.pages += _aliases_of(member)
    decide(contributor, VoiceDecision.Kind.ERASED, by=by, road=road)


def _holds_works_of_others(page: Any, subject: Subject) -> bool:
    """Say whether something lies below a page, as a module in a programme, that does not go with it."""
    works = (work_of(below) for below in page.get_descendants().specific())
    return any(work is None or work.pk not in subject.gone_work_ids for work in works)


def _aliases_of(page: Any) -> list[int]:
    return list(Page.objects.filter(alias_of=page).values_list("pk", flat=True))


def _go_altogether(members: Iterable[Any], subject: Subject) -> None:
    for member in members:
        subject.pages += [member.pk, *_aliases_of(member)]
        subject.page_keys.append(str(member.translation_key))
