"""Giving translations to people, sending them for checking, and taking them back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from accounts.roles import has_role
from authorship.models import Credit, name_for
from core.addresses import free_slug
from core.listing import listed
from languages.names import english_name
from publishing.addresses import was_public_here
from publishing.candidates import object_key
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.models import Manifest
from publishing.selectors import is_released
from publishing.services import take_down
from translation import emails
from translation.models import Assignment, NamedLanguage, TakenFrom
from translation.selectors import (
    assignments_of,
    is_opened_early,
    may_translate,
    moved_on,
    pages_in,
    parts_of,
    released_from,
    source_page,
    translation_of,
    who_can,
    who_disagrees,
    works_on,
)
from translation.sentences import what_is_left
from translation.source_words import take_words

Part = Assignment.Part


def may_assign(user: Any) -> bool:
    """Say whether `user` gives translations to people: administrators, who look after people."""
    return user.is_active and (user.is_superuser or has_role(user, "admin"))


def name_languages(*, account: Any, locales: Iterable[Locale], by: Any) -> None:
    """Write down into which languages somebody translates, or checks. Raises PermissionDenied."""
    if not may_assign(by) or not has_role(account, Part.TRANSLATOR, Part.REVIEWER):
        raise PermissionDenied
    wanted = {locale.pk for locale in locales}
    has = set(NamedLanguage.objects.filter(account=account).values_list("locale_id", flat=True))
    NamedLanguage.objects.filter(account=account, locale__in=has - wanted).delete()
    NamedLanguage.objects.bulk_create(
        NamedLanguage(account=account, locale_id=locale_id) for locale_id in sorted(wanted - has)
    )


def why_not(whole: Any, locale: Locale) -> list[str]:
    """Return in sentences why `whole` cannot be translated into a language now; empty where it can."""
    language = {"language": english_name(locale.language_code)}
    if not is_released(whole) and not is_opened_early(whole):
        return [_("It is not public, so nobody translates it.")]
    if whole.locale_id == locale.pk:
        return [_("It is in %(language)s already.") % language]
    if translation_of(whole) is not None:
        return [_("It is a translation itself. Please have its source translated.")]
    there = pages_in(locale, [whole]).get(whole.translation_key)
    if there is not None and translation_of(there) is None:
        return [_("A page of its own is there already in %(language)s.") % language]
    names = who_disagrees(whole)
    if names:
        return [_("%(names)s did not say yes to a translation. Ask them first.") % {"names": listed(names)}]
    if _parent_in(whole, locale) is None:
        return [_("What it stands in has no page in %(language)s yet. Please have that translated first.") % language]
    return []


def _parent_in(page: Any, locale: Locale) -> Page | None:
    parent = page.get_parent()
    return Page.objects.filter(translation_key=parent.translation_key, locale=locale).first()


@transaction.atomic
def assign(*, page: Any, locale: Locale, translator: Any, reviewer: Any = None, by: Any) -> list[Assignment]:
    """Give the translation of `page` into a language to somebody, and its checking to somebody else.

    Pages for it are made where there are none, as drafts. Whoever had it before has it no more.
    Raises PermissionDenied, or PublishBlocked with the reason.
    """
    if not may_assign(by):
        raise PermissionDenied
    whole = page.specific
    hold(whole)
    reasons = why_not(whole, locale)
    if reasons:
        raise PublishBlocked(reasons)
    chosen: dict[str, Any] = {Part.TRANSLATOR: translator} | ({Part.REVIEWER: reviewer} if reviewer is not None else {})
    for part, account in chosen.items():
        if account not in who_can(part, locale, whole):
            raise PermissionDenied
    if reviewer == translator:
        raise PublishBlocked([_("Nobody checks their own translation. Please choose somebody else.")])
    for before in Assignment.objects.filter(page=whole, locale=locale):
        # Whoever changes from one part to the other gives up the first.
        if chosen.get(before.part) != before.account:
            end(before)
    begin(whole, locale)
    return [_give(whole, locale, part, account, by) for part, account in chosen.items()]


def _give(whole: Any, locale: Locale, part: str, account: Any, by: Any) -> Assignment:
    before = Assignment.everybody.filter(page=whole, locale=locale, part=part, account=account).last()
    assignment, is_new = Assignment.objects.get_or_create(
        page=whole, locale=locale, part=part, account=account, ended_at=None, defaults={"assigned_by": by}
    )
    if is_new:
        if before is not None:
            assignment.credit, assignment.credit_name = before.credit, before.credit_name
            assignment.save(update_fields=["credit", "credit_name"])
        log_decision("translation_assigned", whole, by=by, detail=f"{part} {locale.language_code}")
        emails.tell_assigned(assignment)
    return assignment


@transaction.atomic
def begin(whole: Any, locale: Locale) -> list[Any]:
    """Take the words of `whole` and its parts as the source of a translation; return its pages, drafts at first.

    What was translated already stays, sentence by sentence.
    """
    made = []
    for page in parts_of(whole):
        Translation.objects.get_or_create(source=take_words(page), target_locale=locale)
        target = pages_in(locale, [page]).get(page.translation_key)
        made.append(
            target if target is not None else Page.objects.get(pk=page.pk).specific.copy_for_translation(locale)
        )
    return made


@transaction.atomic
def send_for_checking(*, page: Any, user: Any) -> WorkflowState:
    """Send the translation `page` to whoever checks its language; then to a moderator, and to those who told it.

    Raises PermissionDenied, or PublishBlocked with what is missing.
    """
    hold(page)
    page = type(page).objects.get(pk=page.pk)
    if not may_translate(user, page):
        raise PermissionDenied
    translation: Any = translation_of(page)
    source, mine = source_page(translation), assignments_of(page).get(account=user)
    if not is_released(source):
        raise PublishBlocked([_("Its source is not public yet. Nothing is lost: send this once it is.")])
    missing = what_is_left(translation)
    if not mine.has_chosen_credit:
        missing.append(_("Please choose how you want to be named."))
    if not assignments_of(page).filter(part=Part.REVIEWER).exists():
        missing.append(_("Nobody is there yet to check the language. An administrator looks for somebody."))
    if missing:
        raise PublishBlocked(missing)
    before = page.current_workflow_state
    if before is not None:
        before.cancel(user=user)
    translated = translation.source.get_ephemeral_translated_instance(translation.target_locale)
    # It keeps the address at which it was public; the source's comes along with the words that are the same in both.
    new_address = free_slug(translated.title, page.get_parent(), otherwise=page.slug, besides=page.pk)
    translated.slug = page.slug if was_public_here(page) else new_address
    try:
        translated.save_revision(user=user, log_action=True)
    except ValidationError as refused:
        raise PublishBlocked(_in_words(translated, refused)) from refused
    release = released_from(source)
    TakenFrom.objects.update_or_create(translation=translation, defaults={"release_id": release.pk if release else 0})
    Assignment.everybody.filter(pk=mine.pk).update(done_at=timezone.now())
    log_decision("translation_sent", page, by=user)
    page = type(page).objects.get(pk=page.pk)
    return page.get_workflow().start(page, user)


def _in_words(page: Any, refused: ValidationError) -> list[str]:
    """Return what a page cannot hold, field by field, in sentences."""
    fields = refused.message_dict if hasattr(refused, "error_dict") else {"": refused.messages}
    names = {name: str(page._meta.get_field(name).verbose_name).capitalize() for name in fields if hasattr(page, name)}
    return [f"{names[name]}: {words}" if name in names else words for name in fields for words in fields[name]]


@transaction.atomic
def get_back(*, page: Any, user: Any) -> None:
    """Let the translator change again what they sent for checking. Raises PermissionDenied."""
    hold(page)
    page = type(page).objects.get(pk=page.pk)
    if not works_on(user, page, Part.TRANSLATOR):
        raise PermissionDenied
    running = page.current_workflow_state
    if running is not None and running.status == WorkflowState.STATUS_IN_PROGRESS:
        running.cancel(user=user)
        log_decision("pulled_back", page, by=user)


@transaction.atomic
def choose_name(*, assignment: Assignment, credit: str, made_up: str = "", by: Any) -> None:
    """Let whoever translated or checked say how they are named; *no name* counts at once. Raises PermissionDenied."""
    if assignment.account_id != by.pk:
        raise PermissionDenied
    hold(*pages_of(assignment))
    assignment.credit = credit
    assignment.credit_name = name_for(by.person, credit, made_up)
    assignment.save(update_fields=["credit", "credit_name"])
    if credit == Credit.NONE:
        blank_name(assignment)


def pages_of(assignment: Assignment) -> list[Any]:
    """Return the pages that an assignment is about: the translations of a work and of its parts."""
    whole = assignment.page.specific
    below = Page.objects.child_of(whole).filter(alias_of=None).specific()
    parts = [whole, *(page for page in below if hasattr(page, "part_of_work"))]
    return list(pages_in(assignment.locale, parts).values())


def blank_name(assignment: Assignment) -> None:
    """Take somebody's name off their translation, in whatever was frozen of it."""
    pages = pages_of(assignment)
    if not pages:
        return
    of_pages = Manifest.objects.select_for_update().filter(
        release__content_type=object_key(pages[0])["content_type"],
        release__object_id__in=[str(page.pk) for page in pages],
    )
    for manifest in of_pages:
        named = manifest.body.get("translation", {})
        theirs = [row for key in ("by", "checked_by") for row in named.get(key, []) if row["id"] == assignment.pk]
        if any(row["name"] for row in theirs):
            for row in theirs:
                row["name"] = ""
            manifest.save(update_fields=["body", "blanked_at", "blanked_digest"])


@transaction.atomic
def give_up(*, assignment: Assignment, by: Any) -> None:
    """Let somebody hand back what they were given; what they wrote stays for others. Raises PermissionDenied."""
    if assignment.account_id != by.pk or assignment.ended_at is not None:
        raise PermissionDenied
    end(assignment)
    log_decision("translation_ended", assignment.page, by=by, detail=f"{assignment.part} {_code(assignment)}")
    emails.tell_given_up(assignment)


def end(assignment: Assignment) -> None:
    """Let an assignment end: it opens nothing any more. Who has written some of it is named for it, sent or not."""
    if assignment.translates and assignment.done_at is None and _sentences_of(assignment).exists():
        Assignment.everybody.filter(pk=assignment.pk).update(done_at=timezone.now())
    Assignment.objects.filter(pk=assignment.pk).update(ended_at=timezone.now())


def _sentences_of(assignment: Assignment) -> QuerySet[StringTranslation]:
    """Return the sentences that stand as somebody wrote them in what they were given."""
    return StringTranslation.objects.filter(
        locale=assignment.locale_id,
        context__object_id__in=[page.translation_key for page in pages_of(assignment)],
        last_translated_by=assignment.account_id,
    )


def _code(assignment: Assignment) -> str:
    return str(assignment.locale.language_code)


@transaction.atomic
def take_translation_back(*, assignment: Assignment, by: Any) -> None:
    """Let a translator take their translation back for good: it is down at once, and their sentences are forgotten.

    The source stays as it is. Repeating it does no harm. Raises PermissionDenied.
    """
    if assignment.account_id != by.pk or not assignment.translates:
        raise PermissionDenied
    take_down_translation(assignment, by=by)
    choose_name(assignment=assignment, credit=Credit.NONE, by=by)
    end(assignment)
    log_decision("translation_back", assignment.page, by=by, detail=_code(assignment))


def take_down_translation(assignment: Assignment, by: Any = None) -> None:
    """Take down for good what somebody translated, and forget the sentences that they wrote."""
    pages = pages_of(assignment)
    _sentences_of(assignment).delete()
    for page in pages:
        take_down(page.specific, by=by, revoke=True)
        translation = translation_of(page)
        if translation is not None:
            # The newest version, and the address, is what whoever goes on begins with.
            draft = as_it_stands(translation)
            draft.slug = free_slug(draft.title, page.get_parent(), otherwise=draft.slug, besides=page.pk)
            draft.save()
            draft.save_revision(user=by, clean=False)


def as_it_stands(translation: Translation) -> Any:
    """Return the page that a translation makes, in memory, with what is not translated yet as its source says it."""
    return translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)


def end_when_public(sender: Any, instance: Any, **kwargs: Any) -> None:
    """When a translation goes public: end what it was given to people for, once all its parts are there."""
    translation = translation_of(instance)
    source = source_page(translation) if translation is not None else None
    if source is None:
        return
    for assignment in assignments_of(instance):
        wanted = parts_of(assignment.page.specific)
        there = pages_in(assignment.locale, wanted)
        if all((page := there.get(part.translation_key)) is not None and is_up_to_date(page) for part in wanted):
            end(assignment)
            emails.tell_public(assignment)


def is_up_to_date(page: Any) -> bool:
    """Say whether a translation is public, and made from what its source says in public now."""
    release = released_from(page)
    taken = release.manifest.body.get("translation", {}).get("release") if release is not None else None
    return taken is not None and not moved_on([taken])
