"""Fields of allauth's forms, without what it writes into them."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """Return the field without grey words in it: they repeat the label in allauth's words, and go as one types."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
