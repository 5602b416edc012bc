"""Forms about the parts of a module or session that are given to somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from authorship.giving import Part
from stories.studio.forms import BasedForm
from stories.studio.plain_parts import PlainPart

CHANGED = _("It was changed in the meantime. Please look at it once more.")


class WriteForm(BasedForm):
    """One part, with the fields that it has."""

    def __init__(self, *args: Any, part: PlainPart, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(part.fields)
        for name in part.fields:
            self.initial.setdefault(name, part.values[name])

    @property
    def values(self) -> dict[str, Any]:
        """What was written, by the names of the fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in BasedForm.base_fields}


class GiveForm(forms.Form):
    """Which parts of each page somebody is to write."""

    def __init__(self, *args: Any, pages: list[tuple[Page, list[PlainPart]]], given: set[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for page, parts in pages:
            name = f"page_{page.pk}"
            self.fields[name] = forms.MultipleChoiceField(
                label=page.draft_title or page.title,
                choices=[(part.place, part.label) for part in parts],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"invalid_choice": CHANGED},
            )
            self.initial[name] = [place for page_id, place in given if page_id == page.pk]

    @property
    def parts(self) -> set[Part]:
        """What was ticked."""
        ticked = ((int(name.removeprefix("page_")), places) for name, places in self.cleaned_data.items())
        return {(page_id, place) for page_id, places in ticked for place in places}
