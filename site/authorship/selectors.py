"""Reading who made what."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, get_page_models

from authorship.models import Contributor, Work, YourOK, is_training, is_work, work_page
from publishing.candidates import Candidate
from publishing.digests import is_same_digest


def work_of(page: Any) -> Work | None:
    """Return the work that `page` belongs to, or None for a page of the site itself."""
    page = page.specific
    if not is_work(page):
        return None
    return Work.objects.filter(page__translation_key=work_page(page).translation_key).order_by("pk").first()


def is_translation(page: Any) -> bool:
    """Say whether `page` is a work, or part of one, in another language than it was told in."""
    page = page.specific
    if not is_work(page):
        return False
    whole = work_page(page)
    return Work.objects.filter(page__translation_key=whole.translation_key).exclude(page=whole.pk).exists()


def decided_about(obj: Any) -> Work | None:
    """Return the work that a decision about `obj` is filed under, or None where it is no page of a work."""
    return work_of(obj) if isinstance(obj, Page) else None


def page_ids_of(work: Work) -> list[int]:
    """Return the ids of the pages of `work` in every language: its own first, and the parts below, such as sessions."""
    if work.page is None:
        return []
    key = work.page.translation_key
    wholes = list(Page.objects.filter(translation_key=key, alias_of=None).order_by("pk"))
    wholes.sort(key=lambda whole: whole.pk != work.page_id)
    found = []
    for whole in wholes:
        below = whole.get_children().select_related("content_type")
        found += [whole.pk, *(page.pk for page in below if hasattr(page.specific_class, "part_of_work"))]
    return found


def contributors_of(page: Any) -> QuerySet[Contributor]:
    """Return the contributors of `page`, in whichever of its languages, in order, each with its person."""
    page = page.specific
    if not is_work(page):
        return Contributor.objects.none()
    key = work_page(page).translation_key
    return Contributor.objects.filter(work__page__translation_key=key).select_related("person__user")


def is_contributor(user: Any, page: Any) -> bool:
    """Say whether the account `user` is of somebody who takes part in `page`."""
    return user.is_authenticated and contributors_of(page).filter(person__user=user).exists()


def makes(user: Any, page: Any) -> bool:
    """Say whether `user` is one of those who make `page`, and not only somebody who is shown in it.

    Nobody makes a page in another language: whoever translates may write there, and those who tell it say yes to it.
    """
    page = page.specific
    if not user.is_authenticated or not is_work(page):
        return False
    return Contributor.makers.filter(work__page_id=work_page(page).pk, person__user=user).exists()


def works_for(user: Any) -> QuerySet[Work]:
    """Return the works that `user` takes part in, newest first, each with its page."""
    return (
        Work.objects.filter(contributors__in=Contributor.objects.filter(person__user=user), page__isnull=False)
        .select_related("page__latest_revision", "page__locale")
        .distinct()
    )


def each_once(pages: QuerySet[Any], locale: Any) -> QuerySet[Any]:
    """Keep of released pages one for each work: the one in this language, else the one in which it was told."""
    # As a list of keys, a database reads it once; asked of each page, it expects far too much work.
    here = pages.filter(locale=locale).order_by().values("translation_key")
    told = Work.objects.filter(page=OuterRef("pk"))
    return pages.filter(Q(locale=locale) | Q(Exists(told) & ~Q(translation_key__in=here)))


def works_left_empty() -> QuerySet[Work]:
    """Return the works of training in which nobody takes part any more: only an administrator can find somebody.

    A story belongs to its tellers, so a story without any is nobody's to hand on.
    """
    training = [model for model in get_page_models() if is_training(model)]
    kinds = ContentType.objects.get_for_models(*training).values()
    has_people = Exists(Contributor.objects.filter(work=OuterRef("pk")))
    left = Work.objects.filter(~has_people, page__content_type__in=kinds)
    return left.select_related("page__latest_revision", "page__locale")


def last_answers(page: Any) -> dict[int, YourOK]:
    """Return the last answer of each contributor to any version of `page`, by contributor id."""
    answers = YourOK.objects.filter(page_id=page.pk).select_related("contributor__person__user").order_by("pk")
    return {ok.contributor_id: ok for ok in answers}


def valid_oks(candidate: Candidate) -> dict[int, YourOK]:
    """Return, for each contributor id, their last answer where it is a yes to exactly this candidate."""
    return {
        contributor_id: ok
        for contributor_id, ok in last_answers(candidate.obj).items()
        if ok.answer == YourOK.Answer.YES
        and ok.manifest_digest == candidate.manifest_digest
        and is_same_digest(ok.revision_digest, candidate.revision_digest)
    }


def still_to_ask(candidate: Candidate) -> list[Contributor]:
    """Return the contributors whose OK to exactly this candidate is missing."""
    given = valid_oks(candidate)
    return [contributor for contributor in contributors_of(candidate.obj) if contributor.pk not in given]
