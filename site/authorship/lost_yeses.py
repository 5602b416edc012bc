"""A yes that no longer counts, since words, files or names changed after it: saying so, and telling its giver once."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from authorship.links import studio_link
from authorship.models import Contributor, LostYes, Work, YourOK, is_work
from authorship.selectors import last_answers, page_ids_of, valid_oks
from core.emails import send_after_commit
from publishing.candidates import Candidate, object_key
from publishing.digests import is_same_digest
from publishing.models import Release


def lost_yeses(candidate: Candidate) -> dict[int, YourOK]:
    """Return, by contributor, each last yes that no longer counts for `candidate`.

    A yes that a release rests on has done its work, and is not lost.
    """
    yeses = {pk: ok for pk, ok in last_answers(candidate.obj).items() if ok.answer == YourOK.Answer.YES}
    if not yeses:
        return {}
    still_good = valid_oks(candidate)
    releases = Release.objects.filter(**object_key(candidate.obj)).exclude(state=Release.State.WAITING)
    used = {ok_id for ok_ids in releases.values_list("ok_ids", flat=True) for ok_id in ok_ids}
    return {pk: ok for pk, ok in yeses.items() if pk not in still_good and ok.pk not in used}


def lost_yes_words(candidate: Candidate, contributor: Contributor) -> str:
    """Return the sentence that tells a contributor why their yes no longer counts; empty where it does, or is none."""
    ok = lost_yeses(candidate).get(contributor.pk)
    if ok is None:
        return ""
    day = date_format(localtime(ok.created_at), "j E")
    if is_same_digest(ok.revision_digest, candidate.revision_digest):
        return _(
            "You said yes on %(day)s. Since then it was changed how somebody is named, so your yes no longer counts. "
            "Please read it once more."
        ) % {"day": day}
    return _(
        "You said yes on %(day)s. Since then the words or pictures were changed, so your yes no longer counts. "
        "Please read it once more."
    ) % {"day": day}


def lost_yes_sentences(pages: Iterable[Page], contributor: Contributor) -> dict[int, str]:
    """Return that sentence for each of these pages to whose newest version it applies, by the page's id."""
    ids = {page.pk: page for page in pages}
    said_yes = contributor.oks.filter(page_id__in=ids, answer=YourOK.Answer.YES)
    found = {}
    for pk in sorted(set(said_yes.values_list("page_id", flat=True))):
        revision = ids[pk].latest_revision
        sentence = lost_yes_words(Candidate(revision), contributor) if revision else ""
        if sentence:
            found[pk] = sentence
    return found


def _untold(pages: list[int]) -> QuerySet[YourOK]:
    return YourOK.objects.filter(page_id__in=pages, answer=YourOK.Answer.YES, lost=None)


@transaction.atomic
def tell_whose_yes_is_lost(page: Any, *, by_person: int | None = None, all_know: bool = False) -> list[LostYes]:
    """Note each yes to `page` that its newest version has made void, and tell its giver by one email.

    `by_person` is the id of the person who made the change: they know already. Nobody gets it where they `all_know`.
    """
    revision = page.get_latest_revision()
    if revision is None or not _untold([page.pk]).exists():
        return []
    lost = []
    for ok in lost_yeses(Candidate(revision)).values():
        row, is_new = LostYes.objects.get_or_create(ok=ok)
        if is_new:
            lost.append(row)
            if not all_know and ok.contributor.person_id != by_person:
                _send(ok.contributor)
    return lost


def _send(contributor: Contributor) -> None:
    template = "authorship/emails/yes_no_longer_counts.txt"
    context = {"link": studio_link(contributor)}
    send_after_commit(gettext_lazy("Please read it once more"), template, [contributor.person.email], context)


def after_new_version(sender: type, instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    """A version was saved: yeses to an older one may be lost."""
    number = str(instance.object_id)
    if raw or not number.isdigit() or not _untold([int(number)]).exists():
        return
    page = instance.content_object
    if isinstance(page, Page) and is_work(page.specific):
        person = getattr(instance.user, "person", None)
        tell_whose_yes_is_lost(page.specific, by_person=person.pk if person else None)


def after_people_changed(sender: type, instance: Contributor, raw: bool = False, **kwargs: Any) -> None:
    """Somebody came, went or is named otherwise: that is part of what everybody said yes to."""
    work = Work.objects.filter(pk=instance.work_id, page__isnull=False).first()
    if raw or work is None or work.page is None:
        return
    for pk in set(_untold(page_ids_of(work)).values_list("page_id", flat=True)):
        by_person = None if kwargs.get("created") else instance.person_id
        tell_whose_yes_is_lost(Page.objects.get(pk=pk).specific, by_person=by_person, all_know=instance.others_know)
