"""The append-only record of what may be public, and what was frozen with it."""

import hashlib

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import audiences
from publishing.errors import NotReleased

APPEND_ONLY = "A release is a record: only its state may change, or its revision be let go."


class Release(models.Model):
    """'This exact revision, with these files and credits, may be public.'

    Written once by the gate. Afterwards only `state` may change, and `revision` become empty.
    It refers to its object as a Wagtail revision does, and to the workflow run and OKs by id,
    so that the record outlives all of them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("approved, not public yet")
        VALID = "valid", _("public")
        HIDDEN = "hidden", _("hidden for now")
        PAUSED = "paused", _("paused: those who made it cannot show it again by themselves")
        REPLACED = "replaced", _("replaced by a newer release")
        REVOKED = "revoked", _("taken back for good")

    class Kind(models.TextChoices):
        WORKFLOW = "workflow", _("approved by people")
        SYSTEM = "system", _("fixed text in the code")

    PUBLIC = audiences.PUBLIC
    ENDED = (State.REPLACED, State.REVOKED)

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="releases")
    revision_digest = models.CharField(max_length=64)
    manifest_digest = models.CharField(max_length=64)
    audience = models.CharField(max_length=20, default=PUBLIC)
    """Who may read it, as a code of publishing.audiences."""
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.WORKFLOW)
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    workflow_run = models.PositiveBigIntegerField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()
    ok_ids = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=models.Q(state="valid"),
                name="one_valid_release_for_each_object",
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id", "state"])]

    def __str__(self) -> str:
        return f"Release {self.pk} ({self.state})"

    def save(self, *args, **kwargs) -> None:
        """Write the record once; afterwards let only `state` through. Raises NotReleased otherwise."""
        if self.pk:
            if set(kwargs.get("update_fields") or ["everything"]) - {"state"}:
                raise NotReleased(APPEND_ONLY)
            before = type(self).objects.values_list("state", flat=True).get(pk=self.pk)
            if before in self.ENDED and self.state not in (before, self.State.REVOKED):
                raise NotReleased("A release that was replaced or taken back does not come back.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: the record stays. Raises NotReleased."""
        raise NotReleased(APPEND_ONLY)

    @property
    def object(self) -> models.Model | None:
        """The released object as it stands in the database now, or None where it is gone."""
        model = self.content_type.model_class()
        found = model._base_manager.filter(pk=self.object_id).first() if model else None
        return getattr(found, "specific", found)


class Manifest(models.Model):
    """The files and credits frozen with a release, in a row of its own that erasure may blank."""

    release = models.OneToOneField(Release, on_delete=models.PROTECT, related_name="manifest")
    body = models.JSONField(default=dict)
    blanked_at = models.DateTimeField(null=True)
    blanked_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"Manifest of release {self.release_id}"


class ContentRewrite(models.Model):
    """A note that a migration changed the form, never the words, of a frozen revision.

    Approvals and OKs that name the old digest count for the new one. Written before the revision is
    touched; `done` closes the door again.
    """

    revision_id = models.PositiveBigIntegerField()
    old_digest = models.CharField(max_length=64, db_index=True)
    new_digest = models.CharField(max_length=64, db_index=True)
    reason = models.CharField(max_length=255)
    done = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Rewrite of revision {self.revision_id}"


class PendingStep(models.Model):
    """A step that still has to be done, of taking something down or of showing it: gone when it is done.

    It outlives a killed process and a store that does not answer; the clock tries it again.
    """

    step = models.CharField(max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    tries = models.PositiveIntegerField(default=0)
    # The kind of failure, such as PermissionError; never its words, which can hold a name.
    failure = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "content_type", "object_id"], name="one_row_for_each_pending_step")
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.content_type.model} {self.object_id}"


class FinishedStep(models.Model):
    """A step that is done: copies let out or taken away. Kept for a while for those who look after the site."""

    step = models.CharField(max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    tries = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.step} of {self.content_type.model} {self.object_id}"


class PublicAddress(models.Model):
    """A path at which an object has once been public, so that it can answer 410 when it no longer is.

    It is found by its fingerprint, so that erasure can blank the path, whose words come from a title.
    """

    digest = models.CharField(max_length=64, unique=True)
    path = models.CharField(max_length=700, blank=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    first_live_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return self.path or f"Address {self.pk}"

    @staticmethod
    def digest_of(path: str) -> str:
        """Return the fingerprint by which a path is found."""
        return hashlib.sha256(path.encode(errors="surrogatepass")).hexdigest()


class PastWriter(models.Model):
    """Who saved a version that was deleted since: they still wrote in it. An account's id and a moment, no word."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255)
    user_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    """When they saved it."""

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"Writer {self.user_id} of {self.content_type.model} {self.object_id}"


class Decision(models.Model):
    """One line of the log: what was decided about what, when, by whom, by which rule. Ids and codes, never a word.

    `kind` is one of `registry.decision_kinds`; `by_id` an account, empty where nobody was signed in; `rule` the
    number of the rule it rests on and the version of its page, such as `3 of 17`; `detail` a code of that kind.
    """

    kind = models.CharField(max_length=40)
    content_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    by_id = models.PositiveBigIntegerField(null=True)
    rule = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("log of decisions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"]), models.Index(fields=["kind", "created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} ({self.pk})"

    def save(self, *args, **kwargs) -> None:
        """Write once. Raises NotReleased where somebody tries to change it."""
        if self.pk:
            raise NotReleased("A line of the log stays as it is.")
        super().save(*args, **kwargs)
