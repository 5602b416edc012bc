"""Languages by their own names, and the direction they run in: from the Unicode Consortium's tables, by Babel."""

from functools import cache

from babel import Locale
from django.conf import settings


@cache
def _known(code: str) -> Locale:
    return Locale.parse(code, sep="-")


def direction_of(code: str) -> str:
    """Return "rtl" or "ltr" for a language code."""
    return _known(code).text_direction


def own_name(code: str) -> str:
    """Return what the speakers of a language call it, with a capital where their script has any."""
    name = _known(code).get_display_name() or code
    return name[:1].upper() + name[1:]


def english_name(code: str) -> str:
    """Return what we call a language, in the language of the moment."""
    return str(dict(settings.LANGUAGES).get(code, code))
