"""Whether everybody agreed to what is public, worked out anew from rows. The gate's own functions are not asked."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from authorship.models import Contributor, YourOK
from consent.models import ConsentEntry, LeaverAnswer, LeaverLook, LeaverRuling, VoiceDecision
from files.models import Image, Media
from publishing.models import Manifest, Release
from tests.machine.standing import HOLD_THE_WHOLE, STORY

TELL = ("teller", "co_author")
BROUGHT: dict[str, Any] = {"image": Image, "media": Media}


def holders(kind: str) -> tuple[str, ...]:
    """Return the roles of those who hold the whole of a page of this kind, besides whoever made it alone."""
    return HOLD_THE_WHOLE if kind == STORY else ()


def agreement_problems(pk: int, kind: str, release: Release, manifest: Manifest, *, is_new: bool) -> list[str]:
    """Return why this release may not be public, for all that its people said to it; empty where they agreed.

    A yes is asked for where it has just become public (`is_new`): a *not yet* to the same words, sent in once more,
    takes nothing down.
    """
    return [*_said_yes(pk, kind, release, manifest, is_new), *_nobody_who_left_objects(pk, kind, release)]


def _said_yes(pk: int, kind: str, release: Release, manifest: Manifest, is_new: bool) -> Iterator[str]:
    """Everybody who is named in it said yes to this very version, and agreed to be public, in time."""
    credits: dict[int, dict[str, Any]] = {row["id"]: row for row in manifest.body["credits"]}
    if not credits and Contributor.everyone.filter(work__page_id=pk).exists():
        yield "it names nobody who made it"
    for contributor in Contributor.everyone.filter(pk__in=credits):
        name = credits[contributor.pk]["name"]
        if contributor.left_at is not None:
            if name:
                yield "it names somebody who has taken their part back"
            if contributor.role in holders(kind) and len(credits) > 1:
                yield "somebody who told it has taken it back"
            continue
        if kind != STORY and _took_back_since(contributor, release):
            continue
        last = YourOK.objects.filter(contributor=contributor, revision_id=release.revision_id).order_by("pk").last()
        if is_new and (last is None or last.answer != YourOK.Answer.YES):
            yield "somebody has not said yes to this very version"
        needed = list(_needed(contributor, kind, bool(name), manifest.body["files"], release.audience))
        for use in [*needed, "translation"] if "translation" in manifest.body else needed:
            if not _agreed(contributor, use):
                yield f"somebody has not agreed to {use}, or not in time"


def _took_back_since(contributor: Contributor, release: Release) -> bool:
    """Say whether somebody of training has taken their part back since: it shows a gap, also when they came back."""
    decisions = VoiceDecision.objects.filter(contributor=contributor, created_at__gt=release.created_at)
    return decisions.filter(kind__in=[VoiceDecision.Kind.PART, VoiceDecision.Kind.TAKE_BACK]).exists()


def _needed(contributor: Contributor, kind: str, is_named: bool, files: dict[str, Any], audience: str) -> Iterator[str]:
    asked = ConsentEntry.objects.filter(work_id=contributor.work_id, person_id=contributor.person_id, use="shared")
    # Who lets everybody read it lets fewer people read it.
    yield "shared" if audience != "public" and asked.exists() else "public_page"
    if is_named:
        yield "name"
    kinds = {
        key.partition(":")[0] for key, frozen in files.items() if frozen["sha256"] and _is_of(contributor, kind, key)
    }
    if "image" in kinds:
        yield "photo"
    if "media" in kinds or (contributor.role in TELL and any(key.startswith("media:") for key in files)):
        yield "voice"


def _is_of(contributor: Contributor, kind: str, key: str) -> bool:
    """Say whether somebody may be in a file: who helped, in what they brought; until they say that they are not."""
    sort, _colon, number = key.partition(":")
    if sort not in BROUGHT or key in contributor.not_in_files:
        return False
    is_alone = Contributor.objects.filter(work_id=contributor.work_id).count() == 1
    user_id = contributor.person.user_id
    brought = BROUGHT[sort].objects.filter(pk=number, uploaded_by_user=user_id or 0).exists()
    return is_alone or contributor.role in (*holders(kind), "shown") or brought


def _agreed(contributor: Contributor, use: str) -> bool:
    entries = ConsentEntry.objects.filter(work_id=contributor.work_id, person_id=contributor.person_id, use=use)
    entry = entries.order_by("pk").last()
    return bool(entry and entry.agreed and not (entry.review_on and entry.review_on <= timezone.localdate()))


def _nobody_who_left_objects(pk: int, kind: str, release: Release) -> Iterator[str]:
    """Whoever told it and left before it was released has said that it is fine, or a moderator has decided so."""
    left = Contributor.everyone.filter(work__page_id=pk, left_at__lt=release.created_at, role__in=holders(kind))
    for leaver in left:
        looks = LeaverLook.objects.filter(contributor=leaver, page_id=pk, revision_digest=release.revision_digest)
        look = looks.order_by("pk").last()
        if look is None:
            yield "somebody who left has not been asked to look at it"
            continue
        ruling = LeaverRuling.objects.filter(look=look).last()
        answer = LeaverAnswer.objects.filter(look=look).order_by("pk").last()
        if ruling is not None:
            takes_part = Contributor.everyone.filter(work__page_id=pk, person__user=ruling.by_id)
            if ruling.recognisable or takes_part.filter(created_at__lt=ruling.created_at).exists():
                yield "a moderator found that somebody who left can be told from it, or takes part in it"
        elif answer is None or answer.recognisable:
            yield "somebody who left has not said that it is fine, or says that it is not"
