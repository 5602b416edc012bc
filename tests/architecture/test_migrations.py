"""Migrations describe the past: they must not lean on today's code, and none may be missing."""

import ast
import importlib

import pytest
from django.core.management import call_command
from django.db.migrations import CreateModel
from django.db.models import Model
from wagtail.blocks import Block

from tests.architecture.house import ROOM_NAMES, files, here

MIGRATIONS = [path for path in files(".py") if path.parent.name == "migrations" and path.name != "__init__.py"]
each_migration = pytest.mark.parametrize("path", MIGRATIONS, ids=here)


def named(source: str) -> set[str]:
    """Return every dotted name of our own rooms that a migration mentions, imported or used."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Attribute):
            names.add(ast.unparse(node))
    return {name for name in names if name.split(".")[0] in ROOM_NAMES}


def meant(name: str) -> object:
    """Return what a dotted name stands for today, or None where it is no name of ours."""
    module, _, attribute = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), attribute, None)
    except ImportError:
        return None


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_there_are_migrations() -> None:
    assert MIGRATIONS


@each_migration
def test_a_migration_uses_no_live_model_block_or_service(path) -> None:
    """Functions that Django itself writes down (`upload_to`, `default`) may be named; they must stay importable."""
    for name in named(path.read_text()):
        thing = meant(name)
        live = isinstance(thing, type) and issubclass(thing, (Model, Block))
        assert not live, f"{name} will change: take it from `apps.get_model`"
        assert not {"services", "selectors"} & set(name.split(".")), f"{name} will change: write it out"


@each_migration
def test_a_migration_builds_on_no_live_base_class(path) -> None:
    """A plain mixin holds no fields, so `bases` can leave it out; then it may be moved, renamed or dropped."""
    module = importlib.import_module(f"{path.parent.parent.name}.migrations.{path.stem}")
    for operation in module.Migration.operations:
        for base in getattr(operation, "bases", ()) if isinstance(operation, CreateModel) else ():
            room = "" if isinstance(base, str) else base.__module__.split(".")[0]
            assert room not in ROOM_NAMES, f"{operation.name} builds on {base!r}"
