"""The newest released guide, who agreed to it, and what is new in it."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _

from moderation.models.guide import BestPracticeGuidePage, GuideAgreement, Rule
from publishing.decisions import log_decision
from publishing.errors import PublishBlocked
from publishing.models import Release
from publishing.selectors import released, valid_release


@dataclass(frozen=True)
class Guide:
    """A released version of the guide. `version` is its release."""

    page: BestPracticeGuidePage
    version: Release

    @property
    def rules(self) -> list[Rule]:
        """Its rules, in order."""
        return self.page.rule_list()

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


@dataclass(frozen=True)
class Changes:
    """What a newer version says that an older one did not."""

    new: list[Rule] = field(default_factory=list)
    changed: list[Rule] = field(default_factory=list)
    gone: list[Rule] = field(default_factory=list)


def newest_guide() -> Guide | None:
    """Return the guide that the public can read, in the main language where there is one; None without one."""
    main_first = Case(When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0)), default=Value(1))
    guides = released(BestPracticeGuidePage.objects.filter(alias_of=None))
    page = guides.order_by(main_first, "path").first()
    version = valid_release(page) if page is not None else None
    return Guide(page, version) if page is not None and version is not None else None


def _person(user: Any) -> Any:
    return getattr(user, "person", None)


def has_agreed(user: Any, guide: Guide) -> bool:
    """Say whether `user` has agreed to this version."""
    person = _person(user)
    return person is not None and GuideAgreement.objects.filter(person=person, release=guide.version).exists()


@transaction.atomic
def agree(*, user: Any, version_seen: str) -> GuideAgreement:
    """Keep that `user` agrees to the version on their screen, named by its release's number.

    Doing it twice changes nothing. Raises PermissionDenied without a person, PublishBlocked where that version
    is not the newest any more.
    """
    person, guide = _person(user), newest_guide()
    if person is None:
        raise PermissionDenied
    if guide is None or str(guide.version.pk) != version_seen:
        raise PublishBlocked([_("The guide changed while you were reading. Here is the newest one.")])
    agreement, made = GuideAgreement.objects.get_or_create(person=person, release=guide.version)
    if made:
        log_decision("guide_agreed", guide.page, by=user, detail=f"release {guide.version.pk}")
    return agreement


def what_changed(user: Any, guide: Guide) -> Changes | None:
    """Return what is new since the version that `user` last agreed to.

    None where they never agreed to an earlier one, or where its words are not kept any more.
    """
    agreements = GuideAgreement.objects.filter(person=_person(user)).exclude(release=guide.version)
    last = agreements.select_related("release__revision").order_by("-pk").first()
    if last is None or last.release.revision is None:
        return None
    before = {rule.id: rule for rule in last.release.revision.as_object().rule_list()}
    now = {rule.id: rule for rule in guide.rules}
    return Changes(
        new=[rule for rule in guide.rules if rule.id not in before],
        changed=[rule for rule in guide.rules if rule.id in before and _says(rule) != _says(before[rule.id])],
        gone=[rule for rule in before.values() if rule.id not in now],
    )


def _says(rule: Rule) -> tuple[str, str]:
    return rule.title, rule.words
