"""Training as machines read it, in the page itself."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from learning.structured import described

register = template.Library()
CANNOT_END_IT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""As Django's own `json_script` does it: no text of a page ends the element that it stands in."""


@register.simple_tag(takes_context=True)
def structured(context: Any) -> SafeString | str:
    """Return the schema.org node of the page that is shown, as an element that browsers do not run."""
    page = context.get("page")
    node = None if context.get("is_preview") or page is None else described(page, context.flatten())
    if node is None:
        return ""
    text = json.dumps(node, ensure_ascii=False).translate(CANNOT_END_IT)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')
