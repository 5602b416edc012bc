"""Pictures, recordings and documents: clean, private until released, and never changed once sent in."""

import hashlib
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from files import cleaning
from files.errors import keep_now
from files.made_later import MadeLater
from files.storage import public_storage, random_name
from publishing.models import Release


class FrozenFile(ValidationError):
    """This version was sent in, so it stays as it is; a change is a new version."""


def uploader(related_name: str) -> models.ForeignKey:
    """Return the field for who brought a file; Wagtail's own model of the same name holds the usual accessor."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name=related_name,
        verbose_name=_("brought by"),
    )


class Versioned(models.Model):
    """A file whose versions are rows: pages point at ids, so a changed file must be another id.

    A row may be edited until a revision that uses it is sent in, and then never.
    """

    series = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="next_versions"
    )
    # Empty where the bytes were erased and the row stays, so that the gap can be seen.
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    frozen_fields: tuple[str, ...] = ("file",)
    file: Any

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Clean a new file, note its fingerprint, and refuse to change a frozen version. Raises NotKept."""
        is_new_file = bool(self.file) and not self.file._committed
        if is_new_file:
            self.clean_upload()
            self.sha256 = hashlib.file_digest(self.file, "sha256").hexdigest()
            self.file.seek(0)
        before = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        self._refuse_if_frozen(before)
        if is_new_file:
            keep_now(self.file)
        super().save(*args, **kwargs)
        if is_new_file and before is not None:
            self.forget_what_was_made_of(before)

    def clean_upload(self) -> None:
        """Replace a newly given file by its clean copy. Raises cleaning.UnsafeFile."""
        raise NotImplementedError

    def forget_what_was_made_of(self, before: Any) -> None:
        """Called once this row has another file than `before`: what was made of the old bytes goes."""

    def _refuse_if_frozen(self, before: Any) -> None:
        if before is None or before.frozen_at is None:
            return
        if any(getattr(before, name) != getattr(self, name) for name in self.frozen_fields):
            raise FrozenFile(_("This version is part of something that was sent in. Save it as a new version."))

    def refuse_to_go_if_frozen(self) -> None:
        """Called before it is deleted, by whatever road. Raises FrozenFile for what was sent in."""
        if type(self)._base_manager.filter(pk=self.pk, frozen_at__isnull=False).exists():
            raise FrozenFile(_("This is part of something that was sent in, so it stays as long as that is there."))

    def shares_file(self, name: str) -> bool:
        """Say whether another row has the bytes of this name: versions of which only the words differ share them."""
        return bool(name) and type(self)._base_manager.filter(file=name).exclude(pk=self.pk).exists()

    def new_version(self) -> Any:
        """Return an unsaved copy of this row as the next version of the same series."""
        copy = type(self)._base_manager.get(pk=self.pk)
        copy.pk = None
        copy._state.adding = True
        copy.previous = self
        copy.frozen_at = None
        return copy


class Recognised(models.TextChoices):
    """Whether a picture shows somebody who can be recognised. Empty: nobody was ever asked."""

    NOBODY = "nobody", _("No, nobody")
    SAID_YES = "said_yes", _("Yes, and they said yes to this picture")
    NO_YES = "no_yes", _("Yes, and they have not said yes")
    UNANSWERED = "later", _("Not answered yet")


class Rights(models.TextChoices):
    """Why a picture may be used. Empty: nobody was ever asked."""

    OWN = "own", _("Yes, I made it myself")
    ALLOWED = "allowed", _("Yes, whoever made it said yes")
    LICENCE = "licence", _("Yes, its licence allows it")
    UNKNOWN = "unknown", _("I do not know")


class Image(Versioned, AbstractImage):
    """A picture, with words for those who do not see it."""

    uploaded_by_user = uploader("pictures")
    tags = TaggableManager(blank=True, related_name="pictures")
    alt_text = models.CharField(
        _("what the picture shows"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences for somebody who cannot see it."),
    )
    is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Tick this where the picture adds nothing to the words."),
    )

    credit = models.CharField(
        _("who made it"), max_length=120, blank=True, help_text=_("Shown under the picture, where it is given.")
    )
    rights = models.CharField(_("May we use it?"), max_length=10, blank=True, choices=Rights.choices)
    recognised = models.CharField(
        _("Can anyone be recognised in it?"), max_length=10, blank=True, choices=Recognised.choices
    )

    admin_form_fields = (
        "title",
        "file",
        "alt_text",
        "is_decorative",
        "credit",
        "rights",
        "recognised",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    frozen_fields = ("file", "alt_text", "is_decorative", "credit", "rights", "recognised")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """Keep the original under a name that says nothing."""
        return random_name(filename)

    def clean_upload(self) -> None:
        """Turn the picture upright and strip it, unless its form has done so."""
        if not isinstance(self.file.file, cleaning.CleanFile):
            self.file.open("rb")
            self.file.file = cleaning.clean_picture(self.file.file, self.file.name)
        self.file.name = self.file.file.name
        self.file._committed = False
        self._set_image_file_metadata()
        self.file.seek(0)

    def forget_what_was_made_of(self, before: Any) -> None:
        """Delete every size of the old picture; the new one makes its own."""
        self.renditions.all().delete()

    @property
    def default_alt_text(self) -> str:
        """What Wagtail's own templates use as alternative text."""
        return "" if self.is_decorative else self.alt_text

    @property
    def is_described(self) -> bool:
        """Whether somebody who cannot see the picture is told what it shows, or that it is decoration."""
        return self.is_decorative or bool(self.alt_text.strip())


class Rendition(AbstractRendition):
    """A picture in another size, private like its original."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    def get_upload_to(self, filename: str) -> str:
        """Keep the rendition under a name that says nothing."""
        return random_name(filename)


def document_path(instance: "Document", filename: str) -> str:
    """Where a document is kept."""
    return random_name(filename)


class Document(Versioned, AbstractDocument):
    """A PDF without its author's name in it."""

    uploaded_by_user = uploader("documents")
    tags = TaggableManager(blank=True, related_name="documents")
    file = models.FileField(upload_to=document_path, verbose_name=_("file"))

    admin_form_fields = ("title", "file", "collection")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean_upload(self) -> None:
        """Strip the PDF, unless its form has done so."""
        if not isinstance(self.file.file, cleaning.CleanFile):
            self.file.open("rb")
            self.file.file = cleaning.clean_document(self.file.file, str(self.file.name))
        self.file.name = self.file.file.name
        self.file._committed = False
        self.file_size = self.file.file.size


def media_path(instance: "Media", filename: str) -> str:
    """Where a recording is kept."""
    return random_name(filename)


class Media(Versioned, AbstractMedia):
    """A sound or video recording, with its words written down."""

    uploaded_by_user = uploader("recordings")
    tags = TaggableManager(blank=True, related_name="recordings")
    file = models.FileField(upload_to=media_path, verbose_name=_("file"))
    thumbnail = models.FileField(upload_to=media_path, blank=True, editable=False)
    duration = models.FloatField(
        _("length in seconds"), blank=True, default=0, editable=False, validators=[MinValueValidator(0)]
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    language = models.CharField(_("language spoken"), max_length=10, default="en")
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("All the words that are spoken, and sounds that matter.")
    )
    captions = models.TextField(
        _("captions"), blank=True, help_text=_("For video: the words with their times, as WebVTT.")
    )

    admin_form_fields = ("title", "file", "language", "transcript", "captions", "collection")
    # What a person may see is a list of numbers.
    search_fields = [*AbstractMedia.search_fields, index.FilterField("id")]
    frozen_fields = ("file", "transcript", "captions", "language")

    class Meta(AbstractMedia.Meta):
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def forget_what_was_made_of(self, before: Any) -> None:
        """Delete the small copy of the old bytes, unless another version has them too."""
        PhoneVersion.forget(before.file.name)

    def clean_upload(self) -> None:
        """Write the recording anew without metadata, unless its form has done so, and note its length and size."""
        if isinstance(self.file.file, cleaning.CleanRecording):
            clean = self.file.file.clean
        else:
            self.file.open("rb")
            clean = cleaning.clean_sound_or_video(self.file.file, str(self.file.name), self.type)
        self.file.file = clean.content
        self.file.name = clean.content.name
        self.file._committed = False
        self.duration, self.width, self.height = clean.duration, clean.width, clean.height


class PhoneVersion(MadeLater):
    """A small copy of a video, private like it, made of exactly the bytes that lie under one name in the private place.

    It is known by that name and not by a recording, since the versions of one whose words changed share their bytes.
    """

    source = models.CharField(max_length=255, unique=True)
    original_size = models.PositiveBigIntegerField(default=0)
    file = models.FileField(upload_to=media_path, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    known_by = ("source", "made_from")

    class Meta:
        indexes = [models.Index(fields=["state", "due_at"])]

    def __str__(self) -> str:
        return self.source

    @classmethod
    def forget(cls, source: str) -> None:
        """Delete what was made of the bytes of this name, unless a recording still names them."""
        with transaction.atomic():
            # Locked, so that whoever is just making it finds nothing to write to.
            for made in cls.objects.select_for_update().filter(source=source):
                if Media._base_manager.filter(file=source).exists():
                    return
                made.let_go()


class FileChange(models.Model):
    """Who changed a file, its alt text, transcript or captions: they wrote in every work that uses it."""

    key = models.CharField(max_length=60, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class PublicFile(models.Model):
    """A copy in the public place: one file, in one size and format, for one release."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="public_files")
    key = models.CharField(max_length=60)
    variant = models.CharField(max_length=40)
    name = models.CharField(max_length=255, unique=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["release", "key"])]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Its public address."""
        return public_storage().url(self.name)
