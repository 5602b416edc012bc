"""Taking one person's own files out of what stays public, so that a gap shows where they were."""

from typing import Any

from authorship.models import Contributor
from consent.cascade import family, held_with_copies
from consent.selectors import brought, is_shown_in
from files.public import take_files_away
from files.references import file_key, files_in_revision, files_named, files_of
from publishing.candidates import revisions_of
from publishing.selectors import valid_release


def own_files(contributor: Contributor, obj: Any) -> list[str]:
    """Return the keys of the files in `obj` that this person brought, or in which they are seen or heard."""
    return [file_key(file) for file in files_of(obj) if is_theirs(contributor, file)]


def is_theirs(contributor: Contributor, file: Any) -> bool:
    """Say whether a file goes when this person takes back what is theirs."""
    return brought(contributor, file) or is_shown_in(contributor, file)


def files_given_by(contributor: Contributor) -> set[str]:
    """Return the keys of the files in any version of a work that go when this person takes back what is theirs."""
    page = contributor.work.page
    versions = [revision for member in family(page) for revision in revisions_of(member)] if page is not None else []
    keys = set().union(*(files_in_revision(revision) for revision in versions))
    return {file_key(file) for file in files_named(keys) if is_theirs(contributor, file)}


def take_own_files_away(contributor: Contributor) -> None:
    """Blank the words about this person's files in what is public, and remove the public copies.

    Also where somebody copied them along into a work of their own.
    """
    page = contributor.work.page
    if page is None:
        return
    members, copies = held_with_copies(page)
    for member in members:
        release = valid_release(member)
        if release is not None and release.revision is not None:
            take_files_away(release, own_files(contributor, release.revision.as_object()))
    given = files_given_by(contributor) if copies else set()
    for copied in copies:
        release = valid_release(copied)
        if release is not None and release.revision is not None:
            take_files_away(release, sorted(given & files_in_revision(release.revision)))
