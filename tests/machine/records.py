"""What may be public, worked out anew from rows and beliefs. The gate's own functions are not asked."""

import hashlib
import json
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, TaskState

from accounts.models import User
from authorship.models import Adaptation, Contributor, Work
from authorship.selectors import work_of
from publishing.models import Manifest, Release
from tests.machine.agreeing import agreement_problems
from tests.machine.beliefs import TOKEN, Beliefs
from tests.machine.standing import STORY


@dataclass
class Allowed:
    """What of a live page may be shown, and why it may not be live at all."""

    tokens: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    release_id: int | None = None


def allowed_of(pk: int, beliefs: Beliefs, *, shared: bool = False) -> Allowed:
    """Return what the public may read of a live page; `shared`: what some people may read of one that is for them."""
    page = Page.objects.select_related("alias_of__content_type", "content_type").get(pk=pk)
    source = page.alias_of or page
    found = Allowed()
    kind = ContentType.objects.get_for_model(Page)
    releases = list(
        Release.objects.filter(content_type=kind, object_id=str(source.pk), state="valid")
        .filter(~Q(audience="public") if shared else Q(audience="public"))
        .select_related("revision", "approved_by")
    )
    if len(releases) != 1:
        found.problems.append(f"it is live with {len(releases)} valid releases")
        return found
    release = releases[0]
    found.release_id = release.pk
    is_new = pk not in (beliefs.shared if shared else beliefs.live) or beliefs.shown.get(pk) != release.pk
    if release.revision is None or not (shared or source.live_revision_id == release.revision_id):
        found.problems.append("what is live is not the released version")
        return found
    manifest = Manifest.objects.get(release=release)
    found.tokens = set(TOKEN.findall(json.dumps(release.revision.content) + json.dumps(manifest.body)))
    found.tokens |= set(TOKEN.findall(page.slug))
    if release.kind == Release.Kind.WORKFLOW:
        found.problems += [
            *_sealed(source, release, beliefs),
            *_approved(source.pk, release, beliefs),
            *agreement_problems(source.pk, source.content_type.model, release, manifest, is_new=is_new),
        ]
    if beliefs.ended.get(source.pk, 0) >= release.pk:
        found.problems.append("it was taken back for good")
    return found


def _sealed(source: Page, release: Release, beliefs: Beliefs) -> list[str]:
    """What was released says the same from then on; training says less, where somebody took their part back."""
    content = json.dumps(release.revision.content, sort_keys=True)
    words, said = hashlib.sha256(content.encode()).hexdigest(), frozenset(TOKEN.findall(content))
    before, had_said = beliefs.seals.setdefault(release.pk, (words, said))
    if before != words:
        if not (said <= had_said and source.content_type.model != STORY and _is_left(source)):
            return ["its released version says something else than when it was released"]
        beliefs.seals[release.pk] = words, said
    hour = parse_datetime(release.revision.content.get("go_live_at") or "")
    return ["its hour has not come"] if hour and hour > timezone.now() else []


def _is_left(source: Page) -> bool:
    """Whether somebody took back what is theirs of it, or of what it was made from."""
    work = work_of(source)
    works = [work, *made_from(work)] if work is not None else []
    gone = Q(left_at__isnull=False) | Q(taken_words__isnull=False)
    return Contributor.everyone.filter(gone, work__in=works).exists()


def made_from(work: Work | int) -> set[int]:
    """Return the numbers of the works that a work was made from, step by step."""
    found: set[int] = set()
    newest = {getattr(work, "pk", work)}
    while newest:
        steps = Adaptation.objects.filter(work__in=newest).values_list("original", flat=True)
        newest = set(steps) - found
        found |= newest
    return found


def _approved(pk: int, release: Release, beliefs: Beliefs) -> list[str]:
    """As many moderators approved this very version as it needs, and none of them wrote since the release before."""
    problems = []
    checked = TaskState.objects.filter(
        revision_id=release.revision_id, status="approved", finished_by=release.approved_by_id
    )
    if release.approved_by is None or not checked.exists():
        problems.append("nobody has checked this very version")
        return problems
    # Whoever approved it and was erased since was a moderator then.
    may_have = Q(groups__name="Moderator") | Q(is_active=False)
    moderators = set(User.objects.filter(may_have).values_list("pk", flat=True))
    writers = writers_of(pk, release, beliefs)
    made_it = Contributor.everyone.filter(work__page_id=pk, person__user=release.approved_by_id, left_at=None)
    if made_it.filter(created_at__lt=release.created_at).exists():
        problems.append("whoever approved it takes part in it")
    if release.approved_by_id in writers:
        problems.append("whoever approved it wrote in it")
    good = (beliefs.approvals[release.revision_id] & moderators) - writers
    # What is found later does not make less of what was approved before.
    # Narrowed, it rests on the same run as the wider one.
    same = Release.objects.filter(workflow_run=release.workflow_run, revision=release.revision_id).order_by("pk")
    first = same.values_list("pk", flat=True).first() or release.pk
    is_serious = beliefs.serious.get(release.revision_id, first) < first
    if is_serious and len(good) < 2:
        problems.append("it is serious, and two moderators have not approved it")
    return problems


def writers_of(pk: int, release: Release, beliefs: Beliefs) -> set[int | None]:
    """Return who saved a version of a page between its release before and this one."""
    before = [revision for number, (page, revision) in beliefs.releases.items() if page == pk and number < release.pk]
    mine = beliefs.revisions.get(pk, {})
    return {user for number, user in mine.items() if max(before, default=0) < number <= release.revision_id}
