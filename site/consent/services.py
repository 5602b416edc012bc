"""Agreeing, hiding, taking back, showing again. Always possible, for no reason, whatever is locked or running."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import has_role
from authorship.evidence import add_evidence
from authorship.models import Contributor, Evidence, Work, YourOK, is_work, work_page
from authorship.recording import may_read_out
from authorship.selectors import contributors_of, is_contributor, is_translation
from authorship.services import blank_name_in_public, choose_credit, leave, record_ok
from consent import emails
from consent.cascade import family, held_family, held_with_copies, take_down_all
from consent.copies import Given, given_by, take_out_of_copies
from consent.models import ConsentEntry, VoiceDecision
from consent.parts import take_own_files_away
from consent.rights import Reach, reach_of
from consent.selectors import answers_of, hidden_release, last_decision, stopped_release
from consent.wording import SHOWING, VERSION, How, Use, use_of_showing, uses_asked
from consent.words import take_own_words_out
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.holding import hold
from publishing.selectors import is_shown, shown_release
from publishing.services import resume, take_down

Kind = VoiceDecision.Kind
Road = VoiceDecision.Road
MOST_HIDES, IN_DAYS = 3, 90


def review_date(today: date) -> date:
    """Return until when a yes of today holds."""
    months = today.month - 1 + settings.CONSENT_REVIEW_MONTHS
    year, month = today.year + months // 12, months % 12 + 1
    last_day = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(today.day, last_day))


@transaction.atomic
def record_consent(
    *,
    contributor: Contributor,
    answers: Mapping[str, bool],
    is_adult: bool,
    language: str,
    how: str = How.ONLINE,
    recorded_by: Any = None,
    explained_by: Any = None,
    evidence: Evidence | None = None,
) -> list[ConsentEntry]:
    """Write down what somebody agreed to, use by use; a no takes effect at once.

    `answers` maps each Use to yes or no. Only grown-ups can agree. Raises PublishBlocked where somebody is under 18.
    """
    if not is_adult:
        raise PublishBlocked([TOO_YOUNG])
    until = review_date(timezone.localdate())
    entries = ConsentEntry.objects.bulk_create(
        [
            ConsentEntry(
                person_id=contributor.person_id,
                work_id=contributor.work_id,
                use=use,
                agreed=agreed,
                how=how,
                language=language,
                wording=VERSION,
                review_on=until if agreed else None,
                recorded_by_id=getattr(recorded_by, "pk", None),
                explained_by_id=getattr(explained_by, "pk", None),
                evidence=evidence,
            )
            for use, agreed in answers.items()
        ]
    )
    by = recorded_by or (contributor.person.user if how == How.ONLINE else None)
    for entry in entries:
        log_decision("consent", contributor.work, by=by, detail=entry.as_code)
    _honour_each_no(contributor, answers, by=recorded_by)
    return entries


@transaction.atomic
def record_consent_for(
    *,
    contributor: Contributor,
    answers: Mapping[str, bool],
    is_adult: bool,
    language: str,
    recorded_by: Any,
    kind: str,
    file: Any,
) -> list[ConsentEntry]:
    """Write down what somebody without an account said on paper or aloud, with the proof.

    `kind` is one of Evidence.Kind. Raises PermissionDenied, PublishBlocked, or cleaning.UnsafeFile.
    """
    if not may_read_out(recorded_by, contributor):
        raise PermissionDenied
    if not is_adult:
        raise PublishBlocked([TOO_YOUNG])
    evidence = add_evidence(work=contributor.work, kind=kind, file=file, uploaded_by=recorded_by)
    return record_consent(
        contributor=contributor,
        answers=answers,
        is_adult=is_adult,
        language=language,
        how=How.PAPER if kind == Evidence.Kind.PAPER else How.VOICE,
        recorded_by=recorded_by,
        explained_by=recorded_by,
        evidence=evidence,
    )


TOO_YOUNG = gettext_lazy(
    "Thank you for wanting to tell. For now everybody whose story is public here has to be 18 or older. "
    "Nothing of yours goes public. Talk with the person who runs your group about what else you can do together."
)


def _honour_each_no(contributor: Contributor, answers: Mapping[str, bool], *, by: Any) -> None:
    page = contributor.work.page
    # Held before anything is looked at: it may just be going out.
    members = held_with_copies(page)[0] if page is not None and not all(answers.values()) else []
    if answers.get(Use.TRANSLATION) is False:
        for member in filter(is_translation, members):
            take_down(member, by=by)
    if answers.get(Use.NAME) is False and contributor.shown_name:
        choose_credit(contributor=contributor, credit=Contributor.Credit.NONE)
    releases = [release for member in members if (release := shown_release(member)) is not None]
    shown_by = {use_of_showing(release.audience) for release in releases}
    said_no = {use for use in (*shown_by, Use.VOICE, Use.PHOTO) if answers.get(use) is False}
    if said_no and releases:
        keep_to_a_no(contributor, said_no, by=by)


def keep_to_a_no(
    contributor: Contributor, said_no: Collection[str], *, by: Any = None, road: str = Road.ACCOUNT
) -> None:
    """Stop showing at once, of what is public, what this person's no to these uses reaches."""
    if reach_of(contributor, contributor.work.page) == Reach.WHOLE:
        hide(contributor=contributor, by=by, road=road)
    elif any(use in said_no for use in SHOWING):
        take_back(contributor=contributor, by=by)
    else:
        take_own_files_away(contributor)


def decide(contributor: Contributor, kind: str, *, by: Any, road: str) -> VoiceDecision:
    """Write down what was decided about somebody's voice, by whom and by which road."""
    log_decision(kind, contributor.work, by=by, detail=road)
    return VoiceDecision.objects.create(
        work_id=contributor.work_id, contributor=contributor, kind=kind, road=road, by_id=getattr(by, "pk", None)
    )


def _others(contributor: Contributor) -> list[Contributor]:
    page = contributor.work.page
    return [other for other in contributors_of(page) if other.pk != contributor.pk] if page else []


def _answer_what_is_hidden(contributor: Contributor, members: list[Any], answer: str) -> None:
    for member in members:
        release = stopped_release(member)
        if release is not None and release.revision is not None:
            record_ok(contributor=contributor, revision=release.revision, answer=answer)


@transaction.atomic
def hide(*, contributor: Contributor, by: Any = None, road: str = Road.ACCOUNT) -> None:
    """Hide the whole work at once, in every language. It can be shown again. Raises PermissionDenied.

    Only those whose no reaches the whole work may; the others take back their own part. Two taps count as one.
    """
    page = contributor.work.page
    if page is None or contributor.left_at or reach_of(contributor, page) != Reach.WHOLE:
        raise PermissionDenied
    members = held_family(page)
    is_hidden_already = _hides(contributor) and not any(map(is_shown, members))
    members = take_down_all(page, by=by)
    if is_hidden_already:
        return
    # Whoever hides a work takes their yes back, so that it comes back only with a new one.
    _answer_what_is_hidden(contributor, members, YourOK.Answer.NOT_YET)
    decide(contributor, Kind.HIDE, by=by, road=road)
    emails.tell_hidden(_others(contributor))


def _hides(contributor: Contributor) -> bool:
    """Say whether the last that this person decided about the work was to hide it."""
    last = VoiceDecision.objects.filter(contributor=contributor).order_by("pk").last()
    return last is not None and last.kind == Kind.HIDE


def waits_for_a_moderator(work: Work) -> bool:
    """Say whether a joint work was hidden so often by one person that a moderator has a look before it comes back.

    The third time in 90 days by the same person counts.
    """
    if work.contributors.count() < 2:
        return False
    hides = VoiceDecision.objects.filter(work=work)
    looked = last_decision(work, Kind.LOOKED_AT)
    if looked is not None:
        hides = hides.filter(pk__gt=looked.pk)
    return _too_often(hides).exists()


def _too_often(decisions: QuerySet[VoiceDecision]) -> QuerySet[VoiceDecision, Any]:
    """Return the pairs of `work` and `contributor` with too many hides among these decisions."""
    since = timezone.now() - timedelta(days=IN_DAYS)
    hides = decisions.filter(kind=Kind.HIDE, created_at__gt=since).order_by()
    return hides.values("work", "contributor").annotate(times=Count("pk")).filter(times__gte=MOST_HIDES)


def works_that_wait() -> list[Work]:
    """Return the works that stay hidden until a moderator has had a look."""
    often = _too_often(VoiceDecision.objects.all()).values("work")
    found = Work.objects.filter(pk__in=often, page__isnull=False).select_related("page").order_by("pk")
    return [work for work in found if any(map(hidden_release, family(work.page))) and waits_for_a_moderator(work)]


@transaction.atomic
def let_it_be_shown_again(*, work: Work, by: Any) -> None:
    """Note that a moderator who takes no part has had a look, and tell everybody in it. Raises PermissionDenied."""
    page = work.page
    if page is None or not has_role(by, "moderator") or is_contributor(by, page):
        raise PermissionDenied
    VoiceDecision.objects.create(work=work, kind=Kind.LOOKED_AT, road=Road.ACCOUNT, by_id=by.pk)
    log_decision(Kind.LOOKED_AT, work, by=by)
    emails.tell_looked_at(work.contributors.select_related("person__user"))


def show_again(*, contributor: Contributor, user: Any = None, road: str = Road.ACCOUNT) -> bool:
    """Say yes anew to what was hidden, and show it if nobody else's yes is missing. Return whether it is public.

    The yes is kept even where something else stands in the way; PublishBlocked then says what. Raises PermissionDenied.
    """
    page = contributor.work.page
    if page is None or contributor.left_at:
        raise PermissionDenied
    if waits_for_a_moderator(contributor.work):
        raise PublishBlocked(
            [_("It was hidden several times. A moderator who is not part of it has a look first, and then tells you.")]
        )
    # What was told comes first: no translation is shown without it.
    hidden = sorted((member for member in family(page) if hidden_release(member)), key=is_translation)
    if not hidden:
        raise PublishBlocked([_("It is not hidden, so there is nothing to show again.")])
    _answer_what_is_hidden(contributor, hidden, YourOK.Answer.YES)
    with transaction.atomic():
        hold(*hidden)
        for member in hidden:
            _resume(member, user, may_wait=is_translation(member) and not all(map(is_translation, hidden)))
        decide(contributor, Kind.RESUME, by=user, road=road)
        emails.tell_shown_again(_others(contributor))
    return True


def _resume(page: Any, user: Any, *, may_wait: bool) -> None:
    """Show one page again. Where it `may_wait`, as a translation does, it keeps no other from being shown."""
    try:
        with transaction.atomic():
            resume(page, user=user)
    except PublishBlocked:
        if not may_wait:
            raise


@transaction.atomic
def take_back(*, contributor: Contributor, by: Any = None, road: str = Road.ACCOUNT, confirm: bool = True) -> Reach:
    """Take a voice back for good; return how far it reached. Always possible, and repeating it does no harm.

    A teller's no ends the whole work's release; somebody who helped takes back their name and own files, and of
    training also their words. In a joint work whoever takes back leaves it.
    They are told by email that it is done, unless not to `confirm`.
    Raises PermissionDenied where the work is gone.
    """
    page = contributor.work.page
    if page is None:
        raise PermissionDenied
    _members, copies = held_with_copies(page)
    reach = reach_of(contributor, page)
    others = _others(contributor)
    given = given_by(contributor) if copies else Given()
    _withdraw_every_yes(contributor, by=by)
    if reach == Reach.WHOLE:
        take_down_all(page, by=by, revoke=True)
        take_own_words_out(contributor)
        take_out_of_copies(contributor, given, copies)
        decide(contributor, Kind.TAKE_BACK, by=by, road=road)
        emails.tell_taken_back(others)
    else:
        blank_name_in_public(contributor)
        take_own_files_away(contributor)
        take_own_words_out(contributor)
        take_out_of_copies(contributor, given, copies)
        decide(contributor, Kind.PART, by=by, road=road)
    if others:
        leave(contributor=contributor, others_know=reach == Reach.WHOLE)
    if confirm:
        emails.tell_it_is_gone(contributor, whole=reach == Reach.WHOLE)
    return reach


def _withdraw_every_yes(contributor: Contributor, *, by: Any) -> None:
    for use, entry in answers_of(contributor).items():
        if entry.agreed:
            ConsentEntry.objects.create(
                person_id=contributor.person_id,
                work_id=contributor.work_id,
                use=use,
                agreed=False,
                how=entry.how,
                language=entry.language,
                wording=entry.wording,
                recorded_by_id=getattr(by, "pk", None),
            )


@transaction.atomic
def withdraw_by_command(*, page: Any) -> list[Any]:
    """Take a work back for good in the name of those who asked for it in person; return what was taken down."""
    _members, copies = held_with_copies(page)
    members = take_down_all(page, revoke=True)
    # Who asks for one session back says nothing of the others.
    for contributor in contributors_of(page) if page == work_page(page) else []:
        given = given_by(contributor) if copies else Given()
        take_own_words_out(contributor)
        take_out_of_copies(contributor, given, copies)
    log_decision(Kind.TAKE_BACK, page, detail=Road.COMMAND)
    if is_work(page.specific):
        work = Work.objects.filter(page__in=members).first()
        if work is not None:
            VoiceDecision.objects.create(work=work, kind=Kind.TAKE_BACK, road=Road.COMMAND)
    return members


def agrees_to_everything(*, contributor: Contributor, language: str = "en", how: str = How.FACE_TO_FACE) -> None:
    """Write down a yes to every use but two that few say yes to, as it is given after a talk about each."""
    answers = {use.value: use not in (Use.OPEN_LICENCE, Use.EARLY) for use in uses_asked(contributor.work.audience)}
    record_consent(contributor=contributor, answers=answers, is_adult=True, language=language, how=how)
