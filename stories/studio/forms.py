"""Forms about a story as a whole: starting one, what it is called, how to be named, whom to ask along."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorship.models import Contributor, Invitation, Work
from core.content_notes import ContentNote
from core.facets import FacetsFormField
from languages.names import english_name, own_name
from stories.models import StoryIndexPage, StoryPage
from stories.places import places
from stories.studio.parts import PartView

CHOOSE_A_LANGUAGE = _("Please choose a language.")
NOT_AN_ADDRESS = _("This does not look like an email address. Please look at it once more.")


WHOSE_IS_THIS = _("Please say whose this is: yours, or of somebody you type for. Your words are still here.")


class LongText(forms.CharField):
    """Words over several lines, with line ends in one spelling."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 6, keep_spaces: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto"}))
        kwargs.setdefault("max_length", 200_000)
        self.keep_spaces = keep_spaces
        super().__init__(strip=not keep_spaces, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the words; of a poem only empty lines around it go."""
        words = (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return words.strip("\n").rstrip() if self.keep_spaces else words

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No browser cuts anybody off in the middle of a word."""
        return {}


def short_text(**kwargs: Any) -> forms.CharField:
    """Return a field for one line."""
    return forms.CharField(widget=forms.TextInput(attrs={"dir": "auto"}), **kwargs)


def their_name() -> forms.CharField:
    """Return the field for what somebody without an account is called."""
    return short_text(
        label=_("What are they called?"),
        max_length=200,
        help_text=_("Only those who make this together see it. How they are named in public they choose themselves."),
        error_messages={"required": _("Please write what they are called.")},
    )


def their_contact() -> forms.CharField:
    """Return the field for how to reach them."""
    return short_text(
        label=_("How do you reach them?"),
        max_length=254,
        help_text=_("An email address, a phone number, or “at the group on Thursdays”."),
        error_messages={"required": _("Please write how to reach them, so that nobody loses touch.")},
    )


class BasedForm(forms.Form):
    """A form that remembers which version of the story it was loaded from, and asks of whom it is where it has to.

    `holders` are the people whom to choose from, by the id of their part, and `holder` is who is chosen already.
    """

    base = forms.IntegerField(required=False, widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    whose = forms.TypedChoiceField(
        label=_("Whose is this?"),
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("We keep it with each part, so that everybody can take back what is theirs."),
        error_messages={"required": WHOSE_IS_THIS, "invalid_choice": WHOSE_IS_THIS},
    )

    def __init__(
        self,
        *args: Any,
        language: str = "en",
        holders: Sequence[tuple[int, str]] = (),
        holder: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.story_language = language
        super().__init__(*args, **kwargs)
        if holders:
            field: Any = self.fields["whose"]
            field.choices = list(holders)
            self.initial.setdefault("whose", holder)
        else:
            del self.fields["whose"]

    def __iter__(self) -> Iterator[forms.BoundField]:
        """Yield the fields; those with words of the story name its language, for voices that read them aloud."""
        for field in self.fields.values():
            if field.widget.attrs.get("dir") == "auto":
                field.widget.attrs.setdefault("lang", self.story_language)
        return super().__iter__()

    def clean_base(self) -> int | None:
        """Leave out a number that no version can have."""
        base = self.cleaned_data["base"]
        return base if base is not None and 0 < base < 2**62 else None


class StartForm(forms.Form):
    """The first step: a title, if there is one already, and the language."""

    title = short_text(
        label=_("What is it called?"),
        required=False,
        max_length=200,
        help_text=_("You can think of a title later."),
    )
    language = forms.ChoiceField(
        label=_("Which language do you tell it in?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE_A_LANGUAGE, "invalid_choice": CHOOSE_A_LANGUAGE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        indexes = StoryIndexPage.objects.select_related("locale").order_by("path")
        self.indexes = {index.locale.language_code: index for index in indexes}
        self.fields["language"].choices = [(code, named(code)) for code in self.indexes]  # type: ignore[attr-defined]

    @property
    def index(self) -> StoryIndexPage:
        """The list of stories that the new one belongs to."""
        return self.indexes[self.cleaned_data["language"]]


class StartForSomebodyForm(StartForm):
    """The first step where somebody else tells it, who has no account."""

    name = their_name()
    contact = their_contact()
    field_order = ("name", "contact", "title", "language")


def named(code: str) -> str:
    """Return a language as its speakers call it, and as the reader does."""
    name, english = own_name(code), english_name(code)
    return name if name == english else f"{name} ({english})"


class FactsForm(BasedForm):
    """What a story is called and what lists say of it. Nothing here has to be filled in."""

    title = short_text(label=_("Title"), required=False, max_length=200)
    summary = LongText(
        label=_("What is it about, in one or two sentences?"),
        required=False,
        rows=4,
        help_text=_("People read this in the list of stories."),
    )
    listing_image = forms.TypedChoiceField(
        label=_("Which picture stands beside it in lists?"),
        required=False,
        coerce=int,
        empty_value="",
        error_messages={"invalid_choice": _("Please choose a picture out of this story.")},
    )

    def __init__(self, *args: Any, parts: list[PartView], chosen: int | str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = _picture_choices(parts)
        if chosen and chosen not in [pk for pk, _label in choices]:
            choices.append((int(chosen), gettext("The picture it has now")))
        if choices:
            field: Any = self.fields["listing_image"]
            field.choices = [("", gettext("No picture")), *choices]
        else:
            del self.fields["listing_image"]


class ToldForm(BasedForm):
    """Where a story happens and how it is told. Nothing here has to be chosen."""

    place = forms.ChoiceField(
        label=_("Where does it happen?"),
        required=False,
        help_text=_("A part of Birmingham is as near as we get, so that nobody finds your door."),
        error_messages={"invalid_choice": _("Please choose a place out of this list.")},
    )
    told_as = forms.ChoiceField(
        label=_("How is it told?"), required=False, choices=[("", _("Not sure yet")), *StoryPage.ToldAs.choices]
    )
    gathered = forms.ChoiceField(
        label=_("How did it come about?"),
        required=False,
        choices=[("", _("Not sure yet")), *StoryPage.Gathered.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["place"]
        field.choices = places(self.initial.get("place", ""))


class WarningsForm(BasedForm):
    """What may be hard to read in a story. Nothing here has to be ticked."""

    content_notes = forms.MultipleChoiceField(
        label=_("Is there something in it that may be hard to read?"),
        required=False,
        choices=ContentNote.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "We say so before it starts, and pictures and recordings stay closed until somebody opens them. "
            "Your story stays in every list."
        ),
        error_messages={"invalid_choice": _("Please choose out of this list.")},
    )


class TouchesForm(BasedForm):
    """What a story touches on. Nothing here has to be ticked."""

    facets = FacetsFormField(
        label=_("What does it touch on?"),
        required=False,
        help_text=_("Tick what fits the story, not what you are. You can leave all of it out."),
        error_messages={"invalid_choice": _("Please choose out of this list.")},
    )


def _picture_choices(parts: list[PartView]) -> list[tuple[int, str]]:
    found: dict[int, str] = {}
    for part in parts:
        for shown in part.pictures:
            words = shown.picture.alt_text or shown.caption or str(part.kind.label)
            label = gettext("Part %(number)s: %(words)s") % {"number": part.number, "words": words[:80]}
            found.setdefault(shown.picture.pk, label)
    return list(found.items())


class NamedForm(forms.Form):
    """How one person wants to be named."""

    credit = forms.ChoiceField(
        label=_("How do you want to be named?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )
    credit_name = short_text(
        label=_("Your made-up name"),
        required=False,
        max_length=120,
        help_text=_("Only if you chose a made-up name."),
    )

    def __init__(self, *args: Any, contributor: Contributor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, first = contributor.person.name, contributor.person.first_name
        kinds = Contributor.Credit
        self.fields["credit"].choices = [  # type: ignore[attr-defined]
            (kinds.OWN_NAME, gettext("With my own name: %(name)s") % {"name": name}),
            (kinds.FIRST_NAME, gettext("With my first name only: %(name)s") % {"name": first}),
            (kinds.MADE_UP_NAME, gettext("With a made-up name")),
            (kinds.NONE, gettext("With no name")),
        ]

    def clean(self) -> dict[str, Any]:
        """A made-up name has to be made up."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("credit") == Contributor.Credit.MADE_UP_NAME and not cleaned.get("credit_name"):
            self.add_error("credit_name", gettext("Please write the name that you would like."))
        return cleaned


# Somebody who is only shown in it does not make it, and is added in another way.
MAKERS = [(role, label) for role, label in Contributor.Role.choices if role != Contributor.Role.SHOWN]


class InviteForm(forms.Form):
    """Whom to ask along."""

    email = forms.EmailField(
        label=_("Their email address"),
        required=False,
        help_text=_("They have none, or you do not know it? Then you get a link to hand over."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )
    role = forms.ChoiceField(label=_("What do they do in it?"), choices=MAKERS)

    def __init__(self, *args: Any, work: Work, **kwargs: Any) -> None:
        self.work = work
        kwargs.setdefault("initial", {"role": Contributor.Role.CO_AUTHOR})
        super().__init__(*args, **kwargs)

    def clean_email(self) -> str:
        """Ask nobody twice."""
        email = self.cleaned_data["email"].lower()
        if not email:
            return ""
        if self.work.contributors.filter(person__user__email=email).exists():
            raise ValidationError(gettext("This person takes part already."))
        if any(invitation.is_open for invitation in Invitation.objects.filter(work=self.work, email=email)):
            raise ValidationError(
                gettext("You have invited this person already. Cancel that invitation to send a new one.")
            )
        return email


class CodeForm(forms.Form):
    """The code that opens an invitation."""

    code = forms.CharField(
        label=_("The code"),
        max_length=40,
        help_text=_("Six letters and numbers. Whoever gave you the link tells you."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Please write the code.")},
    )


class JoinForm(forms.Form):
    """What to call somebody who is new."""

    name = short_text(
        label=_("What shall we call you?"),
        max_length=200,
        help_text=_("Your first name is enough. How you are named in public is for you to choose afterwards."),
        error_messages={"required": _("Please write what we shall call you.")},
    )


class OKForm(forms.Form):
    """Why somebody would like to wait, if they want to say."""

    reason = LongText(
        label=_("If you say not yet: what would you like to change?"), required=False, rows=3, max_length=2000
    )
