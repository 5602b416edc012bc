"""Forms about people without an account."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from accounts.roles import accounts_with_role
from authorship.models import Contributor, Evidence
from consent.forms import ConsentForm
from stories.studio.forms import their_contact, their_name
from stories.studio.held import HeldFile


class AddPersonForm(forms.Form):
    """Somebody without an account, and how to reach them."""

    name = their_name()
    contact = their_contact()
    role = forms.ChoiceField(
        label=_("What do they do in it?"), choices=Contributor.Role.choices, initial=Contributor.Role.TELLER
    )


class ShownInForm(forms.Form):
    """In which pictures and recordings somebody is seen or heard. Each is ticked until somebody says otherwise."""

    shown_in = forms.MultipleChoiceField(
        label=_("Tick each that they are in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("It was changed in the meantime. Please look at it once more.")},
    )

    def __init__(self, *args: Any, contributor: Contributor, files: list[HeldFile], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["shown_in"]
        field.choices = [(held.key, held.words) for held in files]
        self.held = files
        self.keys = [held.key for held in files]
        self.initial["shown_in"] = [key for key in self.keys if key not in contributor.not_in_files]

    @property
    def rows(self) -> list[tuple[HeldFile, Any]]:
        """Each file with its box to tick."""
        return list(zip(self.held, self["shown_in"].subwidgets, strict=True))

    @property
    def not_in_files(self) -> list[str]:
        """The files in which they are not."""
        return [key for key in self.keys if key not in self.cleaned_data["shown_in"]]


class WhereIAmForm(ShownInForm):
    """The same, asked of somebody who is shown themselves. A form without a tick is an answer too."""

    sent = forms.CharField(widget=forms.HiddenInput, initial="yes")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_in"].label = _("Tick each that you are in")


class WhichTrainerForm(forms.Form):
    """Which trainer is to write down what somebody says."""

    trainer = forms.ModelChoiceField(
        label=_("Which trainer?"),
        queryset=get_user_model().objects.none(),
        empty_label=_("Choose a trainer"),
        help_text=_("A trainer who takes no part in it. They will be able to read it."),
        error_messages={"required": _("Please choose a trainer."), "invalid_choice": _("Please choose a trainer.")},
    )

    def offer(self, trainers: Any) -> None:
        """Let somebody choose among these."""
        field: Any = self.fields["trainer"]
        field.queryset = trainers.order_by("first_name", "pk")
        field.label_from_instance = lambda trainer: trainer.get_short_name()
        self.has_somebody_to_ask = field.queryset.exists()


class AskTrainerForm(WhichTrainerForm):
    """The same of those who were not asked yet."""

    def __init__(self, *args: Any, contributor: Contributor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        inside = contributor.work.contributors.exclude(person__user=None).values("person__user")
        asked = contributor.recorders.values("trainer")
        self.offer(accounts_with_role("trainer").exclude(pk__in=inside).exclude(pk__in=asked))


class ProofForm(forms.Form):
    """A paper or a recording in which somebody says what they want."""

    kind = forms.ChoiceField(
        label=_("How did they answer?"),
        choices=Evidence.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )
    file = forms.FileField(
        label=_("The proof"),
        help_text=_("A photo or PDF of the signed paper, or a short recording of them. Few may open it."),
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf,audio/*"}),
        error_messages={"required": _("Please choose a file. Without a proof we cannot count the answer.")},
    )


class RecordForm(ProofForm):
    """The proof that somebody said yes."""

    has_heard = forms.BooleanField(
        label=_("I read all of it to them, and they said yes to exactly this"),
        error_messages={"required": _("Please tick this only when you have read all of it to them.")},
    )


class RecordConsentForm(ConsentForm, ProofForm):
    """What somebody agreed to, use by use, and the proof of it."""
