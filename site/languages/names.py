"""Languages by their own names, and the direction they run in."""

from django.conf import settings

OWN_NAMES = {"en": "English", "ur": "اردو", "pl": "Polski", "pa": "ਪੰਜਾਬੀ"}
INTERFACE_LANGUAGE = "en"


def direction_of(code: str) -> str:
    """Return "rtl" or "ltr" for a language code."""
    from django.utils.translation import get_language_info

    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def own_name(code: str) -> str:
    """Return what the speakers of a language call it."""
    return OWN_NAMES.get(code) or str(dict(settings.LANGUAGES).get(code, code))


def english_name(code: str) -> str:
    """Return what English calls a language."""
    return str(dict(settings.LANGUAGES).get(code, code))
