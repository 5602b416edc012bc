"""Proof that somebody said yes on paper or aloud: a private file that few may open, and who has opened it."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from authorship.models.works import Work
from files import cleaning
from files.errors import keep_now
from files.storage import random_name
from publishing.errors import NotReleased


def evidence_path(instance: "Evidence", filename: str) -> str:
    """Where a proof is kept: under a name that says nothing."""
    return random_name(filename)


class Evidence(models.Model):
    """A signed paper (PDF or photo) or a recording in which somebody says yes.

    It stands by itself, so that whatever rests on it can point here. It is written once: later only `file`
    may become empty, together with `erased_at`. It is in no list of pictures or documents.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("On paper")
        VOICE = "voice", _("Aloud")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("how they said it"), max_length=10, choices=Kind.choices)
    file = models.FileField(_("file"), upload_to=evidence_path)
    sha256 = models.CharField(max_length=64, editable=False)
    uploaded_by_id = models.PositiveBigIntegerField(editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    MAY_CHANGE = ("file", "erased_at")

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proofs")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Proof {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean the file and write once. Raises cleaning.UnsafeFile or NotKept, or NotReleased on a change."""
        if self.pk:
            is_erasure = set(kwargs.get("update_fields") or ()) == set(self.MAY_CHANGE)
            if not is_erasure or self.file or self.erased_at is None:
                raise NotReleased("A proof is a record: it can be erased, and never changed.")
        else:
            self._clean_upload()
            keep_now(self.file)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: the record stays, even where its file is erased. Raises NotReleased."""
        raise NotReleased("A proof is a record: it can be erased, and never deleted.")

    def _clean_upload(self) -> None:
        given: Any = self.file
        upload = given.file
        name = PurePath(str(given.name)).name
        if self.kind == self.Kind.VOICE:
            clean = cleaning.clean_sound_or_video(upload, name, "audio").content
        else:
            clean = cleaning.clean_paper(upload, name)
        self.sha256 = hashlib.sha256(clean.read()).hexdigest()
        clean.seek(0)
        given.file = clean
        given.name = clean.name
        given._committed = False


class EvidenceOpened(models.Model):
    """Somebody opened a proof. Append-only: the gate asks whether the moderator who approves has looked."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="openings")
    opened_by_id = models.PositiveBigIntegerField()
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("opening of a proof")
        verbose_name_plural = _("openings of proofs")
        ordering = ["pk"]
        indexes = [models.Index(fields=["evidence", "opened_by_id"])]

    def __str__(self) -> str:
        return f"Opening {self.pk} of proof {self.evidence_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased on a change."""
        if self.pk:
            raise NotReleased("That somebody opened a proof is a record.")
        super().save(*args, **kwargs)
