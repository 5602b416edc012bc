"""Migrations describe the past: they must not lean on today's code, and none may be missing."""

import ast
import importlib

import pytest
from django.core.management import call_command
from django.db.migrations import CreateModel

from tests.architecture.house import ROOM_NAMES, files, here

MIGRATIONS = [path for path in files(".py") if path.parent.name == "migrations" and path.name != "__init__.py"]
LIVE = {"models", "blocks", "services", "selectors"}


def imported(source: str) -> set[str]:
    """Return the dotted names of all modules that this source imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_there_are_migrations() -> None:
    assert MIGRATIONS


@pytest.mark.parametrize("path", MIGRATIONS, ids=here)
def test_a_migration_imports_no_live_class(path) -> None:
    ours = {name for name in imported(path.read_text()) if name.split(".")[0] in ROOM_NAMES}
    live = {name for name in ours if LIVE & set(name.split("."))}
    assert live == set(), "take the model from `apps.get_model`, and write the words out"


@pytest.mark.parametrize("path", MIGRATIONS, ids=here)
def test_a_migration_builds_on_no_live_base_class(path) -> None:
    module = importlib.import_module(f"{path.parent.parent.name}.migrations.{path.stem}")
    for operation in module.Migration.operations:
        for base in getattr(operation, "bases", ()) if isinstance(operation, CreateModel) else ():
            room = "" if isinstance(base, str) else base.__module__.split(".")[0]
            assert room not in ROOM_NAMES, f"{operation.name} builds on {base!r}, which may change or go"
