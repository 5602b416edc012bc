"""Who made a page, in templates."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def credits(context: Any) -> list[dict[str, str]]:
    """Return the credits of the page being shown: name (may be empty), role_label and expertise_label."""
    return context.get("credits", [])
