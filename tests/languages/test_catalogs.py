"""Every sentence of ours is in every catalog, whole, and says as much as the English one."""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from babel import Locale
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext, ngettext, override

from languages import catalogs
from languages.checks import catalogs_are_compiled

SPOKEN = [code for code in settings.INTERFACE_LANGUAGES if code != settings.LANGUAGE_CODE]
ROOMS = ("site", "home", "learning", "stories")
Key = tuple[str | None, str, str]


def read(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def keys(catalog: polib.POFile) -> set[Key]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalog if not entry.obsolete}


def written(code: str) -> polib.POFile:
    return read(catalogs.folder_of(code) / "django.po")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, polib.POFile]:
    """What the code says now, by language: collected in a copy of it, since collecting writes."""
    root, copy = Path(settings.BASE_DIR), tmp_path_factory.mktemp("house")
    for room in ROOMS:
        shutil.copytree(
            root / room, copy / room, ignore=shutil.ignore_patterns("__pycache__", "static", "artwork", "*.mo")
        )
    shutil.copy(root / "manage.py", copy)
    places = {"PYTHONPATH": f"{copy}{os.pathsep}{copy / 'site'}", "VAR_DIR": str(copy / "var")}
    env = os.environ | places | {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "manage.py", "collectmessages", "--verbosity", "0"]
    subprocess.run(command, cwd=copy, env=env, check=True)
    return {code: read(copy / "site" / "locale" / code / "LC_MESSAGES" / "django.po") for code in SPOKEN}


@pytest.mark.parametrize("code", SPOKEN)
def test_the_catalog_holds_what_the_code_says(code: str, collected) -> None:
    now, kept = keys(collected[code]), keys(written(code))
    assert len(now) > 2500
    assert now - kept == set(), "Run: manage.py collectmessages, then translate what is new"
    assert kept - now == set(), "Run: manage.py collectmessages, which lets go of what is said no more"


SAYS = {"gettext": 0, "gettext_lazy": 0, "gettext_noop": 0, "ngettext": 0, "ngettext_lazy": 0, "pgettext": 1}


def marked(tree: ast.Module) -> Iterator[str]:
    """Yield each sentence that a module marks for translation, by whatever name it calls Django's functions."""
    names = {
        name.asname or name.name: SAYS[name.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in SAYS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            said = node.args[names[node.func.id]]
            # A sentence in a name was marked where it stands; one that is put together can be collected by nobody.
            assert not isinstance(said, ast.JoinedStr | ast.BinOp), ast.unparse(node)
            if isinstance(said, ast.Constant):
                yield said.value


def test_no_sentence_in_python_escapes_the_collecting() -> None:
    """Collecting knows the functions by their usual names only, and looks into no f-string."""
    said = {entry.msgid for entry in written(SPOKEN[0])}
    missing = {}
    for room in ROOMS:
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py"):
            if "migrations" not in path.parts:
                sentences = set(marked(ast.parse(path.read_text()))) - said
                missing |= {str(path): sentences} if sentences else {}
    assert missing == {}


@pytest.mark.parametrize("code", SPOKEN)
def test_nothing_is_left_in_english(code: str) -> None:
    catalog = written(code)
    assert [entry.msgid for entry in catalog.untranslated_entries()] == []
    assert [entry.msgid for entry in catalog.fuzzy_entries()] == []


def holes(text: str) -> Counter[str]:
    """Return what is filled in later, and the marks of a page, by how often each is there."""
    return Counter(re.findall(r"%\(\w+\)[sd]|%%|\{\w+\}|<[^>]+>|&\w+;", text))


def faults(entry: polib.POEntry, forms: int) -> list[str]:
    """Return what is wrong with one translation."""
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    english = [entry.msgid, entry.msgid_plural or entry.msgid]
    found = []
    if entry.msgid_plural and len(said) != forms:
        found.append(f"has {len(said)} forms of {forms}")
    for text in said:
        # “One story” need not hold the number.
        if holes(text) not in [holes(one) for one in english] and not (
            text is said[0] and len(said) > 1 and not holes(text) - holes(english[1])
        ):
            found.append(f"other holes: {text}")
        if [text[:1].isspace(), text[-1:].isspace()] != [entry.msgid[:1].isspace(), entry.msgid[-1:].isspace()]:
            found.append(f"other edges: {text}")
    return found


@pytest.mark.parametrize("code", SPOKEN)
def test_a_translation_has_the_holes_and_marks_of_the_english(code: str) -> None:
    catalog = written(code)
    forms = int(re.search(r"nplurals=(\d)", catalog.metadata["Plural-Forms"]).group(1))
    found = {entry.msgid: wrong for entry in catalog if (wrong := faults(entry, forms))}
    assert found == {}


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Hello <bdi>%(name)s</bdi>", "Cześć %(name)s"),
        ("Hello %(name)s", "Cześć %(imie)s"),
        ("Hello %(name)s", "Cześć"),
        ("Hello ", "Cześć"),
        ("Hello", "<script>Cześć</script>"),
    ],
)
def test_one_that_has_other_holes_is_found(english: str, translated: str) -> None:
    assert faults(polib.POEntry(msgid=english, msgstr=translated), 3)


@pytest.mark.parametrize("code", SPOKEN)
def test_it_is_in_the_script_of_its_language(code: str) -> None:
    """Four of five sentences have letters that English has not, or are not the English: nobody left them out."""
    catalog = written(code)
    same = [entry.msgid for entry in catalog if entry.msgstr == entry.msgid and re.search(r"[a-z]{3}", entry.msgid)]
    assert len(same) < len(catalog) / 50, same
    if Locale.parse(code).text_direction == "rtl":
        latin = [entry.msgstr for entry in catalog if entry.msgstr and not re.search(r"[\u0600-\u06ff]", entry.msgstr)]
        assert len(latin) < len(catalog) / 50, latin


def test_what_people_wrote_is_what_django_says() -> None:
    with override("pl"):
        assert gettext("Sign in") == "Zaloguj się"
        # 1, 2 and 5 of a thing are three different words.
        entry = next(entry for entry in written("pl") if entry.msgid_plural and "%(" in entry.msgid)
        said = {ngettext(entry.msgid, entry.msgid_plural, number) for number in (1, 2, 5)}
        assert said == set(entry.msgstr_plural.values())
    with override("ur"):
        assert gettext("Sign in") == "سائن اِن کریں"
    with override("so"):
        assert gettext("Sign in") == "Sign in"


def test_a_catalog_is_compiled_when_it_is_stale_and_only_then(settings, tmp_path: Path) -> None:
    for code in SPOKEN:
        (tmp_path / code / "LC_MESSAGES").mkdir(parents=True)
        shutil.copy(catalogs.folder_of(code) / "django.po", tmp_path / code / "LC_MESSAGES")
    settings.LOCALE_PATHS = [tmp_path]
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    assert [found.id for found in catalogs_are_compiled()] == ["languages.E001"] * len(others)
    call_command("compilemessages", verbosity=0)
    assert catalogs_are_compiled() == []
    assert polib.mofile(str(tmp_path / "pl" / "LC_MESSAGES" / "django.mo")).find("Sign in").msgstr == "Zaloguj się"
    # A language in which we say nothing has a catalog too, or Django would not believe in its addresses.
    assert (tmp_path / "so" / "LC_MESSAGES" / "django.mo").exists()
    assert catalogs.compile_catalogs() == []
    words = tmp_path / "pl" / "LC_MESSAGES" / "django.po"
    os.utime(words, ns=(words.stat().st_atime_ns, words.stat().st_mtime_ns + 10**10))
    assert catalogs.stale() == ["pl"]
