"""Forms for moderators."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.audiences import audience_words
from authorship.audiences import audiences_of_pages
from moderation.guides import newest_guide
from moderation.places import places_in
from moderation.seriousness import SERIOUS, Tick

QUOTED_WORDS = 6
# These forms open above the editor, whose own fields have names like theirs: a label must find its own field.
IN_A_WINDOW = "id_step_%s"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def quotes(reason: str, work: str) -> bool:
    """Say whether `reason` repeats six or more words of `work` in a row."""
    mine, theirs = _words(reason), " ".join(_words(work))
    return any(" ".join(mine[start : start + QUOTED_WORDS]) in theirs for start in range(len(mine) - QUOTED_WORDS + 1))


class ReasonForm(forms.Form):
    """A reason that reaches every author, by email too, and so quotes no word of the story."""

    comment = forms.CharField(
        label=_("What would you like changed, and why?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Everybody who made it reads this, and it goes out by email too: "
            "say where, but do not copy words out of the story."
        ),
        error_messages={"required": _("Please say what you would like changed. The people who made it need to know.")},
    )

    def __init__(self, *args: Any, instance: Any = None, page: Any = None, **kwargs: Any) -> None:
        self.latest = page.get_latest_revision_as_object() if page is not None else None
        super().__init__(*args, **({"auto_id": IN_A_WINDOW} | kwargs))

    def without_copied_words(self, text: str) -> str:
        """Return `text`. Raises ValidationError where it would carry the story out by email."""
        if self.latest is not None:
            fields = self.latest.serializable_data().values()
            own_words = " ".join(str(value) for value in fields if isinstance(value, str))
            title = self.latest.title.lower()
            if quotes(text, own_words) or (len(title) > 3 and title in text.lower()):
                raise ValidationError(
                    _("This copies words out of the story, and it goes out by email. Please say it in your own words.")
                )
        return text

    def clean_comment(self) -> str:
        """Refuse a reason that would carry the story out by email."""
        return self.without_copied_words(self.cleaned_data["comment"])

    def places(self) -> list[tuple[str, str]]:
        """Return the places in the work that a reason can be about, each with its first words."""
        found = places_in(self.latest) if self.latest is not None else []
        return [(place.key, f"{place.label} ({place.opening})" if place.opening else place.label) for place in found]


class WhatShowsThemForm(ReasonForm):
    """What in a version shows who left the work, and where: those who made it read it, so it names nobody."""

    place = forms.ChoiceField(label=_("Which part shows who it is?"), required=False)
    comment = forms.CharField(
        label=_("What is it that shows it?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text=_(
            "For example: the name of the street, or the voice in the background. Everybody who made it reads this, by "
            "email too. Do not write who it is, and do not copy words out of the story."
        ),
        error_messages={"required": _("Please say what shows it. Those who made it need to know what to change.")},
    )

    field_order = ["place", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = self.places()


class AskForChangesForm(ReasonForm):
    """What is good, which rule and which part it is about, and what is asked."""

    good = forms.CharField(
        label=_("What is good about it?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("They read this first."),
    )
    rule = forms.ChoiceField(
        label=_("Which rule of the guide is it about?"),
        error_messages={"required": _("Please choose the rule of the guide that it is about.")},
    )
    place = forms.ChoiceField(label=_("Where is it?"), required=False)

    field_order = ["good", "rule", "place", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Any = self.fields["rule"]
        place: Any = self.fields["place"]
        guide = newest_guide()
        if guide is None:
            del self.fields["rule"]
        else:
            rule.choices = [("", _("Choose a rule")), *((found.id, str(found)) for found in guide.rules)]
        place.choices = self.places()

    def clean_good(self) -> str:
        """Refuse words out of the story here too."""
        return self.without_copied_words(self.cleaned_data["good"])


class ApproveForm(forms.Form):
    """How serious it is: asked of each moderator before they approve."""

    NONE = "none"

    ticks = forms.MultipleChoiceField(
        label=_("What is in it?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick all that fits. Only your ticks are kept, no words."),
        error_messages={"required": _("Please tick what is in it, or “None of these”. Nothing is approved yet.")},
    )
    said_serious = forms.BooleanField(
        label=_("This one is serious for another reason"),
        required=False,
        help_text=_("Two moderators read what is serious."),
    )

    def __init__(self, *args: Any, instance: Any = None, page: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": IN_A_WINDOW} | kwargs))
        ticks: Any = self.fields["ticks"]
        ticks.choices = [*_tick_choices(), (self.NONE, _("None of these"))]
        audience = audiences_of_pages([page.pk]).get(page.pk) if page is not None else None
        if audience is not None:
            readers = {"readers": audience_words(audience)}
            who = gettext("It is for %(readers)s, and nobody else.") % readers
            ticks.help_text = f"{who} {ticks.help_text}"

    def clean_ticks(self) -> list[str]:
        """Refuse “None of these” beside another tick."""
        ticks = self.cleaned_data["ticks"]
        if self.NONE in ticks and len(ticks) > 1:
            raise ValidationError(_("You ticked “None of these” and something else. Please choose one or the other."))
        return ticks


def _tick_choices() -> list[tuple[str, str]]:
    return [
        (tick.value, gettext("%(what)s (serious)") % {"what": tick.label} if tick in SERIOUS else str(tick.label))
        for tick in Tick
    ]
