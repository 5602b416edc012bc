"""The admin's forms for files: unsafe uploads get a sentence, and changing a frozen file makes a new version."""

from typing import Any

from django.conf import settings
from django.forms.fields import ChoiceField, FileField
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtailmedia.forms import BaseMediaForm

from files import cleaning
from files.captions import readable_captions
from files.errors import said_kindly
from files.frozen import note_change
from files.phone_versions import phone_versions_of
from files.phone_words import about_phones_in_the_admin
from files.storage import private_storage, random_name
from files.transcripts import readable_transcript, with_times_of


class VersionedForm:
    """Saves a changed frozen file as its next version, and checks a new file before anything is saved."""

    cleaned_data: dict[str, Any]
    changed_data: list[str]
    instance: Any
    original_file: Any
    fields: dict[str, Any]

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        self.changed_by = user
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]

    def cleaned_copy(self, file: Any) -> Any:
        """Return the clean copy of an upload. Raises cleaning.UnsafeFile."""
        raise NotImplementedError

    def clean_file(self) -> Any:
        """Refuse an unsafe file with a sentence, and take the clean copy of a safe one."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            file = self.cleaned_copy(file)
            file.seek(0)
            with said_kindly():
                # Asked while the form can still say so, with everything that was typed in it.
                private_storage().assert_room(file.size)
        return file

    def save(self, commit: bool = True) -> Any:
        """Save; a frozen version is left as it is and the change becomes the next one."""
        changed = set(self.changed_data) & set(self.instance.frozen_fields)
        if self.instance.pk and self.instance.frozen_at and changed:
            fresh = self.instance.new_version()
            for name in self.cleaned_data:
                if name in self.changed_data and name != "tags":
                    setattr(fresh, name, self.cleaned_data[name])
            self.instance = fresh
            # The bytes of the older version stay: a page may still show it.
            self.original_file = None
        elif (before := getattr(self, "original_file", None)) and self.instance.shares_file(before.name):
            self.original_file = None
        saved = super().save(commit=commit)  # type: ignore[misc]
        if commit and changed and self.changed_by is not None:
            note_change(saved, self.changed_by)
        return saved


class PictureField(WagtailImageField):
    """A picture, known by its content whatever it is called; the stock field opens it before asking whether it may."""

    def to_python(self, data: Any) -> Any:
        """Return the clean copy. Raises cleaning.UnsafeFile."""
        file: Any = FileField.to_python(self, data)
        return None if file is None else cleaning.clean_picture(file, file.name)


class ImageForm(VersionedForm, BaseImageForm):
    """A picture in the admin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields.get("file")
        if stock is not None:
            self.fields["file"] = PictureField(label=stock.label, required=stock.required, widget=stock.widget)

    def cleaned_copy(self, file: Any) -> Any:
        """See VersionedForm; the field has taken the clean copy already."""
        return file


class DocumentForm(VersionedForm, BaseDocumentForm):
    """A document in the admin."""

    def cleaned_copy(self, file: Any) -> Any:
        """See VersionedForm."""
        return cleaning.clean_document(file, file.name)


def language_field(stock: Any, spoken: str) -> ChoiceField:
    """Return a choice of the site's languages, each by its name, and `spoken` too where it is none of them."""
    named = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    choices = [*named.items(), *([] if spoken in named else [(spoken, spoken)])]
    return ChoiceField(label=stock.label, choices=choices, required=stock.required, initial=stock.initial)


class MediaForm(VersionedForm, BaseMediaForm):
    """A recording in the admin."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file_before = self.instance.file
        if self.instance.pk and self.instance.type == "video" and "file" in self.fields:
            made = phone_versions_of([self.instance]).get(str(self.instance.file.name))
            self.fields["file"].help_text = about_phones_in_the_admin(self.instance, made)
        if "language" in self.fields:
            self.fields["language"] = language_field(self.fields["language"], self.instance.language)
        if "transcript" in self.fields:
            self.fields["transcript"].help_text = _(
                "All the words that are spoken, and sounds that matter. A line may begin with its time, such as "
                "[1:05]. Left empty, it is taken from the captions."
            )

    def clean(self) -> dict[str, Any]:
        """Let an older version keep its bytes: the stock view deletes what the file of before is called."""
        cleaned = super().clean() or self.cleaned_data
        before = self._file_before if "file" in self.changed_data else None
        if before and (self.instance.frozen_at or self.instance.shares_file(before.name)):
            before.name = random_name("")
        if "captions" in cleaned and "transcript" in cleaned:
            words = with_times_of(cleaned["captions"], cleaned["transcript"])
            if words != cleaned["transcript"]:
                cleaned["transcript"] = words
                self.changed_data.append("transcript")
        return cleaned

    def cleaned_copy(self, file: Any) -> Any:
        """See VersionedForm."""
        return cleaning.clean_sound_or_video(file, file.name, self.instance.type).content

    def clean_captions(self) -> str:
        """Refuse captions that no browser could read."""
        return readable_captions(self.cleaned_data["captions"])

    def clean_transcript(self) -> str:
        """Refuse times that run backwards."""
        return readable_transcript(self.cleaned_data["transcript"])
