"""Languages in templates. Every template has these without asking, since each speaks one."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.defaultfilters import date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from core.listing import listed
from languages import interface
from languages.addresses import address_in, path_in
from languages.names import direction_of, own_name

register = template.Library()
register.filter("own_name", own_name)
register.filter("listed", listed)


@register.simple_tag
def our_language() -> SafeString:
    """Return the `lang` and `dir` of our own sentences, for whatever holds some beside words of others."""
    return interface.our_language()


@register.simple_tag
def words_in(language: str) -> SafeString:
    """Return the attributes of words in this language; without one they are in that of what they stand in."""
    if not language:
        return mark_safe('dir="auto"')
    return format_html('lang="{}" dir="{}"', language, direction_of(language))


@register.simple_tag(takes_context=True)
def address(context: dict[str, Any], name: str, *args: Any) -> str:
    """Return the address of a public screen in the language of this one, which we may not speak."""
    language = getattr(context.get("request"), "LANGUAGE_CODE", None) or get_language() or settings.LANGUAGE_CODE
    return address_in(language, name, *args)


@register.simple_tag(takes_context=True)
def here(context: dict[str, Any], path: str) -> str:
    """Return where a page of the main language is read in the language of this screen."""
    language = getattr(context.get("request"), "LANGUAGE_CODE", None) or get_language() or settings.LANGUAGE_CODE
    return path_in(language, path)


@register.filter
def moment(when: datetime, form: str = "j E Y") -> str:
    """Return a day and the time of day; `form` is that of the day, as the filter `date` takes it."""
    return gettext("%(day)s, %(time)s") % {"day": date(when, form), "time": date(when, "H:i")}
