"""Reading what is translated from what, by whom, and how far it is."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation

from accounts.roles import has_role
from authorship.selectors import contributors_of, work_of
from consent.selectors import works_all_agree_to
from consent.wording import Use
from moderation.somebody_else import is_asked_away
from moderation.taking_part import whole_of
from publishing.candidates import object_key
from publishing.digests import is_same_digest
from publishing.models import Release
from publishing.selectors import is_released
from translation.models import Assignment, NamedLanguage

Part = Assignment.Part


def translation_of(page: Any) -> Translation | None:
    """Return the record by which `page` is translated from another page, ended or not; None where it is no translation.

    At most one that goes on leads to a page (languages.one_source); that one counts.
    """
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).select_related("source__locale", "target_locale", "taken_from")
    return found.order_by("-enabled", "-pk").first()


def source_page(translation: Translation) -> Any | None:
    """Return the page from which it is translated; None where that is gone."""
    model = translation.source.specific_content_type.model_class()
    pages: Any = model._default_manager if model is not None else Page.objects.none()
    return pages.filter(translation_key=translation.source.object_id, locale=translation.source.locale_id).first()


def target_page(translation: Translation) -> Any | None:
    """Return the page that the translation makes; None where there is none."""
    pages = Page.objects.filter(translation_key=translation.source.object_id, locale=translation.target_locale_id)
    page = pages.first()
    return page.specific if page is not None else None


def parts_of(whole: Any) -> list[Any]:
    """Return the pages to be translated with `whole`: itself, and the parts below, such as sessions.

    Of what is public only what is; of what is not, and is opened early, each as its newest draft has it.
    """
    below = Page.objects.child_of(whole).filter(alias_of=None).specific()
    parts = [whole.specific, *(page for page in below if hasattr(page, "part_of_work"))]
    if is_released(whole):
        return [page for page in parts if is_released(page)]
    return [page.get_latest_revision_as_object() for page in parts] if is_opened_early(whole) else []


def is_opened_early(whole: Any) -> bool:
    """Say whether everybody who takes part lets translators read `whole` before it was ever public."""
    work = work_of(whole)
    was_public = Release.objects.filter(**object_key(whole)).exists()
    return work is not None and not was_public and work.pk in works_opened_early([work.pk])


def works_opened_early(work_ids: Collection[int]) -> set[int]:
    """Return those of these works that everybody in them lets translators read before they are public."""
    return works_all_agree_to(Use.EARLY, work_ids, timezone.localdate())


def all_agree(whole: Any) -> bool:
    """Say whether everybody who takes part says yes to translations; of a page of the site itself nobody is asked."""
    work = work_of(whole)
    return work is None or work.pk in works_all_agree_to(Use.TRANSLATION, [work.pk], timezone.localdate())


def who_disagrees(whole: Any) -> list[str]:
    """Return the first names of those who have not said yes to translations, or whose yes is over."""
    work = work_of(whole)
    if work is None or all_agree(whole):
        return []
    return [person.person.first_name for person in contributors_of(whole) if not _agrees(person)]


def _agrees(contributor: Any) -> bool:
    from consent.selectors import answers_of, is_in_time

    entry = answers_of(contributor).get(Use.TRANSLATION)
    return entry is not None and is_in_time(entry, timezone.localdate())


def may_be_read_for_translation(whole: Any) -> bool:
    """Say whether those who are assigned may read `whole` now: it is public or opened early, and everybody says yes."""
    return (is_released(whole) or is_opened_early(whole)) and all_agree(whole)


def may_be_read_by_a_machine(page: Any) -> bool:
    """Say whether a machine may translate `page`: there is one, and nobody was promised that people do it."""
    return get_machine_translator() is not None and work_of(page) is None


def assignments_of(page: Any) -> QuerySet[Assignment]:
    """Return the open assignments for `page`, which is a translation; none for any other page."""
    translation = translation_of(page)
    source = source_page(translation) if translation is not None else None
    if source is None:
        return Assignment.objects.none()
    return Assignment.objects.filter(page=whole_of(source), locale=page.locale_id).select_related("account__person")


def ever_assigned(page: Any) -> QuerySet[Assignment]:
    """Return the assignments for a translation, also those that have ended, in their order."""
    translation = translation_of(page)
    source = source_page(translation) if translation is not None else None
    if source is None:
        return Assignment.everybody.none()
    found = Assignment.everybody.filter(page=whole_of(source), locale=page.locale_id)
    return found.select_related("account__person")


def works_on(user: Any, page: Any, *parts: str) -> bool:
    """Say whether `user` is assigned to the translation `page`, and may read it now. No part stands for any."""
    assigned = [one for one in assignments_of(page).filter(account=user) if not parts or one.part in parts]
    assigned = [one for one in assigned if has_role(user, one.part)]
    return bool(assigned) and user.is_active and may_be_read_for_translation(assigned[0].page.specific)


def may_translate(user: Any, page: Any) -> bool:
    """Say whether `user` may write in the translation `page` now: theirs, not stopped, not being checked."""
    translation = translation_of(page)
    goes_on = translation is not None and translation.enabled
    return goes_on and works_on(user, page, Part.TRANSLATOR) and not page.workflow_in_progress


def may_check_language(user: Any, page: Any) -> bool:
    """Say whether `user` may check the language of the translation `page`: assigned, and no translator of it ever."""
    return works_on(user, page, Part.REVIEWER) and user.pk not in translators_of(page)


def translators_of(page: Any) -> set[int]:
    """Return the accounts of everybody who was ever assigned to translate `page`."""
    return set(ever_assigned(page).filter(part=Part.TRANSLATOR).values_list("account_id", flat=True))


def assignments_for(user: Any) -> list[Assignment]:
    """Return the open assignments of `user` that they can work on now, oldest first."""
    mine = Assignment.objects.filter(account=user).select_related("page__locale", "locale")
    return [one for one in mine if has_role(user, one.part) and may_be_read_for_translation(one.page.specific)]


def translations_for(user: Any) -> QuerySet[Page]:
    """Return the pages that `user` translates or checks, whether or not their words are public."""
    keys: list[tuple[Any, int]] = []
    for one in assignments_for(user):
        keys += [(page.translation_key, one.locale_id) for page in parts_of(one.page)]
    ids = [
        pk
        for key, locale in keys
        for pk in Page.objects.filter(translation_key=key, locale=locale).values_list("pk", flat=True)
    ]
    return Page.objects.filter(pk__in=ids)


def who_can(part: str, locale: Locale, whole: Any) -> list[Any]:
    """Return the accounts that may be given this part of a translation of `whole` into a language, by name.

    They have the role, an administrator named the language, nobody in the work asked them away; and nobody who
    translated it before may check it.
    """
    from accounts.roles import accounts_with_role

    named = NamedLanguage.objects.filter(locale=locale).values("account")
    found = accounts_with_role(part).filter(pk__in=named).select_related("person").order_by("person__name", "pk")
    wrote = set(
        Assignment.everybody.filter(page=whole, locale=locale, part=Part.TRANSLATOR).values_list(
            "account_id", flat=True
        )
    )
    barred = wrote if part == Part.REVIEWER else set()
    return [user for user in found if user.pk not in barred and not is_asked_away(user, whole)]


def released_from(page: Any) -> Release | None:
    """Return the release that makes `page` public now; None where nothing does."""
    return Release.objects.filter(**object_key(page), state=Release.State.VALID, audience=Release.PUBLIC).first()


def moved_on(release_ids: Iterable[int]) -> set[int]:
    """Return those of these releases whose page says something else in public now; two queries."""
    taken = {release.pk: release for release in Release.objects.filter(pk__in=set(release_ids))}
    now = Release.objects.filter(
        object_id__in={release.object_id for release in taken.values()},
        content_type=object_key(Page())["content_type"],
        state=Release.State.VALID,
        audience=Release.PUBLIC,
    )
    words = {release.object_id: release.revision_digest for release in now}
    return {
        pk
        for pk, release in taken.items()
        if not is_same_digest(release.revision_digest, words.get(release.object_id, release.revision_digest))
    }


def pages_in(locale: Locale | int, pages: Iterable[Any]) -> dict[Any, Page]:
    """Return the pages in a language that translate these, by the translation key they share; one query."""
    keys = [page.translation_key for page in pages]
    found = Page.objects.filter(translation_key__in=keys, locale=locale, alias_of=None)
    return {page.translation_key: page for page in found.select_related("locale", "latest_revision")}
