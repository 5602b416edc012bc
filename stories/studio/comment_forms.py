"""Writing to the others who make something together."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from authorship.comments import LONGEST
from moderation.places import Place
from stories.studio.forms import LongText


class CommentForm(forms.Form):
    """A few words, and what they are about."""

    place = forms.ChoiceField(label=_("What is it about?"), required=False)
    words = LongText(
        label=_("What would you like to say?"),
        rows=4,
        max_length=LONGEST,
        error_messages={
            "required": _("Please write something first."),
            "max_length": _("That is too long. The most is %(limit_value)s letters. You can write a second one."),
        },
    )

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.key, f"{place.label}: {place.opening}" if place.opening else place.label) for place in places]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
