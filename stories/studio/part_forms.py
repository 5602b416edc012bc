"""One form for each kind of part. `value(user)` gives what is stored, or None where a file was refused."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from files.models import Image, Recognised, Rights
from stories.blocks import is_web_address
from stories.studio.forms import CHOOSE_A_LANGUAGE, BasedForm, LongText, named, short_text
from stories.studio.parts import Raw, photos_in
from stories.studio.uploads import keep_picture

ALT_HELP = _("One or two sentences for somebody who cannot see it. Say what matters for your story.")
NOTHING_WRITTEN = _("There is nothing here yet. Please write something, or go back.")
FIRST_PHOTOS = 3
ABOUT_A_PICTURE = ("alt_text", "is_decorative", "credit", "rights", "recognised")


class PartForm(BasedForm):
    """What the forms of all parts share. `before` is the value that the part has now, or None for a new one."""

    wants_file = False

    def __init__(self, *args: Any, before: Any = None, **kwargs: Any) -> None:
        self.before = before
        self.kept: list[Image] = []
        super().__init__(*args, **kwargs)

    @property
    def files_were_sent(self) -> bool:
        """Whether files came along, which have to be chosen again where something is to be put right."""
        return bool(self.files)

    def value(self, user: Any) -> Any:
        """Return what is stored for this part, files kept; None where a file was refused."""
        raise NotImplementedError

    def file_alone(self, user: Any) -> Any:
        """Return what is stored where something else is to be put right, so that a file which came along is not lost.

        None where there is no file, or where it was refused.
        """
        return None

    def _try(self, field: str, keep: Any, **kwargs: Any) -> Any:
        """Keep a file; where it is refused, say why beside its field and return None."""
        try:
            return keep(**kwargs)
        except ValidationError as refused:
            self.add_error(field, refused)
            return None


class WordsForm(PartForm):
    """Plain words."""

    text = LongText(
        label=_("Your words"),
        rows=12,
        help_text=_("Leave an empty line to start a new paragraph."),
        error_messages={"required": NOTHING_WRITTEN},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("text", self.before or "")

    def value(self, user: Any) -> str:
        """Return the words."""
        return self.cleaned_data["text"]


class PoemForm(WordsForm):
    """A poem."""

    text = LongText(
        label=_("Your poem"),
        rows=12,
        keep_spaces=True,
        help_text=_("Every line stays where you put it."),
        error_messages={"required": NOTHING_WRITTEN},
    )


class SeveralWordsForm(PartForm):
    """A part of several texts, each in the field of its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in (self.before or {}).items():
            self.initial.setdefault(name, value)

    def value(self, user: Any) -> dict[str, str]:
        """Return the texts by the names of their fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in BasedForm.base_fields}


class OwnLanguageForm(SeveralWordsForm):
    """Words that may be in another language than the story. `spoken` is the field that is in it."""

    spoken = "text"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["language"]
        theirs = self.story_language
        others = [(code, named(code)) for code in dict(settings.LANGUAGES) if code != theirs]
        first = str(CHOOSE_A_LANGUAGE) if choice.required else _the_same_as(theirs)
        choice.choices = [("", first), *others]
        if said := (self.before or {}).get("language"):
            self.fields[self.spoken].widget.attrs["lang"] = said

    def value(self, user: Any) -> dict[str, str]:
        """Return the texts, and their language where they have one of their own."""
        return {name: value for name, value in super().value(user).items() if name != "language" or value}


def _the_same_as(language: str) -> str:
    return gettext("The same as the rest: %(language)s") % {"language": named(language)}


class QuoteForm(OwnLanguageForm):
    """Words that stand out."""

    text = LongText(label=_("The words"), rows=4, error_messages={"required": NOTHING_WRITTEN})
    said_by = short_text(label=_("Who said it?"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("In which language are these words?"), required=False)


class OtherWordsForm(OwnLanguageForm):
    """Words or a poem in another language than the story."""

    language = forms.ChoiceField(
        label=_("In which language are they?"),
        help_text=_("Then they are shown in the right letters, and read aloud in the right voice."),
        error_messages={"required": CHOOSE_A_LANGUAGE, "invalid_choice": CHOOSE_A_LANGUAGE},
    )
    text = LongText(
        label=_("The words"),
        rows=8,
        keep_spaces=True,
        help_text=_("Every line stays where you put it."),
        error_messages={"required": NOTHING_WRITTEN},
    )


class EventForm(SeveralWordsForm):
    """Something that people can come to."""

    name = short_text(
        label=_("What is it called?"),
        max_length=120,
        error_messages={"required": _("Please write what it is called.")},
    )
    when = short_text(
        label=_("When is it?"),
        required=False,
        max_length=120,
        help_text=_("Such as Thursday 3 December, 6 pm"),
    )
    where = short_text(label=_("Where is it?"), required=False, max_length=200)
    link = forms.URLField(
        label=_("The address of its page"),
        max_length=500,
        assume_scheme="https",
        validators=[is_web_address],
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
        help_text=_("Copy it from the top of that page. Everybody who reads your story sees this address."),
        error_messages={
            "required": _("Please copy the address of its page in here."),
            "invalid": is_web_address.message,
        },
    )


class QuestionForm(OwnLanguageForm):
    """What somebody was asked, and what they said."""

    spoken = "answer"

    question = LongText(
        label=_("The question"),
        rows=2,
        max_length=500,
        error_messages={"required": _("Please write what was asked.")},
    )
    answer = LongText(
        label=_("The answer"),
        rows=10,
        required=False,
        help_text=_("Is the answer a photo or a recording? Leave this empty, and add that after it."),
    )
    language = forms.ChoiceField(label=_("In which language is the answer?"), required=False)


def picture_fields(label: Any, *, required: bool) -> dict[str, forms.Field]:
    """Return the fields of one picture."""
    return {
        "file": forms.FileField(
            label=label,
            required=required,
            widget=forms.FileInput(attrs={"accept": "image/*"}),
            error_messages={"required": _("Please choose a picture."), "empty": _("This file is empty.")},
        ),
        "alt_text": LongText(label=_("What does it show?"), required=False, rows=3, max_length=400, help_text=ALT_HELP),
        "is_decorative": forms.BooleanField(
            label=_("It is only decoration"),
            required=False,
            help_text=_("Tick this if it adds nothing to your words. Then nobody reads a description of it aloud."),
        ),
        "caption": short_text(label=_("Words under it"), required=False, max_length=300),
        "recognised": forms.ChoiceField(
            label=_("Can anyone be recognised in it?"),
            choices=[choice for choice in Recognised.choices if choice[0] != Recognised.UNANSWERED],
            required=False,
            widget=forms.RadioSelect,
            help_text=_(
                "By their face, their clothes or where they are. You can answer later, before you send your story in."
            ),
        ),
        "rights": forms.ChoiceField(
            label=_("May we use it?"), choices=Rights.choices, required=False, initial=Rights.OWN
        ),
        "credit": short_text(
            label=_("Who made it?"),
            required=False,
            max_length=120,
            help_text=_("We write this name under the picture. Leave it out if they do not want that."),
        ),
    }


def answers_of(picture: Image) -> dict[str, Any]:
    """Return what is known of a picture, as its fields show it."""
    answers = {name: getattr(picture, name) for name in ABOUT_A_PICTURE}
    if picture.recognised == Recognised.UNANSWERED:
        answers["recognised"] = ""
    return answers


def words_about(data: dict[str, Any], before: Image | None) -> dict[str, Any]:
    """Return what a picture is kept with. Whether somebody can be recognised may be said later: a file that was
    chosen is not lost for it, and nothing is sent in without the answer.
    """
    words = {name: data[name] for name in ABOUT_A_PICTURE if data.get(name) is not None}
    if not words.get("recognised"):
        was_asked = before is None or before.recognised or data.get("file")
        words["recognised"] = Recognised.UNANSWERED if was_asked else ""
    return words


class PictureForm(PartForm):
    """A photo or a drawing."""

    wants_file = True
    file_label = _("Choose a photo")
    new_file_label = _("Choose another photo")
    title = _("Photo")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = Image.objects.filter(pk=(self.before or {}).get("image") or 0).first()
        label = self.new_file_label if self.picture else self.file_label
        self.fields.update(picture_fields(label, required=self.picture is None))
        self.initial.setdefault("caption", (self.before or {}).get("caption", ""))
        if self.picture:
            for name, answer in answers_of(self.picture).items():
                self.initial.setdefault(name, answer)

    def words(self) -> dict[str, Any]:
        """Return what the picture is kept with."""
        return words_about(self.cleaned_data, self.picture)

    def value(self, user: Any) -> dict[str, Any] | None:
        """Return the picture's id and its caption."""
        data = self.cleaned_data
        picture = self._try(
            "file",
            keep_picture,
            user=user,
            before=self.picture,
            file=data["file"],
            title=data["caption"] or str(self.title),
            **self.words(),
        )
        self.kept = [picture] if picture else []
        return None if picture is None else {"image": picture.pk, "caption": data["caption"]}

    def file_alone(self, user: Any) -> dict[str, Any] | None:
        """Return the picture and what was fit to be said of it."""
        if not self.cleaned_data.get("file"):
            return None
        self.cleaned_data.setdefault("caption", "")
        return self.value(user)


class DrawingForm(PictureForm):
    """A drawing or painting."""

    file_label = _("Choose a picture of your drawing")
    new_file_label = _("Choose another picture")
    title = _("Drawing")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Somebody who is drawn is seldom recognised; whoever can be may say so in the admin.
        del self.fields["recognised"]

    def words(self) -> dict[str, Any]:
        """Return what the drawing is kept with."""
        return {**super().words(), "recognised": self.picture.recognised if self.picture else ""}


class PhotoStoryForm(PartForm):
    """Several photos: the ones it has, and room for one more."""

    wants_file = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.photos: list[Raw] = photos_in(self.before or {})
        self.pictures = Image.objects.in_bulk([photo.get("image") for photo in self.photos])
        for number in self.numbers:
            self._add_fields(number)

    @property
    def numbers(self) -> range:
        """The photos that the form has room for."""
        return range(1, (len(self.photos) + 1 if self.photos else FIRST_PHOTOS) + 1)

    def _photo(self, number: int) -> tuple[Raw, Image | None]:
        photo = self.photos[number - 1] if number <= len(self.photos) else {}
        return photo, self.pictures.get(photo.get("image", 0))

    def _add_fields(self, number: int) -> None:
        photo, picture = self._photo(number)
        label = gettext("Photo %(number)s") % {"number": number}
        for name, field in picture_fields(label, required=False).items():
            if name != "file":
                field.label = f"{label}: {str(field.label).lower() if name == 'is_decorative' else field.label}"
            self.fields[f"{name}_{number}"] = field
        if picture:
            for name, answer in answers_of(picture).items():
                self.initial.setdefault(f"{name}_{number}", answer)
            self.initial.setdefault(f"caption_{number}", photo.get("caption", ""))
            self.fields[f"remove_{number}"] = forms.BooleanField(
                label=gettext("Take photo %(number)s out") % {"number": number}, required=False
            )

    def _data(self, number: int) -> dict[str, Any]:
        names = ("file", *ABOUT_A_PICTURE, "caption", "remove")
        return {name: self.cleaned_data.get(f"{name}_{number}") for name in names}

    def clean(self) -> dict[str, Any]:
        """A photo story has two photos at least."""
        cleaned: dict[str, Any] = super().clean() or {}
        kept = 0
        for number in self.numbers:
            data = self._data(number)
            kept += bool(data["file"] or (self._photo(number)[1] and not data["remove"]))
            if data["alt_text"] and not data["file"] and not self._photo(number)[1]:
                self.add_error(f"file_{number}", gettext("Please choose the photo that these words are about."))
        if kept < 2 and not self.errors:
            self.add_error(None, gettext("A photo story has two photos at least. For one, choose “A photo”."))
        return cleaned

    def value(self, user: Any) -> dict[str, Any] | None:
        """Return the photos in order."""
        kept = []
        for number in self.numbers:
            data, (_photo, before) = self._data(number), self._photo(number)
            if data["remove"] or (before is None and not data["file"]):
                continue
            picture = self._try(
                f"file_{number}",
                keep_picture,
                user=user,
                before=before,
                file=data["file"],
                **words_about(data, before),
                title=data["caption"] or gettext("Photo %(number)s") % {"number": number},
            )
            if picture is not None:
                self.kept.append(picture)
                photo = {"image": picture.pk, "caption": data["caption"]}
                kept.append({"type": "item", "value": photo, "id": str(uuid.uuid4())})
        return None if self.errors else {"photos": kept}
