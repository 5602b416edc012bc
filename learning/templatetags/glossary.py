"""Explaining words in templates."""

from typing import Any

from django import template
from django.template.loader import render_to_string

from learning.explaining import explain

register = template.Library()
EXPLAINED = "learning/includes/words_explained.html"


@register.simple_block_tag(takes_context=True)
def explained(context: Any, content: str, *, on_paper: bool = False) -> str:
    """Explain the `words` of the page in what stands in the block, and list those that are used after it.

    On paper nothing can be opened, so there it is the list alone.
    """
    html, used = explain(content, context.get("words", ()))
    names = {"terms": used, "request": context.get("request"), "on_paper": on_paper}
    return (content if on_paper else html) + render_to_string(EXPLAINED, names)
