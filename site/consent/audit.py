"""Proof that everybody whose work is public has agreed to it."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from authorship.models import Contributor, is_work
from authorship.selectors import work_of
from consent.gates import what_is_missing
from files.references import file_key, files_of
from publishing.selectors import manifest_of


def _public_works() -> Iterator[Any]:
    for page in Page.objects.filter(live=True, alias_of=None, live_revision__isnull=False).specific().iterator():
        if is_work(page):
            yield page


def released_contributors(page: Any) -> list[Contributor]:
    """Return those who take part in what is public of `page` now; who joined since is not in it, who left is out."""
    manifest = manifest_of(page)
    credits = manifest.body.get("credits", []) if manifest else []
    return list(Contributor.objects.filter(pk__in=[credit["id"] for credit in credits]).select_related("person"))


def _shown_files(page: Any) -> list[Any]:
    """Return the files that readers see in `page`: without those that somebody took out of what stays public."""
    manifest = manifest_of(page)
    frozen = manifest.body.get("files", {}) if manifest else {}
    return [file for file in files_of(page) if frozen.get(file_key(file), {}).get("sha256")]


def audit() -> list[str]:
    """Return one sentence for each public work that somebody in it has not agreed to. Names nobody."""
    problems = []
    for page in _public_works():
        work = work_of(page)
        if work and list(what_is_missing(work, released_contributors(page), page, _shown_files(page))):
            problems.append(
                f"{page._meta.label} {page.pk} is public, and somebody in it has not agreed, or not in time."
            )
    return problems
