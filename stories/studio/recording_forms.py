"""The forms of voice notes and videos, and which form each kind of part has."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from files.captions import readable_captions
from files.models import Image, Media
from files.stills import seconds_of, still_of
from files.transcripts import readable_transcript, with_times_of
from languages.names import own_name
from stories.studio.forms import LongText, short_text
from stories.studio.part_forms import (
    ABOUT_A_PICTURE,
    DrawingForm,
    EventForm,
    OtherWordsForm,
    PartForm,
    PhotoStoryForm,
    PictureForm,
    PoemForm,
    QuestionForm,
    QuoteForm,
    WordsForm,
    answers_of,
    picture_fields,
    words_about,
)
from stories.studio.uploads import keep_picture, keep_recording


class RecordingForm(PartForm):
    """A voice note or another sound."""

    wants_file = True
    kind = "audio"
    title = _("Voice note")

    file = forms.FileField(
        label=_("Choose a recording"),
        widget=forms.FileInput(attrs={"accept": "audio/*"}),
        help_text=_("From your phone's recorder, for example. Up to 100 MB."),
        error_messages={"required": _("Please choose a recording."), "empty": _("This file is empty.")},
    )
    transcript = LongText(
        label=_("What is said in it?"),
        required=False,
        rows=8,
        help_text=_(
            "All the words, and sounds that matter, for people who cannot hear it. If you like, begin a line with its "
            "time, such as [1:05]. Then people can play it from there."
        ),
    )
    language = forms.ChoiceField(label=_("Language spoken in it"))
    caption = short_text(label=_("Words under it"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recording = Media.objects.filter(pk=(self.before or {}).get("media") or 0, type=self.kind).first()
        languages = [(code, own_name(code)) for code, _name in settings.LANGUAGES]
        if self.recording and self.recording.language not in dict(languages):
            languages.append((self.recording.language, self.recording.language))
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.initial.setdefault("caption", (self.before or {}).get("caption", ""))
        self.initial.setdefault("language", self.story_language)
        if self.recording:
            self.fields["file"].required = False
            self.fields["file"].label = gettext("Choose another recording")
            for name in self.words:
                self.initial[name] = getattr(self.recording, name)

    @property
    def words(self) -> list[str]:
        """The fields that belong to the recording itself."""
        return [name for name in ("transcript", "captions", "language") if name in self.fields]

    def clean_transcript(self) -> str:
        """Refuse times that run backwards."""
        return readable_transcript(self.cleaned_data["transcript"])

    def value(self, user: Any) -> dict[str, Any] | None:
        """Return the recording's id and its caption."""
        data = self.cleaned_data
        recording = self._try(
            "file",
            keep_recording,
            user=user,
            before=self.recording,
            file=data["file"],
            kind=self.kind,
            title=data["caption"] or str(self.title),
            **{name: data[name] for name in self.words},
        )
        return None if recording is None else {"media": recording.pk, "caption": data["caption"]}

    def file_alone(self, user: Any) -> dict[str, Any] | None:
        """Return the recording and what was fit to be said of it."""
        if not self.cleaned_data.get("file"):
            return None
        self.cleaned_data = dict.fromkeys((*self.words, "caption"), "") | self.cleaned_data
        self.cleaned_data["language"] = self.cleaned_data["language"] or self.story_language
        return RecordingForm.value(self, user)


class VideoForm(RecordingForm):
    """A video."""

    kind = "video"
    title = _("Video")

    captions = LongText(
        label=_("Captions"),
        required=False,
        rows=4,
        help_text=_(
            "If you have a captions file (WebVTT), paste what is in it. Your trainer can help. Where you have not "
            "written down what is said, we take it from here, with its times."
        ),
    )
    still_at = short_text(
        label=_("Or take a picture out of the video"),
        required=False,
        max_length=8,
        help_text=_("Write the time at which it shows what you like, such as 0:05."),
    )
    remove_still = forms.BooleanField(label=_("Take this picture away"), required=False)
    field_order = ["base", "file", "transcript", "captions", "language", "caption"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.still = Image.objects.filter(pk=(self.before or {}).get("image") or 0).first()
        self._add_still_fields()
        self.fields["file"].label = gettext("Choose another video") if self.recording else gettext("Choose a video")
        self.fields["file"].widget.attrs["accept"] = "video/*"
        self.fields["transcript"].label = gettext("What is said and shown in it?")

    def clean_captions(self) -> str:
        """Refuse captions that no browser could read."""
        return readable_captions(self.cleaned_data["captions"])

    def clean(self) -> dict[str, Any]:
        """Take the written words from the captions, where nobody has written them down yet."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "captions" in cleaned and "transcript" in cleaned:
            cleaned["transcript"] = with_times_of(cleaned["captions"], cleaned["transcript"])
        has_still = cleaned.get("still_file") or cleaned.get("still_at") or (self.still and not cleaned.get("file"))
        if cleaned.get("still_alt_text") and not has_still and "still_at" not in self.errors:
            self.add_error("still_file", gettext("Please choose the picture that these words are about."))
        return cleaned

    def clean_still_at(self) -> str:
        """Refuse what is no time."""
        time = self.cleaned_data["still_at"]
        if time and seconds_of(time) is None:
            raise ValidationError(gettext("Please write the time as minutes and seconds, such as 0:05."))
        return time

    def _add_still_fields(self) -> None:
        label = (
            gettext("Choose another picture to show before it plays")
            if self.still
            else gettext("Picture before it plays")
        )
        fields = {f"still_{name}": field for name, field in picture_fields(label, required=False).items()}
        del fields["still_caption"]
        time, remove = self.fields.pop("still_at"), self.fields.pop("remove_still")
        self.fields |= {"still_file": fields.pop("still_file"), "still_at": time, **fields}
        for name, field in fields.items():
            if name != "still_is_decorative":
                field.label = gettext("The picture before it plays: %(question)s") % {"question": field.label}
        if self.still:
            self.fields["remove_still"] = remove
            for name, answer in answers_of(self.still).items():
                self.initial.setdefault(f"still_{name}", answer)

    def value(self, user: Any) -> dict[str, Any] | None:
        """Return the ids of the video and of the picture that is shown before it plays, and the caption."""
        value = super().value(user)
        if value is None:
            return None
        still = self._kept_still(user, value["media"])
        if self.errors:
            if self.cleaned_data["file"]:
                # Both are sent once more.
                Media.objects.get(pk=value["media"]).delete()
            return None
        self.kept = [still] if still else []
        return value | {"image": still.pk if still else None}

    def _kept_still(self, user: Any, video_id: int) -> Image | None:
        """Return the picture that is shown before it plays. That of an earlier video does not stay with a new one."""
        data = {name: self.cleaned_data.get(f"still_{name}") for name in ("file", "at", *ABOUT_A_PICTURE)}
        if self.cleaned_data.get("remove_still"):
            return None
        before = None if self.cleaned_data["file"] else self.still
        if data["at"] and not data["file"]:
            with Media.objects.get(pk=video_id).file.open() as video:
                data["file"] = self._try("still_at", still_of, video=video, seconds=seconds_of(data["at"]))
        if self.errors or not (data["file"] or before):
            return None
        return self._try(
            "still_file",
            keep_picture,
            user=user,
            before=before,
            file=data["file"],
            title=self.cleaned_data["caption"] or str(self.title),
            **words_about(data, before),
        )


FORMS: dict[str, type[PartForm]] = {
    "words": WordsForm,
    "poem": PoemForm,
    "quote": QuoteForm,
    "other_words": OtherWordsForm,
    "event": EventForm,
    "question": QuestionForm,
    "photo": PictureForm,
    "drawing": DrawingForm,
    "photo_story": PhotoStoryForm,
    "audio": RecordingForm,
    "video": VideoForm,
}
