"""What each person agreed to, and what they decided about their voice. Both are records: nothing is changed later."""

import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from authorship.models import Contributor, Evidence, Work
from consent.wording import How, Use
from publishing.errors import NotReleased


class Record(models.Model):
    """A row that is written once."""

    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("This is a record: a change of mind is a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: the record stays. Raises NotReleased."""
        raise NotReleased("This is a record, and it stays.")


class ConsentEntry(Record):
    """One answer of one person about one use of one work. The newest one counts. People by id: no name, no word.

    `recorded_by_id` and `explained_by_id` are accounts; empty where somebody answered by themselves.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="consents")
    use = models.CharField(max_length=20, choices=Use.choices)
    agreed = models.BooleanField()
    how = models.CharField(max_length=20, choices=How.choices, default=How.ONLINE)
    language = models.CharField(max_length=10)
    wording = models.CharField(max_length=20)
    review_on = models.DateField(null=True)
    recorded_by_id = models.PositiveBigIntegerField(null=True)
    explained_by_id = models.PositiveBigIntegerField(null=True)
    evidence = models.ForeignKey(Evidence, null=True, on_delete=models.PROTECT, related_name="consents")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consent ledger")
        ordering = ["pk"]
        indexes = [models.Index(fields=["work", "person", "use"])]

    def __str__(self) -> str:
        return f"{self.as_code} ({self.pk})"

    @property
    def as_code(self) -> str:
        """What was answered, for the log: the use, and yes or no."""
        return f"{self.use}: {'yes' if self.agreed else 'no'}"


class VoiceDecision(Record):
    """What was decided about somebody's voice in a work: who, when, by which road. Never why, and never a word."""

    class Kind(models.TextChoices):
        HIDE = "hide", _("hidden by one of those who made it")
        RESUME = "resume", _("shown again")
        TAKE_BACK = "take_back", _("taken back")
        PART = "part", _("one person's part taken back")
        REVIEW_PASSED = "review_passed", _("hidden, since nobody confirmed it in time")
        LOOKED_AT = "looked_at", _("looked at by a moderator, and may be shown again")
        ERASED = "erased", _("erased")

    class Road(models.TextChoices):
        ACCOUNT = "account", _("signed in")
        LINK = "link", _("by a private link")
        COMMAND = "command", _("by a command")
        CLOCK = "clock", _("by the date")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="voice_decisions")
    contributor = models.ForeignKey(Contributor, null=True, on_delete=models.PROTECT, related_name="voice_decisions")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    road = models.CharField(max_length=20, choices=Road.choices)
    by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("decision about a voice")
        verbose_name_plural = _("decisions about voices")
        ordering = ["pk"]
        indexes = [models.Index(fields=["work", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"


class LeaverLook(Record):
    """Somebody who left a joint work was asked to look at one version without their part, before anybody else."""

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="looks")
    page_id = models.PositiveBigIntegerField()
    revision_id = models.PositiveBigIntegerField()
    revision_digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("look of somebody who left")
        verbose_name_plural = _("looks of people who left")
        ordering = ["pk"]
        indexes = [models.Index(fields=["contributor", "page_id"])]

    def __str__(self) -> str:
        return f"Look {self.pk}"


class LeaverAnswer(Record):
    """What they said: that it is fine, or that people can still tell who they are. The newest one counts."""

    look = models.ForeignKey(LeaverLook, on_delete=models.PROTECT, related_name="answers")
    recognisable = models.BooleanField()
    road = models.CharField(max_length=20, choices=VoiceDecision.Road.choices)

    class Meta:
        verbose_name = _("answer of somebody who left")
        verbose_name_plural = _("answers of people who left")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class LeaverRuling(Record):
    """What a moderator who takes no part decided, where they objected or said nothing."""

    look = models.OneToOneField(LeaverLook, on_delete=models.PROTECT, related_name="ruling")
    recognisable = models.BooleanField()
    by_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("decision about somebody who left")
        verbose_name_plural = _("decisions about people who left")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Ruling {self.pk}"


class PersonToTell(Record):
    """Something that somebody with neither account nor email is to hear, from whoever can reach them."""

    class Message(models.TextChoices):
        WHOLE = "whole", _("that what they took back is gone")
        PART = "part", _("that their part is gone")
        LOOK = "look", _("that they can look at a version without their part")
        RECOGNISABLE = "recognisable", _("that a moderator stopped a version without their part")
        NOT_RECOGNISABLE = "not_recognisable", _("that a version without their part may go on")

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="to_tell")
    message = models.CharField(max_length=20, choices=Message.choices)

    class Meta:
        verbose_name = _("person to tell")
        verbose_name_plural = _("people to tell")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"To tell {self.pk}"

    @property
    def is_about_a_look(self) -> bool:
        """Whether there is something that they may look at first, by a link of their own."""
        return self.message == self.Message.LOOK


class PersonTold(Record):
    """That somebody has told them."""

    task = models.OneToOneField(PersonToTell, on_delete=models.PROTECT, related_name="told")
    by_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("person told")
        verbose_name_plural = _("people told")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Told {self.pk}"


class TakenWords(Record):
    """A piece of training that somebody took back: its id and the fingerprint of its words, so that it stays out.

    `piece` is the id of a part or item, or the name of a field.
    """

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="taken_words")
    piece = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("words taken back")
        verbose_name_plural = _("words taken back")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Taken words {self.pk}"


class PastPiece(Record):
    """A piece that somebody wrote or changed in a version that was deleted since: it is still theirs to take back.

    `piece` is the id of a part or item, or the name of a field, and `sha256` the fingerprint of its words. `user_id` is
    an account, empty where nobody in particular saved it.
    """

    page_id = models.PositiveBigIntegerField(db_index=True)
    user_id = models.PositiveBigIntegerField(null=True)
    piece = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("piece of a deleted version")
        verbose_name_plural = _("pieces of deleted versions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Past piece {self.pk}"


class WhosePiece(Record):
    """Whose a piece is, as whoever saved it said: somebody they typed for, or they themselves. The newest one counts.

    `piece` is the id of a part or item, or the name of a field, and `sha256` the fingerprint of its words. `user_id` is
    the account that saved it, and `contributor` the person who holds it.
    """

    contributor = models.ForeignKey(Contributor, on_delete=models.PROTECT, related_name="pieces")
    page_id = models.PositiveBigIntegerField(db_index=True)
    user_id = models.PositiveBigIntegerField()
    piece = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("answer to whose a piece is")
        verbose_name_plural = _("answers to whose a piece is")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"Whose piece {self.pk}"


class Reminder(Record):
    """A note that somebody was reminded that the time they agreed to comes to its end."""

    entry = models.OneToOneField(ConsentEntry, on_delete=models.PROTECT, related_name="reminder")

    def __str__(self) -> str:
        return f"Reminder of {self.entry_id}"


class ErasureMarker(Record):
    """That somebody was erased: ids only. After a restored backup it says who has to be erased again."""

    code = models.UUIDField(default=uuid.uuid4, unique=True)
    person_id = models.PositiveBigIntegerField()
    user_id = models.PositiveBigIntegerField(null=True)
    by_id = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.code)
