"""Forms about one open question that a group answers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audiences import audiences_of, words_of_audiences
from accounts.roles import accounts_with_role
from consent.forms import ConsentForm
from stories.studio.forms import LongText, NamedForm, StartForm, their_contact
from stories.studio.helping_forms import WhichTrainerForm
from stories.studio.questions import MOST_AT_ONCE, Told

CHOOSE_WHOM = _("Please choose who may answer.")
NOBODY_HERE = _("Nobody here: I write down what people tell me")


class AskForm(StartForm):
    """The question, its language, and who may answer."""

    title = None  # type: ignore[assignment]
    question = LongText(
        label=_("What do you ask?"),
        rows=3,
        max_length=300,
        help_text=_("An open question is best: one that nobody can answer with yes or no."),
        error_messages={"required": _("Please write your question.")},
    )
    audience = forms.ChoiceField(
        label=_("Who may answer on their own phone?"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("You can always add people without an account and write down what they say."),
        error_messages={"invalid_choice": CHOOSE_WHOM},
    )
    field_order = ("question", "language", "audience")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted(audiences_of(user))
        words = words_of_audiences(codes)
        self.fields["language"].label = gettext("Which language is it in?")
        choices: Any = self.fields["audience"]
        choices.choices = [("", NOBODY_HERE), *((code, capfirst(words[code])) for code in codes)]


class AddPeopleForm(forms.Form):
    """The people without an account who tell now, one on each line."""

    names = LongText(
        label=_("Who tells?"),
        rows=5,
        max_length=4_000,
        help_text=_("One name on each line. Only you and they see it; how they are named in public they choose."),
        error_messages={"required": _("Please write at least one name.")},
    )
    contact = their_contact()

    def clean_names(self) -> list[str]:
        """Return the names, one for each line that has one."""
        names = [" ".join(line.split())[:200] for line in self.cleaned_data["names"].splitlines()]
        names = [name for name in names if name]
        if len(names) > MOST_AT_ONCE:
            raise ValidationError(
                gettext("That is a lot at once. The most is %(most)s. Please add those first, then the others.")
                % {"most": MOST_AT_ONCE}
            )
        return names


class MyPartForm(NamedForm, ConsentForm):
    """How whoever runs a sitting is named, and what we may do with their part."""


class AskTrainerForAllForm(WhichTrainerForm):
    """The same for everybody who answers, of those who take part in none of it."""

    def __init__(self, *args: Any, user: Any, told: Sequence[Told], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].help_text = _(
            "A trainer who takes no part in any of these. They will be able to read them."
        )
        trainers = accounts_with_role("trainer").exclude(pk=user.pk)
        inside = trainers.filter(person__contributions__work__in=[one.work for one in told])
        self.offer(trainers.exclude(pk__in=inside.values("pk")))
