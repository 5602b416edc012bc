"""Proof that everybody whose work is public has agreed to it."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from authorship.models import Contributor, Work, is_work
from authorship.selectors import work_of
from consent.gates import what_is_missing
from consent.models import VoiceDecision
from files.references import file_key, files_of
from publishing.selectors import manifest_of

BACK = (VoiceDecision.Kind.PART, VoiceDecision.Kind.TAKE_BACK)
"""Decisions after which nothing of somebody is left in what stays public."""


def _public_works() -> Iterator[Any]:
    for page in Page.objects.filter(live=True, alias_of=None, live_revision__isnull=False).specific().iterator():
        if is_work(page):
            yield page


def _is_agreed(work: Work, page: Any) -> bool:
    """Say whether everybody agreed to what readers see of `page` now: by the names and files of its release.

    Who joined since, or chose another name since, counts from the next one on; who left is out, also where they came
    back since, and so are files that somebody took out of what stays public.
    """
    manifest = manifest_of(page)
    body = manifest.body if manifest else {}
    names = {credit["id"]: credit["name"] for credit in body.get("credits", [])}
    shown = {key for key, frozen in body.get("files", {}).items() if frozen["sha256"]}
    contributors = Contributor.objects.filter(pk__in=names).select_related("person")
    if manifest is not None:
        since = VoiceDecision.objects.filter(work=work, kind__in=BACK, created_at__gt=manifest.release.created_at)
        contributors = contributors.exclude(pk__in=since.values("contributor"))
    files = [file for file in files_of(page) if file_key(file) in shown]
    named = {pk for pk, name in names.items() if name}
    return not any(what_is_missing(work, contributors, page, files, named))


def audit() -> list[str]:
    """Return one sentence for each public work that somebody in it has not agreed to. Names nobody."""
    return [
        f"{page._meta.label} {page.pk} is public, and somebody in it has not agreed, or not in time."
        for page in _public_works()
        if (work := work_of(page)) and not _is_agreed(work, page)
    ]
