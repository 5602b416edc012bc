"""In PostgreSQL, words like those that somebody looked for are found by an index of their groups of three letters."""

from typing import Any

from django.db import ProgrammingError, migrations

INDEXES = {"modelsearch_title_text_trgm": "title_text", "modelsearch_body_text_trgm": "body_text"}
TABLE = "wagtailsearch_indexentry"


def add(apps: Any, schema_editor: Any) -> None:
    """Add PostgreSQL's own extension for it, which whoever owns the database may do, and the indexes."""
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except ProgrammingError as refused:
        raise RuntimeError(
            "This account may not add pg_trgm to the database. Nothing has changed. Please ask whoever runs PostgreSQL to "
            "say “CREATE EXTENSION pg_trgm” in it once, and migrate again."
        ) from refused
    for name, column in INDEXES.items():
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {TABLE} USING gin ({column} gin_trgm_ops)")


def remove(apps: Any, schema_editor: Any) -> None:
    """Remove the indexes. The extension may be somebody else's too."""
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_parts_in_their_language"),
        (
            "wagtailsearch",
            "0010_add_text_fields",
        ),
    ]

    operations = [migrations.RunPython(add, remove)]
