"""Keeping proofs that somebody said yes on paper or aloud, and who may open one."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.roles import has_role
from authorship.models import Evidence, EvidenceOpened, Work
from authorship.reading import note_reading
from publishing.registry import Registry

readers = Registry("reader(user, evidence) -> True where this person may open this proof, besides its uploader")


@transaction.atomic
def add_evidence(*, work: Work, kind: str, file: Any, uploaded_by: Any) -> Evidence:
    """Keep a proof, cleaned, in the private place; return it. Raises cleaning.UnsafeFile.

    `kind` is one of Evidence.Kind: a paper is a PDF or a picture, a voice is a sound recording.
    """
    return Evidence.objects.create(work=work, kind=Evidence.Kind(kind), file=file, uploaded_by_id=uploaded_by.pk)


def may_open(user: Any, evidence: Evidence) -> bool:
    """Say whether `user` may open a proof: whoever uploaded it, who checks that work, a safeguarding lead."""
    if not user.is_authenticated or not user.is_active or evidence.erased_at is not None:
        return False
    return (
        evidence.uploaded_by_id == user.pk
        or has_role(user, "safeguarding")
        or any(reader(user, evidence) for reader in readers)
    )


@transaction.atomic
def open_evidence(*, evidence: Evidence, user: Any) -> str:
    """Note that `user` opens a proof; return a link that shows it for a few minutes. Raises PermissionDenied."""
    if not may_open(user, evidence):
        raise PermissionDenied
    EvidenceOpened.objects.create(evidence=evidence, opened_by_id=user.pk)
    note_reading(user, evidence.work)
    return str(evidence.file.url)


def has_opened(user: Any, evidence: Evidence) -> bool:
    """Say whether `user` has ever opened this proof."""
    return evidence.openings.filter(opened_by_id=user.pk).exists()
