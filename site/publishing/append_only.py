"""Records that are written once: refused to change by models, by Django's deletes and by the database itself."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models.signals import pre_delete

from publishing.errors import NotReleased

REFUSAL = "Told Together: a record is written once"


def refuse_to_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Django calls this before each delete of such a row, also of many at once. Raises NotReleased."""
    raise NotReleased("This is a record: it stays.")


class AppendOnly:
    """The tables whose rows are written once, each with the columns that erasure may empty later.

    A room registers its model in `AppConfig.ready()`; after the next migrate the database's own triggers refuse
    to change a row (on PostgreSQL to delete one too) by whatever road.
    """

    def __init__(self) -> None:
        self._models: dict[Any, tuple[str, ...]] = {}

    def register(self, model: Any, *, may_empty: tuple[str, ...] = ()) -> Any:
        """Add a model.

        `may_empty` is the door for erasure: names of its fields that may become empty once, and of the field
        that then says when, which may be filled once. All other columns never change.
        """
        self._models[model] = may_empty
        pre_delete.connect(refuse_to_delete, sender=model, dispatch_uid=f"append_only.{model._meta.label}")
        return model

    def __iter__(self) -> Iterator[tuple[Any, list[str], list[str]]]:
        """Yield each model with its fixed columns and those that may become empty."""
        for model, names in self._models.items():
            fields = model._meta.local_concrete_fields
            columns = [str(field.column) for field in fields if field.name not in names]
            yield model, columns, [str(field.column) for field in fields if field.name in names]


def postgresql(prefix: str) -> str:
    """Return the function that refuses to change a row, on PostgreSQL."""
    return f"""
CREATE OR REPLACE FUNCTION {prefix}_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  may_empty text[] := TG_ARGV[0]::text[];
  row_now jsonb; row_before jsonb; name text;
BEGIN
  IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation'; END IF;
  row_now := to_jsonb(NEW); row_before := to_jsonb(OLD);
  IF (row_now - may_empty) <> (row_before - may_empty) THEN
    RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
  END IF;
  FOREACH name IN ARRAY may_empty LOOP
    IF row_now -> name <> row_before -> name AND coalesce(row_now ->> name, '') <> ''
      AND row_before ->> name IS NOT NULL THEN
      RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
"""


def postgresql_trigger(prefix: str, model: Any, may_empty: list[str]) -> str:
    """Return the statement that puts a table under that function."""
    names = "{" + ",".join(may_empty) + "}"
    return (
        f"CREATE TRIGGER {prefix}_append_only BEFORE UPDATE OR DELETE ON {_quote(model._meta.db_table)} FOR EACH ROW "
        f"EXECUTE FUNCTION {prefix}_append_only('{names}')"
    )


def sqlite_trigger(prefix: str, model: Any, fixed: list[str], may_empty: list[str]) -> str:
    """Return the statement that refuses to change a row, on SQLite."""
    changes = [f"NEW.{_quote(name)} IS NOT OLD.{_quote(name)}" for name in fixed]
    changes += [
        f"(NEW.{column} IS NOT OLD.{column} AND coalesce(NEW.{column}, '') <> '' AND OLD.{column} IS NOT NULL)"
        for column in map(_quote, may_empty)
    ]
    table = model._meta.db_table
    return (
        f"CREATE TRIGGER {prefix}_{table}_append_only BEFORE UPDATE ON {_quote(table)} "
        f"WHEN {' OR '.join(changes)} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
