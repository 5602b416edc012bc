"""Which squares of a picture are to be hidden."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from files.covering import Square, squares_of
from files.models import Image, Recognised
from stories.studio.forms import BasedForm


class CoverForm(BasedForm):
    """A picture cut into squares, each with a box to tick, and the question about people once more."""

    squares = forms.MultipleChoiceField(
        label=_("Touch every square that is to be hidden"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please touch at least one square."),
            "invalid_choice": _("Please touch squares of this picture."),
        },
    )
    recognised = forms.ChoiceField(
        label=_("Can anyone be recognised in it then?"),
        choices=[choice for choice in Recognised.choices if choice[0] != Recognised.UNANSWERED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one."), "invalid_choice": _("Please choose one.")},
    )

    def __init__(self, *args: Any, picture: Image, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["squares"]
        field.choices = [
            (f"{row}-{column}", gettext("Row %(row)s, square %(column)s") % {"row": row, "column": column})
            for row, column in squares_of(picture)
        ]

    @property
    def chosen(self) -> list[Square]:
        """Return the squares as row and column."""
        chosen = (square.split("-") for square in self.cleaned_data["squares"])
        return [(int(row), int(column)) for row, column in chosen]
