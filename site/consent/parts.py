"""Taking one person's own files out of what stays public, so that a gap shows where they were."""

from typing import Any

from authorship.models import Contributor
from consent.cascade import held_family
from consent.selectors import brought, is_shown_in
from files.public import take_files_away
from files.references import file_key, files_of
from publishing.candidates import object_key
from publishing.models import Release


def own_files(contributor: Contributor, obj: Any) -> list[str]:
    """Return the keys of the files in `obj` that this person brought, or in which they are seen or heard."""
    return [file_key(file) for file in files_of(obj) if is_theirs(contributor, file)]


def is_theirs(contributor: Contributor, file: Any) -> bool:
    """Say whether a file goes when this person takes back what is theirs."""
    return brought(contributor, file) or is_shown_in(contributor, file)


def take_own_files_away(contributor: Contributor) -> None:
    """Blank the words about this person's files in what is public, and remove the public copies."""
    page = contributor.work.page
    if page is None:
        return
    for member in held_family(page):
        release = Release.objects.filter(**object_key(member), state=Release.State.VALID).first()
        if release is None or release.revision is None:
            continue
        take_files_away(release, own_files(contributor, release.revision.as_object()))
