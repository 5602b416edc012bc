"""The translations of our own sentences: written by people as .po, read by Django as .mo, which Babel makes.

Every language in which a page may be has a .mo, if only an empty one: Django believes in no language without. Only the
main language needs none, in which the sentences are written.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale


def folder_of(code: str) -> Path:
    """Return where the catalog of a language stands."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES"


def stale() -> list[str]:
    """Return the languages whose .mo is missing, or older than what people wrote."""
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    return [code for code in others if _is_stale(folder_of(code))]


def _is_stale(folder: Path) -> bool:
    written, made = folder / "django.po", folder / "django.mo"
    return not made.exists() or (written.exists() and written.stat().st_mtime_ns > made.stat().st_mtime_ns)


def compile_catalogs() -> list[str]:
    """Make each .mo anew that is stale; return of which languages. What is marked fuzzy is left out."""
    made = stale()
    for code in made:
        folder = folder_of(code)
        written = folder / "django.po"
        if written.exists():
            with written.open("rb") as lines:
                catalog = read_po(lines, locale=to_locale(code))
        else:
            catalog = Catalog(locale=to_locale(code), fuzzy=False)
            folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / "django.mo.new"
        with fresh.open("wb") as target:
            write_mo(target, catalog)
        fresh.replace(folder / "django.mo")
    return made
