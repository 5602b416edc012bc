"""Forms of those who make and check translations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from authorship.models import Credit
from moderation.forms import IN_A_WINDOW
from translation.models import Assignment


class SaysTheSameForm(forms.Form):
    """Nothing to fill in: the button says it all."""

    def __init__(self, *args: Any, instance: Any = None, page: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class AskTranslatorForm(SaysTheSameForm):
    """What the translator should look at again."""

    comment = forms.CharField(
        label=_("What should the translator look at again?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("Only the translator reads this. Say which sentence you mean, and what you would write."),
        error_messages={"required": _("Please say what should be looked at again. The translator needs to know.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": IN_A_WINDOW} | kwargs))


class NameForm(forms.Form):
    """How a translator, or whoever checked it, is named beside the translation."""

    credit = forms.ChoiceField(
        label=_("How do you want to be named?"),
        choices=Credit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. You can change it at any time.")},
    )
    made_up = forms.CharField(label=_("The made-up name"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the made-up name where that was chosen."""
        cleaned = super().clean() or {}
        if cleaned.get("credit") == Credit.MADE_UP_NAME and not cleaned.get("made_up", "").strip():
            self.add_error("made_up", _("Please write the name that people should see."))
        return cleaned


class AssignForm(forms.Form):
    """Who translates a work into one language, and who checks it."""

    translator = forms.ChoiceField(label=_("Who translates it?"))
    reviewer = forms.ChoiceField(label=_("Who checks the language?"), required=False)

    def __init__(self, *args: Any, translators: list[Any], reviewers: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("translator", translators), ("reviewer", reviewers)):
            field: Any = self.fields[name]
            nobody = _("Choose somebody") if name == "translator" else _("Somebody I find later")
            field.choices = [("", nobody), *((str(user.pk), user.person.name) for user in people)]

    def clean(self) -> dict[str, Any]:
        """Two different people."""
        cleaned = super().clean() or {}
        if cleaned.get("translator") and cleaned.get("translator") == cleaned.get("reviewer"):
            self.add_error("reviewer", _("Nobody checks their own translation. Please choose somebody else."))
        return cleaned


class InviteForm(forms.Form):
    """Whom to ask for help, with what, and into which languages."""

    name = forms.CharField(
        label=_("What are they called?"),
        max_length=200,
        error_messages={"required": _("Please write what they are called. A first name is enough.")},
    )
    email = forms.EmailField(
        label=_("Their email address"),
        error_messages={
            "required": _("Please write their email address: the invitation goes there."),
            "invalid": _("This does not look like an email address. Please look at it once more."),
        },
    )
    parts = forms.MultipleChoiceField(
        label=_("What are they asked to do?"),
        choices=[
            (Assignment.Part.TRANSLATOR, _("Translate")),
            (Assignment.Part.REVIEWER, _("Check the translations of others")),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick at least one.")},
    )
    languages = forms.MultipleChoiceField(
        label=_("Into which languages?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please tick at least one language.")},
    )

    def __init__(self, *args: Any, languages: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["languages"]
        choice.choices = [(one["code"], one["name"]) for one in languages]
