"""Languages in templates. Every template has these without asking, since each speaks one."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from languages import interface
from languages.addresses import address_in
from languages.names import own_name

register = template.Library()
register.filter("own_name", own_name)


@register.simple_tag
def our_language() -> SafeString:
    """Return the `lang` and `dir` of our own sentences, for whatever holds some beside words of others."""
    return interface.our_language()


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str, *args: Any) -> str:
    """Return the address of a public screen in the language of this one, which we may not speak."""
    language = getattr(context.get("request"), "LANGUAGE_CODE", None) or get_language() or settings.LANGUAGE_CODE
    return address_in(language, name, *args)
